"""Architecture, residual stream and logit lens as pages: numbers, keyboard, accessibility."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
import torch
from playwright.sync_api import Page, expect

from llmcourse.widgets import Architecture, CourseWidget, LogitLens, ResidualStream
from llmcourse.widgets.architecture import counted, numbers
from tests.browser.conftest import OpenPage
from tests.browser.looks import check_looks
from tests.browser.test_widget_parity import in_browser

TOKENS = [" the", " cat", " the", "\n", " sat"]


def drawn(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def stream() -> ResidualStream:
    return ResidualStream(drawn(4, 5, 8).cumsum(0), TOKENS)


def lens() -> LogitLens:
    return LogitLens(3 * drawn(4, 5, 9), TOKENS, lambda id: f" w{id}")


MAKE: dict[str, Callable[[], CourseWidget]] = {
    "encoder-decoder": lambda: Architecture("encoder-decoder"),
    "decoder-only": lambda: Architecture("decoder-only"),
    "stream": stream,
    "lens": lens,
}


@pytest.mark.parametrize("name", MAKE)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1040, 380])
def test_accessible_in_every_light_and_width(
    open_page: OpenPage, name: str, scheme: str, width: int
) -> None:
    page = open_page(MAKE[name](), scheme=scheme, width=width)
    check_looks(page, width)


def test_shapes_and_counts_equal_python(open_page: OpenPage) -> None:
    rng = random.Random(3)
    for kind in ("encoder-decoder", "decoder-only"):
        widget = Architecture(kind)
        page = open_page(widget)
        cases = []
        for _ in range(60):
            names = next(iter(widget.models.values()))
            sizes = {name: rng.randint(1, 60) for name in [*names, "batch", "source", "target"]}
            cases.append({"sizes": sizes, "boxes": widget.data["boxes"]})
        body = """
          const shape = (box) => lib.numbers(box.shape, c.sizes);
          const each = c.boxes.map((box) => [shape(box), lib.counted(box.weights, c.sizes)]);
          return [each, lib.total(c.boxes, c.sizes)];
        """
        for case, (each, total) in zip(
            cases, in_browser(page, Architecture, body, cases), strict=True
        ):
            sizes = case["sizes"]
            for box, (shape, count) in zip(widget.boxes, each, strict=True):
                assert tuple(shape) == numbers(box.shape, sizes)
                assert count == counted(box.weights, sizes)
            assert total == widget.total(sizes)


def test_no_label_runs_into_its_shape(open_page: OpenPage) -> None:
    """Also with the longest numbers that the sliders and models can make."""
    for kind in ("encoder-decoder", "decoder-only"):
        page = open_page(Architecture(kind))
        for label in page.get_by_role("slider").all():
            label.press("End")
        page.get_by_label("Model", exact=True).select_option(index=2)
        gaps = page.locator(".lc-architecture g").evaluate_all(
            """(all) => all.map((g) => {
              const place = (text) => text.getBoundingClientRect();
              const [name, shape] = [...g.querySelectorAll('text')].map(place);
              return shape.left - name.right;
            })"""
        )
        assert min(gaps) > 4


def test_steps_by_keyboard_and_boxes_by_click(open_page: OpenPage) -> None:
    page = open_page(Architecture("encoder-decoder"))
    finding = page.locator(".lc-finding")
    expect(finding).to_have_text("Source tokens: (2, 6) token ids.")
    page.get_by_label("Step", exact=True).press("ArrowRight")
    expect(finding).to_have_text("Input embedding: (2, 6) goes in, (2, 6, 64) comes out.")
    page.locator("[data-key=decoder_cross]").click()
    expect(finding).to_have_text("Cross-attention: (2, 5, 64) goes in and comes out.")
    expect(page.locator(".lc-detail")).to_contain_text("(2, 4, 5, 6)")
    expect(page.locator(".lc-chosen")).to_have_attribute("data-key", "decoder_cross")
    page.get_by_label("Model", exact=True).select_option(label="2017, base")
    expect(page.locator(".lc-detail")).to_contain_text("The whole model has 63,045,632 weights.")


def test_lengths_and_shares_equal_torch(open_page: OpenPage) -> None:
    widget = stream()
    body = """
      const g = Float64Array.from(c.products), n = c.n;
      return [lib.written(g, n), lib.lengths(g, n), lib.shares(g, n)].map((a) => Array.from(a));
    """
    products = torch.frombuffer(bytearray(widget.products), dtype=torch.float64).view(5, 4, 4)
    cases = [{"products": table.flatten().tolist(), "n": 4} for table in products]
    for token, found in enumerate(in_browser(open_page(widget), ResidualStream, body, cases)):
        right = (widget.written(token), widget.length(token), widget.shares(token))
        for ours, theirs in zip(found, right, strict=True):
            torch.testing.assert_close(torch.tensor(ours, dtype=torch.float64), theirs)


def test_the_stream_says_who_wrote_most(open_page: OpenPage) -> None:
    widget = stream()
    page = open_page(widget)
    page.get_by_label("Token", exact=True).press("Home")
    page.keyboard.press("ArrowRight")
    wrote, length = widget.written(1), widget.length(1)
    who = f"block {int(wrote.argmax())}" if int(wrote.argmax()) else "the embedding"
    expect(page.locator(".lc-finding")).to_have_text(
        f"At “␣cat”, {who} writes most: {wrote.max():.2f}. "
        f"The stream grows from {length[0]:.2f} to {length[-1]:.2f}."
    )
    page.get_by_label("Show").press("ArrowDown")
    expect(page.locator(".lc-finding")).to_contain_text("of the last vector")
    cells = page.locator(".lc-stream tbody td.lc-number:nth-of-type(2)").all_inner_texts()
    shares = [int(re.sub(r"[^\d]", "", cell)) for cell in cells]
    signs = [-1 if cell.startswith("\u2212") else 1 for cell in cells]
    total = sum(sign * share for sign, share in zip(signs, shares, strict=True))
    assert total == pytest.approx(100, abs=4)


def lens_cells(page: Page) -> list[str]:
    return page.locator(".lc-lens tbody td").all_inner_texts()


def test_the_lens_shows_what_torch_finds(open_page: OpenPage) -> None:
    widget = lens()
    page = open_page(widget)
    best = widget.ids[:, :, 0].flip(0).flatten().tolist()
    assert lens_cells(page) == [f"␣w{id}" for id in best]
    page.get_by_label("Token", exact=True).press("ArrowLeft")
    page.get_by_label("Block", exact=True).press("ArrowLeft")
    rank = int(widget.ranks[2, 3])
    end = "which is the final choice." if rank == 1 else f"stands at rank {rank}."
    expect(page.locator(".lc-finding")).to_contain_text(
        f"After block 2, at “⏎”, the lens says “␣w{int(widget.ids[2, 3, 0])}”"
    )
    expect(page.locator(".lc-finding")).to_contain_text(end)
    chances = page.locator(".lc-five td.lc-number").all_inner_texts()
    assert chances == [f"{chance:.2f}" for chance in widget.chances_of[2, 3].tolist()]
    page.locator(".lc-lens tbody tr").last.locator("td").first.click()
    expect(page.get_by_label("Block", exact=True)).to_have_value("0")
    expect(page.locator(".lc-finding")).to_contain_text("After the embedding, at “␣the” at 0")


def test_settling_equals_python(open_page: OpenPage) -> None:
    widget = lens()
    widget_ids = widget.ids[:, :, 0]
    widget_ids[1:, 2] = widget_ids[-1, 2]  # one that settles early
    cases = [{"ids": widget_ids.tolist(), "token": token} for token in range(5)]
    found = in_browser(open_page(widget), LogitLens, "return lib.settled(c.ids, c.token);", cases)
    assert found == [widget.settled(token) for token in range(5)]
    assert found[2] <= 1
