"""Lesson 2 in a real JupyterLab: the learner's merges, forms and rotations in its widgets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab
from tests.browser.lessons import check_lesson, finding, widget


@pytest.fixture(scope="module")
def lab(ran_lesson: Callable[[str], Lab]) -> Lab:
    return ran_lesson("02_tokens_and_embeddings")


def test_all_of_it_runs_and_moves(lab: Lab) -> None:
    check_lesson(lab, n_widgets=6)


def test_typing_stays_in_the_widget(lab: Lab) -> None:
    """Letters that are JupyterLab's shortcuts reach the field, and nothing else."""
    section = widget(lab, "Your merges at work")
    cells = lab.page.locator(".jp-Cell").count()
    typed = section.get_by_label("Text")
    typed.fill("")
    typed.press_sequentially("add dad bay")
    expect(typed).to_have_value("add dad bay")
    assert finding(section).startswith("11 characters, 11 bytes")
    assert lab.page.locator(".jp-Cell").count() == cells


def test_the_learners_functions_are_the_ones_shown(lab: Lab) -> None:
    section = widget(lab, "Before and after normalization")
    section.get_by_label("Sample").select_option(index=0)
    section.get_by_label("Form").select_option(index=1)
    section.get_by_label("single spaces").check()
    expect(section.locator(".lc-detail")).to_contain_text("gives exactly the row")
    clocks = widget(lab, "Rotary positions: only the distance counts")
    assert "every pair at this distance has the same" in finding(clocks)


def test_the_checks_tell_that_they_pass(lab: Lab) -> None:
    cards = lab.page.locator(".jp-OutputArea").get_by_text("Visible tests pass")
    assert cards.count() == 10
    same = lab.page.locator(".jp-OutputArea").get_by_text("the same as tokenizers': True")
    assert same.count() == 1
