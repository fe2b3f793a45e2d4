"""The instructor's side of the course: build, release, judge, grade, report.

Imports `llmcourse`, never the other way round. Nothing in here travels to students.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = ROOT / "solutions"
COURSE = ROOT / "course"
RUN = ROOT / "autograder" / "run"
CHECKS_DATA = ROOT / "llmcourse" / "checks" / "data"
SYLLABUS = ROOT / "docs" / "syllabus.yml"
STUB = '# YOUR CODE HERE\nraise NotImplementedError("replace these two lines")'

# jsonschema, which reads notebooks for all of Jupyter, spends a second at import on a grammar of
# international addresses if it finds this package, and does without if it does not.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

# nbgrader calls `alembic` by its bare name when it makes a gradebook; without an activated
# environment it would not be found.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def notebook_path(folder: Path, name: str) -> Path:
    """Where a lesson's notebook lies in a folder of lessons."""
    return folder / name / f"{name}.ipynb"
