"""What a lesson's checks know: cases, what the course's own functions did with them, and mistakes.

A record is built from a lesson's source by `make build`, written to `data/<lesson>.safetensors`
and read by learners. It holds arrays and words, never code. The same record gives the same bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from llmcourse import wire
from llmcourse.checks.cases import Case
from llmcourse.checks.observe import Observation

DATA = Path(__file__).parent / "data"
FORMAT = 1


class RecordError(Exception):
    """A lesson whose checks cannot be read."""


@dataclass(frozen=True)
class KnownMistake:
    """A wrong answer that people really give.

    Attributes:
        name: for the instructor's report.
        ask: the question that leads out of it.
        observations: what it does with every case, in their order.
    """

    name: str
    ask: str
    observations: list[Observation]


@dataclass(frozen=True)
class ExerciseRecord:
    """One exercise's visible checks.

    Attributes:
        key: the name of the function to write.
        title: as in the lesson's heading.
        points: at most, at grading.
        forbid: library functions that the exercise asks to build.
        reference: dotted path of the course's own function.
        parameters: names of the parameters, in order.
        stub: the code of the cell as it was released.
        cases: visible cases, smallest first.
        expected: what the reference does with each.
        mistakes: wrong answers known by what they do.
    """

    key: str
    title: str
    points: int
    forbid: list[str]
    reference: str
    parameters: list[str]
    stub: str
    cases: list[Case]
    expected: list[Observation]
    mistakes: list[KnownMistake] = field(default_factory=list)


@dataclass(frozen=True)
class LessonRecord:
    """The checks of a lesson; `exercises` by key, in the lesson's order."""

    lesson: str
    title: str
    exercises: dict[str, ExerciseRecord]


def save(path: Path, record: LessonRecord) -> None:
    """Write a record; the folder is made where it is missing.

    Raises:
        WireError: when a case or an observation holds what cannot be stored, naming it.
        ValueError: when an exercise has not one observation a case.
    """
    for exercise in record.exercises.values():
        rows = [exercise.expected, *(mistake.observations for mistake in exercise.mistakes)]
        if any(len(row) != len(exercise.cases) for row in rows):
            raise ValueError(f"{exercise.key}: there must be one observation a case")
    exercises = {key: _exercise_tree(one) for key, one in record.exercises.items()}
    tree = {"format": FORMAT, "lesson": record.lesson, "title": record.title}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(wire.dumps({**tree, "exercises": exercises}))


def load(lesson: str, folder: Path | None = None) -> LessonRecord:
    """The record of a lesson, from `folder` or the checks' own data.

    Raises:
        RecordError: when there is none, or it cannot be read; with what to do.
    """
    folder = DATA if folder is None else folder
    path = folder / f"{lesson}.safetensors"
    if not re.fullmatch(r"\w+", lesson) or not path.is_file():
        known = sorted(found.stem for found in folder.glob("*.safetensors"))
        raise RecordError(
            f"no checks for a lesson {lesson!r}; there are checks for: {', '.join(known) or 'none'}"
        )
    try:
        tree = wire.loads(path.read_bytes())
        if tree["format"] != FORMAT:
            raise RecordError(f"{path} has format {tree['format']}, expected {FORMAT}")
        exercises = {key: _exercise(one) for key, one in tree["exercises"].items()}
        return LessonRecord(tree["lesson"], tree["title"], exercises)
    except (wire.WireError, KeyError, TypeError, AttributeError) as error:
        raise RecordError(f"{path} is damaged ({error}); get it again with the course") from error


def _exercise_tree(exercise: ExerciseRecord) -> dict[str, object]:
    tree = dict(vars(exercise))
    tree["cases"] = [dict(vars(case)) for case in exercise.cases]
    tree["expected"] = [dict(vars(one)) for one in exercise.expected]
    tree["mistakes"] = [
        {
            "name": one.name,
            "ask": one.ask,
            "observations": [dict(vars(o)) for o in one.observations],
        }
        for one in exercise.mistakes
    ]
    return tree


def _exercise(tree: dict[str, Any]) -> ExerciseRecord:
    cases = [Case(**one) for one in tree["cases"]]
    expected = [Observation(**one) for one in tree["expected"]]
    mistakes = [
        KnownMistake(one["name"], one["ask"], [Observation(**o) for o in one["observations"]])
        for one in tree["mistakes"]
    ]
    return ExerciseRecord(**{**tree, "cases": cases, "expected": expected, "mistakes": mistakes})
