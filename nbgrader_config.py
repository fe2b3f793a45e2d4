"""nbgrader's settings for this course; `nbgrader` and its form grader read them from here.

Releases are made by `make build` into `course/`; everything that belongs to students or to
grading lives under `autograder/run/`, which git ignores.
"""

from pathlib import Path

from autograder.configuration import configure

configure(get_config(), Path(__file__).resolve().parent)  # type: ignore[name-defined]
