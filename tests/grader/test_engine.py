"""The engine does nothing twice, stops for nobody, and loses and spoils nobody's work."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from autograder import ROOT
from autograder.engine import Engine
from autograder.pool import Pool, Refused
from autograder.results import Graded, Result
from autograder.writer import CannotWrite, Writer

LESSON = "03_attention"


def test_marks_are_those_deserved_and_unchanged_work_is_not_run_again(
    classroom: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = classroom(5)
    assert room.grade() == {p.name: Graded(p.name) for p in room.pupils}
    assert room.marks() == room.deserved
    before = room.autograded()
    with monkeypatch.context() as patch:
        patch.setattr(Pool, "results", refuse)
        assert room.grade() == {p.name: Graded(p.name, unchanged=True) for p in room.pupils}
    assert room.autograded() == before


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
    room.mark_by_hand()
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
