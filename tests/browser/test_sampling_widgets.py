"""The widgets of lesson 11 in a browser: numbers, keyboard, looks, accessibility."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
import torch
from playwright.sync_api import expect

from llmcourse.models.strategies import next_probabilities
from llmcourse.widgets import BestOfN, CourseWidget, SamplingPlayground, SamplingTree
from tests.browser.conftest import OpenPage
from tests.browser.looks import check_looks, press
from tests.browser.test_widget_parity import in_browser
from tests.library.test_sampling_widgets import best, playground, problems, tree


def broken() -> SamplingTree:
    return tree(share=lambda logits: logits[:2])


MAKE: dict[str, Callable[[], CourseWidget]] = {
    "playground": playground,
    "plain": lambda: playground(controls=["temperature"], sampler=None),
    "tree": tree,
    "broken tree": broken,
    "best of n": best,
}


@pytest.mark.parametrize("name", MAKE)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1040, 380])
def test_accessible_in_every_light_and_width(
    open_page: OpenPage, name: str, scheme: str, width: int
) -> None:
    page = open_page(MAKE[name](), scheme=scheme, width=width)
    if name == "playground":
        press(page, "Top-k", "ArrowRight", 3)
    check_looks(page, width)


def test_distributions_are_the_twins(open_page: OpenPage) -> None:
    page, rng = open_page(playground()), random.Random(5)
    cases, wanted = [], []
    for _ in range(2000):
        n = rng.choice([1, 2, 5, 30])
        logits = torch.tensor([rng.gauss(0, 2) for _ in range(n)], dtype=torch.float64)
        if rng.random() < 0.4:
            logits = logits.round()  # so that there are ties
        how: dict[str, Any] = {"t": rng.choice([0, 0.3, 1, 2]), "k": rng.choice([0, 1, 3, 50])}
        how |= {"p": rng.choice([0.05, 0.5, 0.9, 0.99, 1]), "last": rng.random() < 0.5}
        wanted.append(next_probabilities(logits, how["t"], how["k"], how["p"], bool(how["last"])))
        cases.append({"logits": logits.tolist(), "how": how})
    body = "return Array.from(lib.distribution(c.logits, c.how).shares);"
    found = in_browser(page, SamplingPlayground, body, cases)
    for case, ours, expected in zip(cases, found, wanted, strict=True):
        assert torch.tensor(ours, dtype=torch.float64).sub(expected).abs().max() < 1e-9, case


def test_draws_follow_the_shares_and_the_seed(open_page: OpenPage) -> None:
    page = open_page(playground())
    shares = [0.5, 0.0, 0.3, 0.15, 0.05]
    cases = [{"shares": shares, "seed": seed} for seed in (1, 1, 2)]
    body = "return Array.from(lib.drawn(Float64Array.from(c.shares), 20000, c.seed));"
    first, again, other = in_browser(page, SamplingPlayground, body, cases)
    assert first == again != other
    assert first[1] == 0
    terms = [(n - 20000 * p) ** 2 / (20000 * p) for n, p in zip(first, shares, strict=True) if p]
    assert sum(terms) < 36


def test_beams_are_the_twins(open_page: OpenPage) -> None:
    page, cases, wanted = open_page(tree()), [], []
    for seed in range(20):
        table = torch.randn(7, 7, generator=torch.Generator().manual_seed(seed))
        widget = SamplingTree(table, [0], str, depth=4, branch=3, end=3)
        for width in (1, 2, 3):
            wanted.append(widget.beams(width))
            parts = {"parents": widget.parents, "p": widget.p, "ends": widget.ends}
            cases.append({"tree": parts, "width": width})
    found = in_browser(page, SamplingTree, "return lib.beams(c.tree, c.width, 4);", cases)
    assert found == wanted


def test_samples_walk_down_the_tree(open_page: OpenPage) -> None:
    widget = tree(end=2)
    page = open_page(widget)
    parts = {"parents": widget.parents, "p": widget.p, "ends": widget.ends}
    body = "return lib.samples(c, 4000, lib.random(3), 4);"
    (ways,) = in_browser(page, SamplingTree, body, [parts])
    for way in ways:
        assert all(b == -1 or widget.parents[b] == a for a, b in pairwise(way))
        assert way[-1] == -1 or widget.ends[way[-1]] or len(way) == 5
    first = {at: widget.p[at] for at in (1, 2, 3)}
    for at, p in (first | {-1: 1 - sum(first.values())}).items():
        spread = 5 * (p * (1 - p) / 4000) ** 0.5
        assert abs(sum(way[1] == at for way in ways) / 4000 - p) < spread


def test_best_of_n_is_the_twin(open_page: OpenPage) -> None:
    page, widget = open_page(best()), best()
    right = [[float(one.right) for one in problem.candidates] for problem in widget.problems]
    cases: list[dict[str, Any]] = [
        {"rewards": [widget.scores(one, at) for at in widget.problems], "values": right}
        for one in widget.rewards
    ]
    body = "return lib.curve(c.rewards, c.values);"
    for one, found in zip(widget.rewards, in_browser(page, BestOfN, body, cases), strict=True):
        assert found == pytest.approx(widget.curve(one), abs=1e-12)


def test_the_playground_by_keyboard_alone(open_page: OpenPage) -> None:
    widget = playground()
    page = open_page(widget)
    finding = page.locator(".lc-finding")
    expect(finding).to_contain_text("40 of 40 tokens can come.")
    expect(page.locator(".lc-detail")).to_contain_text("next_probabilities agrees.")
    press(page, "Top-k", "ArrowRight", 3)
    kept = int((widget.probabilities(k=3) > 0).sum())
    expect(finding).to_contain_text(f"{kept} of 40 tokens can come.")
    expect(page.locator("tr.lc-pg-out")).to_have_count(14 + 1 - kept)
    expect(page.locator("[aria-live=polite]")).to_contain_text(f"{kept} of 40")
    press(page, "Temperature", "Home")
    best_one = int(widget.logits.argmax())
    said = f"1 of 40 tokens can come. “w{best_one}” is likeliest: 1.000"
    expect(finding).to_contain_text(said)
    press(page, "Draws", "Home")
    expect(page.locator(".lc-detail")).not_to_contain_text("gap")
    expect(page.get_by_label("Text", exact=True)).to_have_count(0)  # nobody would answer


def test_the_order_changes_what_stays(open_page: OpenPage) -> None:
    widget = playground(start={"t": 2.0, "p": 0.8})
    page = open_page(widget)
    first = int((widget.probabilities() > 0).sum())
    last = int((widget.probabilities(last=True) > 0).sum())
    assert first > last
    expect(page.locator(".lc-finding")).to_contain_text(f"{first} of 40")
    press(page, "Order", "ArrowDown")
    expect(page.locator(".lc-finding")).to_contain_text(f"{last} of 40")


def test_the_tree_by_keyboard_alone(open_page: OpenPage) -> None:
    widget = tree()
    page = open_page(widget)
    finding = page.locator(".lc-finding")
    press(page, "Width", "End")
    words = widget.text_of(widget.beams(3)[-1][0])
    expect(finding).to_contain_text(f"Width 3, 4 steps: “{words}”")
    press(page, "Steps", "Home")
    expect(finding).to_contain_text("Nothing is chosen yet")
    press(page, "Choose by", "ArrowDown")
    expect(page.get_by_label("Width", exact=True)).to_be_hidden()
    expect(finding).to_contain_text("10 draws:")
    press(page, "Draws", "End")
    expect(finding).to_contain_text("50 draws:")


def test_a_broken_tree_says_so(open_page: OpenPage) -> None:
    page = open_page(broken())
    expect(page.locator(".lc-problem")).to_contain_text("expected a probability for each of 6")


def test_best_of_n_by_keyboard_alone(open_page: OpenPage) -> None:
    widget = best()
    page = open_page(widget)
    finding, rows = page.locator(".lc-finding"), page.locator(".lc-bo tbody tr")
    expect(rows).to_have_count(4)
    press(page, "N, answers to choose from", "End")
    share = round(100 * widget.curve("some reward")[-1])
    expect(finding).to_contain_text(f"Best of 6 by some reward: {share} % right")
    expect(page.locator(".lc-detail")).to_contain_text("best_of_n agrees.")
    press(page, "Reward", "ArrowDown")
    expect(finding).to_contain_text("Best of 6 by the truth: 100 % right")
    press(page, "Question", "ArrowDown")
    scores = widget.scores("the truth", problems()[1])
    expect(page.locator(".lc-bo tr[aria-current] th")).to_have_text(f"→ {scores.index(1) + 1}")
