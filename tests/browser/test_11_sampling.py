"""Lesson 11 in a real JupyterLab: typed text reaches the model, the learner's code answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from llmcourse.models import strategies as given
from llmcourse.models.candidates import chat_ids
from llmcourse.models.loading import load
from tests.browser.lab import Lab
from tests.browser.lessons import check_lesson, finding, widget


@pytest.fixture(scope="module")
def lab(ran_lesson: Callable[[str], Lab]) -> Lab:
    return ran_lesson("11_sampling")


def likeliest(section: Locator) -> str:
    return finding(section).split("“")[1].split("”")[0]


def test_a_typed_text_is_read_by_the_model(lab: Lab) -> None:
    section = widget(lab, "One knob: top-k")
    model = load("main-instruct")
    for text in ["Flip a coin.", "What is 3 + 4?"]:
        section.get_by_label("You say").fill(text)
        token = int(given.next_logits(model, chat_ids(model, text)).argmax())
        wanted = model.tokenizer.text(token).replace(" ", "␣")  # type: ignore[union-attr]
        expect(section.locator(".lc-finding")).to_contain_text(f"“{wanted}” is likeliest")
        expect(section.locator(".lc-detail")).to_contain_text("by_top_k agrees.")


def test_the_learners_function_is_asked_at_every_move(lab: Lab) -> None:
    section = widget(lab, "Sampling playground")
    for label, key in [("Temperature", "End"), ("Top-k", "ArrowRight"), ("Order", "ArrowDown")]:
        section.get_by_label(label, exact=True).focus()
        section.get_by_label(label, exact=True).press(key)
        expect(section.locator(".lc-detail")).to_contain_text("next_probabilities agrees.")


def test_heat_changes_no_rank(lab: Lab) -> None:
    section = widget(lab, "One knob: temperature")
    before = likeliest(section)
    for _ in range(3):
        section.get_by_label("Temperature", exact=True).press("ArrowRight")
        expect(section.locator(".lc-detail")).to_contain_text("by_temperature agrees.")
    assert likeliest(section) == before


def test_the_best_of_n_is_the_learners(lab: Lab) -> None:
    section = widget(lab, "Best of N, by five rewards")
    expect(section.locator(".lc-detail")).to_contain_text("best_of_n agrees.")
    reward = section.get_by_label("Reward", exact=True)
    reward.select_option(label="the truth")
    upper = finding(section)
    assert upper.startswith("Best of 4 by the truth")


def test_the_tree_names_a_likelier_text_or_says_that_there_is_none(lab: Lab) -> None:
    section = widget(lab, "Ways to go on")
    said = finding(section)
    assert "Greedy search" in said


def test_all_of_it_runs_and_moves(lab: Lab) -> None:
    check_lesson(lab, n_widgets=5)
