"""The grader's security page says nothing that no test shows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from autograder import ROOT
from autograder.samples import samples

PAGE = ROOT / "autograder" / "README.md"
TEXT = PAGE.read_text(encoding="utf-8")
LINKS = sorted(set(re.findall(r"\[`(test_\w+)`\]\(([^)]+)\)", TEXT)))
PROMISES = TEXT.partition("## Promises")[2].partition("\n## ")[0]


def functions_of(path: Path) -> set[str]:
    """Names of the functions that a file of tests defines."""
    nodes = ast.parse(path.read_text(encoding="utf-8")).body
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("name", "path"), LINKS, ids=[name for name, _ in LINKS])
def test_a_link_leads_to_a_test(name: str, path: str) -> None:
    assert name in functions_of(PAGE.parent / path)


def test_every_promise_names_a_test() -> None:
    rows = [line for line in PROMISES.splitlines() if re.match(r"\| [^-p]", line)]
    assert len(rows) >= 20
    assert [row for row in rows if "](../tests/" not in row] == []


def test_other_links_lead_somewhere() -> None:
    for path in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (PAGE.parent / path).exists(), path


def test_the_numbers_are_those_of_the_samples() -> None:
    said = re.search(r"(\d+) hostile submissions and (\d+) odd", TEXT)
    assert said
    assert [int(number) for number in said.groups()] == [
        len(samples("hostile")),
        len(samples("odd")),
    ]


def test_the_readme_says_what_unsupervised_marks_are_worth() -> None:
    words = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert "marks of unsupervised work are formative" in words
    assert "(autograder/README.md)" in words
