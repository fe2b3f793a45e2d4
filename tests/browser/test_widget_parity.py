"""What the browser computes and what torch computes, on random cases; and several views at once."""

from __future__ import annotations

import base64
import random
from typing import Any

import pytest
import torch
from playwright.sync_api import Page
from torch import Tensor

from llmcourse.widgets import (
    AttentionViewer,
    CourseWidget,
    MaskExplorer,
    QKVSteps,
    SoftmaxExplorer,
)
from llmcourse.widgets.mask import known_mask
from llmcourse.widgets.qkv import attention_stages
from llmcourse.widgets.softmax import exact
from tests.browser import samples
from tests.browser.conftest import OpenPage

CASES = 500
LOAD = """async ([source, body, cases]) => {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const lib = await import(url);
  return cases.map(new Function("lib", "c", body).bind(null, lib));
}"""


def in_browser(page: Page, widget: type[CourseWidget], body: str, cases: list[Any]) -> list[Any]:
    """`body` as a function of the widget's script `lib` and each case `c`."""
    found: list[Any] = page.evaluate(LOAD, [widget._esm, body, cases])
    return found


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page(samples.explorer())


def draw(rng: random.Random, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(rng.randrange(2**31))
    return torch.randn(shape, generator=generator, dtype=torch.float64) * rng.choice([0.1, 1, 5])


def test_stages_equal_torch(page: Page) -> None:
    rng = random.Random(7)
    cases, wanted = [], []
    for _ in range(CASES):
        time, d_model, d_k, d_v = (rng.randint(1, 6) for _ in range(4))
        x, w_q, w_k = draw(rng, time, d_model), draw(rng, d_model, d_k), draw(rng, d_model, d_k)
        w_v, scale = draw(rng, d_model, d_v), rng.random() < 0.5
        mask = torch.rand(time, time, generator=torch.Generator().manual_seed(time)) < 0.7
        mask = mask.tril() if rng.random() < 0.5 else mask
        wanted.append(attention_stages(x, w_q, w_k, w_v, mask, scale=scale))
        sizes = {"time": time, "dModel": d_model, "dKey": d_k, "dValue": d_v}
        arrays = {"x": x, "wq": w_q, "wk": w_k, "wv": w_v}
        flat = {name: value.flatten().tolist() for name, value in arrays.items()}
        mask_list = mask.int().flatten().tolist()
        cases.append({"input": {**sizes, **flat}, "options": {"scale": scale, "mask": mask_list}})
    body = """
      const names = ["x", "wq", "wk", "wv"];
      const arrays = Object.fromEntries(names.map((k) => [k, Float64Array.from(c.input[k])]));
      const all = lib.stages({ ...c.input, ...arrays }, c.options);
      return Object.fromEntries(Object.entries(all).map(([k, v]) => [k, Array.from(v)]));
    """
    for found, stages in zip(in_browser(page, QKVSteps, body, cases), wanted, strict=True):
        assert set(found) == set(stages)
        for name, stage in stages.items():
            ours = torch.tensor(found[name], dtype=torch.float64).view_as(stage)
            torch.testing.assert_close(ours, stage, rtol=1e-9, atol=1e-12, equal_nan=True)


def test_masks_and_leaks_equal_torch(page: Page) -> None:
    rng = random.Random(11)
    widget = MaskExplorer(lambda n: torch.rand(n, n, generator=torch.Generator()) < 0.6)
    cases, wanted = [], []
    for _ in range(CASES):
        n = rng.randint(1, 12)
        token, amount = rng.randrange(n), rng.randint(0, n)
        kind = rng.choice(["given", "causal", "window", "prefix", "padding"])
        mask = widget.mask(n, kind, amount)
        vectors, other = widget._vectors[:n], widget._others[token]
        case = {"n": n, "token": token, "amount": amount, "kind": kind, "bits": list(widget.bits)}
        case |= {"x": vectors.flatten().tolist(), "other": other.tolist()}
        cases.append(case)
        wanted.append((mask, widget.changes(mask, token), widget.leaks(mask, token)))
        assert wanted[-1][2] == [i for i in range(token) if mask[i, token]]
    body = """
      const given = () => lib.givenMask(Uint8Array.from(c.bits), c.n);
      const mask = c.kind === "given" ? given() : lib.knownMask(c.kind, c.n, c.amount);
      const moved = lib.changes(Float64Array.from(c.x), c.other, mask, c.n, 4, c.token);
      return [Array.from(mask), Array.from(moved), lib.leaking(moved, c.token)];
    """
    for found, (mask, moved, leaks) in zip(
        in_browser(page, MaskExplorer, body, cases), wanted, strict=True
    ):
        assert found[0] == mask.int().flatten().tolist()
        ours = torch.tensor(found[1], dtype=torch.float64)
        torch.testing.assert_close(ours, moved, rtol=1e-9, atol=1e-12, equal_nan=True)
        assert found[2] == leaks


def test_weights_and_strongest_keys_equal_torch(page: Page) -> None:
    rng = random.Random(13)
    cases, wanted = [], []
    for _ in range(CASES):
        layers, heads, queries, keys = (rng.randint(1, n) for n in (2, 3, 5, 6))
        weights = draw(rng, layers, heads, queries, keys).softmax(dim=-1)
        names = [str(at) for at in range(6)]
        widget = AttentionViewer(weights, names[:queries], names[:keys])
        layer, head, query = rng.randrange(layers), rng.randrange(heads), rng.randrange(queries)
        assert torch.equal(widget.shown(), weights.float().double())
        case = {"shape": [layers, heads, queries, keys], "at": [layer, head, query]}
        case |= {"bytes": list(widget.weights), "peaks": list(widget.peaks)}
        cases.append(case)
        named = widget.named(query, layer=layer, head=head)
        top = widget.top(query, layer=layer, head=head)
        wanted.append((widget.shown()[layer, head], top, named))
    body = """
      const view = (numbers) => {  // as JupyterLab sends it: at an odd offset
        const all = Uint8Array.from([9, 9, 9, ...numbers, 9]);
        return new DataView(all.buffer, 3, numbers.length);
      };
      const traits = { data: { shape: c.shape }, weights: view(c.bytes), peaks: view(c.peaks) };
      const all = lib.readWeights({ get: (name) => traits[name] });
      const values = lib.headWeights(all, c.at[0], c.at[1]);
      const keys = c.shape[3], row = values.subarray(c.at[2] * keys, (c.at[2] + 1) * keys);
      return [Array.from(values), lib.topKeys(row, 3), lib.namedKeys(row, 0.05)];
    """
    for found, (shown, top, named) in zip(
        in_browser(page, AttentionViewer, body, cases), wanted, strict=True
    ):
        ours = torch.tensor(found[0], dtype=torch.float64).view_as(shown)
        torch.testing.assert_close(ours, shown, rtol=1e-9, atol=1e-12)
        assert found[1] == top
        assert found[2] == named


def test_known_masks_are_what_their_names_say() -> None:
    assert known_mask("window", 4, 2).int().tolist()[3] == [0, 0, 1, 1]
    assert known_mask("prefix", 4, 2).int().tolist()[0] == [1, 1, 0, 0]
    assert known_mask("padding", 4, 1).int().tolist()[0] == [1, 1, 1, 0]
    with pytest.raises(ValueError, match="pass given, causal"):
        known_mask("diagonal", 4)


MOUNT = """async ([source, state]) => {
  const lib = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  const bytes = (text) => new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
  const get = (name) => state[name]?.base64 === undefined ? state[name] : bytes(state[name].base64);
  window.stops = [];
  for (let i = 0; i < 2; i++) {
    const el = document.createElement("div");
    el.className = "view";
    document.querySelector("main").append(el);
    window.stops.push(lib.default.render({ model: { get, on() {}, off() {} }, el }));
  }
  const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
  return ids.length - new Set(ids).size;
}"""


@pytest.mark.parametrize("make", [samples.steps, samples.viewer, samples.explorer])
def test_two_views_stand_apart_and_leave_nothing(open_page: OpenPage, make: Any) -> None:
    widget = make()
    page = open_page(widget)
    state = {
        name: {"base64": base64.b64encode(v).decode()} if isinstance(v, bytes) else v
        for name, v in widget.state().items()
    }
    assert page.evaluate(MOUNT, [widget._esm, state]) == 0
    findings = page.locator(".view .lc-finding")
    before = findings.all_inner_texts()
    label = {"QKVSteps": "Stage", "AttentionViewer": "Head", "MaskExplorer": "Token to change"}
    slider = page.locator(".view").first.get_by_label(label[type(widget).__name__], exact=True)
    slider.focus()
    page.keyboard.press("ArrowRight")
    after = findings.all_inner_texts()
    assert before[0] == before[1] == after[1] != after[0]
    assert (
        page.evaluate(
            "stops.forEach((stop) => stop()), document.querySelectorAll('.view > *').length"
        )
        == 0
    )


def test_softmax_equals_torch(page: Page) -> None:
    rng = random.Random(3)
    scores = [draw(rng, rng.randint(1, 9)) * rng.choice([1, 100]) for _ in range(CASES)]
    found = in_browser(
        page, SoftmaxExplorer, "return [...lib.exact(c)]", [s.tolist() for s in scores]
    )
    for given, right in zip(found, map(exact, scores), strict=True):
        shown = torch.tensor(given, dtype=torch.float64)
        torch.testing.assert_close(shown, right, rtol=1e-12, atol=1e-15)
