"""`course/` is what `solutions/` make, byte for byte, and holds nothing that must stay hidden."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from autograder import COURSE, SOLUTIONS
from autograder.answers import load_book, mistakes_path
from autograder.build import BuildError, build, leaks, notebook, secrets_of, write
from autograder.lesson import Lesson, read
from autograder.records import record
from llmcourse.checks import records
from llmcourse.checks.observe import Observation, alike

LESSONS = sorted(SOLUTIONS.glob("[0-9][0-9]_*.py"))


def mistakes_of(lesson: Lesson) -> str:
    path = mistakes_path(lesson)
    return path.read_text(encoding="utf-8") if path.exists() else ""


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_course_is_fresh_and_stable(path: Path, tmp_path: Path) -> None:
    lesson = read(path)
    once = write(build(lesson, COURSE, mistakes_of(lesson)), tmp_path / "once")
    again = write(build(lesson, COURSE, mistakes_of(lesson)), tmp_path / "again")
    released = COURSE / lesson.name / f"{lesson.name}.ipynb"
    assert once.read_bytes() == again.read_bytes()
    assert once.read_bytes() == released.read_bytes(), "course/ is stale: run `make build`"


def described(exercise: records.ExerciseRecord) -> list[Any]:
    questions = [(mistake.name, mistake.ask) for mistake in exercise.mistakes]
    rest = (exercise.title, exercise.points, exercise.forbid, exercise.reference)
    return [*rest, exercise.parameters, [case.name for case in exercise.cases], questions]


def observations(exercise: records.ExerciseRecord) -> list[Observation]:
    """Every number in the data; compared with tolerance, since processors round differently."""
    inputs = [Observation(case.args) for case in exercise.cases]
    of_mistakes = [one for mistake in exercise.mistakes for one in mistake.observations]
    return [*inputs, *exercise.expected, *of_mistakes]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_check_data_is_fresh(path: Path) -> None:
    lesson = read(path)
    if not lesson.exercises:
        return
    made, kept = record(lesson, load_book(lesson)), records.load(lesson.name)
    assert made.exercises.keys() == kept.exercises.keys()
    for key, exercise in made.exercises.items():
        assert described(exercise) == described(kept.exercises[key])
        for new, old in zip(observations(exercise), observations(kept.exercises[key]), strict=True):
            assert alike(new, old), f"the data of {key} is stale: run `make build`"


def test_course_holds_notebooks_alone() -> None:
    names = {path.relative_to(COURSE).as_posix() for path in COURSE.rglob("*") if path.is_file()}
    assert names == {f"{path.stem}/{path.stem}.ipynb" for path in LESSONS}


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_secret_line_is_anywhere_under_course(path: Path) -> None:
    lesson = read(path)
    secrets = secrets_of(lesson, mistakes_of(lesson))
    released = (COURSE / lesson.name / f"{lesson.name}.ipynb").read_text(encoding="utf-8")
    shown = {
        line.strip()
        for cell in json.loads(released)["cells"]
        for line in "".join(cell["source"]).splitlines()
    }
    assert not secrets & shown
    assert not lesson.exercises or len(secrets) > 20
    for word in ("BEGIN SOLUTION", "HIDDEN TESTS", "verdict", "probe", "judge"):
        assert word not in released


def small(source: Path) -> dict[str, Any]:
    return build(read(source), source.parent / "none")


def test_roles_become_cells(source: Path) -> None:
    cells = {cell["id"]: cell for cell in small(source)["cells"]}
    assert list(cells) == [
        "prose-title",
        "setup-imports",
        "show-tools",
        "prose-double",
        "double",
        "check-double",
        "test-double",
        "show-after",
    ]
    assert "NotImplementedError" in cells["double"]["source"]
    assert (
        cells["test-double"]["source"]
        == "# Graded: fresh numbers of several shapes, gradients, the input left unchanged."
    )
    assert cells["test-double"]["metadata"]["nbgrader"]["points"] == 2
    assert cells["setup-imports"]["metadata"]["nbgrader"]["locked"]
    assert "nbgrader" not in cells["show-after"]["metadata"]
    assert cells["double"]["metadata"]["llmcourse"]["role"] == "exercise"


def test_a_folded_cell_is_released_with_its_source_hidden(source: Path) -> None:
    text = source.read_text(encoding="utf-8").replace('show="tools"', 'show="tools" folded=True')
    source.write_text(text, encoding="utf-8")
    cells = {cell["id"]: cell["metadata"] for cell in small(source)["cells"]}
    assert cells["show-tools"]["jupyter"] == {"source_hidden": True}
    assert "jupyter" not in cells["show-after"]


def test_ids_depend_on_keys_and_not_on_content(source: Path) -> None:
    before = [cell["id"] for cell in notebook(read(source)).cells]
    source.write_text(source.read_text(encoding="utf-8").replace("Twice x", "Double x"), "utf-8")
    assert [cell["id"] for cell in notebook(read(source)).cells] == before


def test_a_leak_is_found(source: Path) -> None:
    """A show cell that repeats a mistake's line, or prose that gives an answer away."""
    lesson = read(source)
    made = small(source)
    made["cells"][-1]["source"] += "\n    return torch.stack([x, x]).sum(0)"
    assert leaks(made, secrets_of(lesson, mistakes_of(lesson))) == [
        "return torch.stack([x, x]).sum(0)"
    ]


def test_the_build_refuses_to_leak(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.build.leaks", lambda made, secrets: sorted(secrets)[:1])
    with pytest.raises(BuildError, match="the release would show"):
        small(source)
