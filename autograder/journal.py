"""What has been graded, and what of it stands in the gradebook: one row a submission.

A result goes in here as soon as it is there, and is marked as written once the gradebook and
`autograded/` have it. So a grader that is killed between two instructions has lost nothing, and
the next one writes what is waiting instead of grading it again. SQLite keeps the file whole.

One grader at a time may have it open. It is no record of marks: those are the gradebook's, and
without this file everything is simply graded once more.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from autograder.results import Result

VERSION = 1
SCHEMA = """
create table entry (
    lesson text not null,
    student text not null,
    handed_in text not null,
    tests text not null,
    environment text not null,
    scores text not null,
    size integer not null,
    waiting text,
    trouble text not null,
    at text not null,
    primary key (lesson, student)
) without rowid
"""


class JournalError(Exception):
    """The journal cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Key:
    """All that decides a submission's marks, as hashes: if none has changed, nor have they."""

    handed_in: str
    tests: str
    environment: str


@dataclass(frozen=True)
class Entry:
    """What the journal knows of a submission; `size` is that of its autograded notebook."""

    key: Key
    scores: dict[str, float | None]
    size: int
    written: bool
    trouble: str


class Journal:
    """The journal of one folder of submissions. Use it as a context."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> "Journal":
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(self.path, timeout=0, isolation_level=None)
        try:
            self._open()
        except sqlite3.OperationalError as error:
            self._base.close()
            raise JournalError(self._words(error)) from error
        except sqlite3.DatabaseError as error:
            self._base.close()
            words = f"{self.path} is damaged ({error}): delete it, and all is graded once more"
            raise JournalError(words) from error
        return self

    def _open(self) -> None:
        self._base.execute("pragma locking_mode = exclusive")
        self._base.execute("pragma journal_mode = wal")
        self._base.execute("begin exclusive")
        (version,) = self._base.execute("pragma user_version").fetchone()
        if version != VERSION:
            self._base.execute("drop table if exists entry")
            self._base.execute(SCHEMA)
            self._base.execute(f"pragma user_version = {VERSION}")
        self._base.execute("commit")

    def __exit__(self, *exception: object) -> None:
        self._base.close()

    def _words(self, error: sqlite3.OperationalError) -> str:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return f"another grader is at work in {self.path.parent}: wait until it has ended"
        return f"{self.path} cannot be used ({error}): what was graded before is kept"

    def entries(self, lesson: str) -> dict[str, Entry]:
        """What is known of a lesson's submissions, by student."""
        rows = self._base.execute(
            "select student, handed_in, tests, environment, scores, size, waiting is null, trouble"
            " from entry where lesson = ?",
            (lesson,),
        )
        return {
            student: Entry(Key(*key), json.loads(scores), size, bool(written), trouble)
            for student, *key, scores, size, written, trouble in rows
        }

    def add(self, lesson: str, key: Key, result: Result) -> None:
        """Keep a result that is still to be written."""
        row = (lesson, result.student, key.handed_in, key.tests, key.environment)
        told = (json.dumps(result.scores), len(result.notebook.encode()))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            self._base.execute(
                "insert or replace into entry values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, *told, result.dumps(), result.trouble, now),
            )
        except sqlite3.OperationalError as error:
            raise JournalError(self._words(error)) from error

    def waiting(self, lesson: str, student: str) -> Result:
        """A result that is kept but not yet written."""
        found = self._base.execute(
            "select waiting from entry where lesson = ? and student = ?", (lesson, student)
        ).fetchone()
        return Result.loads(found[0])

    def written(self, lesson: str, students: Iterable[str]) -> None:
        """These results stand in the gradebook and in `autograded/`, all or none of them."""
        try:
            self._base.execute("begin")
            self._base.executemany(
                "update entry set waiting = null where lesson = ? and student = ?",
                [(lesson, student) for student in students],
            )
            self._base.execute("commit")
        except sqlite3.OperationalError as error:
            raise JournalError(self._words(error)) from error
