"""Regrading: marks are shown before they count, a person's stay, and nothing runs twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from autograder.answers import at_hand
from autograder.cli import app
from autograder.desk import DeskError
from autograder.desk.classbook import read_class
from autograder.desk.regrade import Since, read_since
from autograder.place import Place
from autograder.pool import Pool
from autograder.results import Result
from tests.grader.desk import LESSON, quick_results

LESSONS = ["00_start_here", "03_attention", "10_serving"]


def stricter(pool: Pool, setup: dict[str, Any], paths: dict[str, Path]) -> Iterator[Result]:
    """Results after a correction: nobody has `causal_mask` right any more; alan's cannot run."""
    for one in quick_results(pool, setup, paths):
        if one.student == "alan":
            yield Result("alan", one.read, trouble="it ended")
        else:
            yield replace(one, scores=one.scores | {"test-causal_mask": 0.0})


def refuse(pool: Pool, setup: dict[str, Any], paths: dict[str, Path]) -> Iterator[Result]:
    assert not paths, "something was graded again"
    yield from ()


class Desk:
    """The command, with a pool that needs no sandbox."""

    def __init__(self, place: Place, patch: pytest.MonkeyPatch) -> None:
        self.place, self._patch = place, patch
        patch.setattr("autograder.basis.environment", lambda: "the same all the time")
        patch.setattr(Pool, "__enter__", lambda pool: pool)
        patch.setattr(Pool, "__exit__", lambda *given: None)
        self.pool(stricter)

    def pool(self, results: Any) -> None:
        self._patch.setattr(Pool, "results", results)

    def regrade(self, *words: str) -> tuple[int, str]:
        asked = ["regrade", *words, "--run", str(self.place.run)]
        done = CliRunner().invoke(app, asked, env={"COLUMNS": "200"})
        assert not isinstance(done.exception, AssertionError), done.exception
        return done.exit_code, done.output

    def marks(self, exercise: str = "causal_mask") -> dict[str, float | None]:
        book = read_class(self.place, at_hand(LESSON)[0])
        return {work.student: work.answers[exercise].points for work in book.works}

    def sql(self, statement: str) -> list[Any]:
        with closing(sqlite3.connect(self.place.run / "gradebook.db")) as base, base:
            return base.execute(statement).fetchall()


@pytest.fixture
def desk(desk_place: Place, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(desk_place, monkeypatch)


def test_marks_are_shown_then_applied_and_a_persons_stay(desk: Desk) -> None:
    desk.sql("update comment set manual_comment = 'Well done'")
    desk.sql(
        "update grade set manual_score = 2.5 where cell_id in (select id from base_cell"
        " where name = 'test-causal_mask') and notebook_id = (select n.id from submitted_notebook n"
        " join submitted_assignment s on s.id = n.assignment_id where s.student_id = 'nora')"
    )
    before = desk.marks()
    code, text = desk.regrade("--since", "03")
    assert code == 1
    assert "alan keeps the old marks: it ended" in text
    assert "run it with --apply" in text
    losers = {s for s, mark in before.items() if mark == 3 and s != "alan"} | {"nora"}
    assert f"12 graded again, {len(losers)} of them with other marks" in text
    for student in losers:
        assert any(
            student in line and " 3 " in line and " 0 " in line for line in text.splitlines()
        )
    assert next(line for line in text.splitlines() if "nora" in line).count("2.5") == 1
    assert desk.marks() == before
    desk.pool(refuse_but("alan"))
    code, text = desk.regrade("--since", "03", "--apply")
    assert "the new marks of 11 students count" in text
    after = dict.fromkeys(before, 0.0) | {"alan": before["alan"], "nora": 2.5}
    assert desk.marks() == after
    assert {text for (text,) in desk.sql("select manual_comment from comment")} == {"Well done"}


def refuse_but(student: str) -> Any:
    """Nothing is to be graded but this one, whom an earlier regrade could not."""

    def results(pool: Pool, setup: dict[str, Any], paths: dict[str, Path]) -> Iterator[Result]:
        assert set(paths) <= {student}
        yield from stricter(pool, setup, paths)

    return results


def test_what_rests_on_the_same_is_not_graded_again(desk: Desk) -> None:
    desk.pool(quick_results)
    code, text = desk.regrade("--since", "03", "--apply")
    assert (code, "12 graded again, 0 of them with other marks" in text) == (0, True)
    desk.pool(refuse)
    code, text = desk.regrade("--since", "03")
    assert (code, "03_attention: 12 as they were" in text) == (0, True)


def test_the_engine_agrees_that_it_is_done(desk: Desk) -> None:
    desk.pool(quick_results)
    desk.regrade("--since", "03", "--apply")
    desk.pool(refuse)
    asked = ["grade", "03", "--run", str(desk.place.run)]
    done = CliRunner().invoke(app, asked, env={"COLUMNS": "200"})
    assert "12 of 12 graded, 12 of them unchanged since last time" in done.output


def test_only_what_was_graded_with_that_release(desk: Desk) -> None:
    desk.pool(refuse)
    code, text = desk.regrade("--since", "03@99")
    assert (code, "graded again" in text) == (0, False)
    desk.pool(quick_results)
    _, text = desk.regrade("--since", "03@1", "--student", "ada", "--student", "nora")
    assert "2 graded again" in text
    code, text = desk.regrade("--since", "03", "--student", "stranger")
    assert (code, "'stranger' handed in no 03_attention" in text) == (2, True)


def test_a_source_that_is_not_released_is_named(desk: Desk) -> None:
    desk.pool(refuse)
    desk.sql("update source_cell set source = source || '#' where name = 'test-causal_mask'")
    code, text = desk.regrade("--since", "03")
    assert (code, "changed since its release: `release 03`" in text) == (2, True)


def test_pseudonyms(desk: Desk) -> None:
    _, text = desk.regrade("--since", "03", "--anonymous")
    assert "alan" not in text
    assert "nora" not in text
    assert "S-" in text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("03", Since(["03_attention"], 0)),
        ("03_attention", Since(["03_attention"], 0)),
        ("10", Since(["10_serving"], 0)),
        ("@10", Since(LESSONS, 10)),
        ("2", Since(LESSONS, 2)),
        ("11", Since(LESSONS, 11)),
        ("03@2", Since(["03_attention"], 2)),
        ("03_attention@2", Since(["03_attention"], 2)),
    ],
)
def test_what_since_means(text: str, meant: Since) -> None:
    assert read_since(text, LESSONS) == meant


@pytest.mark.parametrize("text", ["", "@", "attention", "77@1", "03@", "-1", "03@x"])
def test_what_since_does_not_mean(text: str) -> None:
    with pytest.raises(DeskError, match="no lesson and no release"):
        read_since(text, LESSONS)
