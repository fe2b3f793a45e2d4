"""Grades a class: skips what is unchanged, goes on where it was stopped, writes as it goes.

Workers return results, which go into the journal at once and into the gradebook a few at a time.
Whatever stops this process, and whenever, the next one finds each submission either unchanged, or
judged and waiting to be written, or still to be graded.
"""

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder import basis, notebook_path
from autograder.files import digest, digest_of_others, is_own
from autograder.journal import Entry, Journal, JournalError, Key
from autograder.place import Place
from autograder.pool import Graders, Refused
from autograder.results import Graded, Result
from autograder.timing import spent, take
from autograder.writer import CannotWrite, Writer

STOPS = (CannotWrite, JournalError, Refused)  # nothing that was graded is lost by them
BATCH = 16
BATCH_SECONDS = 1.0


@dataclass
class Engine:
    """Grades one lesson in one place.

    `spent` counts seconds by what they were spent on, of this process and of the workers.
    """

    place: Place
    lesson: str
    pool: Graders
    force: bool = False
    limits: dict[str, int] = field(default_factory=dict)  # those of `marking.Limits` if empty

    def __post_init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)

    def grade(self, students: list[str]) -> Iterator[Graded]:
        """Grade these students' submissions; each is told when it stands in the gradebook.

        Raises CannotWrite, JournalError or Refused where it must stop: what was graded is kept.
        """
        with Journal(self.place.journal) as self._journal, Writer(self.place, self.lesson) as out:
            self._out = out
            self._tests = basis.tests(self.lesson, out.sheet)
            self._environment = basis.environment()
            self._handed_in: dict[str, str] = {}
            self._pending: list[Result] = []
            yield from self._run(students)

    def _run(self, students: list[str]) -> Iterator[Graded]:
        entries, standing = self._journal.entries(self.lesson), self._out.standing()
        todo: dict[str, Path] = {}
        for student in students:
            with spent("looking for changes"):
                try:
                    found = self._look(student, entries.get(student), standing.get(student))
                except OSError as error:
                    found = self._given_up(student, f"it cannot be read: {error}")
                except UnicodeError:
                    found = Graded(student, "the folder's name is no text")
            if isinstance(found, Graded):
                yield found
            elif isinstance(found, Path):
                todo[student] = found
            else:
                self._pending.append(found)
                yield from self._write(BATCH)
        yield from self._write()
        yield from self._grade(todo)

    def _grade(self, todo: dict[str, Path]) -> Iterator[Graded]:
        sheet = self._out.sheet.dumps()
        run = str(self.place.run)
        setup = {"lesson": self.lesson, "run": run, "sheet": sheet, "limits": self.limits}
        setup |= {"tests": self._tests, "environment": self._environment}
        last = time.monotonic()
        for result in self.pool.results(setup, todo):
            if result:
                self._count(result.spent)
                self._pending.append(self._kept(result))
            if time.monotonic() - last > BATCH_SECONDS or len(self._pending) >= BATCH:
                yield from self._write()
                last = time.monotonic()
        yield from self._write()
        self._count(take())

    def _count(self, spent: dict[str, float]) -> None:
        for name, seconds in spent.items():
            self.spent[name] += seconds

    def _look(
        self, student: str, entry: Entry | None, standing: dict[str, float | None] | None
    ) -> Graded | Path | Result:
        """What is to be done: nothing, or the grading of this file, or the writing of this."""
        folder = self.place.submitted(student)
        path = notebook_path(folder, self.lesson)
        if not is_own(path, self.place.run / "submitted"):
            return self._given_up(student, f"{path.name} is a link to somewhere else")
        ignore = self.place.course.ignore
        others = digest_of_others(path.parent, ignore)
        key = Key(f"{digest(path)}:{others}", self._tests, self._environment)
        self._handed_in[student] = others
        try:
            self._out.time(student)
        except ValueError as error:
            return self._given_up(student, f"timestamp.txt holds no time: {error}")
        if entry is None or entry.key != key or entry.trouble:
            return path
        if not entry.written:
            return self._journal.waiting(self.lesson, student)
        if self.force or self._size(student) != entry.size or not _stand(entry.scores, standing):
            return path
        return Graded(student, _words(entry.scores), unchanged=True)

    def _size(self, student: str) -> int:
        path = notebook_path(self.place.autograded(student), self.lesson)
        return path.stat().st_size if path.exists() else -1

    def _given_up(self, student: str, words: str) -> Result:
        return self._kept(Result(student, trouble=words))

    def _kept(self, result: Result) -> Result:
        handed_in = f"{result.read}:{self._handed_in.get(result.student, '')}"
        with spent("journal"):
            key = Key(handed_in, self._tests, self._environment)
            self._journal.add(self.lesson, key, result)
        return result

    def _write(self, least: int = 1) -> Iterator[Graded]:
        """Write what is pending, if it is as many as that."""
        if len(self._pending) < least:
            return
        done, self._pending = self._pending, []
        self._out.write(done)
        with spent("journal"):
            self._journal.written(self.lesson, [one.student for one in done])
        for one in done:
            yield Graded(one.student, one.trouble or _words(one.scores))


def _stand(scores: dict[str, float | None], standing: dict[str, float | None] | None) -> bool:
    """Whether these scores are in the gradebook."""
    there = standing or {}
    return all(name in there and there[name] == score for name, score in scores.items())


def _words(scores: dict[str, float | None]) -> str:
    """What could not be graded, in words."""
    names = [name for name, score in scores.items() if score is None]
    return f"not graded, a person has to look at it: {', '.join(names)}" if names else ""
