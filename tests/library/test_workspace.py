"""work/: copies of the lessons into which a release is merged, and nothing typed is lost."""

from __future__ import annotations

import copy
import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmcourse import workspace
from llmcourse.environment import ROOT
from llmcourse.merge import NOTE, digest, merge, name, stamped, text
from llmcourse.workspace import open_lessons

Cell = dict[str, Any]
Notebook = dict[str, Any]
ROLES = ("prose", "setup", "show", "exercise", "check", "test")


def released_cell(role: str, key: str, source: str) -> Cell:
    label = {"role": role, "key": key}
    if role in ("exercise", "show"):
        label["stub"] = digest(source)
    cell_id = key if role == "exercise" else f"{role}-{key}"
    graded = {"grade_id": cell_id, "locked": role != "exercise", "schema_version": 3}
    cell: Cell = {"id": cell_id, "metadata": {"llmcourse": label, "nbgrader": graded}}
    if role == "prose":
        return {**cell, "cell_type": "markdown", "source": source}
    return {**cell, "cell_type": "code", "source": source, "outputs": [], "execution_count": None}


def notebook(*cells: tuple[str, str, str], mark: str = "1") -> Notebook:
    return {
        "cells": [released_cell(*cell) for cell in cells],
        "metadata": {"llmcourse": {"lesson": "03_attention", "fingerprint": mark}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


FIRST = (
    ("prose", "why", "# Why"),
    ("setup", "imports", "import torch"),
    ("show", "mask", "MaskExplorer()"),
    ("exercise", "causal_mask", "def causal_mask(n): ..."),
    ("check", "causal_mask", "check(causal_mask)"),
    ("test", "causal_mask", "# Graded: shape"),
)
SECOND = (
    ("prose", "why", "# Why, better"),
    ("setup", "imports", "import torch\nimport math"),
    ("exercise", "causal_mask", "def causal_mask(length): ..."),
    ("check", "causal_mask", "check(causal_mask)"),
    ("show", "mask", "MaskExplorer(causal_mask)"),
    ("prose", "new", "A new paragraph"),
    ("test", "causal_mask", "# Graded: shape, dtype"),
)


def find(book: Notebook, cell_id: str) -> Cell:
    [cell] = [cell for cell in book["cells"] if cell["id"] == cell_id]
    return cell


def mine(**typed: str) -> Notebook:
    """A learner's copy of FIRST; typed by cell id, - written as _."""
    book = stamped(notebook(*FIRST))
    for cell in book["cells"]:
        cell["source"] = typed.get(cell["id"].replace("-", "_"), cell["source"])
    return book


def own(source: str, kind: str = "code", cell_id: str = "abc") -> Cell:
    return {"cell_type": kind, "id": cell_id, "metadata": {}, "source": source}


def texts(book: Notebook) -> list[str]:
    return [text(cell) for cell in book["cells"]]


def test_untouched_copy_becomes_the_release() -> None:
    merged = merge(notebook(*SECOND, mark="2"), mine())
    assert texts(merged) == [source for _, _, source in SECOND]
    assert merged["metadata"]["llmcourse"]["fingerprint"] == "2"


def test_answers_and_changed_shows_stay() -> None:
    merged = merge(notebook(*SECOND), mine(causal_mask="def mine(): 1", show_mask="Mine()"))
    assert text(find(merged, "causal_mask")) == "def mine(): 1"
    assert text(find(merged, "show-mask")) == "Mine()"
    assert len(merged["cells"]) == len(SECOND)
    stub = find(merged, "causal_mask")["metadata"]["llmcourse"]["stub"]
    assert stub == digest("def causal_mask(length): ...")  # of the release it is in now


def test_metadata_of_a_kept_answer_comes_from_the_release() -> None:
    old = mine(causal_mask="def mine(): 1")
    find(old, "causal_mask")["metadata"]["nbgrader"]["points"] = 99
    find(old, "causal_mask")["metadata"]["collapsed"] = True
    merged = find(merge(notebook(*SECOND), old), "causal_mask")["metadata"]
    assert merged["nbgrader"] == find(notebook(*SECOND), "causal_mask")["metadata"]["nbgrader"]
    assert merged["collapsed"] is True


def test_text_typed_into_the_courses_cells_stands_below_them() -> None:
    old = mine(prose_why="# My notes", setup_imports="import torch\nseed = 1")
    cells = merge(notebook(*SECOND), old)["cells"]
    assert [(cell["cell_type"], text(cell)) for cell in cells[:4]] == [
        ("markdown", "# Why, better"),
        ("markdown", "# My notes"),
        ("code", "import torch\nimport math"),
        ("raw", "import torch\nseed = 1"),  # does not run
    ]
    assert all("llmcourse" not in cells[i]["metadata"] for i in (1, 3))


def test_own_cells_stay_after_the_cell_they_followed() -> None:
    old = mine()
    old["cells"].insert(0, own("top", "markdown", "t"))
    old["cells"].insert(4, own("after show", cell_id="s"))
    old["cells"].insert(5, own("after it", cell_id="s2"))
    merged = texts(merge(notebook(*SECOND), old))
    assert merged[0] == "top"
    at = merged.index("MaskExplorer(causal_mask)")
    assert merged[at + 1 : at + 3] == ["after show", "after it"]


def test_own_cell_after_a_vanished_one_stays_after_the_one_before() -> None:
    old = mine()
    old["cells"].insert(3, own("after show"))
    merged = texts(merge(notebook(FIRST[0], FIRST[1], FIRST[3]), old))
    assert merged == ["# Why", "import torch", "after show", "def causal_mask(n): ..."]


def test_vanished_exercise_stays_at_the_end_under_a_note() -> None:
    release = notebook(*FIRST[:3])
    assert texts(merge(release, mine())) == texts(release)  # nothing was written in it
    once = merge(release, mine(causal_mask="def mine(): 1"))
    assert texts(once)[-2:] == [NOTE, "def mine(): 1"]
    assert once["cells"][-1]["metadata"] == {}
    find(once, "show-mask")["source"] = "Mine()"
    again = merge(notebook(*FIRST[:2], mark="3"), once)
    assert texts(again)[-3:] == [NOTE, "def mine(): 1", "Mine()"]
    assert texts(again).count(NOTE) == 1


def test_copied_cell_is_the_learners_own() -> None:
    old = mine(causal_mask="def first(): 1")
    twin = copy.deepcopy(find(old, "causal_mask"))
    twin["source"] = "def second(): 2"
    old["cells"].append(twin)
    merged = merge(notebook(*SECOND), old)
    assert text(find(merged, "causal_mask")) == "def first(): 1"
    assert merged["cells"][-1]["source"] == "def second(): 2"
    assert merged["cells"][-1]["metadata"] == {}
    assert max(Counter(cell["id"] for cell in merged["cells"]).values()) == 1


def test_outputs_of_unchanged_cells_stay() -> None:
    old = mine(causal_mask="def mine(): 1")
    printed = [{"output_type": "stream", "name": "stdout", "text": "hello"}]
    for cell in old["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=printed, execution_count=7)
    merged = merge(notebook(*SECOND), old)
    assert find(merged, "causal_mask")["outputs"] == printed
    assert find(merged, "check-causal_mask")["execution_count"] == 7
    assert find(merged, "setup-imports")["outputs"] == []


def test_cells_are_known_by_their_ids_where_a_tool_took_our_labels() -> None:
    old = mine(causal_mask="def mine(): 1")
    for cell in old["cells"]:
        del cell["metadata"]["llmcourse"]
    find(old, "causal_mask")["id"] = "other"  # then by its grade id
    merged = merge(notebook(*SECOND), old)
    assert text(find(merged, "causal_mask")) == "def mine(): 1"


def test_kernel_choice_stays_and_widget_state_goes() -> None:
    old = mine()
    old["metadata"].update(kernelspec={"name": "mine"}, widgets={"state": {}}, authors=["me"])
    merged = merge(notebook(*SECOND), old)["metadata"]
    assert merged["kernelspec"] == {"name": "mine"}
    assert "widgets" not in merged
    assert merged["authors"] == ["me"]


def cells_of_a_release() -> st.SearchStrategy[list[tuple[str, str, str]]]:
    one = st.tuples(st.sampled_from(ROLES), st.sampled_from("abcd"), st.text(max_size=5))
    return st.lists(one, max_size=10, unique_by=lambda cell: cell[:2])


@st.composite
def histories(draw: st.DrawFn) -> tuple[Notebook, Notebook, Notebook]:
    """A release, a learner's copy of it (typed into, copied, deleted, moved), a later release."""
    before = notebook(*draw(cells_of_a_release()))
    after = notebook(*draw(cells_of_a_release()), mark="2")
    book = stamped(before) if draw(st.booleans()) else copy.deepcopy(before)
    for cell in book["cells"]:
        if draw(st.booleans()):
            cell["source"] = draw(st.text(max_size=8))
        if draw(st.integers(0, 5)) == 0:
            del cell["metadata"]["llmcourse"]
    kinds = st.sampled_from(("code", "markdown", "raw"))
    extra = [
        own(*draw(st.tuples(st.text(max_size=8), kinds))) for _ in range(draw(st.integers(0, 3)))
    ]
    extra += [copy.deepcopy(cell) for cell in book["cells"] if draw(st.integers(0, 4)) == 0]
    book["cells"] = draw(st.permutations(book["cells"] + extra))
    return before, book, after


@given(histories())
@settings(max_examples=300, deadline=None)
def test_nothing_typed_is_lost(history: tuple[Notebook, Notebook, Notebook]) -> None:
    before, book, after = history
    untouched = copy.deepcopy(book)
    merged = merge(after, book)
    assert book == untouched
    shipped = {text(cell) for cell in [*before["cells"], *after["cells"]]}
    typed = Counter(text(cell) for cell in book["cells"] if text(cell).strip())
    held = Counter(texts(merged))
    for source, count in typed.items():
        if source not in shipped:
            assert held[source] >= count


@given(histories())
@settings(max_examples=150, deadline=None)
def test_the_release_is_whole_and_in_order(history: tuple[Notebook, Notebook, Notebook]) -> None:
    _, book, after = history
    merged = merge(after, book)
    nbformat.validate(nbformat.from_dict(merged))  # type: ignore[no-untyped-call]
    labelled = [cell for cell in merged["cells"] if name(cell)]
    assert [name(cell) for cell in labelled] == [name(cell) for cell in after["cells"]]
    assert [cell["id"] for cell in labelled] == [cell["id"] for cell in after["cells"]]
    for cell, shipped in zip(labelled, after["cells"], strict=True):
        if cell["metadata"]["llmcourse"]["role"] not in ("exercise", "show"):
            assert text(cell) == text(shipped)
        assert cell["metadata"]["nbgrader"] == shipped["metadata"]["nbgrader"]


@given(histories())
@settings(max_examples=100, deadline=None)
def test_merging_twice_changes_nothing_more(history: tuple[Notebook, Notebook, Notebook]) -> None:
    _, book, after = history
    once = merge(after, book)
    assert texts(merge(after, once)) == texts(once)


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
