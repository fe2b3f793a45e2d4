"""Looks at each file that came, and says whose notebook of which lesson it is, or why it is none.

Bytes are read within limits and parsed as JSON; nothing is run and nothing is written. What is no
notebook and does not pretend to be one is left out without a word of blame.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from nbgrader.utils import parse_utc

from autograder.desk import DeskError
from autograder.desk.archive import File, Unreadable, shown
from autograder.desk.names import Layout, lesson_named, own_id, read_sign
from autograder.desk.roster import Person, Roster
from llmcourse.redact import has_key, redact

IGNORED = {"__MACOSX", ".ipynb_checkpoints", ".DS_Store", ".git"}
STAMP = "timestamp.txt"


@dataclass(frozen=True)
class Handed:
    """One notebook that can be collected.

    Attributes:
        student, lesson: whose and which; `person` is the student's line of the roster, if any.
        source: its path in what was given, and `layout` whose way of naming files that is.
        account: what the platform calls its owner: two of them are two people.
        attempt: which go at it this is, by its name.
        late: whether the platform says so.
        written: when it was handed in, by a timestamp.txt beside it.
        file_time: the file's own time, without a zone.
        digest: SHA-256 of `load()`, its bytes without any key; `redacted` says if there was one.
    """

    student: str
    lesson: str
    source: str
    layout: Layout
    account: str
    attempt: int
    late: bool
    written: datetime | None
    file_time: datetime | None
    digest: str
    redacted: bool
    load: Callable[[], bytes]
    person: Person | None = None


@dataclass(frozen=True)
class Refused:
    """A file that was not collected, with the reason."""

    source: str
    why: str


class Reader:
    """Reads what came for these lessons, with a roster if there is one."""

    def __init__(self, lessons: Collection[str], roster: Roster | None, only: str = "") -> None:
        self._lessons, self._roster, self._only = lessons, roster, only
        self.left_out = 0

    def read(self, files: Iterable[File]) -> Iterator[Handed | Refused]:
        """Everything that is a notebook; `left_out` counts what does not look like one."""
        stamps: dict[PurePosixPath, File] = {}
        notebooks: list[File] = []
        for file in files:
            if IGNORED & set(file.path.parts):
                continue
            if file.path.suffix.lower() == ".ipynb":
                notebooks.append(file)
            elif file.path.name == STAMP and not file.refused:
                stamps[file.path.parent] = file
            elif file.refused:
                yield Refused(shown(str(file.path)), file.refused)
            else:
                self.left_out += 1
        for file in notebooks:
            yield self._look(file, stamps.get(file.path.parent))

    def _look(self, file: File, stamp: File | None) -> Handed | Refused:
        try:
            return self._handed(file, stamp)
        except (DeskError, Unreadable) as error:
            return Refused(shown(str(file.path)), shown(str(error)))

    def _handed(self, file: File, stamp: File | None) -> Handed:
        if file.refused:
            raise DeskError(file.refused)
        sign = read_sign(file.path, self._lessons)
        if sign is None:
            raise DeskError("no student's name: put it into a folder that is called after them")
        person = self._roster.find(sign) if self._roster else None
        if self._roster and person is None:
            raise DeskError(f"{sign.who} is not on the roster")
        student = person.id if person else own_id(sign)
        if not student:
            raise DeskError(f"no student id can be made of {sign.who!r}: list it in a roster")
        text, content = _notebook(file.read())
        data = redact(text).encode()
        return Handed(
            student=student,
            lesson=self._lesson(sign.title, content),
            source=shown(str(file.path)),
            layout=sign.layout,
            account=f"{sign.who}_{sign.number}".strip("_"),
            attempt=sign.attempt,
            late=sign.late,
            written=_written(stamp),
            file_time=file.time,
            digest=hashlib.sha256(data).hexdigest(),
            redacted=has_key(text),
            load=lambda: redact(_text(file.read())).encode(),
            person=person,
        )

    def _lesson(self, title: str, content: dict[str, Any]) -> str:
        """The lesson of a notebook, by its name and by what the course wrote into it."""
        named, inside = lesson_named(title, self._lessons), _lesson_inside(content)
        if named and inside in self._lessons and inside != named:
            raise DeskError(f"it is called {named}, but it is the notebook of {inside}")
        found = named or inside
        if found not in self._lessons:
            raise DeskError(f"no lesson is called {title}; there are {', '.join(self._lessons)}")
        if self._only and found != self._only:
            raise DeskError(f"it is {found}, and only {self._only} was asked for")
        return found


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DeskError("it is not a notebook: no text in UTF-8") from error


def _notebook(data: bytes) -> tuple[str, dict[str, Any]]:
    """The text and the content of a notebook. Raises DeskError for what is none."""
    text = _text(data)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DeskError(f"it is not a notebook: {str(error)[:80]}") from error
    if not (isinstance(content, dict) and content.keys() & {"cells", "worksheets"}):
        raise DeskError("it is not a notebook: it has no cells")
    return text, content


def _lesson_inside(content: dict[str, Any]) -> str:
    metadata = content.get("metadata")
    ours = metadata.get("llmcourse") if isinstance(metadata, dict) else None
    found = ours.get("lesson") if isinstance(ours, dict) else None
    return found if isinstance(found, str) else ""


def _written(stamp: File | None) -> datetime | None:
    if stamp is None:
        return None
    try:
        text = stamp.read().decode().strip()
        found: datetime | None = parse_utc(text) if text else None
    except (ValueError, OverflowError) as error:
        raise DeskError(f"its {STAMP} holds no time: {error}") from error
    return found
