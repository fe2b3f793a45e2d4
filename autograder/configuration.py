"""How this course uses nbgrader: its folders, its stub, and the steps of grading."""

from pathlib import Path
from typing import Any

from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    GetGrades,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
)

from autograder.lesson import STUB
from autograder.preprocessors import HideTests, Judged, Rebuild, SaveMarks

TAGS = "a b blockquote br code em h1 h2 h3 h4 hr i li ol p pre strong table td th tr ul".split()
HANDED_IN = r".*/(?P<student_id>[^/]+)/(?P<file_id>[^/]+)\.ipynb$"  # in the zip of a class


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
    grading = config.Autograde
    grading.sanitize_preprocessors = [
        ClearOutput,
        Rebuild,
        OverwriteKernelspec,
        OverwriteCells,
        CheckCellMetadata,
    ]
    grading.autograde_preprocessors = [
        Judged,
        LimitOutput,
        SaveMarks,
        AssignLatePenalties,
        CheckCellMetadata,
    ]
    config.GenerateFeedback.preprocessors = [HideTests, SanitizeHTML, GetGrades]
    config.SanitizeHTML.enabled = True
    config.SanitizeHTML.tags = TAGS
    return config
