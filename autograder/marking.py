"""Marks a submission: its code runs in the sandbox, the verdicts run here.

The notebook that arrives has been rebuilt from the release, so its cells are the course's own
but for the answers and the learner's further cells. No point rests on anything that the
learner's process says of itself: it returns data, which the judge compares.
"""

import ast
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from autograder.answers import Room, definition, refuse_forbidden
from autograder.judge import AnswerError, Failure, Judge, Outcome, Probe, hear
from autograder.lesson import HIDDEN_GIVEN, Exercise, Lesson
from autograder.marks import Mark
from autograder.sandbox import Sandbox, Session, SessionDied
from autograder.stock import fresh_seed
from llmcourse.checks.authoring import Book

DEADLY_CELLS = 3


@dataclass(frozen=True)
class Work:
    """One code cell of a submission that runs when grading."""

    id: str
    role: str
    key: str
    source: str


@dataclass
class Marked:
    """All marks of a submission, and what its cells printed and raised, by cell id."""

    marks: dict[str, Mark] = field(default_factory=dict)
    said: dict[str, dict[str, str]] = field(default_factory=dict)


class Marker:
    """Marks submissions of one lesson in one sandbox."""

    def __init__(self, lesson: Lesson, book: Book, sandbox: Sandbox) -> None:
        self.lesson, self.book, self.sandbox = lesson, book, sandbox
        self.room = Room(lesson)

    def mark(self, works: list[Work]) -> Marked:
        """Judge every exercise of the lesson on this submission."""
        marked = Marked()
        with Answers(self.sandbox, works, marked.said) as answers:
            typed = {work.key: work.source for work in works if work.role == "exercise"}
            for exercise in self.lesson.exercises:
                source = typed.get(exercise.key, "")
                marked.marks[exercise.key] = self._mark(exercise, source, answers)
        return marked

    def _mark(self, exercise: Exercise, source: str, answers: "Answers") -> Mark:
        seed, code = fresh_seed(), probes(exercise)
        judge = Judge(lambda probe, question: answers.ask(code, probe, question), seed)
        refuse_forbidden(judge, exercise, definition(source, exercise.key))
        names = self.room.names_with(exercise, exercise.hidden)
        outcome = hear(names["verdict"], judge)
        if outcome.fault and self._holds_for_the_reference(exercise, seed):
            outcome = _odd(outcome)
        mistake = None
        if not outcome.passed and not outcome.fault:
            mistake = self.room.recognize(exercise, judge.transcript, seed, self.book)
        return Mark(exercise.key, exercise.points, outcome, mistake)

    def _holds_for_the_reference(self, exercise: Exercise, seed: int) -> bool:
        """Whether it was the answer, and not the test, that made the verdict stumble."""
        return self.room.judge(exercise, exercise.cell.text, seed).outcome.passed


def _odd(outcome: Outcome) -> Outcome:
    words = f"the answer has a form that cannot be compared ({outcome.fault})"
    failures = [*outcome.failures, Failure("form", "", words)]
    return Outcome(outcome.seed, {**outcome.made, "form": 1}, failures)


def probes(exercise: Exercise) -> str:
    """The half of the hidden tests that may be seen: imports, and functions called probe..."""
    tree = ast.parse(exercise.hidden)
    seen = [
        node
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
        or (isinstance(node, ast.FunctionDef) and node.name.startswith("probe"))
    ]
    assert HIDDEN_GIVEN in exercise.hidden
    return "\n".join(ast.unparse(node) for node in seen)


class Answers:
    """A submission's process, started when it is first asked and again when it has died.

    A cell that ends the process is left out the next time, so that it costs its own exercise
    and not the rest.
    """

    def __init__(
        self, sandbox: Sandbox, works: list[Work], said: dict[str, dict[str, str]]
    ) -> None:
        self._sandbox, self._works, self._said = sandbox, works, said
        self._deadly: set[str] = set()
        self._session: Session | None = None
        self._stack = ExitStack()

    def __enter__(self) -> "Answers":
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    def ask(self, code: str, probe: Probe, question: bytes) -> bytes:
        """What a probe returned. Raises AnswerError with what the learner's code raised."""
        try:
            header, body = self._ready().ask(code, probe.__name__, question)
        except SessionDied as error:
            self._end()
            raise AnswerError("ProcessEnded", f"your code stopped the grading: {error}") from error
        if "error" in header:
            raise AnswerError(header["error"], header.get("message", ""))
        return body

    def _ready(self) -> Session:
        while self._session is None:
            self._session = self._stack.enter_context(self._sandbox.session())
            if not self._run_cells(self._session):
                self._end()
        return self._session

    def _run_cells(self, session: Session) -> bool:
        """Run all cells but the deadly ones; False if another turned out to be one."""
        for work in self._alive():
            try:
                (self._said[work.id],) = session.run([work.source])
            except SessionDied as error:
                if len(self._deadly) >= DEADLY_CELLS:
                    raise
                self._deadly.add(work.id)
                words = f"this cell ended the grading and was left out: {error}"
                self._said[work.id] = {"printed": "", "error": words}
                return False
        return True

    def _alive(self) -> Iterator[Work]:
        return (work for work in self._works if work.id not in self._deadly)

    def _end(self) -> None:
        self._stack.close()
        self._session = None


def works(cells: list[dict[str, Any]]) -> list[Work]:
    """The cells of a rebuilt notebook that run: given parts, answers, the learner's own."""
    found = []
    for number, cell in enumerate(cells):
        ours = cell["metadata"].get("llmcourse", {})
        role = ours.get("role", "own")
        if cell["cell_type"] == "code" and role in ("setup", "exercise", "own"):
            key = ours.get("key", "")
            found.append(Work(cell.get("id", str(number)), role, key, cell["source"]))
    return found
