"""Lesson 5's widgets in a browser, alone and in JupyterLab while a training runs."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from llmcourse.models import pretraining as given
from llmcourse.models.storyteller import Report
from llmcourse.widgets import ContextCalculator, CourseWidget, ObjectiveExplorer, TrainingMonitor
from llmcourse.widgets.context import SIZES, amount, by_size, powers
from llmcourse.widgets.training import extent, finding, log_ticks, smoothed
from tests.browser.conftest import OpenPage
from tests.browser.lab import Lab
from tests.browser.looks import check_looks

LOAD = """async ([source, body, cases]) => {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const lib = await import(url);
  return cases.map(new Function("lib", "c", body).bind(null, lib));
}"""


def in_browser(page: Page, widget: type[CourseWidget], body: str, cases: list[Any]) -> list[Any]:
    found: list[Any] = page.evaluate(LOAD, [widget._esm, body, cases])
    return found


def monitor(n: int = 300) -> TrainingMonitor:
    rng = random.Random(n)
    losses = [6 / (1 + step / 30) + 0.7 + 0.2 * rng.random() for step in range(n)]
    samples = [(0, "ball kangaroo glove"), (100, "Once there was a time."), (n, "Once upon a time")]
    held = [(step, losses[min(step, n - 1)]) for step, _ in samples]
    made = TrainingMonitor("Learning")
    made.show(Report(900, 1552, n, 61.0, "stopped", losses, [0.001] * n, held, samples))
    return made


def explorer() -> ObjectiveExplorer:
    return ObjectiveExplorer(given.clm_targets, given.mlm_mask, given.seq2seq_example)


MAKE: dict[str, Callable[[], CourseWidget]] = {
    "monitor": monitor,
    "waiting": TrainingMonitor,
    "explorer": explorer,
    "calculator": ContextCalculator,
}


@pytest.mark.parametrize("name", MAKE)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1040, 380])
def test_accessible_in_every_light_and_width(
    open_page: OpenPage, name: str, scheme: str, width: int
) -> None:
    page = open_page(MAKE[name](), scheme=scheme, width=width)
    check_looks(page, width)


def test_curves_equal_their_twin(open_page: OpenPage) -> None:
    page, rng = open_page(monitor()), random.Random(3)
    cases = []
    for _ in range(200):
        live = monitor(rng.randint(1, 90)).live
        cases.append({"live": live, "weight": rng.choice([0.0, 0.5, 0.95])})
    body = """
      const values = c.live.losses.map(([, loss]) => loss), [low, high] = lib.extent(c.live);
      const states = { stopped: "stopped; run the cell again to go on" };
      const ticks = lib.logTicks(low, high);
      return [lib.smoothed(values, c.weight), low, high, ticks, lib.finding(c.live, states)];
    """
    for case, found in zip(cases, in_browser(page, TrainingMonitor, body, cases), strict=True):
        live = case["live"]
        assert found[0] == pytest.approx(smoothed([v for _, v in live["losses"]], case["weight"]))
        assert found[1:3] == pytest.approx(extent(live))
        assert found[3] == log_ticks(*extent(live))
        assert found[4] == finding(live)


def test_objectives_equal_their_twin(open_page: OpenPage) -> None:
    widget = explorer()
    page, cases, wanted = open_page(widget), [], []
    for kind, several in widget.data["made"].items():
        for at, rows in enumerate(several):
            for position in range(len(rows["reads"])):
                cases.append({"kind": kind, "rows": rows, "at": position})
                wanted.append(widget.finding(kind, at, position))
    body = f"return lib.finding(c.kind, c.rows, {widget.data['names']!r}, c.at)"
    assert in_browser(page, ObjectiveExplorer, body, cases) == wanted


def test_costs_equal_their_twin(open_page: OpenPage) -> None:
    widget = ContextCalculator()
    cases = [[size, power] for size in range(len(SIZES)) for power in powers()]
    sizes = widget.data["sizes"]
    body = f"""
      const size = {sizes!r}[c[0]], cost = lib.contextCost(size, 2 ** c[1]);
      return [cost, cost.map((value) => lib.amount(value, "B"))];
    """
    found = in_browser(open_page(widget), ContextCalculator, body, cases)
    for (model, power), (cost, words) in zip(cases, found, strict=True):
        ours = by_size(given.context_cost, SIZES[model], 2**power)
        assert cost == pytest.approx(list(ours), rel=1e-12)
        assert words == [amount(value, "B") for value in ours]


def test_samples_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(monitor())
    text, slider = page.locator(".lc-sample"), page.get_by_label("Sample", exact=True)
    expect(text).to_have_text("Once upon a time")
    slider.focus()
    page.keyboard.press("Home")
    expect(text).to_have_text("ball kangaroo glove")
    page.keyboard.press("ArrowRight")
    expect(text).to_have_text("Once there was a time.")
    before = page.locator(".lc-smooth").first.get_attribute("d")
    page.get_by_label("Smoothing", exact=True).press("ArrowLeft")
    assert page.locator(".lc-smooth").first.get_attribute("d") != before
    page.get_by_label("learning rate", exact=True).press("Space")
    expect(page.locator("path.lc-rate")).to_have_count(1)


def test_objectives_by_keyboard(open_page: OpenPage) -> None:
    page = open_page(explorer())
    finding = page.locator(".lc-finding")
    page.get_by_label("Position", exact=True).focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(finding).to_have_text("From “The cat sat on” predict “the”.")
    page.get_by_label("Objective", exact=True).select_option(index=3)
    page.get_by_label("Words of the prefix", exact=True).press("ArrowRight")
    expect(finding).to_have_text("From “The cat” and “<s>” predict “sat”.")


def test_a_failing_function_is_said(open_page: OpenPage) -> None:
    broken = ObjectiveExplorer(lambda *a: 1 / 0, given.mlm_mask, given.seq2seq_example)
    page = open_page(broken)
    expect(page.locator(".lc-problem")).to_contain_text("ZeroDivisionError")
    page.get_by_label("Objective", exact=True).select_option(index=1)
    expect(page.locator(".lc-problem")).to_be_hidden()


TRAIN = """
from pathlib import Path
from llmcourse.models.storyteller import Plan, Storyteller
plan = Plan("lab", n_stories=300, n_steps=4000, rows=2, length=32)
story = Storyteller(Path.cwd(), plan)
monitor = TrainingMonitor("Live")
shown = display(monitor, display_id=True)
print(story.run(tell=monitor.show).state)
shown.update(monitor)
"""


def test_it_moves_while_the_kernel_works_and_goes_on_after_a_stop(browser: Browser) -> None:
    with Lab(browser) as lab:
        lab.open(["from llmcourse.widgets import TrainingMonitor", TRAIN])
        panel = "window.jupyterapp.shell.currentWidget"
        run = "window.jupyterapp.commands.execute('notebook:run-all-cells'); 0"
        lab.page.evaluate(run)
        bar = lab.page.get_by_role("progressbar", name="steps done")
        bar.wait_for(timeout=60_000)
        seen = "document.querySelector('.lc progress')?.value"
        lab.page.wait_for_function(f"{seen} > 20", timeout=60_000)
        assert lab.page.locator(".lc-finding").inner_text().endswith("; training.")
        lab.page.wait_for_timeout(3500)  # a save is due every three seconds
        lab.page.evaluate(f"{panel}.sessionContext.session.kernel.interrupt(); 0")
        lab.page.wait_for_function(
            "document.querySelector('.lc-finding')?.textContent.includes('stopped')", timeout=30_000
        )
        stopped = lab.page.evaluate(seen)
        assert stopped > 20
        lab.page.wait_for_selector(
            ".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached"
        )
        lab.page.evaluate(run)
        lab.page.wait_for_function(f"{seen} > {stopped} + 20", timeout=60_000)
        lab.page.evaluate(f"{panel}.sessionContext.session.kernel.interrupt(); 0")
        assert lab.errors == []
        assert lab.blocked == []
