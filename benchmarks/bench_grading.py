"""Submissions a minute: this repository's grader beside stock `nbgrader autograde`.

Writes grading.json and grading.md beside this file. Both grade the same made-up honest class of
lesson 3, stock nbgrader its first pupils, since it is slow, and each command is timed as people
run it, from its start to its end. Stock runs with nbgrader's own steps and settings, once in one
process and once in two on halves of the class with a gradebook each, so that they never wait for
each other; the released tests judge inside its kernels. Ends with 1 if any mark is not the one
deserved. The hostile submissions are graded too; what is left running after all is counted.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import nbformat
import typer
from nbgrader.api import Gradebook
from rich.console import Console

from autograder import COURSE, ROOT, notebook_path
from autograder.answers import at_hand
from autograder.engine import Engine
from autograder.orphans import left_behind
from autograder.place import Place
from autograder.pool import Pool
from autograder.pupils import Pupil, School, hand_in
from autograder.release import release
from autograder.samples import samples
from benchmarks.grading_report import Run, page, table
from benchmarks.machine import machine

HERE = Path(__file__).parent
LESSON = "03_attention"
COMMAND = "make bench-grading"
SHORT = {"cell": 2, "question": 1, "notebook": 12}  # seconds: many attacks use up all they get
STOCK = """c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.db_url = "sqlite:///" + {root!r} + "/gradebook.db"
c.CourseDirectory.course_id = "llmcourse"
"""
# Stock nbgrader also runs the cells that show; this keeps the learner's settings out of its time.
ENVIRONMENT = {**os.environ, "LLMCOURSE_BUDGET": "quick", "OMP_NUM_THREADS": "1"}


@dataclass
class Class:
    """A class in a folder of its own, which has handed in."""

    folder: Path
    pupils: list[Pupil]

    def marks(self) -> dict[str, float]:
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            return {one.student.id: one.score for one in gradebook.assignment_submissions(LESSON)}

    @property
    def wrong(self) -> dict[str, tuple[float | None, int]]:
        """Marks that are not the ones deserved: what was given, and what was deserved."""
        given = self.marks()
        return {
            pupil.name: (given.get(pupil.name), pupil.total)
            for pupil in self.pupils
            if given.get(pupil.name) != pupil.total
        }


def made(released: Path, folder: Path, pupils: list[Pupil], stock: bool = False) -> Class:
    """A copy of a released place in which these pupils have handed in."""
    shutil.copytree(released, folder)
    if stock:
        (folder / "nbgrader_config.py").write_text(STOCK.format(root=str(folder)))
    for pupil in pupils:
        path = notebook_path(folder / "submitted" / pupil.name, LESSON)
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(hand_in(pupil, notebook_path(COURSE, LESSON))))
    return Class(folder, pupils)


@contextmanager
def timed(run: Run) -> Iterator[None]:
    """Notes the seconds from beginning to end."""
    started = time.perf_counter()
    yield
    run.seconds = time.perf_counter() - started


def stock(classes: list[Class], name: str) -> Run:
    """`nbgrader autograde` in each class's folder, all at once."""
    command = [sys.executable, "-m", "nbgrader", "autograde", LESSON, "--log-level=ERROR"]
    run = Run(name, sum(len(one.pupils) for one in classes))
    with timed(run):
        running = [
            subprocess.Popen(command, cwd=one.folder, env=ENVIRONMENT, stderr=subprocess.PIPE)
            for one in classes
        ]
        said = [process.communicate()[1].decode() for process in running]
    if any(process.returncode for process in running):
        raise SystemExit(f"stock nbgrader failed:\n{said}")
    return run


def ours(one: Class, name: str) -> Run:
    """`python -m autograder grade`, and where its time went."""
    notes = one.folder / "timing.json"
    command = [sys.executable, "-m", "autograder", "grade", LESSON, "--run", str(one.folder)]
    run = Run(name, len(one.pupils))
    with timed(run):
        subprocess.run([*command, "--timing", str(notes)], check=True, cwd=ROOT)
    run.spent = json.loads(notes.read_text())
    return run


def hostile(released: Path, folder: Path) -> tuple[int, int]:
    """How many hostile submissions there are, and points that they got and did not deserve."""
    shutil.copytree(released, folder)
    references = {exercise.key: exercise.cell.text for exercise in at_hand(LESSON)[0].exercises}
    original = nbformat.read(notebook_path(COURSE, LESSON), as_version=4)
    chosen = samples("hostile")
    for sample in chosen:
        path = notebook_path(folder / "submitted" / sample.name, LESSON)
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(sample.hand_in(original, references)))
    with Pool() as pool:
        place = Place(folder)
        list(Engine(place, LESSON, pool, limits=SHORT).grade(place.students(LESSON)))
    given = Class(folder, []).marks()
    over = [given.get(one.name, 0.0) - sum(one.expected.values()) for one in chosen]
    return len(chosen), int(sum(points for points in over if points > 0))


def measure(folder: Path, n_stock: int, n_ours: int) -> tuple[list[Run], list[Class]]:
    """All runs, one after the other, on copies of one class."""
    released = folder / "released"
    released.mkdir()
    release(at_hand(LESSON)[0], run=released, course=COURSE)
    pupils = School(LESSON).a_class(n_ours)
    few, half = pupils[:n_stock], n_stock // 2
    alone = made(released, folder / "alone", few, stock=True)
    halves = [
        made(released, folder / "first", few[:half], stock=True),
        made(released, folder / "second", few[half:], stock=True),
    ]
    whole = made(released, folder / "ours", pupils)
    runs = [
        ours(whole, "this repository"),
        stock([alone], "stock nbgrader, one process"),
        stock(halves, "stock nbgrader, two processes"),
        ours(whole, "this repository again, nothing changed"),
    ]
    return runs, [whole, alone, *halves]


def figures(runs: list[Run], n_hostile: int, undeserved: int, survivors: int) -> dict[str, Any]:
    """What grading.json says."""
    mine, one, two, again = runs
    return {
        "command": COMMAND,
        "machine": machine(),
        "lesson": LESSON,
        "submissions": {run.name: run.submissions for run in runs},
        "seconds": {run.name: round(run.seconds, 2) for run in runs},
        "submissions_per_minute": round(mine.per_minute, 1),
        "stock_one_process_per_minute": round(one.per_minute, 1),
        "stock_two_processes_per_minute": round(two.per_minute, 1),
        "ratio_to_stock_one_process": round(mine.per_minute / one.per_minute, 1),
        "ratio_to_stock_two_processes": round(mine.per_minute / two.per_minute, 1),
        "seconds_when_nothing_changed": round(again.seconds, 2),
        "hostile_submissions": n_hostile,
        "undeserved_points": undeserved,
        "survivors": survivors,
        "milliseconds_by_step": mine.by_step,
    }


def main(
    n_stock: Annotated[int, typer.Option("--stock", min=2, help="submissions for stock")] = 24,
    n_ours: Annotated[int, typer.Option("--ours", min=2, help="submissions for ours")] = 240,
    attack: Annotated[bool, typer.Option(help="grade the hostile submissions too")] = True,
) -> None:
    """Measure, compare the marks, write the page."""
    console = Console()
    with tempfile.TemporaryDirectory() as name, left_behind() as left:
        runs, classes = measure(Path(name), n_stock, max(n_ours, n_stock))
        wrong = {pupil: marks for one in classes for pupil, marks in one.wrong.items()}
        hostiles = hostile(Path(name) / "released", Path(name) / "hostile") if attack else (0, 0)
    found = figures(runs, *hostiles, len(left))
    console.print(table(runs))
    console.print_json(json.dumps(found))
    if wrong:
        console.print(f"✗ marks that are not the ones deserved: {wrong}")
        raise typer.Exit(1)
    (HERE / "grading.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    (HERE / "grading.md").write_text(page(runs, found, COMMAND), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
