"""Whole notebooks in real kernels: the solution, the untouched release, and one half solved."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbgrader.validator import Validator
from traitlets.config import Config

from autograder import COURSE, ROOT, SOLUTIONS
from autograder.build import notebook
from autograder.configuration import configure
from autograder.lesson import read
from llmcourse.checks import progress
from llmcourse.gemini.keys import VARIABLES

LESSONS = [path.stem for path in sorted(SOLUTIONS.glob("[0-9][0-9]_*.py"))]
QUICK_SECONDS = 45


def run(made: NotebookNode, folder: Path, monkeypatch: pytest.MonkeyPatch) -> NotebookNode:
    """Run all cells, as a learner does, in a folder of the learner's; the first error is raised."""
    monkeypatch.setenv("LLMCOURSE_BUDGET", "quick")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    for name in VARIABLES:  # no lesson is run with a key
        monkeypatch.delenv(name, raising=False)
    folder.mkdir(parents=True)
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(made, timeout=120, resources=resources).execute()
    return made


def outputs(made: NotebookNode, cell_id: str) -> list[Any]:
    return list(next(cell for cell in made.cells if cell.id == cell_id).outputs)


def texts(made: NotebookNode, cell_id: str) -> str:
    found = outputs(made, cell_id)
    return "\n".join(o.get("text", "") or o.get("data", {}).get("text/plain", "") for o in found)


def released(name: str) -> NotebookNode:
    return nbformat.read(COURSE / name / f"{name}.ipynb", as_version=4)


@pytest.mark.parametrize("name", LESSONS)
def test_solution_runs_in_time_and_gets_all_points(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = read(SOLUTIONS / f"{name}.py")
    started = time.monotonic()
    made = run(notebook(lesson), tmp_path / "work" / name, monkeypatch)
    seconds = time.monotonic() - started
    for exercise in lesson.exercises:
        assert float(texts(made, f"test-{exercise.key}")) == exercise.points
        assert "Visible tests pass; hidden tests run at grading." in texts(
            made, f"check-{exercise.key}"
        )
    shown = "\n".join(texts(made, cell.id) for cell in lesson.of("show"))
    assert "Shown with the course's own" not in shown
    assert seconds <= QUICK_SECONDS


@pytest.mark.parametrize("name", LESSONS)
def test_run_all_works_on_the_untouched_release(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "work" / name
    made = run(released(name), folder, monkeypatch)
    for key in (exercise.key for exercise in made.metadata.llmcourse.exercises):
        assert "Not started yet" in texts(made, f"check-{key}")
        assert outputs(made, f"test-{key}") == []
    shown = [output for cell in made.cells for output in cell.get("outputs", [])]
    assert [output for output in shown if output.get("name") == "stderr"] == []


@pytest.mark.parametrize("name", LESSONS)
def test_every_lesson_is_run_in_a_browser(name: str) -> None:
    assert (ROOT / "tests" / "browser" / f"test_{name}.py").exists()


def test_half_solved_work_shows_whose_code_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = released("03_attention")
    cells = {cell.id: cell for cell in made.cells}
    cells[
        "causal_mask"
    ].source = "def causal_mask(length):\n    return torch.eye(length).cumsum(0).bool()\n"
    cells["project"].source = "def project(x, w_q, w_k, w_v):\n    return 1 / 0\n"
    cells["split_heads"].source = (
        "def split_heads(x, n_heads):\n"
        "    batch, time, d_model = x.shape\n"
        "    return x.reshape(batch, n_heads, time, d_model // n_heads)\n"
    )
    folder = tmp_path / "work" / "03_attention"
    run(made, folder, monkeypatch)
    assert "ZeroDivisionError" in texts(made, "check-project")
    assert "Did numbers of one token end up with another?" in texts(made, "check-split_heads")
    assert "Shown with the course's own `project`" in texts(made, "show-projected")
    entries = progress.read(folder.parent / "progress.json")["03_attention"]
    assert {key: entry.passing for key, entry in entries.items()} == {
        "causal_mask": True,
        "project": False,
        "split_heads": False,
    }


def test_validate_fails_while_a_check_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """nbgrader's Validate button, with this repository's configuration."""
    monkeypatch.setenv("LLMCOURSE_BUDGET", "quick")
    path = tmp_path / "03_attention.ipynb"
    nbformat.write(released("03_attention"), path)
    validator = Validator(config=configure(Config(), ROOT))
    failed = validator.validate(str(path))["failed"]
    assert len(failed) == 9
    assert "Not started yet" in failed[0]["error"]
