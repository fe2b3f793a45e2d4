"""A release is merged into a learner's copy, and nothing typed is lost."""

from __future__ import annotations

import copy
from collections import Counter

import nbformat
from hypothesis import given, settings
from hypothesis import strategies as st

from llmcourse.merge import NOTE, digest, merge, name, stamped, text
from tests.library.notebooks import (
    FIRST,
    ROLES,
    SECOND,
    Notebook,
    find,
    mine,
    notebook,
    own,
    texts,
)


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
