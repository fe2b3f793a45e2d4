"""How this course uses nbgrader: its folders, its stub, its pages, and the steps of grading.

A learner's JupyterLab reads this too, for nbgrader's Validate button: the steps are named and not
imported, so that it needs neither torch nor what only an instructor installs.
"""

from pathlib import Path
from typing import Any

import nbgrader

from autograder import STUB

TAGS = "a b blockquote br code em h1 h2 h3 h4 hr i li ol p pre strong table td th tr ul".split()
HANDED_IN = r".*/(?P<student_id>[^/]+)/(?P<file_id>[^/]+)\.ipynb$"  # in the zip of a class
THEIRS, OURS = "nbgrader.preprocessors", "autograder.preprocessors"
SANITIZE = "autograder.pages.Sanitize"
TEMPLATES = (
    Path(__file__).parent / "templates",
    Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates",
)


def configure(config: Any, root: Path, run: Path | None = None, release: Path | None = None) -> Any:
    """Fill in nbgrader's configuration for the repository at `root`; returns it."""
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
    # "Validate" looks at the check cells too, not only at test cells whose tests are hidden.
    config.Validator.validate_all = True
    _configure_steps(config)
    _configure_pages(config)
    return config


def _configure_steps(config: Any) -> None:
    config.Autograde.sanitize_preprocessors = [
        f"{THEIRS}.ClearOutput",
        f"{OURS}.Rebuild",
        f"{THEIRS}.OverwriteKernelspec",
        f"{THEIRS}.OverwriteCells",
        f"{THEIRS}.CheckCellMetadata",
    ]
    config.Autograde.autograde_preprocessors = [
        f"{OURS}.Judged",
        f"{THEIRS}.LimitOutput",
        f"{OURS}.SaveMarks",
        f"{THEIRS}.AssignLatePenalties",
        f"{THEIRS}.CheckCellMetadata",
    ]
    config.GenerateFeedback.preprocessors = [
        f"{OURS}.HideTests",
        SANITIZE,
        f"{THEIRS}.GetGrades",
    ]


def _configure_pages(config: Any) -> None:
    """Nothing from the network, and no script of a student's, also in the form grader."""
    config.HTMLExporter.preprocessors = [SANITIZE]
    config.HTMLExporter.extra_template_basedirs = [str(path) for path in TEMPLATES]
    config.SanitizeHTML.enabled = True
    config.SanitizeHTML.tags = TAGS
