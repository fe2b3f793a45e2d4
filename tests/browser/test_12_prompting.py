"""Lesson 12 in a real JupyterLab: its widgets compute as Python does, and the laboratory asks."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from llmcourse.gemini import Service, connect
from llmcourse.models.prompting import accuracy, wilson
from llmcourse.widgets import PromptBench, PromptLaboratory
from llmcourse.widgets.bench import differing, sign_test
from llmcourse.widgets.laboratory import common, perplexity
from tests.browser.conftest import OpenPage
from tests.browser.lab import Lab
from tests.browser.lessons import check_lesson, finding, widget
from tests.browser.looks import check_looks
from tests.browser.test_widget_parity import in_browser


@pytest.fixture(scope="module")
def lab(ran_lesson: Callable[[str], Lab]) -> Lab:
    return ran_lesson("12_prompting")


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with connect(local=True, model="gemini-local-draft") as found:
        yield found


def bench() -> PromptBench:
    rng = random.Random(4)
    right = {
        name: [rng.random() < p for _ in range(24)] for name, p in (("plain", 0.4), ("shown", 0.9))
    }
    return PromptBench(right, accuracy, tokens={"plain": 11, "shown": 48.5})


def test_all_of_it_runs_and_moves(lab: Lab) -> None:
    check_lesson(lab, n_widgets=5)


def test_the_laboratory_asks_and_keeps(lab: Lab) -> None:
    section = widget(lab, "Prompt laboratory")
    section.get_by_label("Prompt", exact=True).fill("What is the capital of France?")
    section.get_by_label("System instruction").fill("")
    section.get_by_label("Prompt", exact=True).press("Control+Enter")
    answers = section.locator(".lc-lab-answer")
    expect(answers.nth(0)).to_contain_text("What is the capital of France?", timeout=20_000)
    expect(section.get_by_role("button", name="Ask")).to_be_enabled(timeout=20_000)
    expect(answers.nth(1)).to_contain_text("List three animals.")
    token = section.get_by_label("Token", exact=True)
    token.focus()
    token.press("End")
    assert finding(section).startswith("Token ")


def test_the_bench_counts_with_the_given_function(lab: Lab) -> None:
    section = widget(lab, "Examples on the bench")
    assert "accuracy agrees." in section.locator(".lc-detail").inner_text()
    assert section.locator(".lc-bench-bar b").count() == 6


def test_bench_equals_python(open_page: OpenPage) -> None:
    page, rng = open_page(bench()), random.Random(5)
    cases = []
    for _ in range(300):
        n = rng.randint(1, 60)
        cases.append([[rng.randint(0, 1) for _ in range(n)] for _ in range(2)])
    body = """
      const [a, b] = c, n = a.length, count = a.reduce((sum, one) => sum + one, 0);
      const only = lib.differing(a, b, n);
      return [lib.interval(count, n), only, lib.signTest(...only)];
    """
    for (a, b), found in zip(cases, in_browser(page, PromptBench, body, cases), strict=True):
        only = differing(a, b)
        assert found[0] == pytest.approx(wilson(sum(a), len(a)), abs=1e-12)
        assert tuple(found[1]) == only
        assert found[2] == pytest.approx(sign_test(*only), rel=1e-9)


def test_laboratory_equals_python(open_page: OpenPage, service: Service) -> None:
    page = open_page(
        PromptLaboratory(service, "List three animals.", before=["Name one."], limit=8)
    )
    rng = random.Random(6)
    rows = [[round(rng.uniform(0.001, 1), 4) for _ in range(rng.randint(0, 9))] for _ in range(200)]
    found = in_browser(page, PromptLaboratory, "return lib.perplexity(c)", rows)
    assert found == pytest.approx([perplexity(row) for row in rows])
    words = [[rng.choice("ab") for _ in range(rng.randint(0, 6))] for _ in range(200)]
    pairs = list(zip(words, reversed(words), strict=True))
    assert in_browser(
        page, PromptLaboratory, "return lib.common(...c)", [list(p) for p in pairs]
    ) == [common(*pair) for pair in pairs]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["bench", "laboratory"])
def test_pages_are_accessible(
    open_page: OpenPage, service: Service, name: str, scheme: str
) -> None:
    made = bench() if name == "bench" else PromptLaboratory(service, "List three animals.", limit=8)
    page: Page = open_page(made, scheme=scheme, width=380)
    check_looks(page, 380)
