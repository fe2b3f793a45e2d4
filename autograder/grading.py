"""Grades submissions one by one through nbgrader's API, in one process with one warm sandbox.

What `nbgrader autograde` does for all, this does for each by itself: one submission never stops
another, and what went wrong with one is told at the end. Marks, files and database are the same.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nbgrader.apps.api import NbGraderAPI
from traitlets.config import Config

from autograder.build import notebook_path
from autograder.configuration import configure


@dataclass(frozen=True)
class Graded:
    """How grading one submission went; `trouble` is empty where it went well."""

    student: str
    trouble: str = ""


def students(lesson: str, run: Path) -> list[str]:
    """Who handed this lesson in."""
    folders = sorted(path.name for path in (run / "submitted").glob("*") if path.is_dir())
    return [name for name in folders if notebook_path(run / "submitted" / name, lesson).exists()]


def grade(lesson: str, chosen: list[str], root: Path, run: Path) -> Iterator[Graded]:
    """Grade these students' submissions, in order; each result as soon as it is there."""
    release = run / "release" if run != root / "autograder" / "run" else None
    api = NbGraderAPI(config=configure(Config(), root, run, release=release))
    api.log.setLevel(logging.ERROR)
    for student in chosen:
        try:
            result = api.autograde(lesson, student, force=True, create=True)
        except Exception as error:
            yield Graded(student, f"{type(error).__name__}: {error}")
            continue
        trouble = "" if result["success"] else (result.get("log") or result.get("error") or "")
        yield Graded(student, trouble.strip())
