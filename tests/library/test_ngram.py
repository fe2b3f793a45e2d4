"""The n-gram tables and the scores of lesson 1, held against sums, laws and torch."""

from __future__ import annotations

import math

import pytest
import torch

from llmcourse.data.cities import SENTENCES
from llmcourse.models import ngram

WORDS = ngram.vocabulary(SENTENCES)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_every_word_and_every_end_is_counted_once(n: int) -> None:
    counts = ngram.ngram_counts(SENTENCES, n)
    total = sum(count for followers in counts.values() for count in followers.values())
    assert total == sum(len(sentence) + 1 for sentence in SENTENCES)
    assert {len(context) for context in counts} == {n - 1}
    assert not any(ngram.START in followers for followers in counts.values())


def test_the_famous_prompt_is_answered_as_the_whitepaper_says() -> None:
    counts = ngram.ngram_counts(SENTENCES, 3)
    new, los, laptop = (
        ngram.add_k(counts, ("US", "is"), word, len(WORDS), 0.01)
        for word in ("New", "Los", "laptop")
    )
    assert new > los > 100 * laptop > 0
    assert {"laptop", "apple"} <= set(WORDS)


@pytest.mark.parametrize("k", [0.01, 1.0])
@pytest.mark.parametrize("context", [("US", "is"), ("never", "seen")])
def test_smoothed_probabilities_sum_to_one(k: float, context: tuple[str, ...]) -> None:
    counts = ngram.ngram_counts(SENTENCES, 3)
    shares = [ngram.add_k(counts, context, word, len(WORDS), k) for word in WORDS]
    assert math.isclose(sum(shares), 1)
    assert ngram.add_k(counts, ("never", "seen"), "New", len(WORDS), 0) == 0


@pytest.mark.parametrize("context", [("<s>", "<s>", "<s>"), ("city", "in", "the"), ("a", "b", "c")])
def test_the_mixture_sums_to_one(context: tuple[str, ...]) -> None:
    tables = [ngram.ngram_counts(SENTENCES, n) for n in (1, 2, 3, 4)]
    shares = [ngram.interpolated(tables, context, word, len(WORDS), 0.7) for word in WORDS]
    assert math.isclose(sum(shares), 1)
    assert min(shares) > 0


def test_perplexity_of_equal_chances_is_their_number() -> None:
    fair = {(): dict.fromkeys("abcd", 0.2) | {ngram.END: 0.2}}
    assert math.isclose(ngram.perplexity(fair, [["a"], ["b", "c"]], 1), 5)
    assert ngram.perplexity(fair, [["e"]], 1) == math.inf


def test_two_perplexities_of_one_table_agree() -> None:
    tables = [ngram.ngram_counts(SENTENCES, 1)]
    model = ngram.smoothed(tables[0], WORDS, 0)
    mixture = ngram.mixture_perplexity(tables, SENTENCES, len(WORDS), 1.0)
    assert math.isclose(mixture, ngram.perplexity(model, SENTENCES, 1))


def test_drawn_sentences_follow_the_counts() -> None:
    model = ngram.smoothed(ngram.ngram_counts(SENTENCES, 2), WORDS, 0)
    drawn = [ngram.sample(model, 2, seed) for seed in range(3000)]
    seen = sum(sentence[0] == "The" for sentence in drawn) / len(drawn)
    assert abs(seen - model[(ngram.START,)]["The"]) < 0.04
    assert all({ngram.START, ngram.END}.isdisjoint(sentence) for sentence in drawn)


def test_a_continuation_of_equal_logits_costs_their_logarithm() -> None:
    found = ngram.continuation_score(torch.zeros(5, 8), torch.tensor([0, 1, 2, 3, 4]), 2)
    assert found.shape == ()
    assert math.isclose(found.item(), -3 * math.log(8), rel_tol=1e-6)
