"""The widgets of lesson 2: what the browser computes, keyboard, looks."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
import torch
from playwright.sync_api import Page, expect

from llmcourse.models import positions, subwords
from llmcourse.widgets import (
    CourseWidget,
    EmbeddingMap,
    NormalizationExplorer,
    PositionExplorer,
    RotaryExplorer,
    TokenizerExplorer,
)
from llmcourse.widgets.normalization import FORMS, boxes, normal_form
from llmcourse.widgets.tokenizer import readable
from tests.browser.conftest import OpenPage
from tests.browser.looks import check_looks
from tests.browser.test_widget_parity import in_browser

TEXT = "the tiger was thirsty, so the tiger drank. Con hổ khát nước, nước, nước! " * 2
LETTERS = (
    "abz AZ019_,.-!?\t\n\u00a0\u2028\u3000éệếđĐøßñÅ\u212b\u0301\u0302\u0323"
    "ﬁ½²Ⅳ한국ｶﾞ虎が水🐯👩\u200d🚀🇻🇳اللغةहिन्दी\x00\x1c\x85\ufeff"
)


def merges() -> list[tuple[str, str]]:
    return subwords.train_bpe(subwords.word_counts([TEXT]), 40)


def log_probs() -> dict[str, float]:
    rng = random.Random(3)
    pieces = sorted({*"thegirwasond ", " the", "ger", " ti", "irst", " wa", "nư", "ớc"})
    return {piece: -rng.uniform(1, 8) for piece in pieces}


def embeddings() -> EmbeddingMap:
    generator = torch.Generator().manual_seed(2)
    vectors = torch.randn(40, 12, generator=generator, dtype=torch.float64)
    vectors[:20, 0] += 4
    words = [f"word{i}" for i in range(40)]
    return EmbeddingMap(vectors, words, ["one"] * 20 + ["two"] * 20, word="word7")


MAKE: dict[str, Callable[[], CourseWidget]] = {
    "normalization": lambda: NormalizationExplorer(subwords.normalize),
    "tokenizer": lambda: TokenizerExplorer(merges()),
    "unigram": lambda: TokenizerExplorer(merges(), log_probs(), text="The tiger was here."),
    "embeddings": embeddings,
    "positions": lambda: PositionExplorer(positions.sinusoidal),
    "rotary": lambda: RotaryExplorer(positions.rotary),
}


def texts(count: int, seed: int, longest: int = 24) -> list[str]:
    rng = random.Random(seed)
    return ["".join(rng.choices(LETTERS, k=rng.randint(0, longest))) for _ in range(count)]


def finding(page: Page) -> str:
    return page.locator(".lc-finding").inner_text()


# --- what the browser computes


def test_forms_and_boxes_equal_pythons(open_page: OpenPage) -> None:
    page = open_page(MAKE["normalization"]())
    rng = random.Random(1)
    cases = [
        [text, rng.choice(FORMS), rng.random() < 0.5, rng.random() < 0.5] for text in texts(500, 1)
    ]
    body = "const made = lib.normalForm(...c); return [made, lib.boxes(made)];"
    for case, (made, shown) in zip(
        cases, in_browser(page, NormalizationExplorer, body, cases), strict=True
    ):
        assert made == normal_form(*case), case
        assert [tuple(box) for box in shown] == boxes(made)


def test_words_and_tokens_equal_pythons(open_page: OpenPage) -> None:
    widget = TokenizerExplorer(merges(), log_probs())
    page = open_page(widget)
    rng = random.Random(2)
    samples = [*texts(120, 2), *(text for _, text in widget.data["samples"]), TEXT]
    cases = [[text, rng.randint(0, 40), merges(), list(log_probs().items())] for text in samples]
    body = """
      const tokens = lib.bpe(c[0], lib.ranked(c[2]), c[1]);
      const pieces = lib.unigram(c[0], new Map(c[3]));
      return [lib.splitWords(c[0]), tokens, tokens.map(lib.readable), pieces];
    """
    for (text, limit, *_), (words, tokens, shown, pieces) in zip(
        cases, in_browser(page, TokenizerExplorer, body, cases), strict=True
    ):
        assert words == subwords.split_words(text)
        assert "".join(words) == text
        assert tokens == widget.bpe(text, limit)
        assert shown == [readable(token) for token in tokens]
        assert "".join(pieces) == text
        known = log_probs()
        cost = min(known.values()) - 10
        assert sum(known.get(p, cost) for p in pieces) == pytest.approx(
            sum(known.get(p, cost) for p in widget.pieces(text))
        )


def test_nearest_points_equal_torchs(open_page: OpenPage) -> None:
    widget = embeddings()
    page = open_page(widget)
    rng = random.Random(4)
    flat = widget.coordinates.flatten().tolist()
    cases = [[rng.randrange(40), *rng.sample(range(6), 2), flat] for _ in range(100)]
    body = "return lib.nearest(Float64Array.from(c[3]), 6, c[0], c[1], c[2], 8);"
    for (at, x, y, _), found in zip(
        cases, in_browser(page, EmbeddingMap, body, cases), strict=True
    ):
        assert found == widget.nearest(at, x, y)


def test_products_and_scores_equal_torchs(open_page: OpenPage) -> None:
    waves, turned = PositionExplorer(positions.sinusoidal), RotaryExplorer(positions.rotary)
    page = open_page(waves)
    cases = []
    for width, base in [(4, 10), (16, 1000), (32, 10_000)]:
        table = waves._tables[width, base].flatten().tolist()
        cases += [[table, width, base, at, k] for at, k in [(0, 1), (20, 3), (47, 40)]]
    body = """
      const table = Float32Array.from(c[0]);
      return [Array.from(lib.likeness(table, 48, c[1], c[3])), lib.apart(table, 48, c[1], c[4])];
    """
    for (_, width, base, at, k), (products, range_) in zip(
        cases, in_browser(page, PositionExplorer, body, cases), strict=True
    ):
        expected = waves.likeness(at, width, base)
        torch.testing.assert_close(torch.tensor(products).double(), expected, rtol=1e-6, atol=1e-6)
        assert range_ == pytest.approx(waves.apart(k, width, base), abs=1e-9)
    both = [part.flatten().tolist() for part in turned._turned]
    body = """
      const [query, key] = [Float64Array.from(c[0]), Float64Array.from(c[1])];
      const all = lib.scores(query, key, 36, 8);
      return [Array.from(all), lib.along(all, 36, c[2])];
    """
    cases = [[*both, distance] for distance in (0, 5, -5, 35, -35)]
    for (*_, distance), (scores, range_) in zip(
        cases, in_browser(page, RotaryExplorer, body, cases), strict=True
    ):
        ours = torch.tensor(scores, dtype=torch.float64)
        torch.testing.assert_close(ours, turned.scores().flatten(), rtol=1e-9, atol=1e-12)
        assert range_ == pytest.approx(turned.along(distance), abs=1e-9)


# --- pages


@pytest.mark.parametrize("name", MAKE)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1040, 380])
def test_accessible_in_every_light_and_width(
    open_page: OpenPage, name: str, scheme: str, width: int
) -> None:
    page = open_page(MAKE[name](), scheme=scheme, width=width)
    check_looks(page, width)


def test_normalization_by_keyboard_and_typing(open_page: OpenPage) -> None:
    page = open_page(MAKE["normalization"]())
    expect(page.locator(".lc-finding")).to_have_text(
        "14 characters before, 10 characters after. "
        "Both look the same, yet they are different texts."
    )
    expect(page.locator(".lc-detail")).to_contain_text("exactly the row")
    page.get_by_label("drop accents").press("Space")
    expect(page.locator(".lc-plain").nth(1)).to_have_text("Tieng Viet")
    expect(page.locator(".lc-plain").nth(2)).to_have_text("Tieng Viet")
    page.get_by_label("Text", exact=True).fill("đ <b>")
    expect(page.locator(".lc-plain").nth(1)).to_have_text("đ <b>")
    assert page.locator(".lc-strip").count() == 2
    assert "Nothing changes" in finding(page)
    page.get_by_label("Sample").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Text", exact=True)).to_have_value(
        unicodedata.normalize("NFC", "Tiếng Việt")
    )


def test_a_wrong_normalize_is_shown_as_it_is(open_page: OpenPage) -> None:
    def broken(text: str, keep_accents: bool = True) -> Any:
        return text.upper() if keep_accents else 1 / 0

    page = open_page(NormalizationExplorer(broken))
    expect(page.locator(".lc-detail")).to_contain_text("something else than")
    page.get_by_label("drop accents").press("Space")
    expect(page.locator(".lc-detail")).to_contain_text("broken raised ZeroDivisionError")


def test_merges_move_with_slider_and_buttons(open_page: OpenPage) -> None:
    widget = TokenizerExplorer(merges())
    page = open_page(widget)
    text = widget.data["samples"][0][1]
    chips = page.locator(".lc-chips li b")
    amount = page.get_by_label("Merges in use")
    amount.focus()
    page.keyboard.press("Home")
    assert chips.count() == len(text.encode())
    for limit in range(1, 6):
        page.get_by_role("button", name="One more →").press("Enter")
        assert chips.all_inner_texts() == [readable(t) for t in widget.bpe(text, limit)]
    assert "Merge 5 joined" in page.locator(".lc-lead").inner_text()
    page.get_by_label("Text", exact=True).fill("虎")
    assert chips.all_inner_texts() == ["E8", "99", "8E"]
    assert finding(page) == "1 character, 3 bytes → 3 tokens: 1.0 bytes a token."
    page.get_by_label("Text", exact=True).fill("")
    assert finding(page) == "No text, no tokens."


def test_a_word_is_chosen_by_list_and_by_click(open_page: OpenPage) -> None:
    widget = embeddings()
    page = open_page(widget)
    assert "“word7” is truly nearest to" in finding(page)
    listed = page.locator(".lc-near li span")
    assert listed.all_inner_texts() == [widget.words[i] for i in widget.neighbors[7].tolist()]
    page.get_by_label("Word").select_option("word30")
    assert listed.all_inner_texts() == [widget.words[i] for i in widget.neighbors[30].tolist()]
    page.locator(".lc-cloud > path").nth(3).dispatch_event("click")
    expect(page.get_by_label("Word")).to_have_value("word3")
    before = page.locator(".lc-cloud > path").first.get_attribute("transform")
    page.get_by_label("Up").focus()
    page.keyboard.press("ArrowDown")
    assert page.locator(".lc-cloud > path").first.get_attribute("transform") != before


def test_distance_alone_counts(open_page: OpenPage) -> None:
    page = open_page(MAKE["positions"]())
    low, _ = PositionExplorer(positions.sinusoidal).apart(3)
    assert finding(page) == f"Places 3 apart have the product {low:.1f}, wherever they are."
    page = open_page(MAKE["rotary"]())
    score = RotaryExplorer(positions.rotary).scores()[9, 4].item()
    assert f"Query at 9, 5 after the key: score {score:.2f}, and every pair" in finding(page)
    both = page.get_by_label("Move both, distance kept")
    both.focus()
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    assert f"Query at 16, 5 after the key: score {score:.2f}, and every pair" in finding(page)
    page.get_by_label("Key\u2019s position").press("ArrowRight")
    assert "Query at 16, 4 after the key" in finding(page)


def test_positions_that_depend_on_the_place_are_said(open_page: OpenPage) -> None:
    table = torch.randn(48, 32, generator=torch.Generator().manual_seed(0))
    page = open_page(PositionExplorer(lambda at, width, base: table[at, :width]))
    assert "depending on where they are" in finding(page)
    page = open_page(RotaryExplorer(lambda x, at, base: x + 0.1 * at[:, None]))
    assert "but pairs at this distance score from" in finding(page)
