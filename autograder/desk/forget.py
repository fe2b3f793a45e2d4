"""Removes everything that is kept of one student in one place.

First it is shown, then removed: rows of the gradebook and of the journals, what was handed in and
what came of it, and the pseudonym. Databases are rewritten, so that nothing can be read out of
their free pages. It cannot know of copies: zips that were downloaded, reports, exports, backups and
nbgrader's exchange are named and left to whoever made them.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import OperationalError

from autograder.desk import DeskError
from autograder.desk.pseudonyms import Pseudonyms
from autograder.desk.regrade import PROPOSED
from autograder.place import Place

FOLDERS = ("submitted", "autograded", "feedback", "collected")
COPIES = ("downloaded", "report.html", "marks-canvas.csv", "marks-moodle.csv", "marks-plain.csv")


@dataclass
class Trace:
    """What there is of a student. `rows` and `journals` count by lesson and by file."""

    student: str
    folders: dict[Path, int] = field(default_factory=dict)
    in_gradebook: bool = False
    rows: dict[str, int] = field(default_factory=dict)
    journals: dict[Path, int] = field(default_factory=dict)
    pseudonym: bool = False
    copies: list[Path] = field(default_factory=list)

    @property
    def any(self) -> bool:
        return bool(self.folders or self.in_gradebook or self.journals or self.pseudonym)


def find(place: Place, student: str) -> Trace:
    """Everything of theirs. Raises DeskError for a name that cannot be a student's."""
    if not student or student in (".", "..") or "/" in student or "\0" in student:
        raise DeskError(f"{student!r} is no student id")
    found = Trace(student)
    for step in FOLDERS:
        folder = place.run / step / student
        if folder.is_symlink() or folder.exists():
            found.folders[folder] = sum(1 for _ in _files(folder))
    for folder in (place.run / "downloaded").glob("*/extracted/*"):
        if folder.name == student:
            found.folders[folder] = sum(1 for _ in _files(folder))
    found.in_gradebook, found.rows = _in_gradebook(place, student)
    for path in (place.journal, place.run / PROPOSED):
        if path.exists() and (count := _in_journal(path, student)):
            found.journals[path] = count
    found.pseudonym = student in Pseudonyms(place.run)
    found.copies = [place.run / name for name in COPIES if (place.run / name).exists()]
    return found


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_symlink():
        yield folder
        return
    for where, _, names in os.walk(folder):
        yield from (Path(where, name) for name in names)


def _in_gradebook(place: Place, student: str) -> tuple[bool, dict[str, int]]:
    """Whether they are in there, and how many marks and comments by lesson."""
    url = place.course.db_url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        return False, {}
    with Gradebook(url, place.course.course_id) as gradebook:
        try:
            found = gradebook.find_student(student)
        except MissingEntry:
            return False, {}
        return True, {
            submission.assignment.name: sum(
                len(notebook.grades) + len(notebook.comments) for notebook in submission.notebooks
            )
            for submission in found.submissions
        }


def _in_journal(path: Path, student: str) -> int:
    try:
        with closing(sqlite3.connect(path, timeout=5)) as base:
            count: int = base.execute(
                "select count(*) from entry where student = ?", (student,)
            ).fetchone()[0]
            return count
    except sqlite3.OperationalError as error:
        raise _busy(path, error) from error


def _busy(path: Path, error: Exception) -> DeskError:
    return DeskError(f"{path} cannot be used ({error}): wait until no grader is at work")


def remove(place: Place, trace: Trace) -> None:
    """Remove it; may be interrupted and run again. Raises DeskError or OSError.

    The gradebook comes last, so that after an interruption the student is still to be found.
    """
    for folder in trace.folders:
        if folder.is_symlink():
            folder.unlink()
        else:
            shutil.rmtree(folder)
    for path in trace.journals:
        _from_journal(path, trace.student)
    if trace.pseudonym:
        Pseudonyms(place.run).forget(trace.student)
    if trace.in_gradebook:
        _from_gradebook(place, trace.student)


def _from_journal(path: Path, student: str) -> None:
    try:
        with closing(sqlite3.connect(path, timeout=5, isolation_level=None)) as base:
            base.execute("pragma secure_delete = on")
            base.execute("delete from entry where student = ?", (student,))
            base.execute("vacuum")
            base.execute("pragma wal_checkpoint(truncate)")
    except sqlite3.OperationalError as error:
        raise _busy(path, error) from error


def _from_gradebook(place: Place, student: str) -> None:
    url = place.course.db_url
    try:
        with Gradebook(url, place.course.course_id) as gradebook:
            gradebook.remove_student(student)
    except OperationalError as error:
        raise DeskError(f"the gradebook cannot be written ({error.orig}): try again") from error
    if url.startswith("sqlite:///"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30)) as base:
            base.execute("vacuum")
