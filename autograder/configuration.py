"""How this course uses nbgrader: its folders, its stub, and which cells run at grading.

nbgrader stays the format, the database and the command line. Only its list of preprocessors is
told something: show and check cells are for learners' eyes and are skipped when grading.
"""

import os
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    IgnorePattern,
    LimitOutput,
    NbGraderPreprocessor,
    SaveAutoGrades,
)
from nbgrader.preprocessors import Execute as NbGraderExecute

from autograder.lesson import STUB

NOT_GRADED = ("show", "check")
CELL_SECONDS = 60
HANDED_IN = r".*/(?P<student_id>[^/]+)/(?P<file_id>[^/]+)\.ipynb$"  # in the zip of a class


class Execute(NbGraderExecute):  # type: ignore[misc]
    """Runs a submission as stock nbgrader does, without the cells that only show something.

    Which cells these are is read from the release's metadata; a `skip-execution` tag of the
    learner's own counts for nothing.
    """

    def preprocess(self, nb: NotebookNode, *args: Any, **kwargs: Any) -> Any:
        for cell in nb.cells:
            role = cell.metadata.get("llmcourse", {}).get("role")
            graded = cell.metadata.get("nbgrader", {}).get("grade", False)
            tags = [tag for tag in cell.metadata.get("tags", []) if tag != "skip-execution"]
            skip = role in NOT_GRADED and not graded
            cell.metadata["tags"] = [*tags, "skip-execution"] if skip else tags
        return super().preprocess(nb, *args, **kwargs)


class Untagged(NbGraderPreprocessor):  # type: ignore[misc]
    """Takes back the tags that Execute set; the rest of the metadata stays for the report."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        for cell in nb.cells:
            cell.metadata.pop("tags", None)
        return nb, resources


def configure(config: Any, root: Path, run: Path | None = None, release: Path | None = None) -> Any:
    """Fill in nbgrader's configuration for the repository at `root`; returns it."""
    # Exercises are small: more threads would mostly wait for each other, ten times as long on a
    # busy machine. Kernels inherit this.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    run = run or root / "autograder" / "run"
    course = config.CourseDirectory
    course.root = str(root)
    course.course_id = "llmcourse"
    course.db_url = f"sqlite:///{run / 'gradebook.db'}"
    course.release_directory = str(release or root / "course")
    for step in ("source", "submitted", "autograded", "feedback"):
        setattr(course, f"{step}_directory", str(run / step))
    # nbgrader puts the root before this one whatever it is.
    config.ZipCollectApp.downloaded_directory = str((run / "downloaded").relative_to(root))
    config.FileNameCollectorPlugin.named_regexp = HANDED_IN
    config.ClearSolutions.code_stub = {"python": STUB}
    config.Execute.timeout = CELL_SECONDS
    config.OverwriteCells.add_missing_cells = True
    config.Autograde.autograde_preprocessors = [
        Execute,
        IgnorePattern,
        Untagged,
        LimitOutput,
        SaveAutoGrades,
        AssignLatePenalties,
        CheckCellMetadata,
    ]
    return config
