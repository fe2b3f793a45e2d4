"""Grades again what was graded before, and shows old and new marks before any of them counts.

New results wait in a journal of their own until somebody says that they shall count; then the
engine writes them, as it writes any result that waits. What rests on the same notebook, tests and
environment as its mark is not run again, nor is what an interrupted regrade has done already.
A person's marks, extra credit and comments stay as they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder import basis, notebook_path
from autograder.answers import at_hand
from autograder.desk import DeskError
from autograder.desk.classbook import TEST, Work, read_class
from autograder.desk.doctor import differs_from_gradebook
from autograder.engine import Engine
from autograder.files import digest, digest_of_others
from autograder.journal import Entry, Journal, Key
from autograder.place import Place
from autograder.pool import Graders
from autograder.results import Graded, Result
from autograder.writer import Writer

PROPOSED = "regrade.db"
SINCE = re.compile(r"(?:(?P<lesson>\d\d(?:_\w+)?))?(?:@(?P<release>\d+))?")


@dataclass(frozen=True)
class Since:
    """What to grade again: these lessons, where the mark rests on this release or a later one."""

    lessons: list[str]
    release: int


def read_since(text: str, lessons: list[str]) -> Since:
    """`03` is a lesson, `03@2` its release 2 and later, `2` or `@2` that release of each lesson."""
    known = {name[:2]: name for name in lessons} | {name: name for name in lessons}
    if text in known:
        return Since([known[text]], 0)
    match = SINCE.fullmatch(text)
    if text.isdecimal():
        return Since(lessons, int(text))
    if match and match["release"] and match["lesson"] in (None, *known):
        named = match["lesson"]
        return Since([known[named]] if named else lessons, int(match["release"]))
    raise DeskError(f"{text!r} is no lesson and no release: say 03, 03@2 or 2")


@dataclass(frozen=True)
class Change:
    """One exercise of one student whose automatic mark changes; None is ungraded.

    `by_hand` is a person's mark, which counts before and after.
    """

    student: str
    exercise: str
    old: float | None
    new: float | None
    by_hand: float | None


@dataclass
class Proposal:
    """What regrading one lesson came to; nothing of it counts yet.

    `results` are those that differ from what stands in the gradebook in marks or in their basis.
    """

    lesson: str
    results: dict[str, Result] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0

    @property
    def trouble(self) -> dict[str, str]:
        """Who could not be graded, and why; their old marks stay."""
        return {name: one.trouble for name, one in self.results.items() if one.trouble}


class Regrade:
    """Regrades one lesson in one place."""

    def __init__(self, place: Place, lesson: str, pool: Graders) -> None:
        self.place, self.lesson, self._pool = place, lesson, pool

    def students(self, release: int) -> list[str]:
        """Who was graded with this release or a later one."""
        book = read_class(self.place, at_hand(self.lesson)[0])
        self._works = {work.student: work for work in book.works}
        there = set(self.place.students(self.lesson))
        return [w.student for w in book.works if w.release >= release and w.student in there]

    def propose(self, students: list[str]) -> Iterator[str | Proposal]:
        """Yields each student who is done with, and at last the proposal."""
        made = Proposal(self.lesson)
        with (
            Journal(self.place.run / PROPOSED) as proposed,
            Writer(self.place, self.lesson) as out,
        ):
            if differs_from_gradebook(at_hand(self.lesson)[0], out.sheet):
                number = self.lesson[:2]
                raise DeskError(f"{self.lesson} has changed since its release: `release {number}`")
            keys = self._keys(students, out)
            standing, known = self._standing(), proposed.entries(self.lesson)
            todo: dict[str, Path] = {}
            for student in students:
                if standing.get(student) == keys[student]:
                    made.unchanged += 1
                    yield student
                elif _waits(known.get(student), keys[student]):
                    made.results[student] = proposed.waiting(self.lesson, student)
                    yield student
                else:
                    todo[student] = notebook_path(self.place.submitted(student), self.lesson)
            for result in self._grade(todo, out):
                proposed.add(self.lesson, keys[result.student], result)
                made.results[result.student] = result
                yield result.student
        made.changes = [
            change
            for student in students
            if student in made.results and not made.results[student].trouble
            for change in _changes(self._works[student], made.results[student])
        ]
        yield made

    def _standing(self) -> dict[str, Key]:
        """On what the marks in the gradebook rest."""
        with Journal(self.place.journal) as journal:
            entries = journal.entries(self.lesson)
        return {s: one.key for s, one in entries.items() if one.written and not one.trouble}

    def _keys(self, students: list[str], out: Writer) -> dict[str, Key]:
        self._basis = {
            "tests": basis.tests(self.lesson, out.sheet),
            "environment": basis.environment(),
        }
        keys: dict[str, Key] = {}
        for student in students:
            path = notebook_path(self.place.submitted(student), self.lesson)
            others = digest_of_others(path.parent, self.place.course.ignore)
            keys[student] = Key(f"{digest(path)}:{others}", **self._basis)
        return keys

    def _grade(self, todo: dict[str, Path], out: Writer) -> Iterator[Result]:
        setup = {"lesson": self.lesson, "run": str(self.place.run), "limits": {}}
        setup |= {"sheet": out.sheet.dumps(), **self._basis}
        yield from (result for result in self._pool.results(setup, todo) if result)

    def apply(self, proposal: Proposal) -> list[Graded]:
        """Let the new marks count. What could not be graded keeps its old ones."""
        with Journal(self.place.run / PROPOSED) as proposed:
            keys = {student: one.key for student, one in proposed.entries(self.lesson).items()}
        good = {s: one for s, one in proposal.results.items() if not one.trouble}
        with Journal(self.place.journal) as journal:
            for student, result in good.items():
                journal.add(self.lesson, keys[student], result)
        told = list(Engine(self.place, self.lesson, self._pool).grade(list(good)))
        with Journal(self.place.run / PROPOSED) as proposed:
            proposed.written(self.lesson, list(good))
        return told


def _waits(entry: Entry | None, key: Key) -> bool:
    """Whether an earlier regrade has a result of this very work."""
    return entry is not None and entry.key == key and not entry.written and not entry.trouble


def _changes(work: Work, result: Result) -> Iterator[Change]:
    for name, new in result.scores.items():
        key = name.removeprefix(TEST)
        answer = work.answers.get(key)
        old = answer.by_judge if answer else None
        if new != old:
            yield Change(work.student, key, old, new, answer.by_hand if answer else None)
