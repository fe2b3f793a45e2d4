"""The report: figures that are right, pairs that are alike, and a page in which nothing runs."""

from __future__ import annotations

import base64
import copy
import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from autograder import notebook_path
from autograder.answers import at_hand
from autograder.cli import app
from autograder.desk import statistics
from autograder.desk.classbook import Answer, ClassBook, Task, Work, read_class
from autograder.desk.csvtable import guarded, to_csv
from autograder.desk.report import Section, render, with_code
from autograder.place import Place
from tests.grader.desk import LESSON, a_class

HOSTILE = "<script>window.ran = 1</script>"


@pytest.fixture(scope="module")
def section(graded_place: Path) -> Section:
    return Section(Place(graded_place), LESSON, lambda student: student, False)


def test_the_class_is_read_as_it_was_graded(section: Section) -> None:
    book = section.book
    assert {work.student: work.total for work in book.works} == {
        pupil.name: float(pupil.total) for pupil in a_class()
    }
    for pupil in a_class():
        work = next(each for each in book.works if each.student == pupil.name)
        assert {k for k, answer in work.answers.items() if answer.begun} == set(pupil.answers)
        assert {k: a.mistake for k, a in work.answers.items() if a.mistake} == pupil.mistakes
        assert all(answer.ask for answer in work.answers.values() if answer.mistake)
        assert "def causal_mask" in work.answers["causal_mask"].code
    assert book.waiting == []


def test_marks_of_a_person_count(desk_place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import closing
    from sqlite3 import connect

    with closing(connect(desk_place.run / "gradebook.db")) as base, base:
        base.execute("update grade set manual_score = 1, extra_credit = 0.5")
        base.execute("update submitted_notebook set late_submission_penalty = 2")
    book = read_class(desk_place, at_hand(LESSON)[0], notebooks=False)
    assert {work.total for work in book.works} == {9 * 1.5 - 2}
    with closing(connect(desk_place.run / "gradebook.db")) as base, base:
        base.execute("update grade set manual_score = null, auto_score = null")
    book = read_class(desk_place, at_hand(LESSON)[0])
    assert book.graded == []
    assert statistics.distribution(book) is None
    page = render([Section(desk_place, LESSON, str, False)])
    assert "Nobody has been graded in full yet" in page


def made(points: list[list[float | None]]) -> ClassBook:
    """A class with these points; each exercise gives one."""
    tasks = [Task(f"e{k}", f"E {k}", 1) for k in range(len(points[0]))]
    works = [
        Work(f"s{n}", answers={t.key: Answer(p) for t, p in zip(tasks, row, strict=True)})
        for n, row in enumerate(points)
    ]
    return ClassBook("x", "X", tasks, works, [], None)


def test_discrimination_is_the_point_biserial_correlation_with_the_rest() -> None:
    rng = np.random.default_rng(0)
    points = (rng.random((40, 5)) + rng.random((40, 1)) > 1).astype(float)
    items = statistics.items(made(points.tolist()))
    for k, item in enumerate(items):
        rest = points.sum(1) - points[:, k]
        one, zero = rest[points[:, k] == 1], rest[points[:, k] == 0]
        p = points[:, k].mean()
        expected = (one.mean() - zero.mean()) / rest.std() * np.sqrt(p * (1 - p))
        assert item.discrimination == pytest.approx(expected)
        assert item.share == pytest.approx(p)
        assert item.interval is not None
        assert item.interval[0] < expected < item.interval[1]
    assert statistics.fisher(0.5, 28) == pytest.approx((0.156, 0.736), abs=1e-3)


@pytest.mark.parametrize("n", [1, 4, 12])
def test_without_differences_nothing_is_told_apart(n: int) -> None:
    item, other = statistics.items(made([[1.0, 0.0]] * n))
    assert (item.discrimination, item.solved, other.tried) == (None, n, n)


@given(st.lists(st.floats(0, 300, width=16), min_size=1, max_size=60))
def test_every_student_is_in_one_bin(totals: list[float]) -> None:
    book = made([[total] for total in totals])
    found = statistics.distribution(book)
    assert found is not None
    assert sum(each.count for each in found.bins) == found.n == len(totals)
    assert len(found.bins) <= statistics.BINS
    assert found.bins[-1].high >= max(totals)


def test_who_waits_for_a_person_is_in_no_figure() -> None:
    book = made([[1.0, 1.0], [None, 1.0]])
    assert [item.n for item in statistics.items(book)] == [1, 1]
    found = statistics.distribution(book)
    assert found is not None
    assert found.n == 1


def test_who_is_stuck() -> None:
    book = made([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [0.0, 0.0, 0.0]])
    for answer in book.works[2].answers.values():
        answer.begun = False
    book.works[0].answers["e1"].ask = "Why?"
    (one,) = statistics.stuck(book)
    assert (one.work.student, one.failing, one.solved, one.ask) == (
        "s0",
        ["e0", "e1"],
        ["e2"],
        "Why?",
    )
    assert [work.student for work in statistics.untouched(book)] == ["s2"]


def test_known_mistakes_are_counted(section: Section) -> None:
    told = [one for pupil in a_class() for one in pupil.mistakes.items()]
    found = {(one.task.key, one.name): one.count for one in section.mistakes}
    assert found == {one: told.count(one) for one in told}
    assert [one.count for one in section.mistakes] == sorted(found.values(), reverse=True)


def downloads(page: str) -> dict[str, list[list[str]]]:
    """All files that the page offers, by name."""
    links = re.findall(
        r'download="([^"]+)" href="data:text/csv;charset=utf-8;base64,([^"]+)"', page
    )
    return {
        name: list(csv.reader(io.StringIO(base64.b64decode(data).decode("utf-8-sig"))))
        for name, data in links
    }


def test_each_figure_is_a_table_and_a_file(section: Section) -> None:
    files = downloads(render([section]))
    assert list(files) == [
        f"{LESSON}-{name}.csv"
        for name in ("distribution", "marks", "exercises", "mistakes", "stuck", "pairs")
    ]
    marks = files[f"{LESSON}-marks.csv"]
    assert len(marks) == 13
    assert {row[0]: float(row[-1]) for row in marks[1:]} == {p.name: p.total for p in a_class()}
    counts = files[f"{LESSON}-distribution.csv"]
    assert sum(int(row[1]) for row in counts[1:]) == 12


def test_nothing_of_a_students_runs_and_nothing_is_loaded(desk_place: Place) -> None:
    path = notebook_path(desk_place.autograded("nora"), LESSON)
    path.chmod(0o644)
    path.write_text(path.read_text().replace("rows = []", f"rows = [] # {HOSTILE}"))
    page = render([Section(desk_place, LESSON, lambda student: HOSTILE + student, False)])
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert not re.search(r'(src|href)="(?!#|data:text/csv)', page)


def test_with_pseudonyms_no_name_is_left(desk_place: Place) -> None:
    run = ["report", LESSON, "--run", str(desk_place.run)]
    assert CliRunner().invoke(app, [*run, "--anonymous"]).exit_code == 0
    page = (desk_place.run / "report.html").read_text(encoding="utf-8")
    shown = re.sub(r"base64,[^\"]+", "", page)
    for pupil in a_class():
        assert not re.search(rf"\b{pupil.name}\b", shown)
    for rows in downloads(page).values():
        assert not {cell for row in rows for cell in row} & {pupil.name for pupil in a_class()}
    key = desk_place.run / "private" / "pseudonyms.json"
    assert key.stat().st_mode & 0o777 == 0o600
    first = key.read_text()
    assert CliRunner().invoke(app, [*run, "--anonymous"]).exit_code == 0
    assert key.read_text() == first


def test_the_command_says_what_is_missing(tmp_path: Path, desk_place: Place) -> None:
    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["report", *words], env={"COLUMNS": "200"})
        return done.exit_code, done.output

    assert run("--run", str(tmp_path / "empty")) == (
        2,
        f"✗ nobody handed in anything in {tmp_path}/empty/submitted: `collect` it first\n",
    )
    assert run("77")[0] == 2
    code, text = run("03", "--run", str(tmp_path / "empty"))
    assert (code, "there is no gradebook" in text) == (2, True)
    (desk_place.run / "gradebook.db").write_bytes(b"no database at all, whatever it is called")
    code, text = run("03", "--run", str(desk_place.run))
    assert (code, "cannot be read" in text, "doctor" in text) == (2, True, True)


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (" =1", "' =1"),
        ("Ada", "Ada"),
        (-1.5, -1.5),
        (None, None),
    ],
)
def test_no_cell_is_a_formula(cell: Any, safe: Any) -> None:
    assert guarded(cell) == safe


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5))
def test_a_table_comes_back_as_it_was(rows: list[list[str]]) -> None:
    clean = [[cell.replace("\r", " ").replace("\0", " ") for cell in row] for row in rows]
    text = to_csv(("a", "b"), clean)
    back = list(csv.reader(io.StringIO(text, newline="")))
    assert back == [["a", "b"], *([str(guarded(cell)) for cell in row] for row in clean)]


def test_backticks_are_code() -> None:
    assert with_code("a `<b>` c") == "a <code>&lt;b&gt;</code> c"


def test_the_date_is_said(section: Section) -> None:
    page = render([section], datetime(2026, 1, 2, 3, 4, tzinfo=UTC))
    assert "Made on 2026-01-02 03:04 UTC" in page


def test_two_lessons_share_a_page(section: Section) -> None:
    other = copy.copy(section)
    other.book = replace(section.book, lesson="04_x", title="Another")
    page = render([section, other])
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert 'href="#04_x"' in page
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
