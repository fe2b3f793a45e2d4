"""How the next token is chosen, part by part: the reference of lesson 11, and what it builds on.

Every function works on logits or probabilities, for any number of axes in front. A "model" is a
`Transformer` or a plain table of logits, `table[token]` or `table[before, token]`: a table is a
model small enough to check by hand. `llmcourse.models.sampling` does the same for serving, fast.

Conventions, since libraries differ: top-k keeps whatever ties with the k-th; top-p counts the
smaller id first among equals; temperature 0 puts everything on the first of the likeliest.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from jaxtyping import Float, Int
from torch import Tensor

from llmcourse.models.transformer import Transformer

Model = Transformer | Tensor
Choose = Callable[[Tensor, list[int]], int]
"""The next token, from its logits (vocabulary,) and all tokens so far."""


@torch.no_grad()
def next_logits(model: Model, ids: Sequence[int]) -> Float[Tensor, " vocabulary"]:
    """What the model says of the token after `ids`, the whole text so far."""
    _whole_numbers(ids)
    if isinstance(model, Transformer):
        at = torch.tensor([ids], device=model.embedding.weight.device)
        logits: Tensor = model(at, last_only=True).logits[0, -1]
        return logits.float().cpu()
    context = model.ndim - 1
    if len(ids) < context:
        raise ValueError(f"this table reads the last {context} tokens; there are {len(ids)}")
    return model[tuple(ids[len(ids) - context :])]


def write(
    model: Model, ids: Sequence[int], choose: Choose, n_new: int, end: int | None = None
) -> list[int]:
    """The new tokens that `choose` picks one by one, up to `n_new` of them or to `end`."""
    text = list(ids)
    while len(text) < len(ids) + n_new:
        token = choose(next_logits(model, text), list(text))
        if token == end:
            break
        text.append(token)
    return text[len(ids) :]


def greedy(model: Model, ids: list[int], n_new: int, end: int) -> list[int]:
    """The new tokens of greedy search: the likeliest each time, up to `end`."""
    return write(model, ids, lambda logits, text: int(logits.max(-1).indices), n_new, end)


def draw(
    weights: Float[Tensor, "*lead vocabulary"], u: Float[Tensor, "*lead"]
) -> Int[Tensor, "*lead"]:
    """The token at which the running sum of the weights passes the share u of their total."""
    running = weights.cumsum(-1)
    wanted = u[..., None] * running[..., -1:]
    return torch.searchsorted(running.contiguous(), wanted.contiguous(), right=True)[..., 0]


def temperature(
    logits: Float[Tensor, "*lead vocabulary"], t: float
) -> Float[Tensor, "*lead vocabulary"]:
    """Probabilities at temperature t; at 0 the first of the likeliest tokens gets everything."""
    if t < 0:
        raise ValueError(f"the temperature is {t}; it must be 0 or more")
    if t == 0:
        best = logits.argmax(-1, keepdim=True)
        return torch.zeros_like(logits).scatter(-1, best, 1.0)
    highest = logits.amax(-1, keepdim=True)
    exponentials = ((logits - highest) / t).exp()
    return exponentials / exponentials.sum(-1, keepdim=True)


def top_k(
    probabilities: Float[Tensor, "*lead vocabulary"], k: int
) -> Float[Tensor, "*lead vocabulary"]:
    """Only the k likeliest tokens, and what ties with the last of them; 0 is all."""
    if k < 0:
        raise ValueError(f"top_k is {k}; it must be 0 (all tokens) or more")
    size = probabilities.shape[-1]
    ranked = probabilities.sort(-1, descending=True).values
    floor = ranked[..., min(k or size, size) - 1, None]
    return renormalized(probabilities.masked_fill(probabilities < floor, 0.0))


def top_p(
    probabilities: Float[Tensor, "*lead vocabulary"], p: float
) -> Float[Tensor, "*lead vocabulary"]:
    """Only the smallest set of likeliest tokens whose probabilities reach p; 1 is all."""
    if not 0 < p <= 1:
        raise ValueError(f"top_p is {p}; it must be above 0 and at most 1")
    if p == 1:
        return renormalized(probabilities)
    order = (-probabilities).argsort(dim=-1, stable=True)
    running = probabilities.gather(-1, order).cumsum(-1)
    full = (running >= p).cumsum(-1) > 0  # from the token on that completes the set
    late = torch.roll(full, 1, -1)
    late[..., 0] = False
    return renormalized(probabilities.masked_fill(late.gather(-1, order.argsort(-1)), 0.0))


def renormalized(weights: Float[Tensor, "*lead n"]) -> Float[Tensor, "*lead n"]:
    """The weights over their sum."""
    return weights / weights.sum(-1, keepdim=True)


def next_probabilities(
    logits: Float[Tensor, "*lead vocabulary"],
    t: float,
    k: int,
    p: float,
    temperature_last: bool,
) -> Float[Tensor, "*lead vocabulary"]:
    """Temperature, top-k and top-p together; the temperature comes first or last."""
    shares = temperature(logits, 1.0 if temperature_last else t)
    shares = top_p(top_k(shares, k), p)
    return temperature(shares.log(), t) if temperature_last else shares


def penalize(
    logits: Float[Tensor, "batch vocabulary"],
    ids: Int[Tensor, "batch time"],
    repetition: float,
    frequency: float,
) -> Float[Tensor, "batch vocabulary"]:
    """Logits that make what was written before less likely, by its presence and its count."""
    rows = [torch.bincount(row, minlength=logits.shape[-1]) for row in ids]
    counts = torch.stack(rows).to(logits.dtype)
    lowered = torch.minimum(logits / repetition, logits * repetition)
    raised = torch.maximum(logits / repetition, logits * repetition)
    new = lowered if repetition >= 1 else raised
    return torch.where(counts > 0, new, logits) - frequency * counts


def distinct(ids: Sequence[int], n: int) -> float:
    """The share of different n-grams among all of a text: 1 where nothing stands twice."""
    grams = list(zip(*(ids[at:] for at in range(n)), strict=False))
    if not grams:
        raise ValueError(f"a text of {len(ids)} tokens has no run of {n}")
    return len(set(grams)) / len(grams)


def loop_length(ids: Sequence[int], times: int = 3) -> int:
    """The length of the run that the text ends with `times` times in a row, 0 for none."""
    for length in range(1, len(ids) // times + 1):
        tail = ids[-length * times :]
        if all(a == b for a, b in pairwise(_pieces(tail, length))):
            return length
    return 0


def _pieces(ids: Sequence[int], length: int) -> list[list[int]]:
    return [list(ids[at : at + length]) for at in range(0, len(ids), length)]


def sampler(
    share: Callable[[Tensor], Tensor],
    seed: int = 0,
    draw_one: Callable[[Tensor, Tensor], Tensor] = draw,
) -> Choose:
    """A chooser that draws from `share(logits)`; the same seed gives the same text."""
    numbers = random.Random(seed)

    def choose(logits: Tensor, ids: list[int]) -> int:
        u = torch.tensor(numbers.random(), dtype=torch.float64)
        return int(draw_one(share(logits.double()), u))

    return choose


@dataclass(frozen=True)
class Beam:
    """A text in the making: its new tokens, their log-probability, and whether it has ended."""

    ids: list[int]
    logprob: float
    ended: bool = False


def beam_search(
    model: Model, ids: Sequence[int], width: int, n_new: int, end: int | None = None
) -> list[Beam]:
    """The `width` likeliest continuations that beam search finds, the best first."""
    beams = [Beam([], 0.0)]
    for _ in range(n_new):
        if all(beam.ended for beam in beams):
            break
        found = [beam for beam in beams if beam.ended]
        for beam in beams:
            if not beam.ended:
                found += _grown(model, ids, beam, width, end)
        beams = sorted(found, key=lambda beam: -beam.logprob)[:width]
    return beams


def _grown(model: Model, ids: Sequence[int], beam: Beam, width: int, end: int | None) -> list[Beam]:
    logprobs = next_logits(model, [*ids, *beam.ids]).double().log_softmax(-1)
    best = logprobs.topk(min(width, len(logprobs)))
    return [
        Beam([*beam.ids, token], beam.logprob + logprob, token == end)
        for token, logprob in zip(best.indices.tolist(), best.values.tolist(), strict=True)
    ]


def logprob(model: Model, ids: Sequence[int], new: Sequence[int]) -> float:
    """The log-probability of some new tokens after a text, before any temperature or filter."""
    total, text = 0.0, list(ids)
    for token in new:
        total += float(next_logits(model, text).double().log_softmax(-1)[token])
        text.append(token)
    return total


def _whole_numbers(ids: Sequence[int]) -> None:
    wrong = [one for one in ids if not isinstance(one, int)]
    if wrong:
        kind = type(wrong[0]).__name__
        raise ValueError(f"a text is a list of whole numbers; this one holds a {kind}")
