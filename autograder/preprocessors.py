"""nbgrader's own steps, with ours in their places: rebuild, judge, save, hide.

nbgrader keeps the format, the database, the command line, the form grader and the feedback
pages. Only what a submission may touch is replaced: its cells are put back into the release's
notebook, its code runs in the sandbox, and verdicts are spoken outside.
"""

import atexit
import json
from contextlib import ExitStack
from functools import cache
from typing import Any

import nbformat
import torch
from nbformat import NotebookNode
from nbformat.notebooknode import from_dict
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades

from autograder import COURSE, notebook_path
from autograder.answers import at_hand
from autograder.lesson import HIDDEN
from autograder.marking import Marked, Marker, works
from autograder.marks import Mark
from autograder.sandbox import Sandbox, SandboxError
from llmcourse.merge import merge
from llmcourse.redact import redact

UNGRADED = "ungraded"


@cache
def sandbox() -> Sandbox:
    """The sandbox of this process, started once and ended with it."""
    torch.set_num_threads(1)  # exercises are small: more threads would wait for each other
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(Sandbox())


@cache
def marker(lesson: str) -> Marker:
    """The marker of a lesson, made once."""
    return Marker(*at_hand(lesson), sandbox())


@cache
def released(lesson: str) -> NotebookNode:
    """The released notebook; whoever changes it copies it first."""
    found: NotebookNode = nbformat.read(notebook_path(COURSE, lesson), as_version=4)
    return found


class Rebuild(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts a submission's answers and own cells into a fresh copy of the release.

    So deleted, copied, moved and edited cells of the course, and any metadata, are as if nothing
    had been done to them.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        return rebuilt(resources["nbgrader"]["notebook"], nb), resources


class Judged(NbGraderPreprocessor):  # type: ignore[misc]
    """Marks the submission; each test cell's output becomes its mark."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        try:
            marked = marker(resources["nbgrader"]["notebook"]).mark(works(nb.cells))
        except SandboxError:
            marker.cache_clear()  # the next submission gets a new one
            sandbox.cache_clear()
            raise
        fill_in(nb, marked)
        return nb, resources


def rebuilt(lesson: str, nb: NotebookNode) -> NotebookNode:
    """A fresh copy of the release with a submission's answers and own cells, less any API key.

    Half of a surrogate pair, which no file can hold, becomes a question mark.
    """
    text = redact(json.dumps(merge(released(lesson), nb), ensure_ascii=False))
    made: NotebookNode = from_dict(json.loads(text.encode("utf-8", "replace")))
    return made


def fill_in(nb: NotebookNode, marked: Marked) -> None:
    """Put marks, and what cells printed and raised, into the notebook as outputs."""
    for cell in nb.cells:
        ours = cell.metadata.get("llmcourse", {})
        if ours.get("role") == "test":
            mark = marked.marks[ours["key"]]
            cell.outputs = [_output(mark)]
            ours[UNGRADED] = mark.points is None
        elif said := marked.said.get(cell.get("id", "")):
            cell.outputs = _printed(said)


def _output(mark: Mark) -> NotebookNode:
    kind = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
    made: NotebookNode = from_dict({**kind, "data": mark.bundle()})
    return made


def _printed(said: dict[str, str]) -> list[NotebookNode]:
    """What a cell printed and raised, as plain text: stderr would mean something to nbgrader."""
    text = "\n".join(part for part in (said["printed"].rstrip("\n"), said["error"]) if part)
    stream = {"output_type": "stream", "name": "stdout", "text": text}
    return [from_dict(stream)] if text else []


class SaveMarks(SaveAutoGrades):  # type: ignore[misc]
    """Saves marks as nbgrader does; what could not be graded has none, and waits for a person."""

    def _add_score(self, cell: NotebookNode, resources: Any) -> None:
        super()._add_score(cell, resources)
        if cell.metadata.get("llmcourse", {}).get(UNGRADED):
            grade = self.gradebook.find_grade(
                cell.metadata["nbgrader"]["grade_id"],
                self.notebook_id,
                self.assignment_id,
                self.student_id,
            )
            grade.auto_score, grade.needs_manual_grade = None, True
            self.gradebook.db.commit()


class HideTests(NbGraderPreprocessor):  # type: ignore[misc]
    """Takes the hidden tests out of feedback pages; what failed, and on what, is in the mark."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: Any, index: int
    ) -> tuple[NotebookNode, Any]:
        if HIDDEN[0] in cell.source:
            cell.source = cell.source.partition(HIDDEN[0])[0].rstrip("\n")
        return cell, resources
