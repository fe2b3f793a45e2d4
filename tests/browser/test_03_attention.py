"""Lesson 3 in a real JupyterLab: its widgets show what torch computes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from playwright.sync_api import Browser

from autograder import SOLUTIONS
from autograder.lesson import read
from llmcourse.models import attention as reference
from llmcourse.models.inside import REFERENT_HEAD, trace
from llmcourse.models.loading import load
from tests.browser.lab import Lab
from tests.browser.lessons import check_lesson, finding, widget

SENTENCE = "The tiger jumped out of a tree to get a drink because it was thirsty."
PROMPT = f"Q: {SENTENCE} What was thirsty?\nA: The"


@pytest.fixture(scope="module")
def lab(ran_lesson: Callable[[str], Lab]) -> Lab:
    return ran_lesson("03_attention")


def test_all_of_it_runs_and_moves(lab: Lab) -> None:
    check_lesson(lab, n_widgets=7)


def test_charts_come_alive_under_the_mouse(lab: Lab) -> None:
    """JupyterLab's plotly shows the picture first."""
    charts = lab.page.locator(".jp-RenderedPlotly")
    assert charts.count() == 2
    for at in range(2):
        charts.nth(at).scroll_into_view_if_needed()
        box = charts.nth(at).bounding_box()
        assert box
        lab.page.mouse.move(box["x"] + 200, box["y"] + 150)
        charts.nth(at).locator(".main-svg").first.wait_for()


def test_steps_show_the_right_numbers(lab: Lab) -> None:
    """At the softmax stage *it* looks at the tiger with the weight that torch computes."""
    section = widget(lab, "What does it look at?")
    token = section.get_by_label("Query token")
    token.select_option(label="12 it")
    section.get_by_label("scale by").check()
    section.get_by_label("causal mask").uncheck()
    stage = section.get_by_role("slider", name="Stage")
    stage.focus()
    stage.press("Home")
    for _ in range(5):
        stage.press("ArrowRight")
    scaled = shown_weight(finding(section))
    section.get_by_label("scale by").press("Space")
    unscaled = shown_weight(finding(section))
    section.get_by_label("scale by").press("Space")
    assert scaled == pytest.approx(expected_weight(3**0.5), abs=0.0051)
    assert unscaled == pytest.approx(expected_weight(1.0), abs=0.0051)


def shown_weight(sentence: str) -> float:
    found = re.search(r"tiger\W+(?:\(|: )(\d\.\d\d)", sentence)
    assert found, sentence
    return float(found[1])


def expected_weight(divisor: float) -> float:
    """What *it* gives to *tiger* in the lesson: its scores are 4 there, 1 elsewhere or -2."""
    names: dict[str, object] = {}
    lesson = read(SOLUTIONS / "03_attention.py")
    exec(lesson.setup, names)
    query, key, _ = reference.project(names["x"][None], names["w_q"], names["w_k"], names["w_v"])  # type: ignore[index,arg-type]
    scores = (query @ key.mT)[0, names["tokens"].index("it")] / divisor  # type: ignore[attr-defined]
    return float(scores.softmax(-1)[names["tokens"].index("tiger")])  # type: ignore[attr-defined]


def test_the_trained_head_follows_the_referent(lab: Lab) -> None:
    section = widget(lab, "Trained heads: layers x heads")
    layer, head = REFERENT_HEAD
    for label, value in (("Layer", layer), ("Head", head)):
        control = section.get_by_label(label, exact=True)
        assert int(control.get_attribute("max") or 0) >= value
        control.focus()
        control.press("Home")
        for _ in range(value):
            control.press("ArrowRight")
    seen = trace(load("main-base"), PROMPT)
    section.get_by_label("Query token").select_option(index=len(seen.tokens) - 1)
    share = float(seen.weights[layer, head, -1, seen.tokens.index(" tiger")])
    assert share > 0.8
    assert re.search(rf"“[ ␣]?tiger” \({share:.2f}\)", finding(section))


def test_the_leak_test_finds_no_leak_in_a_causal_mask(lab: Lab) -> None:
    section = widget(lab, "Who may look at whom")
    length, token = section.get_by_label("Length"), section.get_by_label("Token to change")
    length.focus()
    for _ in range(4):
        length.press("ArrowRight")
    token.focus()
    token.press("Home")
    for _ in range(11):
        token.press("ArrowRight")
        assert "no leak" in finding(section)
    torch.testing.assert_close(reference.causal_mask(12), torch.ones(12, 12).tril().bool())


def test_dark_theme_is_readable(browser: Browser, tmp_path: Path) -> None:
    """Text and ground of a widget differ clearly in JupyterLab's dark theme too."""
    cells = [
        "from llmcourse.widgets import MaskExplorer",
        "from llmcourse.models.attention import causal_mask\nMaskExplorer(causal_mask)",
    ]
    with Lab(browser, dark=True) as lab:
        lab.open(cells)
        lab.run_all()
        section = widget(lab, "Who may look at whom")
        color = section.evaluate("node => getComputedStyle(node).color")
        ground = lab.page.evaluate(
            "getComputedStyle(document.querySelector('.jp-Notebook')).backgroundColor"
        )
        assert brightness(color) > 150 > 80 > brightness(ground)


def brightness(color: str) -> float:
    return sum(float(part) for part in re.findall(r"[\d.]+", color)[:3]) / 3
