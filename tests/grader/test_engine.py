"""The engine leaves what `nbgrader autograde` leaves, does nothing twice, spoils nobody's work."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder import COURSE, ROOT, notebook_path
from autograder.engine import Engine
from autograder.pool import Pool, Refused
from autograder.results import Graded, Result
from autograder.samples import sample
from autograder.stock import SEED
from autograder.writer import CannotWrite, Writer

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
BY_HAND = """update grade set manual_score = 1.5, extra_credit = 0.5 where cell_id in
    (select id from base_cell where name = 'test-project' and type = 'GradeCell')"""
REMARK = """update comment set manual_comment = 'Well done' where cell_id in
    (select id from base_cell where name = 'project')"""


def nbgrader(room: Any) -> None:
    """The command, through the same steps as the form grader's button."""
    command = [sys.executable, "-m", "nbgrader", "autograde", LESSON, "--force"]
    run = room.place.run
    done = subprocess.run(command, cwd=run, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


def files(room: Any) -> dict[str, tuple[str, int]]:
    """All that lies in `autograded/`: hashes and permissions."""
    folder = room.place.run / "autograded"
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mode,
        )
        for path in folder.rglob("*")
        if path.is_file()
    }


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
        found, expected = files(ours), files(theirs)
        assert found.keys() == expected.keys()
        drawn = {f"{name}/{LESSON}/{LESSON}.ipynb" for name in ODD}
        assert {path for path in found if found[path] != expected[path]} <= drawn
        for room in twins:
            room.rows(BY_HAND)
            room.rows(REMARK)
    flagged = "select count(*) from grade where manual_score = 1.5 and needs_manual_grade"
    assert ours.rows(flagged) == [(10,)]
    penalized = "select count(*) from submitted_notebook where late_submission_penalty > 0"
    assert ours.rows(penalized) == [(2,)]


def test_marks_are_those_deserved_and_unchanged_work_is_not_run_again(
    classroom: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = classroom(5)
    assert room.grade() == {p.name: Graded(p.name) for p in room.pupils}
    assert room.marks() == room.deserved
    before = files(room)
    with monkeypatch.context() as patch:
        patch.setattr(Pool, "results", refuse)
        assert room.grade() == {p.name: Graded(p.name, unchanged=True) for p in room.pupils}
    assert files(room) == before


def refuse(*asked: Any) -> Iterator[Result]:
    """In place of a pool's results: there must be nothing to grade."""
    assert not asked[-1], "something was graded again"
    yield from ()


def test_what_has_changed_is_graded_again_and_nothing_else(classroom: Any) -> None:
    room = classroom(5)
    room.grade()
    ada, alan, barbara, claude, _ = [pupil.name for pupil in room.pupils]
    room.notebook(ada).write_text(room.notebook("dennis").read_text())
    (room.notebook(alan).parent / "notes.txt").write_text("new")
    room.notebook(barbara, "autograded").unlink()
    room.rows(f"update grade set auto_score = 99 where notebook_id in {of(claude)}")
    told = room.grade()
    assert [name for name, one in told.items() if one.unchanged] == ["dennis"]
    assert room.marks() == {**room.deserved, ada: room.deserved["dennis"]}
    assert not any(one.unchanged for one in room.grade(force=True).values())


def of(student: str) -> str:
    return f"""(select n.id from submitted_notebook n join submitted_assignment s
        on s.id = n.assignment_id where s.student_id = '{student}')"""


def test_changed_tests_and_environment_are_graded_again(
    classroom: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = classroom(1)
    room.grade()
    for what in ("tests", "environment"):
        with monkeypatch.context() as patch:
            patch.setattr(f"autograder.basis.{what}", lambda *given: "another")
            assert not room.grade()["ada"].unchanged
        assert not room.grade()["ada"].unchanged
        assert room.grade()["ada"].unchanged


def test_one_submission_never_stops_another(classroom: Any) -> None:
    room = classroom(6)
    room.notebook("ada").write_text("no notebook")
    room.notebook("alan").unlink()
    room.notebook("alan").symlink_to(room.notebook("donald"))
    room.notebook("barbara").with_name("timestamp.txt").write_text("yesterday, I think")
    room.notebook("claude").write_bytes(b"[" * 100_000)
    told = room.grade()
    trouble = {name: one.trouble for name, one in told.items() if one.trouble}
    assert list(trouble) == ["alan", "barbara", "ada", "claude"]
    assert "no notebook that can be read" in trouble["ada"]
    assert "is a link" in trouble["alan"]
    assert "holds no time" in trouble["barbara"]
    assert "no notebook that can be read" in trouble["claude"]
    for name in trouble:
        scores = room.rows(
            f"select auto_score, needs_manual_grade from grade where notebook_id in {of(name)}"
        )
        assert scores == [(None, 1)] * 9
        assert not room.notebook(name, "autograded").exists()
    assert {name: room.marks()[name] for name in ("dennis", "donald")} == {
        name: room.deserved[name] for name in ("dennis", "donald")
    }


def test_an_ungraded_submission_has_no_old_marks_and_is_tried_again(classroom: Any) -> None:
    room = classroom(1)
    room.grade()
    room.rows(BY_HAND)
    good = room.notebook("ada").read_text()
    room.notebook("ada").write_text("no notebook")
    assert room.grade()["ada"].trouble
    assert room.rows("select auto_score from grade where auto_score is not null") == []
    room.notebook("ada").write_text(good)
    assert room.grade()["ada"] == Graded("ada")
    assert room.rows("select sum(auto_score) from grade") == [(room.deserved["ada"],)]
    assert room.rows("select manual_score from grade where manual_score is not null") == [(1.5,)]


def test_a_fault_of_a_test_is_ungraded_and_waits_for_a_person(classroom: Any) -> None:
    room = classroom(1)
    with Writer(room.place, LESSON) as writer:
        scores = dict.fromkeys(writer.sheet.graded, 1.0) | {"test-project": None}
        writer.write([Result("ada", "", scores, {}, "{}")])
    waiting = "select c.name from grade g join base_cell c on c.id = g.cell_id where {}"
    assert room.rows(waiting.format("g.auto_score is null")) == [("test-project",)]
    assert room.rows(waiting.format("g.needs_manual_grade")) == [("test-project",)]


def test_a_locked_gradebook_loses_nothing(classroom: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    room = classroom(1)
    monkeypatch.setattr("autograder.writer.PATIENCE_SECONDS", 0.2)
    with (
        closing(sqlite3.connect(room.place.run / "gradebook.db")) as other,
        Pool(2) as pool,
        pytest.raises(CannotWrite, match=r"another program is writing"),
    ):
        list(lock_after_start(Engine(room.place, LESSON, pool), other))
    monkeypatch.setattr(Pool, "results", refuse)
    assert room.grade() == {p.name: Graded(p.name) for p in room.pupils}
    assert room.marks() == room.deserved


def lock_after_start(engine: Engine, other: sqlite3.Connection) -> Iterator[Graded]:
    """Somebody locks the gradebook once the grading is under way."""
    look = engine._look

    def looked(*given: Any) -> Any:
        if not other.in_transaction:
            other.execute("begin immediate")
        return look(*given)

    engine._look = looked  # type: ignore[method-assign]
    yield from engine.grade(["ada"])


def test_without_a_sandbox_nothing_is_graded(
    classroom: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = classroom(1)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Refused, match="apt install bubblewrap"):
        room.grade()
    assert room.rows("select * from grade") == []


def test_a_lesson_that_was_not_released_is_named_with_its_remedy(
    classroom: Any, tmp_path: Path
) -> None:
    room = classroom(1)
    (room.place.run / "gradebook.db").unlink()
    with pytest.raises(CannotWrite, match=r"not in the gradebook: run .* release"):
        room.grade()


def test_a_full_disk_loses_nothing(classroom: Any, tmp_path: Path) -> None:
    """On a disk of its own that has room for the class but is filled first."""
    room = classroom(4)
    script = f"""
        cp -r {room.place.run} /tmp/disk/run && cd {ROOT}
        head -c 100M /dev/zero > /tmp/disk/filler
        truncate -s -300K /tmp/disk/filler
        {sys.executable} -m autograder grade 03 --run /tmp/disk/run; echo ended with $?
        rm /tmp/disk/filler
        {sys.executable} -m autograder grade 03 --run /tmp/disk/run; echo ended with $?
        cp /tmp/disk/run/gradebook.db {room.place.run}
    """
    disk = ["bwrap", "--dev-bind", "/", "/", "--size", "8000000", "--tmpfs", "/tmp/disk"]
    done = subprocess.run(
        [*disk, "--bind", str(tmp_path), str(tmp_path), "sh", "-c", script],
        capture_output=True,
        text=True,
        check=True,
    )
    first, _, second = done.stdout.partition("ended with 1")
    words = " ".join(first.split())
    assert "What was graded is kept" in words or "was graded before is kept" in words, done
    assert "4 of 4 graded" in second
    assert "ended with 0" in second
    assert room.marks() == room.deserved
