"""Makes `course/` from `solutions/`: the same source gives the same bytes.

Three steps a lesson: stage the whole notebook, let stock nbgrader strip solutions and hidden
tests on a throw-away database, and write the result with ids that depend on keys alone. The
real gradebook is `autograder.release`'s business.
"""

import hashlib
import json
import logging
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.apps.api import NbGraderAPI
from traitlets.config import Config

from autograder import STUB, notebook_path
from autograder.lesson import HIDDEN, HIDDEN_GIVEN, SOLUTION, Cell, Lesson
from autograder.rules import require

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
TRIVIAL = re.compile(r"^(return \w*|else:|try:|\W*|#.*|import torch)$")


class BuildError(Exception):
    """nbgrader refused the lesson, or something that must stay hidden got out."""


def notebook(lesson: Lesson) -> nbformat.NotebookNode:
    """The instructor's notebook: solutions, hidden tests, nbgrader's and our own metadata."""
    cells = [_cell(lesson, cell) for cell in lesson.cells]
    exercises = [{"key": e.key, "title": e.title, "points": e.points} for e in lesson.exercises]
    ours = {
        "lesson": lesson.name,
        "title": lesson.title,
        "release": lesson.release,
        "exercises": exercises,
    }
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}, "llmcourse": ours}
    made: nbformat.NotebookNode = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    made.nbformat_minor = 5
    return made


def _cell(lesson: Lesson, cell: Cell) -> nbformat.NotebookNode:
    v4 = nbformat.v4
    kind = v4.new_markdown_cell if cell.role == "prose" else v4.new_code_cell
    made: nbformat.NotebookNode = kind(source=_text(lesson, cell), id=cell.id)  # type: ignore[no-untyped-call]
    made.metadata["llmcourse"] = {"role": cell.role, "key": cell.key}
    if cell.role in ("setup", "exercise", "check", "test"):
        made.metadata["nbgrader"] = _nbgrader(cell)
    if cell.options.get("folded"):
        made.metadata["jupyter"] = {"source_hidden": True}
    return made


def _text(lesson: Lesson, cell: Cell) -> str:
    """A test cell's hidden part begins with what probes use and ends with what judges."""
    if cell.role != "test":
        return cell.text
    call = (
        "from autograder.stock import grade\n"
        f'grade(verdict, lesson="{lesson.name}", exercise="{cell.key}")\n'
    )
    begin, end = HIDDEN
    return cell.text.replace(begin, f"{begin}\n{HIDDEN_GIVEN}").replace(end, call + end)


def _nbgrader(cell: Cell) -> dict[str, Any]:
    graded = cell.role == "test"
    metadata: dict[str, Any] = {
        "grade": graded,
        "grade_id": cell.id,
        "locked": cell.role != "exercise",
        "schema_version": 3,
        "solution": cell.role == "exercise",
        "task": False,
    }
    return metadata | ({"points": cell.options["points"]} if graded else {})


def stage(lesson: Lesson, source: Path) -> Path:
    """Write the instructor's notebook where nbgrader looks for it."""
    path = notebook_path(source, lesson.name)
    shutil.rmtree(path.parent, ignore_errors=True)
    path.parent.mkdir(parents=True)
    nbformat.write(notebook(lesson), path)
    return path


def settings(root: Path, database: Path) -> Config:
    """nbgrader's settings for a course folder with `source` and `release` in it."""
    config = Config()
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = f"sqlite:///{database}"
    config.ClearSolutions.code_stub = {"python": STUB}
    return config


def release(lesson: Lesson) -> dict[str, Any]:
    """The learner's notebook, made by stock nbgrader on a throw-away database."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        stage(lesson, root / "source")
        api = NbGraderAPI(config=settings(root, root / "gradebook.db"))
        api.log.setLevel(logging.ERROR)
        result = api.generate_assignment(lesson.name)
        if not result["success"]:
            raise BuildError(f"{lesson.path}: nbgrader refused it:\n{result.get('log', '')}")
        path = notebook_path(root / "release", lesson.name)
        return _finish(json.loads(path.read_text(encoding="utf-8")))


def _finish(made: dict[str, Any]) -> dict[str, Any]:
    """Add what an update of a learner's copy needs: the stubs' and the whole's fingerprints."""
    for cell in made["cells"]:
        text = cell["source"] = "".join(cell["source"])
        if cell["metadata"]["llmcourse"]["role"] in ("exercise", "show"):
            cell["metadata"]["llmcourse"]["stub"] = hashlib.sha256(text.encode()).hexdigest()
    made["metadata"] = {key: made["metadata"][key] for key in ("kernelspec", "llmcourse")}
    made["metadata"]["language_info"] = {"name": "python"}
    whole = json.dumps(made, sort_keys=True)
    made["metadata"]["llmcourse"]["fingerprint"] = hashlib.sha256(whole.encode()).hexdigest()
    return made


def write(made: dict[str, Any], course: Path) -> Path:
    """Write the learner's notebook, byte for byte the same for the same content."""
    path = notebook_path(course, made["metadata"]["llmcourse"]["lesson"])
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [cell | {"source": cell["source"].splitlines(keepends=True)} for cell in made["cells"]]
    text = json.dumps(made | {"cells": lines}, indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def released_ids(course: Path, name: str) -> set[str]:
    """Grade ids of the release that stands in `course/`; none if there is none."""
    path = notebook_path(course, name)
    if not path.exists():
        return set()
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {c["metadata"]["nbgrader"]["grade_id"] for c in cells if "nbgrader" in c["metadata"]}


def secrets_of(lesson: Lesson, mistakes: str = "") -> set[str]:
    """Every line that no learner may find under `course/`: answers, hidden tests, mistakes.

    A line that the lesson also shows openly (a signature, a given part) is no secret.
    """
    hidden: list[str] = []
    open_lines: set[str] = set()
    for cell in lesson.cells:
        marks = {"exercise": SOLUTION, "test": HIDDEN}.get(cell.role)
        inside = cell.region(marks) if marks else ""
        hidden += inside.splitlines()
        open_lines |= _lines(cell.text.replace(inside, "") if inside else cell.text)
    return {
        line
        for line in _lines("\n".join([*hidden, mistakes]))
        if line not in open_lines and not TRIVIAL.match(line) and len(line) > 12
    }


def _lines(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines()}


def leaks(made: dict[str, Any], secrets: set[str]) -> list[str]:
    """Secret lines that stand in a learner's notebook."""
    shown: set[str] = set()
    for cell in made["cells"]:
        shown |= _lines(cell["source"])
    return sorted(secrets & shown)


def build(lesson: Lesson, course: Path, mistakes: str = "") -> dict[str, Any]:
    """Check, release and look for leaks; the caller writes it."""
    require(lesson, released_ids(course, lesson.name))
    made = release(lesson)
    if found := leaks(made, secrets_of(lesson, mistakes)):
        raise BuildError(f"{lesson.path}: the release would show {found[0]!r}")
    return made
