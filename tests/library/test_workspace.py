"""work/: lessons are copied there, renewed after a backup, and survive what happens to files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import nbformat
import pytest

from llmcourse import workspace
from llmcourse.environment import ROOT
from llmcourse.merge import name, text
from llmcourse.workspace import open_lessons
from tests.library.notebooks import (
    FIRST,
    SECOND,
    find,
    notebook,
    texts,
)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    release(tmp_path / "course", *FIRST)
    return tmp_path / "course"


def release(course: Path, *cells: tuple[str, str, str], mark: str = "1") -> None:
    folder = course / "03_attention"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "03_attention.ipynb").write_text(json.dumps(notebook(*cells, mark=mark)))


def change(path: Path, cell_id: str, source: str) -> None:
    book = json.loads(path.read_text())
    find(book, cell_id)["source"] = source
    path.write_text(json.dumps(book))


def test_first_opening_copies(course: Path, tmp_path: Path) -> None:
    (course / "03_attention" / "pictures").mkdir()
    (course / "03_attention" / "pictures" / "mask.png").write_bytes(b"png")
    [opened] = open_lessons(course, tmp_path / "work")
    assert opened.state == "new"
    assert opened.path == tmp_path / "work" / "03_attention" / "03_attention.ipynb"
    nbformat.validate(nbformat.read(opened.path, as_version=4))  # type: ignore[no-untyped-call]
    assert (opened.path.parent / "pictures" / "mask.png").read_bytes() == b"png"


def test_second_opening_touches_nothing(course: Path, tmp_path: Path) -> None:
    [opened] = open_lessons(course, tmp_path / "work")
    change(opened.path, "causal_mask", "def mine(): 1")
    before = opened.path.read_bytes()
    [again] = open_lessons(course, tmp_path / "work")
    assert again.state == "kept"
    assert opened.path.read_bytes() == before
    assert not (opened.path.parent / "backups").exists()


def test_new_release_is_merged_after_a_backup(course: Path, tmp_path: Path) -> None:
    [opened] = open_lessons(course, tmp_path / "work")
    change(opened.path, "causal_mask", "def mine(): 1")
    before = opened.path.read_bytes()
    release(course, *SECOND, mark="2")
    [again] = open_lessons(course, tmp_path / "work")
    assert again.state == "merged"
    assert again.backup is not None
    assert again.backup.parent == opened.path.parent / "backups"
    assert again.backup.read_bytes() == before
    merged = workspace.read(opened.path)
    assert text(find(merged, "causal_mask")) == "def mine(): 1"
    assert text(find(merged, "prose-why")) == "# Why, better"
    assert open_lessons(course, tmp_path / "work")[0].state == "kept"


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "{",
        "[]",
        "[" * 9999,
        "\xff\xfe",
        '{"nbformat": 4}',
        '{"nbformat": 3, "worksheets": []}',
        '{"nbformat": 4, "cells": [{"cell_type": "code", "metadata": {}, "source": [1]}]}',
    ],
)
def test_damaged_copy_is_kept_aside(course: Path, tmp_path: Path, damage: str) -> None:
    [opened] = open_lessons(course, tmp_path / "work")
    opened.path.write_text(damage, encoding="latin-1")
    [again] = open_lessons(course, tmp_path / "work")
    assert again.state == "restored"
    assert again.backup is not None
    assert again.backup.read_text(encoding="latin-1") == damage
    assert "could not be read" in again.message
    assert str(again.backup) in again.message
    assert texts(workspace.read(opened.path)) == [source for _, _, source in FIRST]


def test_backups_of_one_second_have_names_of_their_own(course: Path, tmp_path: Path) -> None:
    for mark in "12345":
        release(course, *FIRST, mark=mark)
        [opened] = open_lessons(course, tmp_path / "work")
    assert len(list((opened.path.parent / "backups").iterdir())) == 4


def test_crash_while_writing_leaves_the_old_file(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [opened] = open_lessons(course, tmp_path / "work")
    before = opened.path.read_bytes()
    release(course, *SECOND, mark="2")

    def no_space(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        open_lessons(course, tmp_path / "work")
    assert opened.path.read_bytes() == before
    assert not [path for path in opened.path.parent.iterdir() if path.name.startswith(".03")]


def test_files_beside_the_notebook(course: Path, tmp_path: Path) -> None:
    """Renewed where the learner left them alone, kept where not."""
    for file in ("theirs.txt", "changed.txt"):
        (course / "03_attention" / file).write_text("first")
    [opened] = open_lessons(course, tmp_path / "work")
    (opened.path.parent / "changed.txt").write_text("by the learner")
    (opened.path.parent / "late.txt").write_text("the learner's")
    for file in ("theirs.txt", "changed.txt", "late.txt"):
        (course / "03_attention" / file).write_text("second")
    open_lessons(course, tmp_path / "work")
    open_lessons(course, tmp_path / "work")
    kept = {path.name: path.read_text() for path in opened.path.parent.glob("*.txt")}
    assert kept == {
        "theirs.txt": "second",
        "changed.txt": "by the learner",
        "late.txt": "the learner's",
    }


def test_half_a_surrogate_pair_can_be_saved(tmp_path: Path) -> None:
    book = notebook(("exercise", "a", "x = '\ud800 ă'"))
    workspace.write(tmp_path / "a.ipynb", book)
    assert texts(workspace.read(tmp_path / "a.ipynb")) == ["x = '\ud800 ă'"]


def test_every_released_lesson_opens(tmp_path: Path) -> None:
    lessons = sorted(path.parent.name for path in (ROOT / "course").glob("*/*.ipynb"))
    opened = open_lessons(ROOT / "course", tmp_path)
    assert [lesson.lesson for lesson in opened] == lessons
    for lesson in opened:
        source = workspace.read(ROOT / "course" / lesson.lesson / lesson.path.name)
        copied = workspace.read(lesson.path)
        assert texts(copied) == texts(source)
        assert all(name(cell) for cell in copied["cells"])
