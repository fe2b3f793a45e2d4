"""Holds the lessons' own tags against the syllabus: what is met, seen, built and graded where.

A cell says which items it covers (`covers=[...]`); an exercise covers what its heading's does.
Only tags are compared: whether a cell teaches well what it says is for its reader to judge.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from rich.table import Table

from autograder.lesson import HEADING, Cell, Lesson

KEYS = {"id", "section", "graded", "topic", "seen_as", "note", "lesson"}


class SyllabusError(Exception):
    """The syllabus or a lesson's tag is wrong; the message says which."""


@dataclass(frozen=True)
class Item:
    """One thing to teach; `lesson` is the number of the lesson that does, if there is one yet."""

    id: str
    section: str
    graded: bool
    topic: str
    seen_as: str
    note: str = ""
    lesson: str = ""


@dataclass
class Coverage:
    """Where the present lessons teach an item."""

    item: Item
    due: bool
    met: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    built: list[str] = field(default_factory=list)
    graded: list[str] = field(default_factory=list)

    @property
    def gaps(self) -> list[str]:
        """What is missing, if its lesson is present."""
        wanted = [("not met in prose", self.met), ("not seen", self.seen)]
        if self.item.graded:
            wanted += [("not built", self.built), ("no hidden test", self.graded)]
        return [words for words, found in wanted if self.due and not found]


def read_items(path: Path) -> list[Item]:
    """The items of a syllabus. Raises SyllabusError where one is not as it should be."""
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["items"]
    for row in rows:
        if unknown := row.keys() - KEYS:
            raise SyllabusError(f"{path.name}: {row.get('id')} has {', '.join(sorted(unknown))}")
    items = [Item(**row) for row in rows]
    if len({item.id for item in items}) < len(items):
        raise SyllabusError(f"{path.name}: an id stands there twice")
    return items


def cover(items: Iterable[Item], lessons: list[Lesson], widgets: Iterable[str]) -> list[Coverage]:
    """Coverage of every item, in order. Raises SyllabusError for a tag that is no item."""
    present = {lesson.name[:2] for lesson in lessons}
    found = {item.id: Coverage(item, item.lesson in present) for item in items}
    names = tuple(widgets)
    for lesson in lessons:
        for cell, section in _sections(lesson):
            for tag in _tags(lesson, cell):
                if tag not in found:
                    where = f"{lesson.path.name}:{cell.line}"
                    raise SyllabusError(f"{where}: {tag!r} is no item of the syllabus")
                _note(found[tag], cell, section, names)
    return list(found.values())


def _sections(lesson: Lesson) -> Iterator[tuple[Cell, str]]:
    """Each cell with the number of the section that it stands in, or the lesson's."""
    section = lesson.name[:2]
    for cell in lesson.cells:
        if cell.role == "prose" and (heading := HEADING.search(cell.text)):
            section = heading["number"]
        yield cell, section


def _tags(lesson: Lesson, cell: Cell) -> set[str]:
    tags = set(cell.options.get("covers", []))
    if cell.role in ("exercise", "test") and (prose := lesson.find("prose", cell.key)):
        tags |= set(prose.options.get("covers", []))
    return tags


def _note(coverage: Coverage, cell: Cell, section: str, widgets: tuple[str, ...]) -> None:
    if cell.role == "prose" and section not in coverage.met:
        coverage.met.append(section)
    elif cell.role == "show":
        used = [name for name in widgets if f"{name}(" in cell.text]
        coverage.seen += used or [f"{section} {cell.key}"]
    elif cell.role == "exercise":
        coverage.built.append(cell.key)
    elif cell.role == "test":
        coverage.graded.append(cell.key)


def table(coverages: Iterable[Coverage]) -> Table:
    """All items that are due, one row each."""
    made = Table("item", "met in", "seen", "built and graded", "")
    made.columns[0].no_wrap = True
    for one in coverages:
        if one.due:
            tested = [key for key in one.built if key in one.graded]
            columns = (one.met, dict.fromkeys(one.seen), tested)
            row = (one.item.id, *(", ".join(column) for column in columns))
            made.add_row(*row, "[red]✗[/red]" if one.gaps else "✓")
    return made
