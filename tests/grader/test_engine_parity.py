"""The engine leaves in gradebook and files what `nbgrader autograde` leaves."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder import COURSE, notebook_path
from autograder.samples import sample
from autograder.stock import SEED

LESSON = "03_attention"
IDS = """submitted_notebook n on n.id = x.notebook_id
    join submitted_assignment s on s.id = n.assignment_id join base_cell c on c.id = x.cell_id"""
TABLES = {
    "grades": f"""select s.student_id, c.name, c.type, x.auto_score, x.manual_score,
        x.extra_credit, x.needs_manual_grade from grade x join {IDS}""",
    "comments": f"""select s.student_id, c.name, c.type, x.auto_comment, x.manual_comment
        from comment x join {IDS}""",
    "submissions": """select s.student_id, a.name, s.timestamp, s.extension, b.name, n.flagged,
        n.late_submission_penalty from submitted_assignment s
        join assignment a on a.id = s.assignment_id
        join submitted_notebook n on n.assignment_id = s.id
        join notebook b on b.id = n.notebook_id""",
    "students": "select id, first_name, last_name, email, lms_user_id from student",
    "courses": "select id from course",
}
ODD = ("big_prints", "copied_cell", "deleted_cells", "old_format", "helper_in_own_cell")
POLICY = """
from autograder.configuration import configure
from pathlib import Path
run = Path({run!r})
config = configure(get_config(), run, run, release=run / "release")
config.LateSubmissionPlugin.penalty_method = "zero"
config.LimitOutput.max_lines = 5
"""
REMARK = """update comment set manual_comment = 'Well done' where cell_id in
    (select id from base_cell where name = 'project')"""


def nbgrader(room: Any) -> None:
    """The command, through the same steps as the form grader's button."""
    command = [sys.executable, "-m", "nbgrader", "autograde", LESSON, "--force"]
    run = room.place.run
    done = subprocess.run(command, cwd=run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


def content(room: Any, student: str) -> dict[str, Any]:
    """An autograded notebook; nbformat draws ids for own cells that have none of their own."""
    found: dict[str, Any] = json.loads(room.notebook(student, "autograded").read_text())
    for cell in found["cells"]:
        if "llmcourse" not in cell["metadata"]:
            cell["id"] = "drawn"
    return found


@pytest.fixture
def twins(classroom: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """The same class twice: late, odd, with files of their own, with marks by hand."""
    monkeypatch.setenv(SEED, "20261123")
    return twin(classroom, "ours"), twin(classroom, "theirs")


def twin(classroom: Any, name: str) -> Any:
    room = classroom(5, name)
    run = room.place.run
    (run / "nbgrader_config.py").write_text(POLICY.format(run=str(run)))
    with Gradebook(room.place.course.db_url) as gradebook:
        gradebook.update_or_create_assignment(LESSON, duedate="2026-01-02 00:00:00 UTC")
    references = {e.key: e.cell.text for e in room_lesson().exercises}
    released = nbformat.read(notebook_path(COURSE, LESSON), as_version=4)
    for odd in ODD:
        path = room.notebook(odd)
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(sample("odd", odd).hand_in(released, references)))
    for student, day in (("ada", "01"), ("alan", "03"), ("barbara", "04")):
        room.notebook(student).with_name("timestamp.txt").write_text(f"2026-01-{day} 12:00:00 UTC")
    extra = room.notebook("ada").parent / "data" / "own.csv"
    extra.parent.mkdir()
    extra.write_text("1,2")
    (run / "source" / LESSON / "given.csv").write_text("3,4")
    return room


def room_lesson() -> Any:
    from autograder.answers import at_hand

    return at_hand(LESSON)[0]


def test_gradebook_and_files_are_those_of_nbgrader(twins: tuple[Any, Any]) -> None:
    """Twice: new students first, then with marks and remarks by hand, graded again."""
    ours, theirs = twins
    for again in (False, True):
        assert {one.trouble for one in ours.grade(force=again).values()} == {""}
        nbgrader(theirs)
        for table, statement in TABLES.items():
            found, expected = (sorted(map(repr, room.rows(statement))) for room in twins)
            assert found == expected, table
            assert len(found) > 0
        for student in ours.place.students(LESSON):
            assert content(ours, student) == content(theirs, student)
        found, expected = ours.autograded(), theirs.autograded()
        assert found.keys() == expected.keys()
        drawn = {f"{name}/{LESSON}/{LESSON}.ipynb" for name in ODD}
        assert {path for path in found if found[path] != expected[path]} <= drawn
        for room in twins:
            room.mark_by_hand()
            room.rows(REMARK)
    flagged = "select count(*) from grade where manual_score = 1.5 and needs_manual_grade"
    assert ours.rows(flagged) == [(10,)]
    penalized = "select count(*) from submitted_notebook where late_submission_penalty > 0"
    assert ours.rows(penalized) == [(2,)]
