"""A class for tests of the desk: really judged and written, but in this process, in a moment.

Only the course's own answers are handed in, so no sandbox is needed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import torch
from typer.testing import CliRunner

from autograder import COURSE, notebook_path
from autograder.answers import Room, at_hand, stub
from autograder.cli import app
from autograder.files import digest
from autograder.grader import Grader
from autograder.marking import Marked, Work
from autograder.marks import Mark
from autograder.place import Place
from autograder.pupils import Pupil, School, hand_in
from autograder.results import Result
from autograder.sheet import Sheet
from autograder.writer import Writer

LESSON = "03_attention"
OWN = {
    "causal_mask": """def causal_mask(length):
    rows = []
    for i in range(length):
        rows.append([j <= i for j in range(length)])
    return torch.tensor(rows, dtype=torch.bool).reshape(length, length)
""",
    "split_heads": """def split_heads(x, n_heads):
    width = x.shape[-1] // n_heads
    pieces = []
    for head in range(n_heads):
        pieces.append(x[:, :, head * width : (head + 1) * width])
    return torch.stack(pieces, dim=1)
""",
}
RENAMED = {
    "causal_mask": """def causal_mask(length):
    # I did this alone
    table = []
    for row in range(length):
        table.append([col <= row for col in range(length)])
    return torch.tensor(table, dtype=torch.bool).reshape(length, length)
""",
    "split_heads": OWN["split_heads"].replace("pieces", "parts").replace("head ", "h "),
}
POINTS = {"causal_mask": 3, "split_heads": 3}

_judged: dict[tuple[str, str], Result] = {}


class InProcess:
    """In a marker's place: judges the course's own answers without a sandbox."""

    def __init__(self) -> None:
        self.lesson, self.book = at_hand(LESSON)
        self._room = Room(self.lesson)

    def mark(self, works: list[Work]) -> Marked:
        torch.set_num_threads(1)
        marked = Marked()
        found = {work.key: work.source for work in works if work.role == "exercise"}
        for exercise in self.lesson.exercises:
            judge = self._room.judge(exercise, found.get(exercise.key, "") or stub(exercise), 1)
            mistake = None
            if not judge.outcome.passed:
                mistake = self._room.recognize(exercise, judge.transcript, 1, self.book)
            marked.marks[exercise.key] = Mark(exercise.key, exercise.points, judge.outcome, mistake)
        return marked


@cache
def a_class(size: int = 10) -> list[Pupil]:
    """Made-up students, two of whom share work that nobody published."""
    return [
        *School(LESSON).a_class(size),
        Pupil("nora", "own", OWN, POINTS, {}),
        Pupil("omar", "copied", RENAMED, POINTS, {}),
    ]


def put(place: Place, pupils: list[Pupil]) -> None:
    """Let them hand in."""
    for pupil in pupils:
        path = notebook_path(place.submitted(pupil.name), LESSON)
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(hand_in(pupil, notebook_path(COURSE, LESSON))))


def results(place: Place, sheet: Sheet, students: list[str]) -> Iterator[Result]:
    """What grading these students comes to, each notebook judged once in a run of the tests."""
    grader = Grader(LESSON, sheet, InProcess(), place.config)  # type: ignore[arg-type]
    for student in students:
        path = notebook_path(place.submitted(student), LESSON)
        which = student, digest(path)
        if which not in _judged:
            _judged[which] = grader.grade(student, path)
        yield _judged[which]


def grade(place: Place) -> None:
    """Grade everybody, and write it as the engine does."""
    with Writer(place, LESSON) as out:
        out.write(list(results(place, out.sheet, place.students(LESSON))))


def quick_results(pool: Any, setup: dict[str, Any], paths: dict[str, Path]) -> Iterator[Result]:
    """In place of `Pool.results`."""
    place = Place(Path(setup["run"]))
    yield from results(place, Sheet.loads(setup["sheet"]), list(paths))


def run(*words: str | Path, stdin: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(w) for w in words], input=stdin, env={"COLUMNS": "200"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def sql(place: Place, statement: str) -> list[Any]:
    with closing(sqlite3.connect(place.run / "gradebook.db")) as base, base:
        return base.execute(statement).fetchall()
