"""The syllabus against the lessons' tags: what a gap is, and that there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from autograder import SOLUTIONS, SYLLABUS
from autograder.cli import app
from autograder.lesson import read
from autograder.syllabus import Coverage, SyllabusError, cover, read_items

Covered = Callable[..., dict[str, Coverage]]
ITEMS = """items:
- {id: doubling, section: s, graded: true, topic: t, seen_as: a chart, lesson: "90"}
- {id: far, section: s, graded: true, topic: t, seen_as: a chart, lesson: "91"}
- {id: none-yet, section: s, graded: false, topic: t, seen_as: a chart}
"""


@pytest.fixture
def covered(source: Path) -> Covered:
    """Coverage by the author's guide's lesson, with these of its cells given a tag."""

    def cover_with(**tags: str) -> dict[str, Coverage]:
        text = source.read_text(encoding="utf-8")
        for cell, tag in tags.items():
            role, key = cell.split("__")
            assert f'{role}="{key}"' in text
            text = text.replace(f'{role}="{key}"', f'{role}="{key}" covers=["{tag}"]', 1)
        source.write_text(text, encoding="utf-8")
        path = source.with_name("syllabus.yml")
        path.write_text(ITEMS, encoding="utf-8")
        return {c.item.id: c for c in cover(read_items(path), [read(source)], ["Square"])}

    return cover_with


def test_an_item_is_taught_when_it_is_met_seen_built_and_graded(covered: Covered) -> None:
    found = covered(prose__double="doubling", show__after="doubling")["doubling"]
    assert found.gaps == []
    assert (found.met, found.seen) == (["90.1"], ["90.1 after"])
    assert (found.built, found.graded) == (["double"], ["double"])


@pytest.mark.parametrize(
    ("tags", "gaps"),
    [
        ({}, ["not met in prose", "not seen", "not built", "no hidden test"]),
        ({"show__after": "doubling"}, ["not met in prose", "not built", "no hidden test"]),
        ({"prose__title": "doubling", "show__after": "doubling"}, ["not built", "no hidden test"]),
        ({"prose__double": "doubling"}, ["not seen"]),
    ],
)
def test_what_is_missing_is_named(covered: Covered, tags: dict[str, str], gaps: list[str]) -> None:
    assert covered(**tags)["doubling"].gaps == gaps


def test_an_item_whose_lesson_is_not_there_is_no_gap(covered: Covered) -> None:
    found = covered()
    assert [found[name].due for name in ("doubling", "far", "none-yet")] == [True, False, False]
    assert found["far"].gaps == found["none-yet"].gaps == []


def test_a_tag_that_is_no_item_is_refused(covered: Covered) -> None:
    with pytest.raises(SyllabusError, match=r"90_doubling.py:\d+: 'trebling' is no item"):
        covered(prose__double="trebling")


def test_an_item_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "syllabus.yml"
    path.write_text(ITEMS.replace("topic: t", "topics: t", 1), encoding="utf-8")
    with pytest.raises(SyllabusError, match="doubling has topics"):
        read_items(path)


def test_the_command_shows_gaps_and_ends_with_1(tmp_path: Path) -> None:
    path = tmp_path / "syllabus.yml"
    row = '- {id: gap, section: s, graded: false, topic: t, seen_as: x, lesson: "03"}\n'
    path.write_text(SYLLABUS.read_text(encoding="utf-8") + row, encoding="utf-8")
    done = CliRunner().invoke(app, ["syllabus", "--syllabus", str(path)])
    assert done.exit_code == 1
    assert "not met in prose" in done.output


def test_nothing_of_the_syllabus_is_missing_in_the_lessons_that_are_here() -> None:
    done = CliRunner().invoke(app, ["syllabus"])
    assert done.exit_code == 0, done.output
    items = read_items(SYLLABUS)
    assert len(items) == 97
    numbers = {path.name[:2] for path in SOLUTIONS.glob("[0-9][0-9]_*.py")}
    assert {item.lesson for item in items if item.lesson} >= numbers - {"00"}
