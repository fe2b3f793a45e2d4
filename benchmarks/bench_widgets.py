"""How fast the widgets answer a key, beside plotly's FigureWidget, in a real JupyterLab.

    python -m benchmarks.bench_widgets

Times run from the key event that reached the page to the first change of the chart, whose
handler has then finished. One run does it on standalone pages, in JupyterLab with our widgets,
and in JupyterLab with FigureWidget charts moved by ipywidgets sliders. Requests that are not
local are blocked and counted. Writes widgets.json and widgets.md beside this file. It does not
measure a remote kernel.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Browser, Locator, Page, WebSocket, sync_playwright

from benchmarks.widget_report import COMMAND, machine, page_of, ratios
from llmcourse.widgets import CourseWidget
from tests.browser import samples
from tests.browser.lab import Lab

HERE = Path(__file__).parent
MOVES = 40
WIDGETS = {"QKVSteps": "steps", "AttentionViewer": "viewer", "MaskExplorer": "explorer"}
CONTROLS = {
    "QKVSteps": ["Stage", "Query token", "scale by √dₖ", "causal mask", "Next →"],
    "AttentionViewer": ["Layer", "Head", "Query token", "Hide lines below", "thumbnail"],
    "MaskExplorer": ["Mask", "Length", "Token to change"],
}
PLOTLY = """
import ipywidgets, torch, plotly.graph_objects as go
from tests.browser import samples
{data}
chart = go.FigureWidget(go.Heatmap(z=frames[0], colorscale="Cividis"))
slider = ipywidgets.IntSlider(0, 0, len(frames) - 1, description="{control}")
def move(change):
    with chart.batch_update():
        chart.data[0].z = frames[change.new]
slider.observe(move, "value")
ipywidgets.VBox([slider, chart])
"""
FRAMES = {
    "QKVSteps": "stages = samples.steps().stages()\n"
    'frames = [stages[k].numpy() for k in ("scores", "scaled", "weights") * 3]',
    "AttentionViewer": "frames = list(samples.random_weights(6, 8, 16).flatten(0, 1).numpy())",
    "MaskExplorer": "frames = [torch.ones(n, n).tril().numpy() for n in range(1, 13)]",
}
RECORD = """([selector, kind]) => {
  const chart = document.querySelector(selector);
  let start = null;
  window.moves = [];
  window.stopRecording?.();
  const begin = () => { start = performance.now(); };
  const seen = new MutationObserver(() => {
    if (start !== null) window.moves.push(performance.now() - start);
    start = null;
  });
  seen.observe(chart, { subtree: true, childList: true, attributes: true, characterData: true });
  window.addEventListener(kind, begin, true);
  window.stopRecording = () => {
    seen.disconnect();
    window.removeEventListener(kind, begin, true);
  };
}"""
RENDER = """async ([source, state]) => {
  const lib = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  const bytes = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
  const get = (name) => state[name]?.base64 ? bytes(state[name].base64) : state[name];
  const times = [];
  for (let i = 0; i < 15; i++) {
    const el = document.createElement("div");
    document.querySelector("main").append(el);
    const start = performance.now();
    const stop = lib.default.render({ model: { get }, el });
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - start);
    stop();
  }
  return times;
}"""
SHOWN = """(selector) => new Promise((done) => {
  const look = () => document.querySelector(selector) ? done(0) : requestAnimationFrame(look);
  look();
})"""


def summary(times: list[float]) -> dict[str, float]:
    """Median and 95th percentile in milliseconds, of how many."""
    top = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return {"p50_ms": round(median(times), 2), "p95_ms": round(top, 2), "moves": len(times)}


def times_of(page: Page, focus: Locator, chart: str, keys: tuple[str, str]) -> dict[str, float]:
    """Press two keys in turn; three presses without a change end the run."""
    page.evaluate(RECORD, [chart, "keyup" if keys[0] == "Space" else "keydown"])
    focus.focus()
    missed = 0
    for at in range(MOVES):
        before = page.evaluate("window.moves.length")
        page.keyboard.press(keys[at % 2])
        try:
            page.wait_for_function(f"window.moves.length > {before}", timeout=3000)
        except Exception:
            missed += 1
            if missed == 3:
                raise RuntimeError(f"three presses of {keys} changed nothing in {chart}") from None
        page.wait_for_timeout(25)
    return {**summary(page.evaluate("window.moves")), "missed": missed}


def control_times(page: Page, widget: str) -> dict[str, dict[str, float]]:
    """Every control of one of our widgets, by keyboard."""
    found = {}
    for control in CONTROLS[widget]:
        place: Locator = page.locator(".lc").get_by_label(control, exact=True)
        keys = ("ArrowRight", "ArrowLeft")
        if control == "thumbnail":
            place = page.locator(".lc-thumbs button[aria-pressed=true]")
        elif control == "Next →":
            page.get_by_label("Stage", exact=True).press("End")
            place = page.get_by_role("button", name="← Previous")
            keys = ("Enter", "Enter")
            found[control.strip("→ ")] = stepped(page, place)
            continue
        elif control in ("scale by √dₖ", "causal mask"):
            keys = ("Space", "Space")
        elif control in ("Query token", "Mask"):
            keys = (
                ("ArrowUp", "ArrowDown") if control == "Query token" else ("ArrowDown", "ArrowUp")
            )
        elif control == "Length":
            keys = ("ArrowLeft", "ArrowRight")
        found[control] = times_of(page, place, ".lc", keys)
    return found


def stepped(page: Page, back: Locator) -> dict[str, float]:
    """The step buttons: six times back, six times forward, and again."""
    page.evaluate(RECORD, [".lc", "keydown"])
    forward = page.get_by_role("button", name="Next →")
    for turn in range(6):
        button = back if turn % 2 == 0 else forward
        button.focus()
        for _ in range(6):
            page.keyboard.press("Enter")
            page.wait_for_timeout(25)
    return {**summary(page.evaluate("window.moves")), "missed": 36 - page.evaluate("moves.length")}


def sent(widget: CourseWidget) -> list[Any]:
    """Script and state of a widget as the page needs them."""
    page = widget.to_html()
    state = json.loads(page.split("const sent = ")[1].split(";\nconst model")[0])
    return [widget._esm, state]


def standalone(browser: Browser, name: str) -> dict[str, Any]:
    """A widget's own page: first render and every control."""
    widget: CourseWidget = getattr(samples, WIDGETS[name])()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(widget.to_html(), encoding="utf-8")
        page = browser.new_page()
        page.goto(path.as_uri())
        render = page.evaluate(RENDER, sent(widget))
        page.reload()
        found = {"controls": control_times(page, name), "first_render": summary(render[:1])}
        found["next_renders"] = summary(render[1:])
        page.close()
    return {**found, "payload_bytes": widget.payload()}


@contextmanager
def received(page: Page) -> Iterator[list[int]]:
    """Sizes of the websocket frames that arrive in the meantime."""
    sizes: list[int] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: sizes.append(len(frame)))

    page.on("websocket", listen)
    yield sizes
    page.remove_listener("websocket", listen)


def in_lab(lab: Lab, cell: str, chart: str) -> dict[str, Any]:
    """Run a cell; milliseconds until its chart is there, kernel included, and bytes received."""
    with received(lab.page) as sizes:
        lab.open(["import torch, plotly.graph_objects, ipywidgets, llmcourse.widgets", cell])
        lab.page.evaluate("jupyterapp.commands.execute('notebook:run-cell-and-select-next')")
        lab.page.wait_for_function("document.querySelector('.jp-InputPrompt').innerText == '[1]:'")
        lab.page.wait_for_timeout(1500)
        before, start = sum(sizes), time.perf_counter()
        lab.page.evaluate("void jupyterapp.commands.execute('notebook:run-cell')")
        lab.page.evaluate(SHOWN, chart)
        shown = 1000 * (time.perf_counter() - start)
        lab.page.wait_for_timeout(1500)
        return {"shown_ms": round(shown), "websocket_bytes": sum(sizes) - before}


def lab_widget(lab: Lab, name: str) -> dict[str, Any]:
    cell = f"from tests.browser import samples\nsamples.{WIDGETS[name]}()"
    found = in_lab(lab, cell, ".lc .lc-finding:not(:empty)")
    return {**found, "controls": control_times(lab.page, name)}


def lab_plotly(lab: Lab, name: str) -> dict[str, Any]:
    control = {"QKVSteps": "Stage", "AttentionViewer": "Head", "MaskExplorer": "Length"}[name]
    cell = PLOTLY.format(data=FRAMES[name], control=control)
    found = in_lab(lab, cell, ".js-plotly-plot .main-svg .hm")
    handle = lab.page.locator(".noUi-handle")
    moved = times_of(lab.page, handle, ".js-plotly-plot", ("ArrowRight", "ArrowLeft"))
    return {**found, "controls": {control: moved}}


def main() -> None:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    report: dict[str, Any] = {"machine": machine(), "command": COMMAND}
    report["date"] = datetime.now(UTC).date().isoformat()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        report["standalone"] = {name: standalone(browser, name) for name in WIDGETS}
        with Lab(browser) as lab:
            report["lab"] = {name: lab_widget(lab, name) for name in WIDGETS}
            report["plotly"] = {name: lab_plotly(lab, name) for name in WIDGETS}
            report["blocked"] = len(lab.blocked)
        browser.close()
    report["ratios"] = {n: ratios(report["lab"][n], report["plotly"][n]) for n in WIDGETS}
    text = json.dumps(report, indent=2, ensure_ascii=False)
    (HERE / "widgets.json").write_text(text + "\n", encoding="utf-8")
    (HERE / "widgets.md").write_text(page_of(report), encoding="utf-8")
    print(page_of(report))
    if report["blocked"]:
        sys.exit("a widget asked for something that is not local")


if __name__ == "__main__":
    main()
