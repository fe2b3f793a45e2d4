"""Marks a submission: its code runs in the sandbox, the verdicts run here.

The notebook that arrives has been rebuilt from the release, so its cells are the course's own
but for the answers and the learner's further cells. No point rests on anything that the
learner's process says of itself: it returns data, which the judge compares.
"""

import ast
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from autograder.answers import Room, definitions, refuse_forbidden
from autograder.hosting import Hosted, Server
from autograder.judge import AnswerError, Failure, Judge, Outcome, Probe, hear
from autograder.lesson import HIDDEN_GIVEN, Exercise, Lesson
from autograder.marks import Mark
from autograder.sandbox import Sandbox, SandboxError, Session, SessionDied, SessionEnded
from autograder.stock import fresh_seed
from autograder.timing import spent
from llmcourse.checks.authoring import Book

SEEDS_COUNTED = range(3)


@dataclass(frozen=True)
class Limits:
    """Seconds for a cell, for one question to an answer, and for a notebook's whole grading;
    characters that the cells of a notebook may print together."""

    cell: int = 30
    question: int = 20
    notebook: int = 300
    printed: int = 200_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Work:
    """One code cell of a submission that runs when grading."""

    id: str
    role: str
    key: str
    source: str


@dataclass
class Marked:
    """All marks of a submission, and what its cells printed and raised, by cell id.

    `ended` says that a process of the submission ended before it was told to.
    """

    marks: dict[str, Mark] = field(default_factory=dict)
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    ended: bool = False


class Marker:
    """Marks submissions of one lesson in one sandbox."""

    def __init__(
        self, lesson: Lesson, book: Book, sandbox: Sandbox, limits: Limits = DEFAULT_LIMITS
    ) -> None:
        self.lesson, self.book, self.sandbox, self.limits = lesson, book, sandbox, limits
        self.room = Room(lesson)
        self._checks: dict[str, dict[str, int]] = {}

    def mark(self, works: list[Work]) -> Marked:
        """Judge every exercise of the lesson on this submission.

        A process that ended early was killed by the submission, and will be again, or by somebody
        else: so there is a second time, with the same questions. Raises SandboxError where it is
        the sandbox that has ended, which is nobody's zero.
        """
        seeds = {exercise.key: fresh_seed() for exercise in self.lesson.exercises}
        marked = self._mark_once(works, seeds)
        if marked.ended:
            marked = self._mark_once(works, seeds)
            self.sandbox.check()
        return marked

    def _mark_once(self, works: list[Work], seeds: dict[str, int]) -> Marked:
        marked = Marked()
        sources = last_definitions(works, {exercise.key for exercise in self.lesson.exercises})
        with Answers(self.sandbox, works, marked.said, self.limits) as answers:
            for exercise in self.lesson.exercises:
                source, seed = sources.get(exercise.key, ""), seeds[exercise.key]
                marked.marks[exercise.key] = self._mark(exercise, source, seed, answers)
            marked.ended = answers.ended
        return marked

    def _mark(self, exercise: Exercise, source: str, seed: int, answers: "Answers") -> Mark:
        code = probes(exercise)
        answers.next_exercise()
        judge = Judge(lambda *asked: answers.ask(code, *asked), seed)
        refuse_forbidden(judge, exercise, source)
        names = self.room.names_with(exercise, exercise.hidden)
        with spent("verdicts"):
            outcome = hear(names["verdict"], judge)
        if answers.lost:
            raise answers.lost
        if outcome.fault and self._holds_for_the_reference(exercise, seed):
            outcome = _odd(outcome, outcome.fault)
        elif outcome.passed and (left := self._left_out(exercise, outcome)):
            outcome = _odd(outcome, f"too few {left} could be checked")
        mistake = None
        if not outcome.passed and not outcome.fault:
            with spent("known mistakes"):
                mistake = self.room.recognize(exercise, judge.transcript, seed, self.book)
        return Mark(exercise.key, exercise.points, outcome, mistake)

    def _holds_for_the_reference(self, exercise: Exercise, seed: int) -> bool:
        """Whether it was the answer, and not the test, that made the verdict stumble."""
        return self.room.judge(exercise, exercise.cell.text, seed).outcome.passed

    def _left_out(self, exercise: Exercise, outcome: Outcome) -> str:
        """A check that was made less often than on the reference, such as on a list cut short."""
        if exercise.key not in self._checks:
            judges = (self.room.judge(exercise, exercise.cell.text, s) for s in SEEDS_COUNTED)
            made = [judge.outcome.made for judge in judges]
            names = set.intersection(*(set(each) for each in made))
            self._checks[exercise.key] = {n: min(each[n] for each in made) for n in names}
        least = self._checks[exercise.key]
        return next((name for name in least if outcome.made.get(name, 0) < least[name]), "")


def _odd(outcome: Outcome, why: str) -> Outcome:
    words = f"the answer has a form that cannot be compared ({why})"
    failures = [*outcome.failures, Failure("form", "", words)]
    return Outcome(outcome.seed, {**outcome.made, "form": 1}, failures)


def probes(exercise: Exercise) -> str:
    """The half of the hidden tests that may be seen: imports, and functions called probe..."""
    return _probes(exercise.hidden)


@lru_cache(maxsize=256)
def _probes(hidden: str) -> str:
    tree = ast.parse(hidden)
    seen = [
        node
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        or (isinstance(node, ast.FunctionDef) and node.name.startswith("probe"))
    ]
    assert HIDDEN_GIVEN in hidden
    return "\n".join(ast.unparse(node) for node in seen)


class Answers:
    """A submission's process, started when it is first asked and again when it has died.

    A cell that ends the process is left out the next time, so that it costs its own exercise
    and not the rest; an answer that does is not asked again. `lost` is why the sandbox can run
    nothing any more.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        works: list[Work],
        said: dict[str, dict[str, str]],
        limits: Limits = DEFAULT_LIMITS,
    ) -> None:
        self._sandbox, self._works, self._said, self._limits = sandbox, works, said, limits
        self.ended = False
        self.lost: SandboxError | None = None
        self._deadly: set[str] = set()
        self._stopped: AnswerError | None = None
        self._worn = False
        self._session: Session | None = None
        self._stack = ExitStack()
        self._end_of_time = time.monotonic() + limits.notebook

    def __enter__(self) -> "Answers":
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    def next_exercise(self) -> None:
        """A fresh process if the last exercise's answer stumbled: it may have left a mess."""
        self._stopped = None
        if self._worn:
            self._end()

    def ask(
        self, code: str, probe: Probe, question: bytes, hosted: dict[int, Hosted | Server]
    ) -> bytes:
        """What a probe returned. Raises AnswerError with what the learner's code raised."""
        if self._stopped:
            raise self._stopped
        seconds = self._limits.question
        try:
            session = self._ready()
            within = self._within(seconds)
            with spent("sandbox: answers"):
                header, body = session.ask(code, probe.__name__, question, within, hosted)
        except SandboxError as error:
            self.lost = error
            raise
        except SessionDied as error:
            self.ended = self.ended or isinstance(error, SessionEnded)
            self._end()
            words = f"your code stopped the grading: {error}"
            self._stopped = AnswerError("ProcessEnded", words)
            raise self._stopped from error
        if "error" in header:
            kind = header["error"]
            self._worn = self._worn or kind != "NotImplementedError"
            stopped = AnswerError(kind, header.get("message", ""))
            self._stopped = stopped if kind == "TimeoutError" else None
            raise stopped
        return body

    def _within(self, seconds: int) -> int:
        """These seconds, or what is left of the notebook's."""
        left = int(self._end_of_time - time.monotonic())
        if left < 1:
            raise SessionDied(f"its {self._limits.notebook} s for the whole notebook are used up")
        return min(seconds, left)

    def _ready(self) -> Session:
        while self._session is None:
            self._session = self._stack.enter_context(self._sandbox.session())
            if not self._run_cells(self._session):
                self._end()
        return self._session

    def _run_cells(self, session: Session) -> bool:
        """Run all cells but the deadly ones; False if another turned out to be one."""
        room = self._limits.printed
        for work in self._alive():
            seconds = self._within(self._limits.cell)
            try:
                with spent("sandbox: cells"):
                    (said,) = session.run([work.source], seconds)
            except SessionDied as error:
                self.ended = self.ended or isinstance(error, SessionEnded)
                self._deadly.add(work.id)
                words = f"this cell ended the grading and was left out: {error}"
                self._said[work.id] = {"printed": "", "error": words}
                return False
            self._said[work.id] = {**said, "printed": said["printed"][:room]}
            room -= len(self._said[work.id]["printed"])
        return True

    def _alive(self) -> Iterator[Work]:
        return (work for work in self._works if work.id not in self._deadly)

    def _end(self) -> None:
        self._stack.close()
        self._session, self._worn = None, False


def last_definitions(works: list[Work], keys: Collection[str]) -> dict[str, str]:
    """The source of each answer that counts: the last one that stands in a cell that runs."""
    found: dict[str, str] = {}
    for work in works:
        if work.role != "setup":
            with suppress(MemoryError):  # the parser's, where code is nested too deep for it
                found |= definitions(_plain(work.source), keys)
    return found


def _plain(source: str) -> str:
    """A cell without the magic that stands over it, its other magics as calls."""
    lines = source.splitlines(keepends=True)
    while lines and lines[0].startswith(("%%", "\n")):
        del lines[0]
    with suppress(Exception):
        return str(TransformerManager().transform_cell("".join(lines)))  # type: ignore[no-untyped-call]
    return source


def works(cells: list[dict[str, Any]]) -> list[Work]:
    """The cells of a rebuilt notebook that run: given parts, answers, the learner's own."""
    found = []
    for number, cell in enumerate(cells):
        ours = cell["metadata"].get("llmcourse")
        ours = ours if isinstance(ours, dict) and {"role", "key"} <= ours.keys() else {}
        role = ours.get("role", "own")
        if cell["cell_type"] == "code" and role in ("setup", "exercise", "own"):
            key = ours.get("key", "")
            found.append(Work(cell.get("id", str(number)), role, key, cell["source"]))
    return found
