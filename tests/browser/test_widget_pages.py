"""Standalone pages of the widgets in a real browser: numbers, keyboard, looks, accessibility."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from playwright.sync_api import Page, expect
from torch import Tensor

from llmcourse.widgets import AttentionViewer, CourseWidget, MaskExplorer, SoftmaxExplorer
from llmcourse.widgets.softmax import exact as softmax_of
from tests.browser import samples
from tests.browser.conftest import OpenPage
from tests.browser.looks import check_looks, press

MINUS = "\u2212"
MAKE: dict[str, Callable[[], CourseWidget]] = {
    "steps": samples.steps,
    "viewer": samples.viewer,
    "cross": samples.cross_viewer,
    "large": lambda: samples.viewer(2, 3, 100),
    "explorer": samples.explorer,
    "softmax": samples.softmax,
}


def worded(number: float) -> str:
    """A number as the widgets write it."""
    text = f"{abs(number):.1f}" if abs(number) >= 9.995 else f"{abs(number):.2f}"
    return (MINUS if number < 0 and float(text) else "") + text


def cells(page: Page, table: str) -> list[str]:
    return page.locator(f'table[aria-label="{table}"] tbody td').all_inner_texts()


def expected(matrix: Tensor) -> list[str]:
    return [worded(value) for value in matrix.flatten().tolist()]


@pytest.mark.parametrize("name", MAKE)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1040, 380])
def test_accessible_in_every_light_and_width(
    open_page: OpenPage, name: str, scheme: str, width: int
) -> None:
    page = open_page(MAKE[name](), scheme=scheme, width=width)
    if name == "steps":
        press(page, "Stage", "End")
    check_looks(page, width)
    background = page.evaluate("getComputedStyle(document.querySelector('.lc')).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (scheme == "light")


def test_every_stage_shows_the_numbers_of_torch(open_page: OpenPage) -> None:
    widget = samples.steps()
    page, stages = open_page(widget), widget.stages()
    assert cells(page, "X embeddings, 16 \u00d7 8") == expected(stages["embeddings"])
    assert set(cells(page, "K keys")) == {""}
    press(page, "Stage", "ArrowRight")
    for table, name in (("Q queries", "query"), ("K keys", "key"), ("V values", "value")):
        assert cells(page, table)[: stages[name].numel()] == expected(stages[name])
    titles = {"scores": "S = Q Kᵀ, scores", "scaled": "S / √dₖ scaled scores"}
    titles |= {"masked": "S / √dₖ masked scores"}
    titles |= {"weights": "A attention weights, each row sums to 1"}
    for name, title in titles.items():
        press(page, "Stage", "ArrowRight")
        assert cells(page, title) == expected(stages[name])
    press(page, "Stage", "ArrowRight")
    assert cells(page, "Z new vectors") == expected(stages["output"])
    assert cells(page, "Vᵀ values") == expected(stages["value"].T)


def test_steps_by_keyboard_alone(open_page: OpenPage) -> None:
    widget = samples.steps()
    page = open_page(widget)
    press(page, "causal mask", "Space")
    press(page, "Stage", "ArrowRight", 5)
    stages = widget.stages(causal=True)
    row = stages["weights"][12]
    best = int(row.argmax())
    said = f"“it” looks most at “{widget.tokens[best]}”: {worded(float(row[best]))}."
    expect(page.locator(".lc-finding")).to_have_text(said)
    expect(page.locator("[aria-live=polite]")).to_have_text(said)
    expect(page.locator("table:visible tr.lc-picked th").last).to_have_text("it")
    press(page, "scale by √dₖ", "Space")
    sharper = widget.stages(causal=True, scale=False)["weights"]
    shown = cells(page, "A attention weights, each row sums to 1")
    lower = torch.ones(16, 16).tril().bool().flatten().tolist()
    assert [text for text, open_ in zip(shown, lower, strict=True) if open_] == expected(
        sharper[torch.ones(16, 16).tril().bool()]
    )
    assert {text for text, open_ in zip(shown, lower, strict=True) if not open_} == {"0"}
    press(page, "Query token", "ArrowUp")
    expect(page.locator(".lc-finding")).to_contain_text("“because” looks most at")
    page.get_by_role("button", name="Next →").press("Enter")
    expect(page.locator("li[aria-current=step]")).to_have_text("weighted sum")
    expect(page.get_by_role("button", name="Next →")).to_be_disabled()


def test_a_row_that_may_look_at_nothing_is_said(open_page: OpenPage) -> None:
    mask = torch.ones(16, 16, dtype=torch.bool).tril(-1)
    page = open_page(samples.steps(mask))
    press(page, "Query token", "Home")
    press(page, "Stage", "ArrowRight", 5)
    expect(page.locator(".lc-finding")).to_contain_text("“The” may look at nothing")
    assert cells(page, "A attention weights, each row sums to 1")[:16] == ["nan"] * 16
    press(page, "given mask", "Space")
    expect(page.locator(".lc-finding")).to_contain_text("“The” looks most at")


def sentence(widget: AttentionViewer, layer: int, head: int, query: int) -> str:
    row = widget.shown()[layer, head, query]
    parts = []
    for key in widget.named(query, layer=layer, head=head):
        token = widget.key_tokens[key]
        place = f" at {key}" if widget.key_tokens.count(token) > 1 else ""
        parts.append(f"“{token}”{place} ({worded(float(row[key]))})")
    words = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"“{widget.tokens[query]}” looks most at {words}."


def test_heads_by_keyboard_and_by_click(open_page: OpenPage) -> None:
    widget = samples.viewer()
    page = open_page(widget)
    finding = page.locator(".lc-finding")
    expect(finding).to_have_text(sentence(widget, 0, 0, 15))
    press(page, "Head", "ArrowRight", 3)
    press(page, "Layer", "ArrowRight", 2)
    expect(finding).to_have_text(sentence(widget, 2, 3, 15))
    press(page, "Query token", "ArrowUp", 3)
    expect(finding).to_have_text(sentence(widget, 2, 3, 12))
    expect(page.locator("[aria-live=polite]")).to_have_text(sentence(widget, 2, 3, 12))
    page.get_by_role("button", name="layer 4, head 6").click()
    expect(finding).to_have_text(sentence(widget, 4, 6, 12))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    expect(finding).to_have_text(sentence(widget, 3, 7, 12))
    pressed = page.locator("button[aria-pressed=true]")
    expect(pressed).to_be_focused()
    expect(pressed).to_have_attribute("aria-label", "layer 3, head 7")
    expect(page.get_by_label("Head", exact=True)).to_have_value("7")


def test_lines_and_colors_are_the_weights(open_page: OpenPage) -> None:
    widget = samples.viewer()
    page = open_page(widget)
    row = widget.shown()[0, 0, 15]
    for threshold in (0.05, 0.06, 0.07):
        drawn = page.locator("line").evaluate_all("(all) => all.map((l) => +l.dataset.key).sort()")
        assert sorted(drawn) == [key for key in range(16) if row[key] >= threshold]
        press(page, "Hide lines below", "ArrowRight")
    fills = page.locator("svg rect:not([class])").evaluate_all(
        "(all) => all.map((r) => r.getAttribute('fill'))"
    )
    assert len(fills) == 256
    assert fills[0] == "rgb(254 232 56)"  # a first token sees itself alone: weight 1
    assert fills[1] == "rgb(0 34 78)"


def test_512_tokens_switch_heads_within_200_ms(open_page: OpenPage) -> None:
    page = open_page(samples.viewer(2, 4, 512))
    took = page.evaluate(
        """async () => {
          const input = document.querySelectorAll('input[type=range]')[1], times = [];
          for (const value of [1, 2, 3, 0, 1, 2, 3]) {
            const start = performance.now();
            input.value = value;
            input.dispatchEvent(new Event('input'));
            await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
            times.push(performance.now() - start);
          }
          return times.sort((a, b) => a - b)[3];
        }"""
    )
    assert took < 200
    pixels = page.evaluate(
        "(() => { const c = document.querySelector('.lc-pixels');"
        " return [c.width, c.height, ...c.getContext('2d').getImageData(0, 0, 1, 1).data]; })()"
    )
    assert pixels == [512, 512, 254, 232, 56, 255]


def grid(page: Page) -> list[str]:
    return page.locator("td.lc-cell").all_inner_texts()


def symbols(mask: Tensor) -> list[str]:
    queries, keys = torch.arange(len(mask))[:, None], torch.arange(len(mask))[None, :]
    ahead = (keys > queries).flatten().tolist()
    return [
        ("L" if later else "✓") if open_ else "·"
        for open_, later in zip(mask.flatten().tolist(), ahead, strict=True)
    ]


def test_a_leak_is_found_and_said(open_page: OpenPage) -> None:
    widget = samples.explorer()
    page = open_page(widget)
    finding = page.locator(".lc-finding")
    assert grid(page) == symbols(widget.mask(8))
    expect(finding).to_have_text(
        "Changing token 5 changes the output at position 4: the mask leaks the future."
    )
    expect(page.locator("td.lc-bad")).to_have_count(1)
    press(page, "Length", "ArrowLeft", 5)
    expect(page.locator(".lc-problem")).to_have_text(
        "leaky_mask(3) raised RuntimeError: no <b>mask</b> for 3"
    )
    expect(page.locator(".lc-grid")).to_be_hidden()
    press(page, "Length", "ArrowRight")
    expect(page.locator(".lc-problem")).to_contain_text("returned dtype float32; expected a bool")
    press(page, "Mask", "ArrowDown")
    expect(finding).to_have_text("Changing token 2: no earlier output changes, so no leak.")
    assert grid(page) == symbols(widget.mask(4, "causal"))


@pytest.mark.parametrize(("kind", "label"), [("window", "Window w"), ("prefix", "Prefix p")])
def test_known_masks_move_with_their_amount(open_page: OpenPage, kind: str, label: str) -> None:
    widget = samples.explorer()
    page = open_page(widget)
    press(page, "Mask", "ArrowDown", {"window": 2, "prefix": 3}[kind])
    for amount in (4, 5):
        press(page, label, "ArrowRight")
        assert grid(page) == symbols(widget.mask(8, kind, amount))
    token = 3
    press(page, "Token to change", "ArrowLeft", 2)
    leaks = widget.leaks(widget.mask(8, kind, 5), token)
    said = "positions 0, 1 and 2" if kind == "prefix" else "no earlier output changes"
    assert (leaks == [0, 1, 2]) == (kind == "prefix")
    expect(page.locator(".lc-finding")).to_contain_text(said)


def test_padding_hides_the_end_but_not_the_future(open_page: OpenPage) -> None:
    widget = samples.explorer()
    page = open_page(widget)
    press(page, "Mask", "ArrowDown", 4)
    assert grid(page) == symbols(widget.mask(8, "padding", 2))
    expect(page.locator(".lc-detail")).to_contain_text("does not hide the future")
    press(page, "Mask", "Home")
    page.locator("th", has_text="2 jumped").first.click()
    expect(page.get_by_label("Token to change")).to_have_value("2")


def test_strange_tokens_stay_text(open_page: OpenPage) -> None:
    tokens = ["</script><script>alert(1)</script>", " tiger", "\n", "虎", "", "<b>"] * 2
    page = open_page(MaskExplorer(lambda n: torch.ones(n, n).bool(), tokens=tokens))
    expect(page.locator("tbody th").nth(1)).to_have_text("1 ␣tiger")
    expect(page.locator("tbody th").nth(2)).to_have_text("2 ⏎")
    expect(page.locator("tbody th").nth(5)).to_have_text("5 <b>")


def test_softmax_by_keyboard_alone(open_page: OpenPage) -> None:
    widget = samples.softmax()
    page, finding = open_page(widget), "by_the_book gives"
    first = softmax_of(widget.moved(3, 0))
    text = f"{finding} “tiger” {worded(float(first[0]))}; all of them add up to 1.00."
    expect(page.locator(".lc-finding")).to_have_text(text)
    assert page.locator("td.lc-chance").all_inner_texts() == [f"{p:.3f}" for p in first.tolist()]
    press(page, "Add to every score", "End")
    said = f"{finding} nan: e to the power of 203.0 is too large for a float32."
    expect(page.locator(".lc-finding")).to_have_text(said)
    assert set(page.locator("td.lc-chance").all_inner_texts()) == {"nan"}
    press(page, "Add to every score", "Home")
    press(page, "Score of “tiger”", "Home")
    right = float(softmax_of(widget.moved(-4, 0))[0])
    said = f"{finding} “tiger” {worded(right / 2)}, but it should be {worded(right)}."
    expect(page.locator(".lc-finding")).to_have_text(said)


def test_softmax_says_what_is_no_probability(open_page: OpenPage) -> None:
    def unfinished(scores: Tensor) -> Tensor:
        raise NotImplementedError("<b>not yet</b>")

    page = open_page(SoftmaxExplorer(unfinished, ["a", "b"], torch.tensor([1.0, 2.0])))
    problem = "unfinished raised NotImplementedError: <b>not yet</b>"
    expect(page.locator(".lc-problem")).to_have_text(problem)
