"""Who is forgotten is gone, and the doctor says what is amiss and what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.desk import DeskError, doctor, forget
from autograder.desk.pseudonyms import Pseudonyms
from autograder.journal import Journal, Key
from autograder.place import Place
from autograder.results import Result
from tests.grader.desk import LESSON, run, sql


def traces(place: Place, student: str) -> list[str]:
    """Every file in a place whose name or content says this student."""
    return [
        str(path.relative_to(place.run))
        for path in place.run.rglob("*")
        if student in path.name or (path.is_file() and student.encode() in path.read_bytes())
    ]


def a_name(place: Place) -> str:
    """A student whose id stands nowhere by chance; with work in every corner."""
    student = "zz-quelle-zz"
    with Journal(place.journal) as journal, Journal(place.run / "regrade.db") as proposed:
        for one in (journal, proposed):
            one._base.execute("pragma secure_delete = off")  # as many builds of SQLite have it
            one.add(LESSON, Key("a", "b", "c"), Result(student, notebook=student * 9999))
            one.written(LESSON, [student])  # what was there lies on free pages now
    for step in ("submitted", "autograded", "feedback", "collected"):
        (place.run / step / student / LESSON).mkdir(parents=True)
        (place.run / step / student / LESSON / "x.ipynb").write_text(student)
    (place.run / "downloaded" / LESSON / "extracted" / student).mkdir(parents=True)
    Pseudonyms(place.run).of(student)
    for table in ("submitted_assignment", "student"):
        column = "student_id" if table == "submitted_assignment" else "id"
        sql(place, f"update {table} set {column} = '{student}' where {column} = 'nora'")
    return student


def test_nothing_is_left_of_who_is_forgotten(desk_place: Place) -> None:
    student = a_name(desk_place)
    others = sql(desk_place, "select count(*) from grade")[0][0]
    assert len(traces(desk_place, student)) >= 12
    code, text = run("forget", student, "--run", desk_place.run, stdin="n\n")
    assert (code, "nothing was removed" in text) == (1, True)
    for told in ("submitted", "journal.db", "regrade.db", "marks and comments", "pseudonym"):
        assert told in text
    assert len(traces(desk_place, student)) >= 12
    code, text = run("forget", student, "--yes", "--run", desk_place.run)
    assert (code, "nothing is left of" in text) == (0, True)
    assert traces(desk_place, student) == []
    assert sql(desk_place, "select count(*) from grade")[0][0] == others - 9
    assert sql(desk_place, "select count(*) from student")[0][0] == 11
    code, text = run("forget", student, "--yes", "--run", desk_place.run)
    assert (code, "nothing is kept of" in text) == (2, True)


@pytest.mark.parametrize("student", ["", ".", "..", "../ada", "a/b", "/etc"])
def test_only_a_student_is_forgotten(desk_place: Place, student: str) -> None:
    with pytest.raises(DeskError, match="no student id"):
        forget.find(desk_place, student)


def test_a_link_is_removed_and_not_what_it_leads_to(desk_place: Place, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "thesis.txt").write_text("years of work")
    (desk_place.run / "submitted" / "mallory").symlink_to(kept)
    assert run("forget", "mallory", "--yes", "--run", desk_place.run)[0] == 0
    assert (kept / "thesis.txt").exists()
    assert not (desk_place.run / "submitted" / "mallory").is_symlink()


def test_nobody_is_forgotten_while_a_grader_is_at_work(desk_place: Place) -> None:
    student = a_name(desk_place)
    with Journal(desk_place.journal):
        code, text = run("forget", student, "--yes", "--run", desk_place.run)
    assert (code, "wait until no grader is at work" in text) == (2, True)
    assert (desk_place.run / "submitted" / student).exists()


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sandbox has tests of its own."""
    monkeypatch.setattr(doctor, "sandbox", lambda: doctor.Row("sandbox", "ok", "works"))


def told(place: Place) -> dict[str, tuple[str, str]]:
    return {row.name: (row.state, f"{row.found} {row.advice}") for row in doctor.look(place)}


@pytest.mark.usefixtures("sound")
def test_all_is_well(desk_place: Place) -> None:
    desk_place.run.chmod(0o700)
    found = told(desk_place)
    assert found[LESSON] == ("ok", "release 1 everywhere ")
    assert {name for name, (state, _) in found.items() if state == "fail"} == set()
    assert found["gradebook"][1].startswith("1 lessons, 12 students")
    assert found["folder"][0] == "ok"


@pytest.mark.usefixtures("sound")
def test_what_is_amiss_is_said_with_its_remedy(
    desk_place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sql(desk_place, "update source_cell set source = source || '#' where name like 'test-%'")
    state, words = told(desk_place)[LESSON]
    assert state == "warn"
    assert "release 03`, then `regrade --since 03`" in words
    monkeypatch.setattr(doctor, "COURSE", tmp_path)
    assert "run `make build`" in told(desk_place)[LESSON][1]
    monkeypatch.undo()
    monkeypatch.setattr(doctor, "sandbox", lambda: 1 / 0)
    monkeypatch.setattr("shutil.disk_usage", lambda path: shutil._ntuple_diskusage(1, 1, 0))
    (desk_place.run / "gradebook.db").write_bytes(b"no database" * 1000)
    with Journal(desk_place.journal):
        found = told(desk_place)
    assert found["disk"] == ("fail", found["disk"][1])
    assert found["sandbox"][0] == "fail"
    assert found["gradebook"][0] == "fail"
    assert "another grader is at work" in found["journal"][1]
    code, text = run("doctor", "--run", desk_place.run)
    assert code == 1
    assert "to be mended first" in text


@pytest.mark.usefixtures("sound")
def test_an_empty_place(tmp_path: Path) -> None:
    found = told(Place(tmp_path / "new"))
    assert found["gradebook"] == ("warn", "there is none yet run `python -m autograder release`")
    assert not (tmp_path / "new").exists()
