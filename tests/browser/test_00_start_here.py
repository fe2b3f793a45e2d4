"""Lesson 0 in a real JupyterLab: the first check, the widget on the learner's own code, the map."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.lab import Lab
from tests.browser.lessons import check_lesson, finding, widget


@pytest.fixture(scope="module")
def lab(ran_lesson: Callable[[str], Lab]) -> Lab:
    return ran_lesson("00_start_here")


def test_all_of_it_runs_and_moves(lab: Lab) -> None:
    check_lesson(lab, n_widgets=2)


def test_the_textbook_overflows_and_the_learners_softmax_does_not(lab: Lab) -> None:
    said = []
    for title in ("The formula of the textbook", "Your softmax"):
        section = widget(lab, title)
        section.get_by_label("Add to every score").press("End")
        said.append(finding(section))
    assert "nan" in said[0]
    assert said[1].startswith("softmax gives “tiger” 0.")


def test_the_check_tells_that_it_passes(lab: Lab) -> None:
    card = lab.page.locator(".jp-OutputArea").get_by_text("Visible tests pass")
    assert card.count() == 1
