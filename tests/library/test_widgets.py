"""The widgets' Python side: what they refuse, say, draw and send; their twins."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from typing import Any

import pytest
import torch
from torch import Tensor

from llmcourse.models.attention import attention, causal_mask
from llmcourse.widgets import (
    AttentionViewer,
    CourseWidget,
    MaskExplorer,
    QKVSteps,
    SoftmaxExplorer,
)

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
TOKENS = "The tiger jumped out of a tree".split()


def steps(**options: Any) -> QKVSteps:
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(7, 5, generator=generator)
    weights = [torch.randn(5, 3, generator=generator) for _ in range(3)]
    return QKVSteps(TOKENS, x, *weights, **options)


def weights(*shape: int) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(0)).softmax(dim=-1)


def leaky(length: int) -> Tensor:
    return torch.ones(length, length).tril(1).bool()


def softmax(function: Any) -> SoftmaxExplorer:
    return SoftmaxExplorer(function, ["a", "b", "c"], torch.tensor([1.0, 0.0, -1.0]))


WIDGETS = {
    "steps": steps,
    "viewer": lambda: AttentionViewer(weights(6, 8, 7, 7), TOKENS),
    "explorer": lambda: MaskExplorer(leaky),
    "softmax": lambda: softmax(lambda scores: scores.exp() / scores.exp().sum()),
}


@pytest.fixture(params=WIDGETS)
def widget(request: pytest.FixtureRequest) -> CourseWidget:
    made: CourseWidget = WIDGETS[request.param]()
    return made


def test_output_has_view_picture_and_words(widget: CourseWidget) -> None:
    data, _ = widget._repr_mimebundle_()
    assert set(data) == {WIDGET_VIEW, "image/png", "text/plain"}
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == widget.describe()
    assert len(widget.describe()) > 80
    assert widget.png() is widget.png()


def test_a_closed_widget_still_has_picture_and_words(widget: CourseWidget) -> None:
    widget.close()
    data, _ = widget._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain"}


def test_payload_is_small(widget: CourseWidget) -> None:
    assert len(widget._esm) + len(widget._css) < widget.payload() <= 100_000


def test_page_asks_for_nothing(widget: CourseWidget) -> None:
    page = widget.to_html()
    addresses = set(re.findall(r"https?://[^\s\"'`<>]+", page))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(script|link|img)[^>]+(src|href)=\"(?!data:)", page)
    assert not re.search(r"\bimport\b\s*[({\"'*]", str(widget._esm))
    state = page.split("const sent = ")[1].split(";\nconst model")[0]
    assert "<" not in state
    assert set(json.loads(state)) == set(widget.state())


def test_page_escapes_what_a_token_or_title_says() -> None:
    evil = "</script><script>alert(1)</script>"
    viewer = AttentionViewer(weights(2, 2), [evil, "b"], title=evil)
    assert evil not in viewer.to_html()


def test_tokens_that_no_font_has_are_drawn_without_a_warning() -> None:
    viewer = AttentionViewer(weights(2, 2), ["\U0001f42f", "虎 $x$"])
    assert viewer.png().startswith(b"\x89PNG")


# --- QKVSteps


@pytest.mark.parametrize("causal", [False, True])
def test_stages_are_the_reference_attention(causal: bool) -> None:
    stages = steps().stages(causal=causal)
    mask = causal_mask(7) if causal else None
    output, looks = attention(stages["query"], stages["key"], stages["value"], mask)
    torch.testing.assert_close(stages["weights"], looks)
    torch.testing.assert_close(stages["output"], output)
    if causal:
        assert (stages["weights"].triu(1) == 0).all()
    assert stages["weights"].dtype == torch.float64


def test_scaling_keeps_attention_spread() -> None:
    def entropy(looks: Tensor) -> float:
        return float(-(looks * looks.log()).sum())

    widget = steps()
    assert entropy(widget.stages(scale=False)["weights"]) < entropy(widget.stages()["weights"])
    assert torch.equal(widget.stages(scale=False)["scaled"], widget.stages()["scores"])


def test_a_given_mask_holds_with_the_causal_one() -> None:
    mask = torch.ones(7, 7, dtype=torch.bool)
    mask[:, 2] = False
    looks = steps(mask=mask).stages(causal=True)["weights"]
    assert (looks[:, 2] == 0).all()
    assert (looks.triu(1) == 0).all()


X, W = torch.zeros(7, 5), torch.zeros(5, 3)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((TOKENS, X[None], W, W, W), r"x has shape \(1, 7, 5\): pass \(time, d_model\)"),
        ((TOKENS, [[1.0]], W, W, W), "x is a list: pass a torch tensor"),
        ((TOKENS[:-1], X, W, W, W), "tokens has 6 tokens but x has 7"),
        (("The tiger", X, W, W, W), "one string: pass a list"),
        ((TOKENS, X, W.T, W, W), r"w_q is \(3, 5\) but x has d_model 5: pass \(5, d_k\)"),
        ((TOKENS, X, W, W[:, :2], W), "same d_k"),
        ((TOKENS, X * torch.nan, W, W, W), "x holds nan or inf"),
        ((TOKENS, torch.zeros(0, 5), W, W, W), "empty"),
        ((["t"] * 33, torch.zeros(33, 5), W, W, W), "more than 32 tokens"),
    ],
)
def test_steps_refuse(arguments: tuple[Any, ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        QKVSteps(*arguments)


@pytest.mark.parametrize("mask", [torch.ones(7, 7), torch.ones(7, 6).bool(), [[True]]])
def test_steps_refuse_a_mask_that_is_none(mask: Any) -> None:
    with pytest.raises(ValueError, match=r"pass a bool tensor \(7, 7\)"):
        steps(mask=mask)


# --- MaskExplorer


def test_a_causal_mask_leaks_nowhere() -> None:
    explorer = MaskExplorer(causal_mask)
    for length in range(1, 13):
        assert torch.equal(explorer.mask(length), causal_mask(length))
        assert all(explorer.leaks(explorer.mask(length), t) == [] for t in range(length))
    assert "no leak at any length" in explorer.describe()


def test_a_leak_is_found_by_experiment() -> None:
    explorer = MaskExplorer(leaky)
    assert explorer.leaks(explorer.mask(6), 4) == [3]
    assert explorer.changes(explorer.mask(6), 4)[:3].tolist() == [0, 0, 0]
    assert explorer.leaks(torch.ones(6, 6).bool(), 2) == [0, 1]
    assert "length 2: 1 cell looks ahead" in explorer.describe()


def test_every_change_is_large_enough_to_see() -> None:
    explorer = MaskExplorer(causal_mask, max_length=32)
    everywhere = torch.ones(32, 32).bool()
    assert all(len(explorer.leaks(everywhere, token)) == token for token in range(32))
    twelve = torch.ones(12, 12).bool()
    assert min(explorer.changes(twelve, token).min() for token in range(12)) > 0.005


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda n: 1 / 0, "raised ZeroDivisionError"),
        (lambda n: torch.ones(n, n), "dtype float32; expected a bool tensor"),
        (lambda n: torch.ones(n, n + 1).bool(), r"shape \(2, 3\); expected"),
        (lambda n: None, "returned NoneType; expected"),
    ],
)
def test_a_failing_function_is_reported_not_raised(function: Any, words: str) -> None:
    explorer = MaskExplorer(function, max_length=4)
    assert re.search(words, explorer.problems[2])
    assert set(explorer.data["problems"]) == {"1", "2", "3", "4"}
    assert words.split()[0].strip(r"\(") in explorer.describe()
    assert explorer.png().startswith(b"\x89PNG")
    with pytest.raises(ValueError, match=words):
        explorer.mask(2)


def test_function_is_called_once_for_each_length_and_not_kept_in_step() -> None:
    calls: list[int] = []
    shared = torch.ones(5, 5).bool()

    def counted(length: int) -> Tensor:
        calls.append(length)
        return shared[:length, :length]

    explorer = MaskExplorer(counted, max_length=5)
    shared.fill_(False)
    assert calls == [1, 2, 3, 4, 5]
    assert explorer.mask(3).all()
    assert len(explorer.bits) == -(-(1 + 4 + 9 + 16 + 25) // 8)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"max_length": 0}, "pass 1 to 32"),
        ({"tokens": ["a"]}, "at least 12"),
        ({"tokens": "abc"}, "list"),
    ],
)
def test_explorer_refuses(options: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        MaskExplorer(causal_mask, **options)


def test_explorer_refuses_a_mask_in_place_of_a_function() -> None:
    with pytest.raises(ValueError, match="the function itself, not a Tensor"):
        MaskExplorer(causal_mask(4))  # type: ignore[arg-type]


def test_widgets_do_not_load_plotly() -> None:
    code = "import sys, llmcourse.widgets; sys.exit('plotly' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_softmax_says_what_the_function_does_wrong() -> None:
    assert "With 200 added to every score they are nan." in WIDGETS["softmax"]().describe()
    assert "still numbers" in softmax(lambda scores: scores.softmax(-1)).describe()
    assert "returned a float; expected a tensor (3,)" in softmax(lambda scores: 1.0).describe()
    assert "of shape (1, 3)" in softmax(lambda scores: scores[None]).describe()
    with pytest.raises(ValueError, match="tokens has 1 tokens but scores has 3"):
        SoftmaxExplorer(torch.exp, ["a"], torch.zeros(3))
    with pytest.raises(ValueError, match="pass the function itself"):
        softmax(torch.zeros(3))
