"""Made-up classes: what a student hands in, composed from answers whose marks are known.

For `make demo`, tests and benchmarks; no real student's work is ever read here. Most are honest
and answer plainly; `mixed_class` has some among them who hand in a sample that is odd or hostile.
"""

import itertools
import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat

from autograder.answers import at_hand, mistakes_path
from autograder.samples import Kind, Sample, sample
from autograder.standalone import code

NAMES = (
    "Ada Alan Barbara Claude Dennis Donald Dorothy Edsger Frances Grace Hedy Jean John Karen "
    "Katherine Ken Leslie Margaret Niklaus Radia Shafi Silvio Stephen Tim Tony Vint Whitfield "
    "Evelyn Mary Sophie"
).split()
AMONG_THEM: tuple[tuple[Kind, str], ...] = (  # each tries something of another kind
    ("odd", "progress_bars"),
    ("hostile", "exit_in_cell"),
    ("odd", "copied_cell"),
    ("hostile", "reads_solutions"),
    ("odd", "deleted_cells"),
    ("hostile", "forged_frame"),
    ("odd", "old_format"),
    ("hostile", "daemon"),
    ("odd", "own_cells_fail"),
    ("hostile", "memory_bomb"),
    ("odd", "split_cell"),
    ("hostile", "output_script"),
)


@dataclass(frozen=True)
class Pupil:
    """A made-up student: an answer to some of the exercises, and the marks that they deserve.

    `tags` are put on every cell, as JupyterLab's property inspector lets anybody do; `note` is the
    text of a cell of their own. A `sample` is handed in as it is, in place of all that.
    """

    name: str
    kind: str
    answers: dict[str, str]
    points: dict[str, int]
    mistakes: dict[str, str]
    tags: tuple[str, ...] = ()
    note: str = ""
    sample: Sample | None = None

    @property
    def total(self) -> int:
        return sum(self.points.values())


class School:
    """Makes pupils for one lesson."""

    def __init__(self, lesson: str, seed: int = 0) -> None:
        self.lesson, self.book = at_hand(lesson)
        self._file = mistakes_path(self.lesson).read_text(encoding="utf-8")
        self._random = random.Random(seed)

    def pupil(self, name: str, kind: str, *, right: int = 0, wrong: int = 0) -> Pupil:
        """Somebody who solves `right` exercises, makes `wrong` known mistakes, and stops there."""
        exercises = self._random.sample(self.lesson.exercises, right + wrong)
        answers: dict[str, str] = {}
        points: dict[str, int] = {}
        mistakes: dict[str, str] = {}
        for exercise in exercises[:right]:
            answers[exercise.key] = self._right(exercise.key, exercise.cell.text)
            points[exercise.key] = exercise.points
        for exercise in exercises[right:]:
            mistake = self._random.choice(self._of(exercise.key))
            answers[exercise.key] = code(self._file, mistake.answer, exercise.key)
            mistakes[exercise.key] = mistake.name
        return Pupil(name, kind, answers, points, mistakes)

    def _of(self, exercise: str) -> list[Any]:
        return [m for m in self.book.mistakes if m.exercise == exercise]

    def _right(self, exercise: str, reference: str) -> str:
        variants = [v for v in self.book.variants if v.exercise == exercise]
        chosen = self._random.choice([None, *variants])
        return code(self._file, chosen.answer, exercise) if chosen else reference

    def a_class(self, size: int = 20) -> list[Pupil]:
        """Right, partly right, many known mistakes, and blank, in a fixed proportion."""
        n = len(self.lesson.exercises)
        kinds: list[tuple[str, int, int]] = [
            ("all right", n, 0),
            ("one slip", n - 1, 1),
            ("half done", n // 2, 1),
            ("many mistakes", 2, n - 3),
            ("blank", 0, 0),
        ]
        return [
            self.pupil(_name(i), kinds[i % len(kinds)][0], right=right, wrong=wrong)
            for i in range(size)
            for _, right, wrong in [kinds[i % len(kinds)]]
        ]

    def mixed_class(self, size: int = 30) -> list[Pupil]:
        """Three honest ones, an odd one, a hostile one, and so on."""
        honest = iter(self.a_class(size))
        others = itertools.cycle(AMONG_THEM)
        return [
            replace(next(honest), name=_name(i))
            if i % 5 < 3
            else self._other(_name(i), *next(others))
            for i in range(size)
        ]

    def _other(self, name: str, kind: Kind, chosen: str) -> Pupil:
        return sampled(sample(kind, chosen), name)


def sampled(made: Sample, name: str = "") -> Pupil:
    """Somebody who hands in a sample; called after it if nothing else is said."""
    kind = f"{made.kind}: {made.name}"
    return Pupil(name or made.name, kind, {}, made.expected, {}, sample=made)


def _name(i: int) -> str:
    rounds, at = divmod(i, len(NAMES))
    return NAMES[at].lower() + (str(rounds + 1) if rounds else "")


def hand_in(pupil: Pupil, released: Path) -> dict[str, Any]:
    """The released notebook with the pupil's answers typed into it."""
    notebook: dict[str, Any] = nbformat.read(released, as_version=4)
    if pupil.sample:
        lesson, _ = at_hand(released.stem)
        references = {exercise.key: exercise.cell.text for exercise in lesson.exercises}
        return pupil.sample.hand_in(notebook, references)
    for cell in notebook["cells"]:
        ours = cell["metadata"]["llmcourse"]
        if pupil.tags:
            cell["metadata"]["tags"] = list(pupil.tags)
        if ours["role"] == "exercise" and ours["key"] in pupil.answers:
            cell["source"] = pupil.answers[ours["key"]]
    if pupil.note:
        own = {"cell_type": "markdown", "id": "own-note", "metadata": {}, "source": pupil.note}
        notebook["cells"].append(own)
    return notebook
