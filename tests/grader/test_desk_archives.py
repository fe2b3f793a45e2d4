"""Archives that lie, lead elsewhere or are broken are refused; names are read back as written."""

from __future__ import annotations

import io
import json
import os
import struct
import tempfile
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograder.desk import DeskError, archive, incoming
from autograder.desk.archive import leads_elsewhere, opened
from autograder.desk.collect import NEW, Collector, Plan, Times
from autograder.desk.incoming import Reader
from autograder.desk.names import own_id, read_sign, student_id
from tests.grader.collecting import (
    LESSON,
    LESSONS,
    MOODLE,
    OTHER,
    Desk,
    actions,
    notebook,
    reasons,
    zipped,
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("ada/03_attention.ipynb", "no json", "not a notebook"),
        ("ada/03_attention.ipynb", b"\xff\xfe\x00", "no text in UTF-8"),
        ("ada/03_attention.ipynb", "[" * 100_000, "not a notebook"),
        ("ada/03_attention.ipynb", '{"a": 1}', "it has no cells"),
        ("ada/03_attention.ipynb", notebook(lesson=OTHER), "it is the notebook of 00_start_here"),
        ("ada/99_poetry.ipynb", notebook(lesson="99_poetry"), "no lesson is called 99_poetry"),
        ("03_attention.ipynb", notebook(), "no student's name"),
        ("../ada/03_attention.ipynb", notebook(), "leads out"),
        ("ada/../../03_attention.ipynb", notebook(), "leads out"),
        ("/etc/03_attention.ipynb", notebook(), "absolute"),
        ("C:/ada/03_attention.ipynb", notebook(), "absolute"),
        ("ada\\..\\03_attention.ipynb", notebook(), "backslash"),
        ("a\u202eda/03_attention.ipynb", notebook(), "invisible"),
        ("---/03_attention.ipynb", notebook(), "no student id"),
    ],
)
def test_it_is_refused_and_nothing_is_written(
    desk: Desk, name: str, data: str | bytes, why: str
) -> None:
    assert why in reasons(desk.collect({name: data}))
    assert desk.submitted == {}


def test_links_are_not_followed(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ipynb"
    secret.write_text(notebook("secret"))
    link = zipfile.ZipInfo("ada/03_attention.ipynb")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as file:
        file.writestr(link, str(secret))
    assert "a link" in reasons(desk.collect(tmp_path / "in.zip"))
    folder = tmp_path / "in"
    (folder / "ada").mkdir(parents=True)
    (folder / "ada" / "03_attention.ipynb").symlink_to(secret)
    (folder / "bo").symlink_to(tmp_path)
    os.mkfifo(folder / "ada" / "00_start_here.ipynb")
    told = reasons(desk.collect(folder))
    assert told.count("a link") == 2
    assert "no plain file" in told
    (desk.place.run / "submitted").mkdir(parents=True)
    (desk.place.run / "submitted" / "ada").symlink_to(tmp_path)
    assert "is a link" in reasons(desk.collect({"ada/03_attention.ipynb": notebook()}))
    assert not (tmp_path / LESSON).exists()


def test_bombs(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 10_000)
    large = {"ada/03_attention.ipynb": "0" * 20_000, "bo/03_attention.ipynb": notebook()}
    plan = desk.collect(large)
    assert "more than 0" in reasons(plan)
    assert actions(plan) == [("bo", NEW)]
    path = zipped(tmp_path / "in.zip", large)
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 20_000), struct.pack("<I", 200)))
    assert "damaged" in reasons(desk.collect(path))
    monkeypatch.setattr(archive, "MOST_BYTES", 15_000)
    with pytest.raises(DeskError, match=r"declares 2 files"):
        desk.collect(large)


def test_encrypted_and_damaged_archives(desk: Desk, tmp_path: Path) -> None:
    path = zipped(tmp_path / "in.zip", {"ada/03_attention.ipynb": notebook()})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "encrypted" in reasons(desk.collect(path))
    path.write_bytes(b"PK\x03\x04 no zip")
    with pytest.raises(DeskError, match=r"neither a folder nor a zip"):
        desk.collect(path)
    with pytest.raises(DeskError, match=r"there is no"):
        desk.collect(tmp_path / "nowhere")


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=20)


PLAIN = st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=12)


@given(st.text(max_size=200))
@example("../../etc/passwd")
@example("..")
@example("ada\n")
def test_a_students_id_is_a_plain_folder_name(text: str) -> None:
    made = student_id(text)
    assert "/" not in made
    assert not made.startswith((".", "-"))
    assert len(made.encode()) <= 80
    assert student_id(made) == made
    assert not made or PurePosixPath("run", made).parts == ("run", made)


@given(PLAIN, st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 99), st.booleans())
def test_canvas_names_are_read_back(
    who: str, number: int, attachment: int, attempt: int, late: bool
) -> None:
    again = f"-{attempt}" if attempt else ""
    name = f"{who}_{'LATE_' if late else ''}{number}_{attachment}_{LESSON}{again}.ipynb"
    sign = read_sign(PurePosixPath(name), LESSONS)
    assert sign is not None
    assert (sign.layout, sign.who, sign.number) == ("canvas", who, str(number))
    assert (sign.title, sign.attempt, sign.late) == (LESSON, attempt, late)


@given(PLAIN, PLAIN, st.integers(0, 10**9), st.booleans())
def test_moodle_names_are_read_back(first: str, last: str, number: int, folders: bool) -> None:
    mark = f"{first} {last}_{number}_assignsubmission_file_"
    sign = read_sign(PurePosixPath(mark + ("/" if folders else "") + f"{LESSON}.ipynb"), LESSONS)
    assert sign is not None
    assert (sign.layout, sign.who, sign.number) == ("moodle", f"{first} {last}", str(number))
    assert sign.title == LESSON
    assert own_id(sign) == student_id(f"{first} {last}")


@given(st.text(max_size=60))
@example("a/../../b")
def test_a_name_that_is_let_in_stays_inside(name: str) -> None:
    if name and not leads_elsewhere(name):
        path = os.path.normpath(os.path.join("/run", name))
        assert path == "/run" or path.startswith("/run/")


ENTRIES = st.dictionaries(
    st.lists(NAMES, min_size=1, max_size=3).map("/".join) | st.just(MOODLE),
    st.sampled_from([notebook(), notebook("x"), "", "{}"]) | st.binary(max_size=30),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(ENTRIES)
def test_any_zip_is_collected_or_refused_and_nothing_lands_elsewhere(
    files: dict[str, str | bytes],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as file:
            for path, data in files.items():
                file.writestr(zipfile.ZipInfo(f"{path}.ipynb"), data)
        Path(name, "in.zip").write_bytes(made.getvalue())
        desk = Desk(Path(name))
        desk.collect(Path(name, "in.zip"))
        for found in Path(name).rglob("*"):
            inside = found.relative_to(name).parts
            assert inside[0] == "in.zip" or inside[:2] in (
                ("run",),
                ("run", "submitted"),
                ("run", "collected"),
            )
        for text in desk.submitted.values():
            assert json.loads(text)["cells"]


def test_a_full_disk_leaves_what_was_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.collect({"ada/03_attention.ipynb": notebook("1")})

    def full(path: Path, data: bytes) -> int:
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        plan = _planned(desk, {"ada/03_attention.ipynb": notebook("2")})
        with pytest.raises(OSError, match="No space left"):
            Collector(desk.place, Times()).carry_out(plan)
    assert list(desk.submitted.values()) == [notebook("1")]


def _planned(desk: Desk, files: dict[str, Any]) -> Plan:
    folder = desk.folder / "in"
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8") as file:
            file.write(text)
    with opened(folder) as found:
        return Collector(desk.place, Times()).plan(Reader(LESSONS, None).read(found))


def test_what_is_no_notebook_is_left_out(desk: Desk) -> None:
    reader = incoming.Reader(LESSONS, None)
    path = zipped(desk.folder / "in.zip", {"ada/essay.pdf": "x", ".DS_Store": "", "ada/x.zip": ""})
    with opened(path) as found:
        assert list(reader.read(found)) == []
    assert reader.left_out == 2
