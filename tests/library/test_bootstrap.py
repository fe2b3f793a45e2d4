"""The set-up: one mechanism, in .venv, that can be interrupted and says what is missing."""

from __future__ import annotations

import builtins
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import namedtuple
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from llmcourse import bootstrap, environment
from llmcourse.environment import DEVELOPER, LEARNER, ROOT, Environment, SetupError, require_venv

PYPROJECT = """
[project]
name = "small"
dependencies = ["torch==2.13.0", "no-such-package-anywhere>=1"]
[project.optional-dependencies]
grade = ["jupytext"]
dev = ["pytest>=8"]
"""


@dataclass(frozen=True)
class Recorded(Environment):
    """An environment whose pip notes what it was asked for, copied from one really made."""

    model: Path = ROOT
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def make(self) -> None:
        require_venv()
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.model, self.folder, symlinks=True)
        script = self.folder / "bin" / "pip"
        script.write_text(script.read_text().replace(str(self.model), str(self.folder)))

    def pip(self, *arguments: str, lock: int) -> None:
        self.asked.append(arguments)


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Environment(tmp_path_factory.mktemp("model"))
    made.make()
    assert made.usable()
    return made.folder


@pytest.fixture
def small(tmp_path: Path, model: Path) -> Recorded:
    (tmp_path / "pyproject.toml").write_text(PYPROJECT)
    (tmp_path / "constraints.txt").write_text("torch==2.13.0\n")
    return Recorded(tmp_path, model)


def test_sets_up_once(small: Recorded) -> None:
    assert bootstrap.setup(small, DEVELOPER) == small.python
    assert small.asked == [
        ("torch==2.13.0", "-c", "constraints.txt"),
        ("-c", "constraints.txt", "-e", ".[dev,grade]"),
    ]
    small.asked.clear()
    began = time.perf_counter()
    bootstrap.setup(small, DEVELOPER)
    bootstrap.setup(small, LEARNER)
    assert small.asked == []
    assert time.perf_counter() - began < 1


def test_learner_first_then_developer(small: Recorded) -> None:
    bootstrap.setup(small, LEARNER)
    assert small.asked[-1][-1] == "."
    bootstrap.setup(small, DEVELOPER)
    assert small.asked[-1][-1] == ".[dev,grade]"


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_changed_requirements_are_installed(small: Recorded, name: str) -> None:
    bootstrap.setup(small, DEVELOPER)
    file = small.root / name
    file.write_text(file.read_text() + "# another line\n")
    small.asked.clear()
    bootstrap.setup(small, LEARNER)
    assert small.asked[-1][-1] == ".[dev,grade]"  # what was there is kept up to date too


def test_interrupted_set_up_is_repaired(small: Recorded) -> None:
    bootstrap.setup(small, LEARNER)
    [site] = small.folder.glob("lib/python*/site-packages")
    records = {  # before pip is done, RECORD is missing or still the wheel's own
        "begun-1.dist-info": None,
        "copied-1.dist-info": "copied/a.py,sha256=0,1\n",
        "whole-1.dist-info": "whole/a.py,sha256=0,1\nwhole-1.dist-info/INSTALLER,sha256=0,4\n",
        "~orch": None,
    }
    for folder, record in records.items():
        (site / folder).mkdir()
        (site / folder / "METADATA").touch()
        if record is not None:
            (site / folder / "RECORD").write_text(record)
    small.stamp.unlink()
    bootstrap.setup(small, LEARNER)
    assert [folder for folder in records if (site / folder).exists()] == ["whole-1.dist-info"]


@pytest.mark.parametrize("damage", ["no python", "no pip", "half a pip", "moved here"])
def test_unusable_environment_is_made_anew(small: Recorded, damage: str) -> None:
    bootstrap.setup(small, LEARNER)
    [site] = small.folder.glob("lib/python*/site-packages")
    [record] = site.glob("pip-*.dist-info/RECORD")
    if damage == "no python":
        small.python.unlink()
        small.python.symlink_to("/nowhere/python")
    elif damage == "no pip":
        (site / "pip" / "__init__.py").unlink()
        (site / "pip" / "_internal" / "cli" / "main.py").unlink()
    elif damage == "half a pip":
        record.write_text("pip/__init__.py,sha256=0,1\n")
    else:
        (small.folder / "bin" / "pip").write_text("#!/elsewhere/.venv/bin/python\n")
    small.stamp.unlink()
    assert not small.usable()
    bootstrap.setup(small, LEARNER)
    assert small.usable()


def test_failed_install_leaves_no_stamp(small: Recorded, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Environment, *arguments: str, lock: int) -> None:
        raise SetupError("no")

    monkeypatch.setattr(Recorded, "pip", broken)
    with pytest.raises(SetupError):
        bootstrap.setup(small, LEARNER)
    assert not small.has(LEARNER)


def test_damaged_stamp_does_not_count(small: Recorded) -> None:
    small.folder.mkdir()
    for text in ("", "[]", "{", '{"extras": 3}', '{"extras": ["dev"], "inputs": "0"}'):
        small.stamp.write_text(text)
        assert not small.has(LEARNER)


def test_only_one_at_a_time(small: Recorded, capfd: pytest.CaptureFixture[str]) -> None:
    threads = [threading.Thread(target=bootstrap.setup, args=(small, LEARNER)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(small.asked) == 2  # torch and the rest, once
    assert "waiting for it to end" in capfd.readouterr().err


def test_lock_outlives_its_killed_holder_while_pip_runs(tmp_path: Path) -> None:
    """A killed set-up frees the lock only when the pip it started has ended."""
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\ntouch started\nsleep 2\n")
    python.chmod(0o755)
    code = (
        "import pathlib, sys; from llmcourse import bootstrap, environment\n"
        "root = pathlib.Path(sys.argv[1])\n"
        "with bootstrap.locked(root / 'lock', '') as lock:\n"
        "    environment.Environment(root).pip(lock=lock)"
    )
    with subprocess.Popen([sys.executable, "-c", code, tmp_path], cwd=ROOT) as killed:
        while not (tmp_path / "started").exists():
            time.sleep(0.02)
        killed.kill()
    began = time.perf_counter()
    with bootstrap.locked(tmp_path / "lock", ""):
        assert time.perf_counter() - began > 0.5


def test_complete_environment_is_used_as_it_is() -> None:
    if not environment.satisfied(ROOT, DEVELOPER):
        pytest.fail("the tests run in an environment that lacks what pyproject.toml asks for")
    elsewhere = Environment(ROOT)
    if not elsewhere.is_mine:
        assert bootstrap.setup(elsewhere, DEVELOPER) == Path(sys.executable)


def test_missing_package_is_not_satisfied(small: Recorded) -> None:
    assert not environment.satisfied(small.root, LEARNER)


def test_small_disk(monkeypatch: pytest.MonkeyPatch, small: Recorded) -> None:
    usage = namedtuple("usage", "total used free")(10**10, 9 * 10**9, 10**9)
    monkeypatch.setattr(bootstrap.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(SetupError, match=r"Only 1\.0 GB are free"):
        bootstrap.setup(small, LEARNER)


def test_no_ensurepip(monkeypatch: pytest.MonkeyPatch, small: Recorded) -> None:
    original = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "ensurepip":
            raise ImportError(name)
        return original(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SetupError, match=r"sudo apt install python3\.\d+-venv"):
        bootstrap.setup(small, LEARNER)


def test_stamp_is_whole(small: Recorded) -> None:
    bootstrap.setup(small, DEVELOPER)
    note = json.loads(small.stamp.read_text())
    assert note["python"].count(".") == 2
    assert note["extras"] == ["dev", "grade"]
    assert not list(small.folder.glob("*.part"))
    assert os.path.samefile(note["home"], small.python)
