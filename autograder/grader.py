"""Grades one submission, from the file that was handed in to the notebook in `autograded/`.

What nbgrader's autograde does in two passes over files and nine over the gradebook, with the same
steps and the same outcome, but in memory and without the gradebook: what it would ask there
stands on a `Sheet`, and what it would write there is the `Result`.
"""

import hashlib
import warnings
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import CheckCellMetadata, ClearOutput, LimitOutput, OverwriteCells
from traitlets.config import Config

from autograder.files import LARGEST
from autograder.marking import Marker, works
from autograder.preprocessors import UNGRADED, fill_in, rebuilt
from autograder.results import Result
from autograder.sandbox import SandboxError
from autograder.sheet import Sheet
from autograder.timing import spent, take


class Unreadable(Exception):
    """What was handed in is no notebook."""


class Grader:
    """Grades submissions of one lesson."""

    def __init__(self, lesson: str, sheet: Sheet, marker: Marker, config: Config) -> None:
        self.lesson, self._sheet, self._marker = lesson, sheet, marker
        self._clear, self._limit = ClearOutput(config=config), LimitOutput(config=config)
        self._overwrite = OverwriteCells(config=config)
        self._overwrite.gradebook = sheet
        self._overwrite.notebook_id = self._overwrite.assignment_id = lesson
        # The metadata that it looks at is the release's, in every submission.
        CheckCellMetadata().preprocess(self._rebuilt(nbformat.v4.new_notebook()), {})

    def grade(self, student: str, path: Path) -> Result:
        """Grade one submission. Raises SandboxError alone; other trouble is told in the result."""
        try:
            return self._grade(student, path)
        except SandboxError:
            raise
        except Unreadable as error:
            return Result(student, trouble=str(error), spent=take())
        except Exception as error:
            words = f"the grader failed: {type(error).__name__}: {error}"
            return Result(student, trouble=_clean(words), spent=take())

    def _grade(self, student: str, path: Path) -> Result:
        with spent("notebook"):
            read, nb = _notebook(path)
            self._clear.preprocess(nb, {})
            nb = self._rebuilt(nb)
        with spent("judge"):
            marked = self._marker.mark(works(nb.cells))
        with spent("notebook"):
            fill_in(nb, marked)
            self._limit.preprocess(nb, {})
            text = _clean(nbformat.writes(nb) + "\n")
            scores, comments = _scores(nb), _comments(nb)
        return Result(student, read, scores, comments, text, spent=take())

    def _rebuilt(self, nb: NotebookNode) -> NotebookNode:
        """The release with the submission's answers, its tests as the gradebook has them."""
        made = rebuilt(self.lesson, nb)
        if self._sheet.kernel:
            made.metadata["kernelspec"] = self._sheet.kernel
        for index, cell in enumerate(made.cells):
            made.cells[index], _ = self._overwrite.preprocess_cell(cell, {}, index)
        return made


def _notebook(path: Path) -> tuple[str, NotebookNode]:
    """The hash of a file and the notebook in it. Raises Unreadable."""
    data = path.read_bytes()
    if len(data) > LARGEST:
        raise Unreadable(f"{path.name} has {len(data) >> 20} MB, more than {LARGEST >> 20}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about what is repaired
            nb: NotebookNode = nbformat.reads(data.decode("utf-8-sig"), as_version=4)
    except Exception as error:
        words = f"{path.name} is no notebook that can be read: {type(error).__name__}: {error}"
        raise Unreadable(_clean(words)[:300]) from error
    return hashlib.sha256(data).hexdigest(), nb


def _clean(text: str) -> str:
    """Text that any file can hold: half characters, which JSON allows, are none."""
    return text.encode("utf-8", "replace").decode()


def _scores(nb: NotebookNode) -> dict[str, float | None]:
    """What nbgrader reads from the outputs, but for what could not be graded."""
    return {
        cell.metadata.nbgrader.grade_id: _score(cell) for cell in nb.cells if utils.is_grade(cell)
    }


def _score(cell: NotebookNode) -> float | None:
    if cell.metadata.get("llmcourse", {}).get(UNGRADED):
        return None
    points, _ = utils.determine_grade(cell)
    return None if points is None else float(points)


def _comments(nb: NotebookNode) -> dict[str, str | None]:
    """nbgrader's remark on answers that are as they were released."""
    asked = (cell for cell in nb.cells if utils.is_solution(cell) or utils.is_task(cell))
    return {cell.metadata.nbgrader.grade_id: _comment(cell) for cell in asked}


def _comment(cell: Any) -> str | None:
    same = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
    return "No response." if same and not utils.is_task(cell) else None
