"""Marks as CSV: for the import of Canvas's and of Moodle's gradebook, or plain.

What counts is what nbgrader's own export says: a person's mark before the judge's, extra credit
added, late penalties taken off. A submission with anything ungraded has no mark here, not zero.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from autograder.desk.classbook import ClassBook, Work
from autograder.desk.csvtable import Cell, to_csv

Format = Literal["canvas", "moodle", "plain"]
CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOODLE = ("Username", "First name", "Last name", "Email address")
PLAIN = (
    "student",
    "name",
    "email",
    "lesson",
    "points",
    "possible",
    "late penalty",
    "by hand",
    "handed in (UTC)",
    "late",
    "ungraded",
)


@dataclass(frozen=True)
class Export:
    """A file's text, and whose marks are missing in it."""

    text: str
    missing: list[str]


def export(
    books: Sequence[ClassBook],
    format: Format,
    titles: Mapping[str, str],
    name: Callable[[str], str],
    anonymous: bool = False,
) -> Export:
    """All marks of these lessons. `titles` are the platform's own, where they differ from ours."""
    columns = [titles.get(book.lesson, book.title) for book in books]
    if format == "plain":
        rows = [_plain(book, work, name, anonymous) for book in books for work in book.works]
        return Export(
            to_csv(PLAIN, sorted(rows, key=lambda row: str(row[0]))), _missing(books, name)
        )
    people = {work.student: work for book in books for work in book.works}
    totals = [{work.student: _mark(work) for work in book.works} for book in books]
    ordered = sorted(people.values(), key=lambda work: name(work.student))
    marks = [[total.get(work.student) for total in totals] for work in ordered]
    known = [_blank(work, name) if anonymous else work for work in ordered]
    if format == "moodle":
        header: list[str] = [*MOODLE, *columns]
        lines = [[*_moodle(w), *m] for w, m in zip(known, marks, strict=True)]
    else:
        header = [*CANVAS, *columns]
        possible: list[Cell] = ["    Points Possible", "", "", "", ""]
        lines = [[*_canvas(w), *m] for w, m in zip(known, marks, strict=True)]
        lines.insert(0, [*possible, *(book.possible for book in books)])
    return Export(to_csv(header, lines), _missing(books, name))


def _missing(books: Sequence[ClassBook], name: Callable[[str], str]) -> list[str]:
    ungraded = [work.student for book in books for work in book.works if work.ungraded]
    waiting = [student for book in books for student in book.waiting]
    return sorted({name(student) for student in (*ungraded, *waiting)})


def _mark(work: Work) -> float | None:
    return None if work.ungraded else work.total


def _blank(work: Work, name: Callable[[str], str]) -> Work:
    return Work(name(work.student))


def _canvas(work: Work) -> list[Cell]:
    named = ", ".join(part for part in (work.last, work.first) if part)
    return [named or work.student, work.number, "", work.student, ""]


def _moodle(work: Work) -> list[Cell]:
    return [work.student, work.first, work.last, work.email]


def _plain(
    book: ClassBook, work: Work, name: Callable[[str], str], anonymous: bool
) -> tuple[Cell, ...]:
    by_hand = sum(answer.by_hand is not None for answer in work.answers.values())
    at = work.handed_in.strftime("%Y-%m-%d %H:%M:%S") if work.handed_in else None
    return (
        name(work.student),
        None if anonymous else work.name,
        None if anonymous else work.email,
        book.lesson,
        _mark(work),
        book.possible,
        work.penalty,
        by_hand,
        at,
        "yes" if work.late else "",
        " ".join(work.ungraded),
    )
