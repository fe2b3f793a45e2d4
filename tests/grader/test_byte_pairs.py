"""Lesson 2's exercises, byte pairs first: stock nbgrader and the judge give the same marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder import SOLUTIONS
from autograder.answers import load_book, mistakes_path
from autograder.build import notebook
from autograder.lesson import read
from autograder.marking import Marker, works
from autograder.standalone import code
from tests.grader.conftest import Grading

GRADED = ("setup", "exercise", "test")


@pytest.fixture(scope="module")
def marker(grading: Grading) -> Marker:
    found = SOLUTIONS.rglob("02_tokens_and_embeddings.py")
    lesson = read(next(path for path in found if path.parent.name != "mistakes"))
    return Marker(lesson, load_book(lesson), grading.sandbox)


def submission(marker: Marker, turn: int) -> tuple[NotebookNode, dict[str, float]]:
    """What is graded of the notebook, every second answer one of the known mistakes; its marks."""
    made, book = notebook(marker.lesson), marker.book
    text = mistakes_path(marker.lesson).read_text(encoding="utf-8")
    made.cells = [cell for cell in made.cells if cell.metadata.llmcourse.role in GRADED]
    deserved = {}
    for at, exercise in enumerate(marker.lesson.exercises):
        wrong = [mistake for mistake in book.mistakes if mistake.exercise == exercise.key]
        deserved[exercise.key] = float(exercise.points if (at + turn) % 2 else 0)
        if not deserved[exercise.key]:
            cell = next(cell for cell in made.cells if cell.id == exercise.key)
            cell.source = code(text, wrong[turn].answer, exercise.key)
    return made, deserved


@pytest.mark.parametrize("turn", range(2))
def test_stock_and_judge_agree(marker: Marker, turn: int, tmp_path: Path) -> None:
    made, deserved = submission(marker, turn)
    judged = {key: mark.points for key, mark in marker.mark(works(made.cells)).marks.items()}
    assert judged == deserved
    folder = f"answers.SOLUTIONS = answers.Path({str(marker.lesson.path.parent)!r})"
    made.cells.insert(0, new_code_cell(f"from autograder import answers\n{folder}"))
    resources = {"metadata": {"path": str(tmp_path)}}
    NotebookClient(made, timeout=120, allow_errors=True, resources=resources).execute()
    for key, points in deserved.items():
        (cell,) = (cell for cell in made.cells if cell.id == f"test-{key}")
        (result,) = cell.outputs
        told = float(result.data["text/plain"]) if result.output_type == "execute_result" else 0.0
        assert told == points, key
