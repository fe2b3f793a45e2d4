"""Lesson 1 in a real JupyterLab: the table answers, the memory holds, the charts come alive."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from llmcourse.data.cities import SENTENCES
from llmcourse.models.ngram import ngram_counts
from tests.browser.lab import Lab
from tests.browser.lessons import check_lesson, finding, widget


@pytest.fixture(scope="module")
def lab(ran_lesson: Callable[[str], Lab]) -> Lab:
    return ran_lesson("01_language_models")


def test_all_of_it_runs_and_moves(lab: Lab) -> None:
    check_lesson(lab, n_widgets=2)


def test_the_table_answers_the_famous_prompt(lab: Lab) -> None:
    section = widget(lab, "What comes next?")
    section.get_by_label("Text so far").fill("The most famous city in the US is")
    for label in ("Order n", "Smoothing k"):
        section.get_by_label(label).focus()
        section.get_by_label(label).press("Home")
    section.get_by_label("Order n").focus()
    for _ in range(2):
        section.get_by_label("Order n").press("ArrowRight")
    followers = ngram_counts(SENTENCES, 3)[("US", "is")]
    times = f"seen {followers['New']} of {sum(followers.values())} times"
    assert "“New” is likeliest" in finding(section)
    assert times in finding(section)


def test_a_shut_forget_gate_lets_the_last_noun_win(lab: Lab) -> None:
    section = widget(lab, "Singular or plural?")
    word, bias = (
        section.get_by_label("Word", exact=True),
        section.get_by_label("Forget gate's bias"),
    )
    for sentence, number, other in [
        ("The keys ...", "plural", "singular"),
        ("The key ...", "singular", "plural"),
    ]:
        section.get_by_label("Sentence", exact=True).select_option(label=sentence)
        word.focus()
        word.press("End")
        for key, said in [("End", number), ("Home", other)]:
            bias.focus()
            bias.press(key)
            assert f"the memory says {said}" in finding(section)


def test_charts_come_alive_under_the_mouse(lab: Lab) -> None:
    charts = lab.page.locator(".jp-RenderedPlotly")
    assert charts.count() == 7
    for at in range(7):
        charts.nth(at).scroll_into_view_if_needed()
        box = charts.nth(at).bounding_box()
        assert box
        lab.page.mouse.move(box["x"] + 200, box["y"] + 150)
        charts.nth(at).locator(".main-svg").first.wait_for()
