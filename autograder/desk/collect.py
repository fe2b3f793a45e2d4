"""Brings what was handed in into `submitted/`, where nbgrader and the grader look for it.

The newest of several goes there, and what it replaces is kept in `collected/`; what cannot be told
apart is refused. Keys of the Gemini API are taken out on the way. First a plan, which changes
nothing, then its execution, which may be interrupted and run again.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.utils import parse_utc
from sqlalchemy.exc import OperationalError

from autograder import notebook_path
from autograder.desk import DeskError
from autograder.desk.incoming import STAMP, Handed, Refused
from autograder.desk.names import Layout
from autograder.desk.roster import Person
from autograder.files import digest, is_own
from autograder.place import Place

ORIGIN = "origin.json"
TIME = "%Y-%m-%d %H:%M:%S UTC"
NEW, NEWER, SAME, OLDER = "new", "replaces an older one", "unchanged", "older: kept aside"


@dataclass(frozen=True)
class Times:
    """How the time of handing in is known where no timestamp.txt says it."""

    at: datetime | None = None  # one time for all, in UTC
    of_files: bool = False


@dataclass(frozen=True)
class Origin:
    """Where a collected notebook came from; feedback goes back the same way."""

    layout: Layout
    source: str
    account: str
    attempt: int
    digest: str


@dataclass(frozen=True)
class Step:
    """What becomes of one notebook, and what a person should know about it."""

    handed: Handed
    action: str
    time: datetime | None
    notes: tuple[str, ...] = ()


@dataclass
class Plan:
    """What collecting will do."""

    steps: list[Step] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


class Collector:
    """Collects into one place."""

    def __init__(self, place: Place, times: Times) -> None:
        self.place, self._times = place, times
        self._due: dict[tuple[str, str], datetime | None] = {}

    def plan(self, found: Iterable[Handed | Refused]) -> Plan:
        """Decide on every notebook; nothing is written."""
        made, groups = Plan(), defaultdict[tuple[str, str], list[Handed]](list)
        for one in found:
            if isinstance(one, Refused):
                made.refused.append(one)
            else:
                groups[one.student.casefold(), one.lesson].append(one)
        there = {path.name.casefold(): path.name for path in _folders(self.place.run / "submitted")}
        for (folded, _), group in sorted(groups.items()):
            known = there.get(folded, group[0].student)
            self._decide([replace(one, student=known) for one in group], made)
        return made

    def _decide(self, group: list[Handed], made: Plan) -> None:
        """The newest of one student's notebooks of one lesson; the others are kept aside."""
        if why := _not_one_person(group[0], {one.account for one in group}):
            made.refused += [Refused(one.source, why) for one in group]
            return
        different = list({one.digest: one for one in sorted(group, key=_age)}.values())
        newest = max(different, key=_age)
        if any(_age(one) == _age(newest) and one is not newest for one in different):
            why = f"{newest.student} handed in different ones, and none is newer: remove one"
            made.refused += [Refused(one.source, why) for one in group]
            return
        step = self._against_what_is_there(newest)
        if isinstance(step, Refused):
            made.refused.append(step)
            return
        made.steps.append(step)
        made.steps += [Step(one, OLDER, None) for one in different if one is not newest]

    def _against_what_is_there(self, one: Handed) -> Step | Refused:
        path = self._path(one)
        if not is_own(path, self.place.run / "submitted"):
            return Refused(one.source, f"{path.parent} is a link: remove it")
        time, notes = self._time(one)
        origin = read_origin(self.place, one.student, one.lesson)
        known = origin.account if origin and origin.layout == one.layout and path.exists() else ""
        if known and (why := _not_one_person(one, {known, one.account})):
            return Refused(one.source, why)
        if one.redacted:
            notes = (*notes, "an API key was removed")
        if not path.exists():
            return Step(one, NEW, time, notes)
        if digest(path) == one.digest:
            return Step(one, SAME, None)
        action = OLDER if self._is_older(one, time, origin) else NEWER
        return Step(one, action, time, notes)

    def _is_older(self, one: Handed, time: datetime | None, origin: Origin | None) -> bool:
        """Whether what is there is known to be newer than this one."""
        if origin and origin.layout == one.layout and origin.attempt != one.attempt:
            return one.attempt < origin.attempt
        stamp = self._path(one).with_name(STAMP)
        if time is None or not stamp.exists():
            return False
        try:
            return bool(time < parse_utc(stamp.read_text(encoding="utf-8").strip()))
        except ValueError:
            return False

    def _time(self, one: Handed) -> tuple[datetime | None, tuple[str, ...]]:
        """When it was handed in, and what to say of it."""
        time = one.written or self._times.at
        if time is None and self._times.of_files and one.file_time:
            time = one.file_time.astimezone(UTC).replace(tzinfo=None)
        due = self._due_for(one) if one.late or time else None
        if one.late and time is None:
            if due is None:
                return None, ("late, but the lesson has no due date",)
            return due + timedelta(seconds=1), ("late, by an unknown time: noted as one second",)
        return time, ("late",) if time and due and time > due else ()

    def _due_for(self, one: Handed) -> datetime | None:
        """The due date of a lesson for a student, in UTC."""
        asked = one.lesson, one.student
        if asked not in self._due:
            self._due[asked] = _due(self.place, *asked)
        return self._due[asked]

    def carry_out(self, plan: Plan) -> None:
        """Write what was planned. Raises OSError; then what was written is whole."""
        self._introduce(plan)
        for step in plan.steps:
            if step.action in (NEW, NEWER):
                self._put(step)
            elif step.action == OLDER:
                self._put_aside(step.handed, step.handed.load())

    def _put(self, step: Step) -> None:
        one, path = step.handed, self._path(step.handed)
        if path.exists():
            self._put_aside(one, path.read_bytes())
        path.parent.mkdir(parents=True, exist_ok=True)
        stamp = path.with_name(STAMP)
        if step.time:
            _write(stamp, step.time.strftime(TIME).encode())
        else:
            stamp.unlink(missing_ok=True)
        _write(path, one.load())
        origin = Origin(one.layout, one.source, one.account, one.attempt, one.digest)
        aside = aside_of(self.place, one.student, one.lesson)
        aside.mkdir(parents=True, exist_ok=True)
        _write(aside / ORIGIN, json.dumps(asdict(origin), ensure_ascii=False).encode())

    def _put_aside(self, one: Handed, data: bytes) -> None:
        """Keep a notebook under the hash of its bytes."""
        aside = aside_of(self.place, one.student, one.lesson)
        aside.mkdir(parents=True, exist_ok=True)
        beside = aside / ".aside.new"
        _write(beside, data)
        os.replace(beside, aside / f"{digest(beside)[:16]}.ipynb")

    def _introduce(self, plan: Plan) -> None:
        """Tell the gradebook what the roster says of those who handed in."""
        people = {step.handed.student: step.handed.person for step in plan.steps}
        listed = {student: person for student, person in people.items() if person}
        if not listed:
            return
        self.place.run.mkdir(parents=True, exist_ok=True)
        course = self.place.course
        try:
            with Gradebook(course.db_url, course.course_id) as gradebook:
                for student, person in listed.items():
                    gradebook.update_or_create_student(student, **_details(person))
        except OperationalError as error:
            words = f"the gradebook cannot be written ({error.orig}): nothing was collected"
            raise DeskError(f"{words}. Run the same command again") from error

    def _path(self, one: Handed) -> Path:
        return notebook_path(self.place.submitted(one.student), one.lesson)


def _details(person: Person) -> dict[str, str | None]:
    return {
        "first_name": person.first or None,
        "last_name": person.last or None,
        "email": person.email or None,
        "lms_user_id": person.number or None,
    }


def aside_of(place: Place, student: str, lesson: str) -> Path:
    """Where the earlier notebooks of a student lie, and where the present one came from."""
    return place.run / "collected" / student / lesson


def read_origin(place: Place, student: str, lesson: str) -> Origin | None:
    """Where a collected notebook came from; None for one that was put there otherwise."""
    try:
        text = (aside_of(place, student, lesson) / ORIGIN).read_text(encoding="utf-8")
        return Origin(**json.loads(text))
    except (OSError, ValueError, TypeError):
        return None


def _folders(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*") if path.is_dir()]


def _age(one: Handed) -> tuple[int, datetime]:
    return one.attempt, one.written or one.file_time or datetime.min


def _not_one_person(one: Handed, accounts: set[str]) -> str:
    """Why these accounts cannot be one student's; a roster says who is who."""
    if len(accounts) > 1 and not one.person:
        return f"{' and '.join(sorted(accounts))} would be one student: give a --roster"
    return ""


def _due(place: Place, lesson: str, student: str) -> datetime | None:
    url = place.course.db_url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        return None
    with Gradebook(url, place.course.course_id) as gradebook:
        due: datetime | None = None
        with suppress(MissingEntry):  # of the lesson, or of an earlier submission
            due = gradebook.find_assignment(lesson).duedate
            extension = gradebook.find_submission(lesson, student).extension
            due = due + extension if due and extension else due
        return due


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
