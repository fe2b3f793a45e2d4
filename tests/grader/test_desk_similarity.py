"""Work that two students share is found; what is published, common or layout does not count."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.answers import at_hand
from autograder.desk.published import everything, published
from autograder.desk.report import Section
from autograder.desk.similarity import alike, forms, shingles
from autograder.place import Place
from tests.grader.desk import LESSON, OWN, RENAMED


@pytest.fixture(scope="module")
def section(graded_place: Path) -> Section:
    return Section(Place(graded_place), LESSON, lambda student: student, False)


def test_the_copy_is_found_and_nobody_else(section: Section) -> None:
    (match,) = section.matches
    assert match.names == ("nora", "omar")
    assert match.pair.part > 0.9
    assert {title for title, _, _ in match.sides} == {"Hide the future", "Cut into heads"}
    lines = dict(match.sides[0][2].lines)
    assert lines["    # I did this alone"] is False
    assert any(lines.values())


def test_what_is_published_is_not_alike() -> None:
    lesson, book = at_hand(LESSON)
    known = published(lesson, book)
    copied = {key: codes[0] for key, codes in known.items()}
    assert alike({"a": copied, "b": copied}, everything(lesson, book)) == []
    assert len(alike({"a": copied, "b": copied}, [])) == 1
    assert all(len(codes) >= 2 + 5 + 2 for codes in known.values())


def test_answers_that_are_published_are_counted(section: Section) -> None:
    same = {row[0]: row[9] for row in section.item_table.rows}
    begun = {
        task.title: sum(work.answers[task.key].begun for work in section.book.works)
        for task in section.book.tasks
    }
    for title in ("Hide the future", "Cut into heads"):
        assert same[title] == begun[title] - 2  # but for what nora and omar wrote themselves
    assert same["Many heads at once"] == begun["Many heads at once"]


def test_what_many_have_is_not_alike() -> None:
    assert len(alike({"a": OWN, "b": OWN, "c": OWN}, [])) == 3
    assert alike(dict.fromkeys("abcd", OWN), []) == []


def test_names_layout_and_comments_do_not_count() -> None:
    for key in OWN:
        assert forms(OWN[key]) == forms(RENAMED[key], key) != set()
        assert shingles(OWN[key]).keys() == shingles(RENAMED[key]).keys()
    assert forms("def f(x):\n    'doc'\n    return x.a") == forms("def g(y): return y.a")
    assert forms("x.sum()") != forms("x.max()")
    assert forms("a - b") != forms("b + a")


ODD = ("(" * 5000, "'''", "if x:\n  y\n z", "\0", "0" * 5000)


@settings(deadline=None)
@given(st.text(max_size=200) | st.sampled_from(ODD))
def test_any_text_is_code_enough(text: str) -> None:
    shingles(text)
    forms(text)
