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
SYLLABUS = ROOT / "docs" / "syllabus.yml"

# nbgrader calls `alembic` by its bare name when it makes a gradebook; without an activated
# environment it would not be found.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
