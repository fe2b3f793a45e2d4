"""One layer of attention that must name the token before each token: can it tell the order?

The task needs positions and nothing else: tokens are drawn at random, and without a mask every
position sees the whole sequence. Four models differ only in how positions come in: not at all,
added sinusoids, added learned vectors, or rotated queries and keys. `measure_positions` trains
each in seconds and tries it on longer sequences than it has seen. It says nothing of how far a
large language model reaches; it is one layer and one toy task.
"""

import math
from collections.abc import Callable, Iterable, Sequence

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn import functional as F

from llmcourse.bars import bar
from llmcourse.budget import scaled

Sinusoidal = Callable[[Tensor, int], Tensor]
Rotary = Callable[[Tensor, Tensor], Tensor]

N_TOKENS, TRAINED, LONGEST = 16, 12, 64
KINDS = ("no positions", "sinusoidal", "learned", "rotary")


class Neighbors(nn.Module):
    """Embedding, one attention head without a mask, and a guess at the token before each."""

    def __init__(self, kind: str, sinusoidal: Sinusoidal, rotary: Rotary, d: int = 32) -> None:
        super().__init__()
        self.kind, self.sinusoidal, self.rotary = kind, sinusoidal, rotary
        self.embedding = nn.Embedding(N_TOKENS, d)
        self.query, self.key, self.value = (nn.Linear(d, d, bias=False) for _ in range(3))
        self.guess = nn.Linear(d, N_TOKENS)
        if kind == "learned":
            self.positions = nn.Embedding(LONGEST, d)

    def forward(
        self, ids: Int[Tensor, "batch time"]
    ) -> tuple[Float[Tensor, "batch time tokens"], Float[Tensor, "batch time time"]]:
        """Logits of the token before each, and the attention weights."""
        x, at = self.embedding(ids), torch.arange(ids.shape[1])
        if self.kind == "sinusoidal":
            x = x + self.sinusoidal(at, x.shape[-1])
        if self.kind == "learned":
            x = x + 0.5 * self.positions(at)
        query, key = self.query(x), self.key(x)
        if self.kind == "rotary":
            query, key = self.rotary(query, at), self.rotary(key, at)
        weights = (query @ key.mT / math.sqrt(query.shape[-1])).softmax(-1)
        return self.guess(weights @ self.value(x)), weights


def measure_positions(
    sinusoidal: Sinusoidal,
    rotary: Rotary,
    lengths: Sequence[int] = (12, 16, 24, 32, 48),
    *,
    steps: int | None = None,
    progress: bool = True,
) -> dict[str, list[float]]:
    """Share of right guesses at each length, for each kind, after training on 12 tokens.

    `steps` defaults to what `LLMCOURSE_BUDGET` allows. Lengths above 64 raise a ValueError: the
    learned table ends there.
    """
    if max(lengths) > LONGEST:
        raise ValueError(f"Length {max(lengths)}: the learned positions end at {LONGEST}.")
    steps = scaled(300, 150) if steps is None else steps
    found: dict[str, list[float]] = {}
    total = steps * len(KINDS)
    with torch.random.fork_rng(devices=[]), bar("training", total, show=progress) as advance:
        for kind in KINDS:
            torch.manual_seed(0)
            model = Neighbors(kind, sinusoidal, rotary)
            for loss in _fit(model, steps):
                advance(f"{kind}: loss {loss:.3f}")
            found[kind] = [accuracy(model, length) for length in lengths]
    return found


def _fit(model: Neighbors, steps: int) -> Iterable[float]:
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2)
    for _ in range(steps):
        ids = torch.randint(N_TOKENS, (64, TRAINED))
        logits, _ = model(ids)
        loss = F.cross_entropy(logits[:, 1:].flatten(0, 1), ids[:, :-1].flatten())
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        yield loss.item()


@torch.no_grad()
def accuracy(model: Neighbors, length: int) -> float:
    """Share of positions, the first one apart, at which the token before is guessed right."""
    generator = torch.Generator().manual_seed(length)
    ids = torch.randint(N_TOKENS, (200, length), generator=generator)
    logits, _ = model(ids)
    right = logits[:, 1:].argmax(-1) == ids[:, :-1]
    return float(right.float().mean())
