"""The n-gram explorer and the gate steps in a browser: numbers, keyboard, looks, accessibility."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
import torch
from playwright.sync_api import expect

from llmcourse.data.cities import SENTENCES
from llmcourse.models.ngram import ngram_counts
from llmcourse.models.recurrent import lstm_step
from llmcourse.widgets import CourseWidget, GateSteps, NgramExplorer
from llmcourse.widgets.gates import SHIFTS
from llmcourse.widgets.ngram import SMOOTHING
from tests.browser.conftest import OpenPage
from tests.browser.looks import check_looks, press
from tests.browser.test_widget_parity import in_browser

PROMPT = "The most famous city in the US is"


def explorer() -> NgramExplorer:
    return NgramExplorer(ngram_counts, SENTENCES, prompt=PROMPT)


def half_broken() -> NgramExplorer:
    def counts(sentences: list[list[str]], n: int) -> dict[tuple[str, ...], dict[str, int]]:
        if n == 2:
            raise RuntimeError("no <b>bigrams</b>")
        return ngram_counts(sentences, n)

    return NgramExplorer(counts, SENTENCES, prompt=PROMPT)


def gates() -> GateSteps:
    generator = torch.Generator().manual_seed(0)
    words = "The keys to the old cabinet in the hall".split()
    x, y, w_x, w_h = (
        torch.randn(shape, generator=generator, dtype=torch.float64)
        for shape in ((9, 3), (4, 3), (3, 8), (2, 8))
    )
    examples = {"long": (words, x), "short": (words[:4], y)}
    return GateSteps(lstm_step, examples, w_x, w_h, torch.zeros(8), units=["number", "seen"])


MAKE: dict[str, Callable[[], CourseWidget]] = {
    "explorer": explorer,
    "half broken": half_broken,
    "gates": gates,
}


@pytest.mark.parametrize("name", MAKE)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1040, 380])
def test_accessible_in_every_light_and_width(
    open_page: OpenPage, name: str, scheme: str, width: int
) -> None:
    page = open_page(MAKE[name](), scheme=scheme, width=width)
    if name == "half broken":
        press(page, "Order n", "ArrowLeft")
    check_looks(page, width)


def test_distributions_and_draws_are_the_twins(open_page: OpenPage) -> None:
    widget, rng = explorer(), random.Random(3)
    page = open_page(widget)
    starts = ["", "The", PROMPT, "New York is", "The zebra is", "My aunt lives"]
    at = {word: number for number, word in enumerate(widget.words)}
    cases, wanted = [], []
    for _ in range(300):
        n, k, seed = rng.randint(1, 4), rng.choice(SMOOTHING), rng.randint(0, 2**31)
        start = rng.choice(starts)
        wanted.append(
            (list(widget.distribution(start, n, k).values()), widget.text(start, n, k, seed))
        )
        ids = [at.get(word, -1) for word in start.split()]
        cases.append({"n": n, "k": k, "seed": seed, "ids": ids})
    body = """
      const table = lib.tableOf(c.grams, c.n), context = lib.contextOf(c.ids, c.n).join();
      return [Array.from(lib.distribution(table.get(context), c.words, c.k)),
        lib.continued(table, c.ids, c.n, c.words, c.k, c.seed, 16)];
    """
    numbered = [widget._numbered(table) for table in widget.tables]
    for case in cases:
        case |= {"grams": numbered[case["n"] - 1], "words": len(widget.words)}  # type: ignore[operator]
    for found, (shares, text) in zip(
        in_browser(page, NgramExplorer, body, cases), wanted, strict=True
    ):
        assert found[0][0] == 0
        assert found[0][1:] == pytest.approx(shares, abs=1e-12)
        assert [widget.words[word] for word in found[1]] == text


def test_gates_are_the_twins(open_page: OpenPage) -> None:
    widget = gates()
    page = open_page(widget)
    cases, wanted = [], []
    weights = {"wx": widget.w_x, "wh": widget.w_h, "b": widget.b}
    flat = {name: value.flatten().tolist() for name, value in weights.items()}
    for example, (tokens, x) in widget.examples.items():
        for shift in SHIFTS:
            hidden = widget.runs[example][SHIFTS.index(shift)][0]
            for word in range(len(tokens)):
                case = {"x": x[word].tolist(), "h": hidden[word].tolist(), "shift": shift}
                cases.append(case | {"weights": flat})
                wanted.append(widget.gates(example, word, shift))
    body = "return lib.gatesOf(c.x, c.h, c.weights, c.shift).map((gate) => Array.from(gate));"
    for found, expected in zip(in_browser(page, GateSteps, body, cases), wanted, strict=True):
        torch.testing.assert_close(torch.tensor(found, dtype=torch.float64), expected)


def test_the_explorer_by_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page(explorer())
    finding = page.locator(".lc-finding")
    expect(finding).to_have_text("After “US is”, “New” is likeliest: 0.364, seen 4 of 11 times.")
    press(page, "Order n", "ArrowRight")
    expect(finding).to_contain_text("After “the US is”")
    press(page, "Smoothing k", "ArrowRight", 3)
    expect(page.locator(".lc-detail")).to_contain_text("together they get 0.")
    field = page.get_by_label("Text so far")
    field.fill("The most famous zebra is")
    expect(finding).to_contain_text("never stands in the text: all 99 words are equally likely")
    expect(page.locator(".lc-ng-unknown")).to_have_text(["zebra"])
    press(page, "Smoothing k", "Home")
    expect(finding).to_contain_text("without smoothing every word gets probability 0")
    expect(page.locator("[aria-live=polite]")).to_contain_text("probability 0")
    field.fill("The")
    before = page.locator(".lc-ng-sampled b").inner_text()
    press(page, "Order n", "Home")
    press(page, "Draw again", "ArrowRight", 2)
    assert page.locator(".lc-ng-sampled b").inner_text() != before


def test_a_failing_order_is_said_and_the_others_work(open_page: OpenPage) -> None:
    page = open_page(half_broken())
    press(page, "Order n", "ArrowLeft")
    problem = page.locator(".lc-problem")
    expect(problem).to_have_text("counts raised RuntimeError: no <b>bigrams</b>")
    press(page, "Order n", "ArrowLeft")
    expect(problem).to_be_hidden()
    expect(page.locator(".lc-ng-next")).to_be_visible()


def test_the_gates_by_keyboard_and_click(open_page: OpenPage) -> None:
    widget = gates()
    page = open_page(widget)
    finding = page.locator(".lc-finding")
    expect(finding).to_contain_text("At “keys” the memory says")
    press(page, "Word", "End")
    held = float(widget.runs["long"][SHIFTS.index(0)][0][-1, 0])
    expect(finding).to_contain_text(f"At “hall” the memory says {said(held)}")
    press(page, "Forget gate's bias", "Home")
    held = float(widget.runs["long"][0][0][-1, 0])
    expect(finding).to_contain_text(f"memory says {said(held)}")
    page.locator(".lc-lstm-token", has_text="keys").click()
    expect(page.get_by_label("Word", exact=True)).to_have_value("1")
    expect(page.locator(".lc-lstm-token[aria-pressed=true]")).to_be_focused()
    press(page, "Sentence", "ArrowDown")
    expect(page.locator(".lc-lstm-token")).to_have_count(4)


def said(held: float) -> str:
    word = "nothing" if abs(held) < 0.2 else "plus" if held > 0 else "minus"
    sign = "\u2212" if held < 0 else ""
    return f"{word} ({sign}{abs(held):.2f})"
