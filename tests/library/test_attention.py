"""The finished parts that lesson 3 hands out: what they refuse, and attention from outside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from llmcourse.models import attention as given
from llmcourse.models.inside import trace
from llmcourse.models.loading import load

PROMPT = "Q: The tiger left the tree because it was thirsty. What was thirsty?\nA: The"
Q, K, V = torch.randn(3, 2, 4, 5, 6, generator=torch.Generator().manual_seed(1))
FLAT = torch.ones(2, 5, 6)
REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: given.project(FLAT, *torch.ones(3, 5, 4)), "w_q has 5 rows, and a token of x 6"),
    (lambda: given.scaled_scores(Q, K[..., :4]), "a query has 6 numbers, a key 4"),
    (lambda: given.attention(Q, K[:, :2], V), "key has 2 heads, query has 4: repeat each key head"),
    (lambda: given.attention(Q, K, V[:, :3]), r"value has 3 heads, query has 4$"),
    (lambda: given.attention(Q, K, V[:, :, :3]), "there are 5 keys and 3 values"),
    (lambda: given.attention(FLAT, FLAT[:1].repeat(3, 1, 1), FLAT), r"key \(3, 5, 6\)"),
    (lambda: given.attention(Q, K, V, torch.ones(5, 5)), "the mask is torch.float32; it must be"),
    (lambda: given.attention(Q, K, V, torch.ones(2, 5).bool()), r"the mask has shape \(2, 5\)"),
    (lambda: given.attention(FLAT, FLAT, FLAT, torch.ones(2, 1, 1, 5).bool()), "the scores"),
    (lambda: given.split_heads(FLAT, 4), "d_model must be a multiple of n_heads"),
    (lambda: given.merge_heads((Q, Q)), "got a tuple: attention returns"),  # type: ignore[arg-type]
    (lambda: given.merge_heads(FLAT), r"got shape \(2, 5, 6\)"),
]


@pytest.mark.parametrize(("call", "words"), REFUSED)
def test_what_does_not_fit_is_refused_in_words(call: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize("mask", [None, given.causal_mask(5), torch.ones(1, 4, 5, 5).bool()])
def test_a_multi_head_attention_tells_its_output_and_weights(mask: torch.Tensor | None) -> None:
    attend = given.as_attention(given.multi_head_attention)
    for ours, theirs in zip(attend(Q, K, V, mask), given.attention(Q, K, V, mask), strict=True):
        torch.testing.assert_close(ours, theirs)


def test_it_is_the_function_handed_in_that_attends() -> None:
    def blind(
        x: torch.Tensor, w_q: torch.Tensor, *rest: torch.Tensor, **options: object
    ) -> torch.Tensor:
        return given.multi_head_attention(x, 0 * w_q, *rest, **options)  # type: ignore[arg-type]

    _, weights = given.as_attention(blind)(Q, K, V, None)
    torch.testing.assert_close(weights, torch.full_like(weights, 1 / 5))


def test_trained_weights_run_on_it() -> None:
    model, attend = load("main-base"), given.as_attention(given.multi_head_attention)
    ours, own = (trace(model, PROMPT, *how) for how in ((attend,), ()))
    torch.testing.assert_close(ours.weights, own.weights, atol=1e-4, rtol=1e-3)
    torch.testing.assert_close(ours.logits, own.logits, atol=1e-2, rtol=1e-3)
