"""The twelve patterns that the guide prints: the same text in one process and in the sandbox."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.answers import Room
from autograder.lesson import Exercise, Lesson, read
from autograder.marking import Marker, Work
from autograder.rules import require
from autograder.sandbox import Sandbox
from llmcourse.checks.authoring import Book

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "patterns.md").read_text(encoding="utf-8")
HEAD = """\
# %% [markdown] prose="title" release=1
# # 91 · Patterns

# %% setup="imports"
import torch

# %% [markdown] prose="{key}"
# ## 91.1 A pattern  ★☆☆ · 5 min · 2 points

"""
TITLES = re.findall(r"^## (.+)$", TEXT, re.M)


def pattern(title: str) -> tuple[str, str]:
    """The source and the mistakes that stand under a heading."""
    section = TEXT.split(f"## {title}\n")[1].split("\n## ")[0]
    source, mistakes = re.findall(r"```python\n(.*?)```", section, re.S)
    return source, mistakes


def lesson_of(title: str, folder: Path) -> tuple[Lesson, Exercise]:
    source, _ = pattern(title)
    found = re.search(r'exercise="(\w+)"', source)
    assert found
    key = found[1]
    source = source.replace(f'exercise="{key}"', f'exercise="{key}" reference="none.{key}"')
    source = source.replace(
        f'# %% test="{key}"', f'# %% check="{key}"\n\n# %% test="{key}" points=2'
    )
    path = folder / "91_patterns.py"
    path.write_text(HEAD.format(key=key) + source, encoding="utf-8")
    lesson = read(path)
    require(lesson)
    return lesson, lesson.exercises[0]


def wrong_answers(title: str, key: str) -> dict[str, str]:
    """Each mistake as the code of the answer."""
    _, mistakes = pattern(title)
    found = {}
    for node in ast.parse(mistakes).body:
        assert isinstance(node, ast.FunctionDef | ast.ClassDef)
        name, node.name = node.name, key
        found[name] = ast.unparse(node)
    return found


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as started:
        yield started


def test_there_are_twelve() -> None:
    assert len(TITLES) == 12


@pytest.mark.parametrize("title", TITLES)
def test_in_one_process(title: str, tmp_path: Path) -> None:
    lesson, exercise = lesson_of(title, tmp_path)
    room = Room(lesson)
    for seed in range(3):
        outcome = room.judge(exercise, exercise.cell.text, seed).outcome
        assert outcome.passed, (outcome.failures, outcome.fault)
    wrong = wrong_answers(title, exercise.key)
    assert len(wrong) == 3
    for name, code in wrong.items():
        outcome = room.judge(exercise, code, 1).outcome
        assert not outcome.passed, name
        assert not outcome.fault, name


@pytest.mark.parametrize("title", TITLES)
def test_in_the_sandbox(title: str, tmp_path: Path, sandbox: Sandbox) -> None:
    lesson, exercise = lesson_of(title, tmp_path)
    marker = Marker(lesson, Book(), sandbox)
    answers = {"reference": exercise.cell.text, **wrong_answers(title, exercise.key)}
    for name, code in answers.items():
        works = [Work("setup", "setup", "imports", "import torch")]
        works.append(Work(exercise.key, "exercise", exercise.key, code))
        mark = marker.mark(works).marks[exercise.key]
        expected = 2.0 if name == "reference" else 0.0
        assert mark.points == expected, (name, mark.outcome.failures, mark.outcome.fault)
