"""environment.yml and constraints.txt say the same as pyproject.toml."""

from __future__ import annotations

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from llmcourse.environment import DEVELOPER, LEARNER, ROOT, requirements


def conda() -> list[object]:
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    assert isinstance(listed, list)
    return listed


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pairs}


def test_pip_section_has_the_learners_ranges() -> None:
    [section] = [entry for entry in conda() if isinstance(entry, dict)]
    assert section["pip"] == requirements(ROOT, LEARNER)


def test_python_is_in_range() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    [python] = [str(entry) for entry in conda() if str(entry).startswith("python")]
    assert SpecifierSet(wanted).contains(python.partition("=")[2])


@pytest.mark.parametrize("line", requirements(ROOT, DEVELOPER))
def test_pin_is_in_range(line: str) -> None:
    wanted = Requirement(line)
    assert wanted.specifier.contains(pins()[canonicalize_name(wanted.name)])


def test_pins_hold_everywhere() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    for line in lines:
        assert line.startswith("#") or re.fullmatch(r"[\w.-]+==[\w.]+", line), line
    assert pins()["torch"] == "2.13.0"
