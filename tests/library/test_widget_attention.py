"""The attention viewer: which weights reach the browser, what it names, what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from llmcourse.widgets import AttentionViewer
from tests.library.test_widgets import TOKENS, weights


@pytest.mark.parametrize("shape", [(7, 7), (2, 7, 7), (3, 2, 7, 7)])
@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16])
def test_weights_of_any_shape_arrive_within_a_byte(shape: tuple[int, ...], dtype: Any) -> None:
    given = weights(*shape).to(dtype).requires_grad_()
    viewer = AttentionViewer(given, TOKENS)
    full = given.detach().float().reshape(viewer.shown().shape)
    assert torch.equal(viewer.shown(), full.double())
    assert len(viewer.weights) == 4 * given.numel()
    assert viewer.peaks == b""


def test_many_weights_arrive_within_a_byte() -> None:
    given = weights(3, 70, 70)
    viewer = AttentionViewer(given, [str(at) for at in range(70)])
    full = given.double()[None]
    assert (viewer.shown() - full).abs().max() <= 0.5 / 255
    assert (viewer.shown().sum(dim=-1) - 1).abs().max() <= 70 / 255
    assert torch.allclose(viewer.shown().amax(dim=-1), full.amax(dim=-1))
    assert len(viewer.weights) == given.numel()


def test_only_keys_of_some_weight_are_named() -> None:
    given = torch.tensor([[0.96, 0.03, 0.01], [0.5, 0.46, 0.04], [0.4, 0.3, 0.3]])
    viewer = AttentionViewer(given, list("abc"))
    assert [viewer.named(query) for query in range(3)] == [[0], [0, 1], [0, 1, 2]]
    assert '"a" looks most at "a" 0.96\n' in viewer.describe()
    even = AttentionViewer(torch.full((30, 30), 1 / 30), [str(at) for at in range(30)])
    assert even.named(0) == [0]


def test_a_viewer_opens_on_the_head_it_is_told() -> None:
    given = weights(2, 3, 7, 7)
    viewer = AttentionViewer(given, TOKENS, layer=1, head=-1)
    assert (viewer.data["layer"], viewer.data["head"]) == (1, 2)
    best = int(given[1, 2, 0].argmax())
    assert "In layer 1, head 2:" in viewer.describe()
    assert f'looks most at "{TOKENS[best]}" {given[1, 2, 0, best]:.2f}' in viewer.describe()


def test_a_long_even_row_does_not_vanish() -> None:
    viewer = AttentionViewer(torch.full((600, 600), 1 / 600), [str(i) for i in range(600)])
    assert torch.allclose(viewer.shown(), torch.tensor(1 / 600, dtype=torch.float64))


def test_cross_attention_and_names() -> None:
    viewer = AttentionViewer(weights(2, 3, 5), list("abc"), list("vwxyz"), head_names=["A", "B"])
    assert viewer.data["shape"] == [1, 2, 3, 5]
    assert "In layer 0, A" in viewer.describe()
    assert len(viewer.top(0)) == 3


@pytest.mark.parametrize(
    ("given", "options", "words"),
    [
        (torch.zeros(7), {}, r"pass of attention weights|shape \(7,\): pass"),
        (torch.randn(7, 7).abs() + 1, {}, "not 1: pass softmax over the last axis"),
        (torch.eye(7) * 2 - torch.eye(7).roll(1, 0), {}, "negative somewhere"),
        (torch.full((7, 7), torch.nan), {}, "nan or inf"),
        (weights(7, 5), {}, "7 queries and 5 keys: pass key_tokens"),
        (weights(6, 6), {}, "tokens has 7 tokens but the query axis has 6"),
        (weights(7, 5), {"key_tokens": list("abcd")}, "key_tokens has 4 tokens but the key axis"),
        (weights(2, 7, 7), {"head_names": ["A"]}, "head_names has 1 tokens"),
        (weights(7, 7).tolist(), {}, "pass a torch tensor"),
        (weights(1, 1, 1, 7, 7), {}, "pass"),
    ],
)
def test_viewer_refuses(given: Any, options: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        AttentionViewer(given, TOKENS, **options)


def test_the_refused_row_is_named() -> None:
    given = weights(2, 3, 7, 7)
    given[1, 2, 4] *= 2
    with pytest.raises(ValueError, match=r"query 4 \(layer 1, head 2\) sum to 2, not 1"):
        AttentionViewer(given, TOKENS)
