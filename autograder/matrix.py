"""The table mistake x check, and the proof that an exercise really grades.

An exercise holds when, over all seeds, the reference and every variant pass, the stub and every
mistake fail, each mistake is recognized as itself by hidden tests and, unless marked otherwise,
by the visible ones. Whatever does not hold is a complaint, and the build stops.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rich.table import Table

from autograder.answers import Answer, Room, mistakes_path, stub
from autograder.judge import Judge
from autograder.lesson import Exercise, Lesson
from autograder.standalone import code
from llmcourse.checks.authoring import Book, Mistake
from llmcourse.checks.compare import DETOUR, agree
from llmcourse.checks.observe import alike
from llmcourse.checks.records import ExerciseRecord

LEAST_MISTAKES, LEAST_VARIANTS = 5, 2


@dataclass
class Row:
    """How one answer fared: for each check, in how many of the seeds it failed."""

    name: str
    kind: str
    failed: dict[str, int] = field(default_factory=dict)
    passed: int = 0


@dataclass
class Matrix:
    """All answers to one exercise against all its checks."""

    exercise: str
    seeds: int
    checks: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def table(self) -> Table:
        """What each answer fails at, with the number of seeds where it is not all of them.

        A row holds at 80 columns: names are never cut, checks wrap.
        """
        title = f"{self.exercise} ({self.seeds} seeds; checks: {', '.join(self.checks)})"
        table = Table(title=title, title_justify="left")
        table.add_column("answer", no_wrap=True, overflow="ignore")
        table.add_column("passes", justify="right", no_wrap=True)
        table.add_column("fails at")
        for row in self.rows:
            failed = [(check, row.failed[check]) for check in self.checks if check in row.failed]
            words = [name if n == self.seeds else f"{name} {n}/{self.seeds}" for name, n in failed]
            passed = f"{row.passed}/{self.seeds}"
            table.add_row(f"{row.kind} {row.name}", passed, ", ".join(words))
        return table


def examine(
    lesson: Lesson, book: Book, records: dict[str, ExerciseRecord], seeds: Iterable[int]
) -> list[Matrix]:
    """Judge everything that is known of every exercise."""
    room, drawn = Room(lesson), list(seeds)
    return [
        _Examination(room, book, exercise, records[exercise.key], drawn).run()
        for exercise in lesson.exercises
    ]


class _Examination:
    def __init__(
        self, room: Room, book: Book, exercise: Exercise, record: ExerciseRecord, seeds: list[int]
    ) -> None:
        self.room, self.exercise, self.record, self.seeds = room, exercise, record, seeds
        self.mistakes = [m for m in book.mistakes if m.exercise == exercise.key]
        self.variants = [v for v in book.variants if v.exercise == exercise.key]
        self.file = mistakes_path(room.lesson).read_text(encoding="utf-8")
        self.matrix = Matrix(exercise.key, len(seeds))
        self.transcripts: dict[str, list[Any]] = {}

    def run(self) -> Matrix:
        self._enough()
        self._row("reference", "", self.exercise.cell.text, right=True)
        self._row("stub", "", stub(self.exercise), right=False)
        for variant in self.variants:
            typed = code(self.file, variant.answer, self.exercise.key)
            self._row("variant", variant.name, typed, right=True)
        for mistake in self.mistakes:
            self._row("mistake", mistake.name, mistake.answer, right=False)
        self._told_apart()
        self._seen()
        return self.matrix

    def _complain(self, words: str) -> None:
        self.matrix.complaints.append(f"{self.exercise.key}: {words}")

    def _enough(self) -> None:
        if len(self.mistakes) < LEAST_MISTAKES:
            self._complain(f"{len(self.mistakes)} known mistakes; {LEAST_MISTAKES} are the least")
        if len(self.variants) < LEAST_VARIANTS:
            self._complain(f"{len(self.variants)} right variants; {LEAST_VARIANTS} are the least")

    def _row(self, kind: str, name: str, answer: Answer, *, right: bool) -> None:
        row = Row(name, kind)
        for seed in self.seeds:
            judge = self.room.judge(self.exercise, answer, seed)
            self._note(row, judge)
            if judge.outcome.fault:
                self._complain(f"the verdict itself broke on {kind} {name}: {judge.outcome.fault}")
                break
        self.matrix.rows.append(row)
        self.transcripts[name or kind] = judge.transcript
        expected = len(self.seeds) if right else 0
        if row.passed != expected:
            verb = "must pass" if right else "must lose its points"
            self._complain(f"{kind} {name} {verb}: it passed {row.passed} of {len(self.seeds)}")

    def _note(self, row: Row, judge: Judge) -> None:
        row.passed += judge.outcome.passed
        for check in judge.outcome.made:
            if check not in self.matrix.checks:
                self.matrix.checks.append(check)
        for check in judge.outcome.failed_checks:
            row.failed[check] = row.failed.get(check, 0) + 1

    def _told_apart(self) -> None:
        """Two mistakes with equal answers could not each get their own question."""
        for i, mistake in enumerate(self.mistakes):
            for other in self.mistakes[:i]:
                pair = self.transcripts[mistake.name], self.transcripts[other.name]
                if agree(*pair, double=DETOUR):
                    self._complain(f"{other.name} and {mistake.name} give the same answers")

    def _seen(self) -> None:
        """The visible cases must tell each mistake from a right answer, or its author says so."""
        known = {m.name: m for m in self.record.mistakes}
        for mistake in self.mistakes:
            pairs = zip(known[mistake.name].observations, self.record.expected, strict=True)
            seen = not all(alike(theirs, right) for theirs, right in pairs)
            if seen != mistake.visible:
                self._complain(_blindness(mistake, seen))


def _blindness(mistake: Mistake, seen: bool) -> str:
    if seen:
        return f"{mistake.name} is marked visible=False, yet the visible cases show it"
    return f"{mistake.name} passes the visible cases: add one, or mark it visible=False"
