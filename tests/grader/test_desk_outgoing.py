"""What goes out: feedback pages, marks for a platform, pseudonyms, and at last everything."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from dataclasses import asdict
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import notebook_path
from autograder.desk import DeskError
from autograder.desk.classbook import Answer, ClassBook, Task, Work
from autograder.desk.collect import ORIGIN, Origin, aside_of
from autograder.desk.export import export
from autograder.desk.feedback import address
from autograder.desk.names import Layout
from autograder.desk.pseudonyms import KEY_FILE, Pseudonyms
from autograder.place import Place
from autograder.results import Result
from tests.grader.desk import LESSON, a_class, run, sql

KEY = "AIza" + "Sy0123456789" * 3
MOODLE = "Ada Lovelace_12345_assignsubmission_file_"


def came_from(place: Place, student: str, layout: Layout, source: str) -> None:
    folder = aside_of(place, student, LESSON)
    folder.mkdir(parents=True)
    origin = Origin(layout, source, student, 0, "")
    (folder / ORIGIN).write_text(json.dumps(asdict(origin)), encoding="utf-8")


def test_pages_go_back_the_way_the_notebooks_came(desk_place: Place, tmp_path: Path) -> None:
    came_from(desk_place, "ada", "moodle", f"class/{MOODLE}/03_attention.ipynb")
    came_from(desk_place, "nora", "canvas", "brownnora_LATE_7_8_03_attention-1.ipynb")
    graded = notebook_path(desk_place.autograded("nora"), LESSON)
    graded.chmod(0o644)
    graded.write_text(graded.read_text().replace("rows = []", f"key = '{KEY}'"))
    shutil.rmtree(desk_place.autograded("alan"))
    chosen = [part for name in ("ada", "alan", "nora") for part in ("--student", name)]
    out = tmp_path / "out.zip"
    code, text = run("feedback", "--run", desk_place.run, *chosen, "--out", out)
    assert code == 1
    assert f"alan, {LESSON}: not graded yet" in text
    assert f"2 of 3 pages in {out}" in text.replace("\n", "")
    with zipfile.ZipFile(out) as file:
        assert sorted(file.namelist()) == [
            f"{MOODLE}/{LESSON}.html",
            "brownnora_LATE_7_8_03_attention-1.html",
        ]
        page = file.read("brownnora_LATE_7_8_03_attention-1.html").decode()
    assert "[API key removed]" in page
    assert KEY not in page
    assert "HIDDEN TESTS" not in page
    assert (desk_place.run / "feedback" / "nora" / LESSON / f"{LESSON}.html").read_text() == page
    code, text = run(
        "feedback", "--run", desk_place.run, "--student", "nora", "--anonymous", "--out", tmp_path
    )
    assert code == 0
    (only,) = tmp_path.glob("S-*/*.html")
    assert only.parent.name == Pseudonyms(desk_place.run).of("nora")


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (None, "ada/03_attention.html"),
        (("plain", "class/ada/03_attention.ipynb"), "ada/03_attention.html"),
        (("canvas", "x/la_1_2_03_attention.ipynb"), "la_1_2_03_attention.html"),
        (("moodle", f"{MOODLE}/a b.ipynb"), f"{MOODLE}/03_attention.html"),
        (("moodle", f"{MOODLE}x.ipynb"), f"{MOODLE}x.html"),
        (("canvas", "../../la_1_2_03_attention.ipynb"), "ada/03_attention.html"),
    ],
)
def test_where_a_page_goes(origin: tuple[Layout, str] | None, expected: str) -> None:
    made = Origin(*origin, "", 0, "") if origin else None
    assert address(made, "ada", LESSON) == PurePosixPath(expected)


@given(st.sampled_from(["canvas", "moodle", "plain"]), st.text(max_size=60))
def test_no_page_goes_elsewhere(layout: Layout, source: str) -> None:
    made = address(Origin(layout, source, "", 0, ""), "ada", LESSON)
    assert not made.is_absolute()
    assert ".." not in made.parts


def test_an_unknown_student_is_named(desk_place: Place) -> None:
    code, text = run("feedback", "--run", desk_place.run, "--student", "../ada")
    assert (code, "'../ada' handed in no" in text) == (2, True)


TASKS = [Task("a", "A", 3), Task("b", "B", 2)]


def made(*works: Work, lesson: str = LESSON, waiting: tuple[str, ...] = ()) -> ClassBook:
    return ClassBook(lesson, lesson.title(), TASKS, list(works), list(waiting), None)


def work(student: str, a: float | None, b: float | None, **more: Any) -> Work:
    return Work(student, answers={"a": Answer(a), "b": Answer(b)}, **more)


ADA = work("ada", 3.0, 1.5, first="Ada", last="Lovelace", email="a@x.org", number="7", penalty=1.0)
BO = work("bo", None, 2.0, first="=cmd|' /C calc'!A0", late=True, handed_in=datetime(2026, 1, 2))


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_for_canvas() -> None:
    done = export([made(ADA, BO)], "canvas", {LESSON: "Attention (4711)"}, str)
    assert rows(done.text) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Attention (4711)"],
        ["    Points Possible", "", "", "", "", "5"],
        ["Lovelace, Ada", "7", "", "ada", "", "3.5"],
        ["'=cmd|' /C calc'!A0", "", "", "bo", "", ""],
    ]
    assert done.missing == ["bo"]


def test_for_moodle_with_two_lessons() -> None:
    other = made(work("bo", 3.0, 2.0), lesson="05_x", waiting=("cy",))
    done = export([made(ADA), other], "moodle", {}, str)
    assert rows(done.text) == [
        ["Username", "First name", "Last name", "Email address", "03_Attention", "05_X"],
        ["ada", "Ada", "Lovelace", "a@x.org", "3.5", ""],
        ["bo", "", "", "", "", "5"],
    ]
    assert done.missing == ["cy"]


def test_plain() -> None:
    header, ada, bo = rows(export([made(ADA, BO)], "plain", {}, str).text)
    found = dict(zip(header, ada, strict=True))
    assert (found["points"], found["late penalty"], found["ungraded"]) == ("3.5", "1", "")
    found = dict(zip(header, bo, strict=True))
    assert (found["points"], found["ungraded"], found["late"]) == ("", "a", "yes")
    assert found["handed in (UTC)"] == "2026-01-02 00:00:00"


@pytest.mark.parametrize("format", ["canvas", "moodle", "plain"])
def test_pseudonyms_stand_alone(format: Any) -> None:
    text = export([made(ADA)], format, {}, lambda student: "S-1", anonymous=True).text
    assert "S-1" in text
    for secret in ("ada", "Ada", "Lovelace", "a@x.org"):
        assert secret not in text
    assert not any("7" in row for row in rows(text))


def test_the_command_exports_what_the_gradebook_says(desk_place: Place) -> None:
    sql(desk_place, "update student set first_name = '-Ada' where id = 'ada'")
    code, text = run("export", "--format", "moodle", "--run", desk_place.run, "--as", "03=X")
    assert code == 0
    header, *lines = rows((desk_place.run / "marks-moodle.csv").read_text(encoding="utf-8"))
    assert header[-1] == "X"
    assert {line[0]: float(line[-1]) for line in lines} == {p.name: p.total for p in a_class()}
    assert next(line for line in lines if line[0] == "ada")[1] == "'-Ada"
    sql(desk_place, "update grade set auto_score = null where id = (select min(id) from grade)")
    code, text = run("export", "--run", desk_place.run)
    assert (code, "11 marks" in text, "no mark for" in text) == (1, True, True)
    assert run("export", "--format", "excel", "--run", desk_place.run)[0] == 2
    assert run("export", "--as", "03", "--run", desk_place.run)[0] == 2
    assert run("export", "--run", desk_place.run / "nowhere")[0] == 2


def test_a_pseudonym_is_kept_and_kept_apart(tmp_path: Path) -> None:
    names = [Pseudonyms(tmp_path).of(student) for student in ("ada", "bo", "ada")]
    assert names[0] == names[2] != names[1]
    path = tmp_path / KEY_FILE
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    path.write_text("{")
    with pytest.raises(DeskError, match="cannot be read"):
        Pseudonyms(tmp_path)


def test_grading_says_pseudonyms(desk_place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from autograder.pool import Pool

    monkeypatch.setattr(Pool, "__enter__", lambda pool: pool)
    monkeypatch.setattr(Pool, "__exit__", lambda *given: None)

    def broken(pool: Pool, setup: Any, paths: dict[str, Path]) -> Any:
        yield from (Result(student, trouble="it ended") for student in paths)

    monkeypatch.setattr(Pool, "results", broken)
    code, text = run("grade", "03", "--run", desk_place.run, "--student", "nora", "--anonymous")
    assert code == 1
    assert f"✗ {Pseudonyms(desk_place.run).of('nora')}: it ended" in text
    assert "nora" not in text
    assert run("grade", "03", "--run", desk_place.run, "--student", "nobody")[0] == 2
    assert run("grade", "99", "--run", desk_place.run)[0] == 2
