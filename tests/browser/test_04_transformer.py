"""Lesson 4 in a real JupyterLab: shapes, stream and lens show what the blocks computed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from llmcourse.models.inside import trace
from llmcourse.models.loading import load
from tests.browser.lab import Lab
from tests.browser.lessons import check_lesson, finding, widget

PROMPT = "Once upon a time there was a little dog who"


@pytest.fixture(scope="module")
def lab(ran_lesson: Callable[[str], Lab]) -> Lab:
    return ran_lesson("04_transformer")


def test_all_of_it_runs_and_moves(lab: Lab) -> None:
    check_lesson(lab, n_widgets=5)


def test_shapes_follow_the_sliders(lab: Lab) -> None:
    section = widget(lab, "The encoder-decoder of 2017")
    section.get_by_label("Model", exact=True).select_option(label="2017, base")
    step = section.get_by_role("slider", name="Step")
    step.press("Home")
    for _ in range(3):
        step.press("ArrowRight")
    section.get_by_role("slider", name="Sentences").press("Home")
    section.get_by_role("slider", name="Target tokens").press("Home")
    section.get_by_role("slider", name="Source tokens").press("End")
    assert finding(section) == "Self-attention: (1, 24, 512) goes in and comes out."
    assert "(1, 8, 24, 24)" in section.locator(".lc-detail").inner_text()
    section.locator("[data-key=linear]").click()
    assert "(1, 1, 512) goes in, (1, 1, 37000) comes out" in finding(section)


def test_the_stream_is_the_trained_models(lab: Lab) -> None:
    section = widget(lab, "The residual stream")
    section.get_by_label("Show", exact=True).select_option(index=0)
    section.get_by_role("slider", name="Token").press("End")
    last = trace(load("main-base"), PROMPT).hidden[-1, -1].norm().item()
    shown = float(finding(section).rpartition(" to ")[2].rstrip("."))
    assert shown == pytest.approx(last, abs=0.06)


def test_the_lens_ends_with_the_models_own_answer(lab: Lab) -> None:
    section = widget(lab, "The logit lens")
    section.get_by_role("slider", name="Token").press("End")
    section.get_by_role("slider", name="Block").press("End")
    model = load("main-base")
    assert model.tokenizer
    word = model.tokenizer.text(int(trace(model, PROMPT).logits[-1].argmax()))
    assert f"“{word.replace(' ', '␣')}”" in finding(section)
    section.get_by_role("slider", name="Block").press("Home")
    assert "After the embedding" in finding(section)
