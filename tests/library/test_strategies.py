"""The finished parts of lesson 11: against Hugging Face's and against counting; refusals."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from itertools import combinations, product
from typing import Any

import pytest
import torch
from torch import Tensor

from llmcourse.models import choosing
from llmcourse.models import strategies as given
from llmcourse.models.sampling import Settings, probabilities


def normal(*shape: int, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(*shape, generator=generator, dtype=torch.float64)


LOGITS = 2 * normal(5, 50)


@pytest.mark.parametrize("t", [0.3, 1.0, 2.5])
@pytest.mark.parametrize("k", [0, 1, 7, 80])
@pytest.mark.parametrize("p", [0.05, 0.7, 0.95, 1.0])
def test_temperature_first_is_hugging_faces_order(t: float, k: int, p: float) -> None:
    from transformers.generation import logits_process as theirs

    scores, ids = LOGITS, torch.zeros(5, 0, dtype=torch.long)
    steps: list[Any] = [theirs.TemperatureLogitsWarper(t)]
    steps += [theirs.TopKLogitsWarper(k)] if k else []
    steps += [theirs.TopPLogitsWarper(p)] if p < 1 else []
    for step in steps:
        scores = step(ids, scores)
    ours = given.next_probabilities(LOGITS, t, k, p, False)
    torch.testing.assert_close(ours, scores.softmax(-1))
    serving = probabilities(LOGITS, Settings(temperature=t, top_k=k, top_p=p))
    torch.testing.assert_close(ours, serving)


def test_the_repetition_penalty_is_hugging_faces() -> None:
    from transformers.generation.logits_process import RepetitionPenaltyLogitsProcessor

    ids = torch.tensor([[3, 3, 9], [0, 1, 2], [7, 7, 7], [49, 0, 0], [5, 6, 5]])
    theirs = RepetitionPenaltyLogitsProcessor(1.7)(ids, LOGITS.clone())
    torch.testing.assert_close(given.penalize(LOGITS, ids, 1.7, 0.0), theirs)


def test_a_penalty_below_one_raises() -> None:
    logits, ids = torch.tensor([[2.0, -2.0, 1.0]]), torch.tensor([[0, 1]])
    assert given.penalize(logits, ids, 0.5, 0.0).tolist() == [[4.0, -1.0, 1.0]]


def test_temperature_last_keeps_the_cool_set() -> None:
    for t in (0.2, 1.0, 5.0):
        hot = given.next_probabilities(LOGITS, t, 9, 0.8, True)
        cool = given.next_probabilities(LOGITS, 1.0, 9, 0.8, True)
        assert torch.equal(hot > 0, cool > 0)


def test_ties_and_edges() -> None:
    shares = torch.tensor([0.25, 0.25, 0.125, 0.25, 0.125])
    assert (given.top_k(shares, 1) > 0).tolist() == [True, True, False, True, False]
    assert (given.top_p(shares, 0.5) > 0).tolist() == [True, True, False, False, False]
    assert (given.top_p(shares, 0.5001) > 0).tolist() == [True, True, False, True, False]
    assert (given.top_p(torch.tensor([1e-9, 0.5, 0.5]), 1.0) > 0).all()


def test_draws_follow_the_law() -> None:
    weights = torch.tensor([0.0, 3.0, 1.0, 0.0, 4.0])
    u = (torch.arange(8000) + 0.5) / 8000
    counts = torch.bincount(given.draw(weights.expand(8000, -1), u), minlength=5)
    assert counts.tolist() == [0, 3000, 1000, 0, 4000]


REFUSED: list[tuple[Callable[[], object], str]] = [
    (lambda: given.temperature(LOGITS, -1), "must be 0 or more"),
    (lambda: given.top_k(LOGITS.softmax(-1), -1), "must be 0 .all tokens. or more"),
    (lambda: given.top_p(LOGITS.softmax(-1), 0.0), "above 0 and at most 1"),
    (lambda: given.top_p(LOGITS.softmax(-1), 1.5), "above 0 and at most 1"),
    (lambda: given.next_logits(normal(3, 3, 3), [1]), "reads the last 2 tokens; there are 1"),
    (lambda: given.next_logits(normal(3, 3), [torch.tensor(1)]), "holds a Tensor"),  # type: ignore[list-item]
    (lambda: given.distinct([1], 2), "no run of 2"),
    (lambda: choosing.best_of_n(normal(3), normal(3), 4), "n goes from 1 to 3"),
]


@pytest.mark.parametrize(("call", "words"), REFUSED)
def test_what_makes_no_sense_is_refused_in_words(call: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


def test_a_beam_of_one_is_greedy_and_a_wide_one_is_exhaustive() -> None:
    for seed in range(20):
        table = 2 * normal(4, 4, seed=seed)
        greedy = given.greedy(table, [0], 3, -1)
        assert given.beam_search(table, [0], 1, 3)[0].ids == greedy
        best = max(product(range(4), repeat=3), key=lambda way: given.logprob(table, [0], way))
        found = given.beam_search(table, [0], 64, 3)[0]
        assert tuple(found.ids) == best
        assert found.logprob == pytest.approx(given.logprob(table, [0], best))


def test_beams_end_and_stay() -> None:
    table = torch.tensor([[0.0, 2.0, 0.0], [0.0, 0.0, 5.0], [0.0, 0.0, 0.0]]).double()
    best = given.beam_search(table, [0], 2, 6, end=2)[0]
    assert (best.ids, best.ended) == ([1, 2], True)


def test_a_sampler_draws_by_its_share_and_repeats_itself() -> None:
    table = normal(4, 4).float()
    choose = [given.sampler(lambda logits: logits.softmax(-1), seed=3) for _ in range(2)]
    first, second = (given.write(table, [0], one, 4000) for one in choose)
    assert first == second
    after = Counter(b for a, b in zip([0, *first], first, strict=False) if a == 1)
    total = sum(after.values())
    for token, p in enumerate(table[1].softmax(-1).tolist()):
        assert abs(after[token] / total - p) < 5 * math.sqrt(p * (1 - p) / total)


@pytest.mark.parametrize(
    ("ids", "length"),
    [([1, 2, 3, 1, 2, 3], 0), ([9, 1, 2, 1, 2, 1, 2], 2), ([4, 5, 5, 5], 1), ([1, 2, 3], 0)],
)
def test_loops_are_found(ids: list[int], length: int) -> None:
    assert given.loop_length(ids) == length


def test_distinct_counts_runs() -> None:
    assert given.distinct([1, 2, 1, 2, 1], 2) == 2 / 4
    assert given.distinct([1, 2, 3], 1) == 1


def test_best_of_n_is_the_mean_over_all_choices() -> None:
    rewards, values = normal(7, seed=1).round(), normal(7, seed=2)
    for n in range(1, 8):
        choices = list(combinations(range(7), n))
        picks = [max(choice, key=lambda at: (float(rewards[at]), -at)) for choice in choices]
        mean = sum(float(values[at]) for at in picks) / len(choices)
        assert choosing.best_of_n(rewards, values, n) == pytest.approx(mean)


def test_the_truth_as_reward_is_pass_at_k() -> None:
    right = torch.tensor([1.0] * 3 + [0.0] * 9)
    for n in range(1, 13):
        wanted = 1 - math.comb(9, n) / math.comb(12, n)
        assert choosing.best_of_n(right, right, n) == pytest.approx(wanted)


def test_calibration_of_a_calibrated_and_an_overconfident_model() -> None:
    generator = torch.Generator().manual_seed(0)
    sure = torch.rand(40_000, generator=generator)
    right = torch.rand(40_000, generator=generator) < sure
    assert choosing.calibration_error(choosing.reliability(sure, right)) < 0.02
    rows = choosing.reliability(torch.full((100,), 0.95), torch.arange(100) < 60)
    assert [(round(p, 4), share, n) for p, share, n in rows] == [(0.95, 0.6, 100)]
    assert choosing.calibration_error(rows) == pytest.approx(0.35)


def test_perplexity_of_an_even_choice() -> None:
    assert choosing.perplexity([math.log(1 / 8)] * 5) == pytest.approx(8)


@pytest.mark.parametrize(
    ("answer", "good"),
    [
        ("Start: 2. Gets 3: 2 + 3 = 5. Loses 1: 5 - 1 = 4. The answer is 4.", True),
        ("2 + 3 = 5. 6 - 1 = 5. The answer is 5.", False),
        ("2 + 3 = 6. The answer is 6.", False),
        ("2 + 3 = 5. The answer is 4.", False),
        ("2 - 3 = -1. -1 + 1 = 0. The answer is 0.", True),
        ("The answer is 4.", False),
        ("", False),
    ],
)
def test_the_logic_check(answer: str, good: bool) -> None:
    assert choosing.logic_check(answer) is good
