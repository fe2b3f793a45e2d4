"""What comes in as folders and zips: whose it is, which counts, and what is refused."""

from __future__ import annotations

import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from autograder.cli import app
from autograder.desk import DeskError
from autograder.desk.collect import NEW, NEWER, OLDER, SAME, Times
from autograder.desk.roster import read_roster
from tests.grader.collecting import (
    LESSON,
    MOODLE,
    Desk,
    actions,
    notebook,
    reasons,
    zipped,
)

KEY = "AIza" + "Sy0123456789" * 3


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="module")
def empty_gradebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gradebook with one lesson and nobody in it."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with Gradebook(f"sqlite:///{path}", "llmcourse") as gradebook:
        gradebook.add_assignment(LESSON, duedate="2026-01-05 00:00:00 UTC")
    return path


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("lovelaceada_12345_67890_03_attention.ipynb", "lovelaceada_12345"),
        ("lovelaceada_LATE_12345_67890_03_attention-2.ipynb", "lovelaceada_12345"),
        (MOODLE, "Ada_Lovelace"),
        ("03 Attention-12/" + MOODLE, "Ada_Lovelace"),
        ("Ada Lovelace_12345_assignsubmission_file_03_attention.ipynb", "Ada_Lovelace"),
        ("ada/03_attention.ipynb", "ada"),
        ("ada/03_attention/03_attention.ipynb", "ada"),
        ("class/ada/03_attention.ipynb", "ada"),
        ("ada/homework.ipynb", "ada"),
        ("ada/03-Attention (1).ipynb", "ada"),
        ("Ünal Ö/03_attention_final.ipynb", "Ünal_Ö"),
    ],
)
def test_whose_it_is(desk: Desk, name: str, student: str) -> None:
    assert actions(desk.collect({name: notebook("hello")})) == [(student, NEW)]
    assert desk.submitted == {f"{student}/{LESSON}/{LESSON}.ipynb": notebook("hello")}


def test_a_folder_like_a_zip(desk: Desk, tmp_path: Path) -> None:
    zipped(tmp_path / "in.zip", {MOODLE: notebook(), "ada/03_attention.ipynb": notebook("x")})
    with zipfile.ZipFile(tmp_path / "in.zip") as file:
        file.extractall(tmp_path / "in")
    assert actions(desk.collect(tmp_path / "in")) == [("ada", NEW), ("Ada_Lovelace", NEW)]


def test_the_newest_counts_and_the_others_are_kept(desk: Desk) -> None:
    canvas = "lovelaceada_12345_6789{}_03_attention{}.ipynb"
    first = {canvas.format(0, ""): notebook("one"), canvas.format(1, "-1"): notebook("two")}
    ada = "lovelaceada_12345"
    assert actions(desk.collect(first)) == [(ada, NEW), (ada, OLDER)]
    assert list(desk.submitted.values()) == [notebook("two")]
    assert actions(desk.collect(first))[0] == (ada, SAME)
    assert actions(desk.collect({canvas.format(2, "-2"): notebook("three")})) == [(ada, NEWER)]
    assert actions(desk.collect({canvas.format(1, "-1"): notebook("two")})) == [(ada, OLDER)]
    assert list(desk.submitted.values()) == [notebook("three")]
    assert desk.aside(ada) == sorted([notebook("one"), notebook("two")])


def test_an_earlier_time_does_not_replace_a_later_one(desk: Desk) -> None:
    files = Times(of_files=True)
    name = "ada/03_attention.ipynb"
    assert actions(desk.collect({name: notebook("new")}, files, day=9)) == [("ada", NEW)]
    assert actions(desk.collect({name: notebook("old")}, files, day=3)) == [("ada", OLDER)]
    assert desk.submitted[f"ada/{LESSON}/{LESSON}.ipynb"] == notebook("new")
    assert "2026-01-" in desk.submitted[f"ada/{LESSON}/timestamp.txt"]
    assert actions(desk.collect({name: notebook("newest")}, files, day=20)) == [("ada", NEWER)]


def test_what_cannot_be_told_apart_is_refused(desk: Desk) -> None:
    twice = {"a/ada/03_attention.ipynb": notebook("1"), "b/ada/03_attention.ipynb": notebook("2")}
    assert "none is newer" in reasons(desk.collect(twice))
    same = dict.fromkeys(twice, notebook("1"))
    assert actions(desk.collect({**same})) == [("ada", NEW)]
    people = {MOODLE: notebook("1"), MOODLE.replace("12345", "999"): notebook("2")}
    assert reasons(desk.collect(people)).count("give a --roster") == 2
    assert "one student" in reasons(desk.collect({"Bo/03_attention.ipynb": notebook("1")} | {
        "bo/03_attention.ipynb": notebook("2")
    }))  # fmt: skip
    assert list(desk.submitted) == [f"ada/{LESSON}/{LESSON}.ipynb"]


def test_another_person_of_that_name_replaces_nobody(desk: Desk) -> None:
    desk.collect({MOODLE: notebook("hers")})
    plan = desk.collect({MOODLE.replace("12345", "999"): notebook("another's")})
    assert "give a --roster" in reasons(plan)
    assert list(desk.submitted.values()) == [notebook("hers")]


def test_a_key_is_taken_out(desk: Desk) -> None:
    plan = desk.collect({"ada/03_attention.ipynb": notebook(f"key = '{KEY}'")})
    assert plan.steps[0].notes == ("an API key was removed",)
    (text,) = desk.submitted.values()
    assert KEY not in text
    assert "[API key removed]" in text
    assert actions(desk.collect({"ada/03_attention.ipynb": notebook(f"key = '{KEY}'")})) == [
        ("ada", SAME)
    ]


def test_when_it_was_handed_in(desk: Desk, empty_gradebook: Path) -> None:
    desk.place.run.mkdir()
    shutil.copy(empty_gradebook, desk.place.run)
    late = "lovelaceada_LATE_12345_67890_03_attention.ipynb"
    (step,) = desk.collect({late: notebook("1")}).steps
    assert step.time == datetime(2026, 1, 5, 0, 0, 1)
    assert step.notes == ("late, by an unknown time: noted as one second",)
    (step,) = desk.collect({late: notebook("2")}, Times(at=datetime(2026, 1, 6))).steps
    assert (step.time, step.notes) == (datetime(2026, 1, 6), ("late",))
    stamp = {"ada/03_attention.ipynb": notebook(), "ada/timestamp.txt": "2026-01-02 10:00:00 UTC"}
    (step,) = desk.collect({**stamp}, Times(at=datetime(2026, 1, 6))).steps
    assert (step.time, step.notes) == (datetime(2026, 1, 2, 10), ())
    assert desk.submitted[f"ada/{LESSON}/timestamp.txt"] == "2026-01-02 10:00:00 UTC"
    assert "holds no time" in reasons(desk.collect(stamp | {"ada/timestamp.txt": "yesterday"}))


ROSTERS = {
    "canvas": "Student,ID,SIS Login ID,Section\n    Points Possible,,,\n"
    '"Lovelace, Ada",12345,al1815,A\n"Turing, Alan",777,at1912,A\n',
    "moodle": "Identifier;Full name;Email address;Username\n"
    "Participant 12345;Ada Lovelace;ada@example.org;al1815\n",
    "nbgrader": "id,first_name,last_name,email\nal1815,Ada,Lovelace,ada@example.org\n",
}


@pytest.mark.parametrize("kind", ROSTERS)
def test_a_roster_says_who_is_who(
    desk: Desk, tmp_path: Path, kind: str, empty_gradebook: Path
) -> None:
    desk.place.run.mkdir()
    shutil.copy(empty_gradebook, desk.place.run)
    path = tmp_path / "roster.csv"
    path.write_text("\ufeff" + ROSTERS[kind], encoding="utf-8")
    roster = read_roster(path)
    names = (
        "lovelaceada_12345_1_03_attention.ipynb",
        MOODLE,
        "al1815/03_attention.ipynb",
        "Ada Lovelace/03_attention.ipynb",
        "x/stranger/03_attention.ipynb",
    )
    plan = desk.collect(dict.fromkeys(names, notebook()), roster=roster)
    assert {step.handed.student for step in plan.steps} == {"al1815"}
    assert reasons(plan) == "stranger is not on the roster"
    with Gradebook(desk.place.course.db_url) as gradebook:
        student = gradebook.find_student("al1815")
        assert (student.first_name, student.last_name) == ("Ada", "Lovelace")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name\nAda\n", "no column of student ids"),
        ("student_id\nada\nADA\n", "stands there twice"),
        ("student_id,name\n,Ada\n", "no student id"),
        ("student_id\n", "no column of student ids|lists nobody"),
        ("\udcff", "cannot be read"),
    ],
)
def test_a_roster_that_is_wrong(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(DeskError, match=why):
        read_roster(path)


def test_two_people_of_one_name(tmp_path: Path, desk: Desk) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("student_id,name\na1,Ada Lovelace\na2,Ada Lovelace\n")
    plan = desk.collect({MOODLE: notebook()}, roster=read_roster(path))
    assert "2 people who could be Ada Lovelace" in reasons(plan)


def test_the_command(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "in.zip",
        {
            "ada/03_attention.ipynb": notebook(),
            "ada/notes.txt": "x",
            "__MACOSX/ada/._x": "",
            "[red]b[/red]/x.ipynb": "no",
        },
    )

    def run(*words: str) -> tuple[int, str]:
        asked = ["collect", *words, "--run", str(tmp_path / "run")]
        done = CliRunner().invoke(app, asked, env={"COLUMNS": "200"})
        return done.exit_code, done.output

    code, text = run(str(path), "--dry-run")
    assert code == 1
    assert "1 would be collected; nothing was written" in text
    assert "[red]b[/red]/x.ipynb" in text
    assert not (tmp_path / "run").exists()
    code, text = run(str(path))
    assert "1 collected, 0 unchanged, 1 other files left out" in text
    assert "1 refused" in text
    assert run(str(tmp_path / "nowhere"))[0] == 2
    assert run(str(path), "--lesson", "77")[0] == 2
    assert run(str(path), "--at", "yesterday")[0] == 2
    (tmp_path / "empty").mkdir()
    assert run(str(tmp_path / "empty"))[0] == 2
    (tmp_path / "fine" / "bo").mkdir(parents=True)
    (tmp_path / "fine" / "bo" / "03_attention.ipynb").write_text(notebook())
    assert run(str(tmp_path / "fine"))[0] == 0
