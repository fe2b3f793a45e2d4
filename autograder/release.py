"""Enters a lesson into the real gradebook, so that submissions of it can be graded.

`autograder.build` makes what learners get; this makes what nbgrader must know. The staged
notebook, solutions and all, stays under `autograder/run/`, which git ignores.
"""

import json
import logging
from pathlib import Path

from nbgrader.apps.api import NbGraderAPI

from autograder import notebook_path
from autograder.build import BuildError, build, stage
from autograder.lesson import Lesson
from autograder.place import Place


def release(lesson: Lesson, *, run: Path, course: Path) -> None:
    """Stage a lesson under `run` and enter it into the gradebook there.

    Raises BuildError when `course` does not hold this very release, for then learners and the
    gradebook would disagree about some cell.
    """
    path = notebook_path(course, lesson.name)
    fingerprint = build(lesson, course)["metadata"]["llmcourse"]["fingerprint"]
    if not path.exists() or _fingerprint(path) != fingerprint:
        raise BuildError(f"{path} is not what {lesson.path.name} makes: run `make build` first")
    stage(lesson, run / "source")
    config = Place(run).config
    config.CourseDirectory.release_directory = str(run / "release")  # learners have `course`
    api = NbGraderAPI(config=config)
    api.log.setLevel(logging.ERROR)
    result = api.generate_assignment(lesson.name, force=True)
    if not result["success"]:
        raise BuildError(f"nbgrader refused {lesson.name}:\n{result.get('log', '')}")


def _fingerprint(path: Path) -> str:
    metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    return str(metadata["llmcourse"]["fingerprint"])
