"""Runs an exercise's hidden test on any answer: the reference, the stub, a mistake, a variant.

Also recognizes a known mistake: the same questions are put to each of them, and the one whose
answers equal the learner's is the one that was made. Everything here is the author's own code,
so it runs in this process; learners' code goes through nbgrader or the sandbox.
"""

import ast
import contextlib
from collections.abc import Callable, Collection
from functools import cache, lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from autograder import ROOT, SOLUTIONS, STUB
from autograder.judge import Judge, Mismatch, Verdict, hear, in_process
from autograder.lesson import SOLUTION, Exercise, Lesson, LessonError, read
from llmcourse.checks.authoring import Book, Mistake, collect
from llmcourse.checks.compare import DETOUR, DOUBLE
from llmcourse.checks.forbid import forbidden_names

Answer = Callable[..., Any] | str  # a function, or code that defines it


def mistakes_path(lesson: Lesson) -> Path:
    return lesson.path.parent / "mistakes" / lesson.path.name


def load_book(lesson: Lesson) -> Book:
    """Run the lesson's mistakes file; an absent one is an empty book."""
    path = mistakes_path(lesson)
    with collect() as book:
        if path.exists():
            code = compile(path.read_text(encoding="utf-8"), str(path), "exec")
            exec(code, {"__name__": f"mistakes_{lesson.name}", "__file__": str(path)})
    return book


@cache
def at_hand(name: str) -> tuple[Lesson, Book]:
    """A lesson and its mistakes by name, read once a process."""
    path = SOLUTIONS / f"{name}.py"
    if not path.exists():
        raise LessonError(path.relative_to(ROOT), 1, "there is no such lesson source")
    lesson = read(path)
    return lesson, load_book(lesson)


class Room:
    """A lesson's setup, run once; each answer is then judged in a copy of its names."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        self._given: dict[str, Any] = {"__name__": lesson.name}
        self._run(lesson.setup, self._given)

    def _run(self, code: str, names: dict[str, Any]) -> None:
        exec(_compiled(code, str(self.lesson.path)), names)

    def names_with(self, exercise: Exercise, answer: Answer) -> dict[str, Any]:
        """The names after the setup and the exercise; an answer is code or a function."""
        names = dict(self._given)
        if isinstance(answer, str):
            self._run(answer, names)
        else:
            names[exercise.key] = answer
        return names

    def judge(self, exercise: Exercise, answer: Answer, seed: int) -> Judge:
        """Judge one answer with one seed; the outcome is in `judge.outcome`.

        An answer that is given as code must also keep to what the exercise forbids.
        """
        judge = Judge(in_process, seed)
        if isinstance(answer, str):
            refuse_forbidden(judge, exercise, definition(answer, exercise.key))
        hear(self._verdict(exercise, answer), judge)
        return judge

    def _verdict(self, exercise: Exercise, answer: Answer) -> Verdict:
        """The exercise's verdict, its probes beside this answer."""
        names = self.names_with(exercise, answer)
        self._run(exercise.hidden, names)
        verdict: Verdict = names["verdict"]
        return verdict

    def recognize(
        self, exercise: Exercise, transcript: list[Any], seed: int, book: Book
    ) -> Mistake | None:
        """The known mistake that answers all questions as this transcript does."""
        first = transcript[0] if transcript else None
        if isinstance(first, str) and first.startswith(NotImplementedError.__name__):
            return None  # an exercise that was left alone
        if self._answers(exercise, exercise.cell.text, transcript, seed, DOUBLE):
            return None  # nothing wrong but that a call was forbidden
        for mistake in book.mistakes:
            if mistake.exercise == exercise.key and self._answers(
                exercise, mistake.answer, transcript, seed, DETOUR
            ):
                return mistake
        return None

    def _answers(
        self, exercise: Exercise, answer: Answer, transcript: list[Any], seed: int, double: float
    ) -> bool:
        """Whether this answer gives this transcript."""
        judge = Judge(in_process, seed, match=transcript, double=double)
        with contextlib.suppress(Mismatch):
            hear(self._verdict(exercise, answer), judge)
            return len(judge.transcript) == len(transcript)
        return False


@lru_cache(maxsize=256)
def _compiled(code: str, path: str) -> CodeType:
    return compile(code, path, "exec")


def definitions(code: str, names: Collection[str]) -> dict[str, str]:
    """The source of each of these functions that the code defines, without what stands around.

    Nothing if it does not parse.
    """
    try:
        nodes = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    found: dict[str, list[str]] = {}
    for node in nodes:
        name = getattr(node, "name", None)
        if isinstance(name, str) and name in names:
            found.setdefault(name, []).append(ast.get_source_segment(code, node) or "")
    return {name: "\n".join(parts) for name, parts in found.items()}


def definition(code: str, name: str) -> str:
    """The source of one function; empty if the code does not define it."""
    return definitions(code, [name]).get(name, "")


def refuse_forbidden(judge: Judge, exercise: Exercise, code: str) -> None:
    """Note each call of what the exercise asks to build, or of the finished part itself."""
    for name, line in forbidden_names(code, exercise.forbid):
        judge.that(False, f"line {line} uses {name}", check="forbidden")


def stub(exercise: Exercise) -> str:
    """The exercise as a learner first meets it."""
    kept: list[str] = []
    inside = False
    for line in exercise.cell.text.splitlines():
        if line.strip() == SOLUTION[0]:
            inside = True
            indent = line[: len(line) - len(line.lstrip())]
            kept += [indent + text for text in STUB.splitlines()]
        elif line.strip() == SOLUTION[1]:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)
