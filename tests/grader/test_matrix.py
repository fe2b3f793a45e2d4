"""The build proves its exercises: whatever does not grade is named, and stops it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from autograder import SOLUTIONS
from autograder.answers import load_book, mistakes_path
from autograder.lesson import read
from autograder.matrix import Matrix, examine
from autograder.records import record

SEEDS = range(3)
ONE = range(1)
"""For whole lessons: `make build` judges them on three seeds, `make bench` on twenty."""


def examined(source: Path, seeds: range = SEEDS) -> list[Matrix]:
    lesson = read(source)
    book = load_book(lesson)
    return examine(lesson, book, record(lesson, book).exercises, seeds)


def complaints(source: Path) -> str:
    return "\n".join(words for matrix in examined(source) for words in matrix.complaints)


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("path", sorted(SOLUTIONS.glob("[0-9][0-9]_*.py")), ids=lambda p: p.stem)
def test_every_exercise_grades(path: Path) -> None:
    for matrix in examined(path, ONE):
        assert matrix.complaints == []
        assert len(matrix.rows) >= 2 + 5 + 2


def test_the_table_names_every_answer_and_check_at_80_columns(source: Path) -> None:
    (matrix,) = examined(source)
    matrix.rows[-1].name = "a_name_of_thirty_six_characters_or_so"
    console = Console(record=True, width=80, file=io.StringIO())
    console.print(matrix.table())
    text = console.export_text()
    for row in matrix.rows:
        assert f"{row.kind} {row.name}" in text
    for word in ("inputs unchanged", "gradients", "0/3", "3/3"):
        assert word in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_surviving_mistake_stops_the_build(source: Path) -> None:
    rewrite(mistakes_path(read(source)), "    return x + 2\n", "    return x + x\n")
    assert "mistake adds_two must lose its points: it passed 3 of 3" in complaints(source)


def test_a_refused_variant_stops_the_build(source: Path) -> None:
    rewrite(mistakes_path(read(source)), "    return 2 * x\n", "    return 3 * x\n")
    assert "variant times_two must pass: it passed 0 of 3" in complaints(source)


def test_a_variant_that_is_forbidden_stops_the_build(source: Path) -> None:
    rewrite(mistakes_path(read(source)), "    return 2 * x\n", "    return x.mul(2)\n")
    assert "variant times_two must pass" in complaints(source)


def test_a_stub_with_points_stops_the_build(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    start, end = text.index("    judge.same"), text.index("### END HIDDEN")
    text = text[:start] + '    judge.that(True, "", check="free")\n' + text[end:]
    source.write_text(text, encoding="utf-8")
    assert "stub  must lose its points: it passed 3 of 3" in complaints(source)


def test_a_flake_stops_the_build(source: Path) -> None:
    flaky = '    judge.that(judge.integer(0, 1) == 0, "unlucky", check="luck")\n### END HIDDEN'
    rewrite(source, "### END HIDDEN", flaky)
    assert "reference  must pass: it passed" in complaints(source)


def test_a_verdict_that_breaks_stops_the_build(source: Path) -> None:
    rewrite(source, "### END HIDDEN", "    judge.nothing_like_it()\n### END HIDDEN")
    assert "the verdict itself broke on reference" in complaints(source)


def test_two_mistakes_that_answer_alike_stop_the_build(source: Path) -> None:
    rewrite(mistakes_path(read(source)), "    return x + 2\n", "    return x * x\n")
    assert "squares and adds_two give the same answers" in complaints(source)


def test_a_mistake_that_the_visible_cases_miss_must_say_so(source: Path) -> None:
    path = mistakes_path(read(source))
    rewrite(path, "gradients=True, x=torch.tensor([1.0, 3.0])", "x=torch.tensor([2.0, 2.0])")
    assert "adds_two passes the visible cases" in complaints(source)
    rewrite(path, 'ask="Twice what?"', 'visible=False, ask="Twice what?"')
    said = complaints(source)
    assert "returns_it is marked visible=False, yet the visible cases show it" in said


def test_too_few_mistakes_or_variants_stop_the_build(source: Path) -> None:
    path = mistakes_path(read(source))
    rewrite(path, '@variant("double")\ndef stacks', '@variant("other")\ndef stacks')
    rewrite(path, '@mistake("double", ask="Twice what?")', '@mistake("other", ask="Twice what?")')
    said = complaints(source)
    assert "1 right variants" in said
    assert "4 known mistakes" in said
