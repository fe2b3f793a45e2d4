"""Widgets that the browser tests and the benchmark open. Seeded: the same numbers every time."""

from __future__ import annotations

import torch
from torch import Tensor

from llmcourse.widgets import AttentionViewer, MaskExplorer, QKVSteps, SoftmaxExplorer

SENTENCE = "The tiger jumped out of a tree to get a drink because it was thirsty ."
TOKENS = SENTENCE.split()


def steps(mask: Tensor | None = None) -> QKVSteps:
    """The sentence with random embeddings, "it" selected."""
    generator = torch.Generator().manual_seed(3)
    x = torch.randn(len(TOKENS), 8, generator=generator, dtype=torch.float64)
    weights = [torch.randn(8, 4, generator=generator, dtype=torch.float64) for _ in range(3)]
    w_q, w_k, w_v = (0.5 * w for w in weights)
    return QKVSteps(TOKENS, x, w_q, w_k, w_v, mask=mask, query=TOKENS.index("it"))


def random_weights(layers: int, heads: int, time: int, *, seed: int = 5) -> Tensor:
    """Causal attention weights (layers, heads, time, time) with a different habit in each head."""
    generator = torch.Generator().manual_seed(seed)
    scores = 1.5 * torch.randn(layers, heads, time, time, generator=generator)
    position = torch.arange(time)
    distance = position[:, None] - position[None, :]
    for head in range(heads):
        scores[:, head] -= 0.5 * (distance - head).abs()
    return scores.masked_fill(distance < 0, -torch.inf).softmax(dim=-1)


def viewer(layers: int = 6, heads: int = 8, time: int | None = None) -> AttentionViewer:
    """Weights over the sentence, or over `time` numbered tokens."""
    tokens = TOKENS if time is None else [f"w{at}" for at in range(time)]
    return AttentionViewer(random_weights(layers, heads, len(tokens)), tokens)


def cross_viewer() -> AttentionViewer:
    """Two heads of cross-attention, seven queries on eight keys."""
    generator = torch.Generator().manual_seed(1)
    queries = "The tiger was thirsty so it drank".split()
    keys = "Le tigre avait soif et il a bu".split()
    weights = (2 * torch.randn(2, len(queries), len(keys), generator=generator)).softmax(dim=-1)
    return AttentionViewer(weights, queries, keys, title="Cross-attention")


def leaky_mask(length: int) -> Tensor:
    """Wrong by one: the next token is visible. Fails for length 3, returns floats for length 4."""
    if length == 3:
        raise RuntimeError("no <b>mask</b> for 3")
    position = torch.arange(length)
    mask = position[:, None] >= position[None, :] - 1
    return mask.float() if length == 4 else mask


def explorer() -> MaskExplorer:
    return MaskExplorer(leaky_mask, tokens=TOKENS)


def by_the_book(scores: Tensor) -> Tensor:
    """Overflows for large scores; wrong, not nan, where the first score is -4."""
    exponentials = scores.exp()
    return exponentials / exponentials.sum() / (2 if scores[0] == -4 else 1)


def softmax() -> SoftmaxExplorer:
    scores = torch.tensor([3.0, 1.0, 0.0, -1.0])
    return SoftmaxExplorer(by_the_book, "tiger tree drink leaf".split(), scores)
