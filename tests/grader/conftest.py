"""What the grader's tests share.

The lesson of one exercise that the author's guide prints, small enough to break in every way, and
a grading room in which whole notebooks of lesson 3 are marked as nbgrader would hand them over.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
import torch
from nbformat.notebooknode import from_dict
from nbgrader.api import Gradebook

from autograder import COURSE, SOLUTIONS, notebook_path
from autograder.answers import at_hand, load_book
from autograder.engine import Engine
from autograder.lesson import HIDDEN, SOLUTION, read
from autograder.marking import Limits, Marked, Marker, works
from autograder.place import Place
from autograder.pool import Pool
from autograder.pupils import Pupil, School, hand_in
from autograder.release import release
from autograder.results import Graded
from autograder.samples import Sample
from autograder.sandbox import Sandbox, client
from llmcourse.merge import merge
from tests.grader import desk

LESSON = "03_attention"
QUICK = Limits(cell=2, question=1, notebook=12)
CANARY = "canary-7f3a9c"
BY_HAND = """update grade set manual_score = 1.5, extra_credit = 0.5 where cell_id in
    (select id from base_cell where name = 'test-project' and type = 'GradeCell')"""
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "authors_guide.md"


def printed(file: str) -> str:
    """The block of code that the guide prints under a file's name."""
    found = re.search(
        rf"^`{re.escape(file)}`:\n\n```python\n(.*?)^```$", GUIDE.read_text("utf-8"), re.M | re.S
    )
    assert found, f"the guide prints no {file}"
    return found[1]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The path of the small lesson, with its mistakes beside it."""
    path = tmp_path / "90_doubling.py"
    path.write_text(printed("solutions/90_doubling.py"), encoding="utf-8")
    (tmp_path / "mistakes").mkdir()
    mistakes = printed("solutions/mistakes/90_doubling.py")
    (tmp_path / "mistakes" / path.name).write_text(mistakes, encoding="utf-8")
    return path


class Grading:
    """A warm sandbox and a marker of lesson 3 whose secrets can be recognized anywhere."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox, self.folder = sandbox, folder
        source = folder / f"{LESSON}.py"
        text = (SOLUTIONS / source.name).read_text(encoding="utf-8")
        for begin, _ in (HIDDEN, SOLUTION):
            text = re.sub(rf"^( *)({begin})$", rf"\1\2\n\1secret = '{CANARY}'", text, flags=re.M)
        source.write_text(text, encoding="utf-8")
        mistakes = (SOLUTIONS / "mistakes" / source.name).read_text(encoding="utf-8")
        (folder / "mistakes").mkdir()
        (folder / "mistakes" / source.name).write_text(f"# {CANARY}\n{mistakes}", encoding="utf-8")
        (folder / "gradebook.db").write_text(CANARY)
        self.lesson = read(source)
        self.marker = Marker(self.lesson, load_book(self.lesson), sandbox, QUICK)
        self.full = {exercise.key: exercise.points for exercise in self.lesson.exercises}

    @property
    def released(self) -> dict[str, Any]:
        """A fresh copy of the notebook that learners get."""
        notebook: dict[str, Any] = nbformat.read(notebook_path(COURSE, LESSON), as_version=4)
        return notebook

    def reference(self, key: str) -> str:
        """The author's answer to an exercise."""
        lesson, _ = at_hand(LESSON)
        return next(e.cell.text for e in lesson.exercises if e.key == key)

    def handed_in(self, sample: Sample) -> dict[str, Any]:
        """The notebook of a sample."""
        return sample.hand_in(self.released, {key: self.reference(key) for key in self.full})

    def mark(self, notebook: dict[str, Any] | str) -> Marked:
        """Marks of a notebook, or of the text of its file, through a file as it is collected."""
        path = self.folder / "collected.ipynb"
        text = notebook if isinstance(notebook, str) else json.dumps(notebook)
        path.write_bytes(text.encode())
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # nbformat's, about what it repairs
            notebook = nbformat.read(path, as_version=4)
        rebuilt = from_dict(merge(self.released, notebook))
        return self.marker.mark(works(rebuilt.cells))

    def points(self, marked: Marked) -> dict[str, float | None]:
        """What was earned; None where something could not be graded."""
        return {key: mark.points for key, mark in marked.marks.items() if mark.points != 0}

    def told(self, marked: Marked) -> str:
        """Everything that anybody gets to read of a submission's grading."""
        bundles = [mark.bundle() for mark in marked.marks.values()]
        return json.dumps([bundles, marked.said], ensure_ascii=False)

    def survivors(self) -> list[int]:
        """Processes in the sandbox besides its own; they have a moment to go."""
        end = time.monotonic() + 5
        while (found := below(self.sandbox.process_id)[2:]) and time.monotonic() < end:
            time.sleep(0.02)
        return found


def below(ancestor: int) -> list[int]:
    """Process ids of all descendants, the oldest first."""
    parents = {}
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        parents[int(process)] = int(stat.rpartition(")")[2].split()[1])
    found = [ancestor]
    for one in found:
        found += sorted(process for process, parent in parents.items() if parent == one)
    return found[1:]


@pytest.fixture(scope="session")
def grading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grading]:
    """One sandbox for a whole run of tests, with short times."""
    torch.set_num_threads(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "GRACE_SECONDS", 1)
        patch.setenv("GEMINI_API_KEY", CANARY)
        with Sandbox() as sandbox:
            yield Grading(sandbox, tmp_path_factory.mktemp("grading"))


@dataclass
class Classroom:
    """A class that has handed in lesson 3, in a place of its own with a gradebook."""

    place: Place
    pupils: list[Pupil]

    def notebook(self, student: str, step: str = "submitted") -> Path:
        return notebook_path(self.place.run / step / student, LESSON)

    def grade(self, *students: str, force: bool = False) -> dict[str, Graded]:
        """Grade all of them, or these."""
        chosen = list(students) or self.place.students(LESSON)
        with Pool() as pool:
            told = list(Engine(self.place, LESSON, pool, force).grade(chosen))
        assert sorted(one.student for one in told) == sorted(chosen)
        return {one.student: one for one in told}

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """What the gradebook says, or is told to say."""
        with closing(sqlite3.connect(self.place.run / "gradebook.db")) as base, base:
            return base.execute(statement).fetchall()

    def marks(self) -> dict[str, float]:
        """Everybody's points by nbgrader's own count."""
        with Gradebook(self.place.course.db_url) as gradebook:
            return {one.student.id: one.score for one in gradebook.assignment_submissions(LESSON)}

    def mark_by_hand(self) -> None:
        """Everybody gets 1.5 points by hand on the project, and half a point beyond."""
        self.rows(BY_HAND)

    def autograded(self) -> dict[str, tuple[str, int]]:
        """All that lies in `autograded/`: hashes and permissions."""
        folder = self.place.run / "autograded"
        return {
            str(path.relative_to(folder)): (
                hashlib.sha256(path.read_bytes()).hexdigest(),
                path.stat().st_mode,
            )
            for path in folder.rglob("*")
            if path.is_file()
        }

    @property
    def deserved(self) -> dict[str, float]:
        return {pupil.name: float(pupil.total) for pupil in self.pupils}


@pytest.fixture(scope="session")
def released_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the lesson in its gradebook and nobody in it yet."""
    run = tmp_path_factory.mktemp("released")
    release(at_hand(LESSON)[0], run=run, course=COURSE)
    return run


@pytest.fixture
def classroom(released_place: Path, tmp_path: Path) -> Callable[[int], Classroom]:
    """Makes a class of some size."""

    def make(size: int, name: str = "run") -> Classroom:
        run = tmp_path / name
        shutil.copytree(released_place, run)
        made = Classroom(Place(run), School(LESSON).a_class(size))
        for pupil in made.pupils:
            path = made.notebook(pupil.name)
            path.parent.mkdir(parents=True)
            path.write_text(json.dumps(hand_in(pupil, notebook_path(COURSE, LESSON))))
        return made

    return make


@pytest.fixture(scope="session")
def graded_place(released_place: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of twelve with marks; copy it before you change it."""
    run = tmp_path_factory.mktemp("desk") / "run"
    shutil.copytree(released_place, run)
    desk.put(Place(run), desk.a_class())
    desk.grade(Place(run))
    return run


@pytest.fixture
def desk_place(graded_place: Path, tmp_path: Path) -> Place:
    """A copy of it."""
    run = tmp_path / "run"
    shutil.copytree(graded_place, run)
    return Place(run)
