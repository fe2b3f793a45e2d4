"""Choosing among whole answers: a logic check, best-of-N, and how well a model knows its odds.

The reference of the second half of lesson 11. Runs no model: see `llmcourse.models.candidates`.
"""

import math
import re
from collections.abc import Sequence

import torch
from jaxtyping import Bool, Float
from torch import Tensor

Equation = tuple[int, str, int, int]
STEP = re.compile(r"(-?\d+) ([-+]) (\d+) = (-?\d+)")
SAID = re.compile(r"The answer is (-?\d+)")


def equations(answer: str) -> list[Equation]:
    """Every "a + b = c" and "a - b = c" in a worked answer, as (a, sign, b, c)."""
    return [(int(a), sign, int(b), int(c)) for a, sign, b, c in STEP.findall(answer)]


def said(answer: str) -> int | None:
    """The number after the last "The answer is", or None."""
    found = SAID.findall(answer)
    return int(found[-1]) if found else None


def logic_check(answer: str) -> bool:
    """Whether a worked answer holds together: sums that are right, hand on, and are the answer."""
    steps = equations(answer)
    if not steps:
        return False
    value = steps[0][0]
    for first, sign, second, result in steps:
        if first != value:
            return False
        value = first + second if sign == "+" else first - second
        if value != result:
            return False
    return said(answer) == value


def best_of_n(rewards: Float[Tensor, " m"], values: Float[Tensor, " m"], n: int) -> float:
    """The mean value of what best-of-n picks by reward, over all choices of n of m candidates."""
    m = len(rewards)
    if not 1 <= n <= m:
        raise ValueError(f"n is {n}, and there are {m} candidates: n goes from 1 to {m}")
    order = sorted(range(m), key=lambda at: -float(rewards[at]))
    total = math.comb(m, n)
    return sum(
        float(values[at]) * math.comb(m - rank, n - 1) / total
        for rank, at in enumerate(order, start=1)
    )


def reliability(
    confidence: Float[Tensor, " tokens"], right: Bool[Tensor, " tokens"], n_bins: int = 10
) -> list[tuple[float, float, int]]:
    """For each bin of confidence that is not empty: mean confidence, share right, count."""
    at = (confidence * n_bins).long().clamp(max=n_bins - 1)
    rows = []
    for one in range(n_bins):
        inside = at == one
        if bool(inside.any()):
            sure = float(confidence[inside].double().mean())
            rows.append((sure, float(right[inside].double().mean()), int(inside.sum())))
    return rows


def calibration_error(rows: Sequence[tuple[float, float, int]]) -> float:
    """The expected calibration error: the mean gap of the bins, weighted by their counts."""
    total = sum(count for _, _, count in rows)
    return sum(abs(sure - share) * count for sure, share, count in rows) / total


def perplexity(logprobs: Sequence[float]) -> float:
    """e to the mean of minus the log-probabilities: among how many tokens it wavered."""
    return math.exp(-float(torch.tensor(logprobs).double().mean()))
