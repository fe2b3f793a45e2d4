"""Speculative decoding: the same text when greedy, the same law when sampling."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Generator
from dataclasses import replace
from typing import Any

import pytest
import torch

from llmcourse.data import tokenizer_files
from llmcourse.models.config import ModelConfig
from llmcourse.models.generation import generate
from llmcourse.models.sampling import Settings
from llmcourse.models.speculative import _verify, speculate
from llmcourse.models.tokens import tokenizer_from_json
from llmcourse.models.transformer import Transformer
from llmcourse.models.writer import Writer

TOKENIZER = tokenizer_from_json(tokenizer_files()["tokenizer.json"])
CONFIG = ModelConfig(
    vocab_size=3072, d_model=32, n_layers=2, n_heads=4, n_kv_heads=2, d_head=8, d_ff=48,
    max_length=64, end_ids=(0, 5),
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Generator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def loud(config: ModelConfig, seed: int, scale: float) -> Transformer:
    """A model that is surer of itself than random weights are."""
    torch.manual_seed(seed)
    model = Transformer(config).eval()
    with torch.no_grad():
        for weight in model.parameters():
            if weight.dim() > 1:
                weight.mul_(scale)
    return model.requires_grad_(False)


SMALL = ModelConfig(
    vocab_size=6, d_model=16, n_layers=2, n_heads=2, n_kv_heads=1, d_head=8, d_ff=16, max_length=24
)


def test_greedy_speculation_writes_the_same_text() -> None:
    accepted = drafted = 0
    target = loud(SMALL, 1, 60.0)
    for drafter in (loud(SMALL, 2, 60.0), loud(SMALL, 1, 50.0)):
        for start in range(6):
            for n_draft in (1, 3, 5):
                plain = generate(target, [start, 1], max_tokens=22)
                fast = speculate(target, drafter, [start, 1], n_draft=n_draft, max_tokens=22)
                assert fast.completion == replace(
                    plain,
                    tokens=[
                        replace(theirs, logprob=pytest.approx(theirs.logprob, abs=1e-3))
                        for theirs in plain.tokens
                    ],
                )
                assert fast.n_passes <= 22
                accepted, drafted = accepted + fast.n_accepted, drafted + fast.n_drafted
    assert 0.05 < accepted / drafted < 0.95


@pytest.mark.parametrize("how", [{}, {"top_p": 0.8}, {"top_k": 3, "temperature": 1.5}])
def test_speculation_samples_by_the_models_own_law(how: dict[str, Any]) -> None:
    target, drafter, n = loud(SMALL, 1, 12.0), loud(SMALL, 2, 12.0), 400
    how = {"temperature": 1.0, "max_tokens": 3, **how}
    drawn = (
        [generate(target, [1, 2], seed=seed, **how) for seed in range(n)],
        [
            speculate(target, drafter, [1, 2], n_draft=2, seed=seed, **how).completion
            for seed in range(n)
        ],
    )
    plain, fast = (Counter(tuple(t.id for t in text.tokens) for text in texts) for texts in drawn)
    keys = plain | fast
    statistic = sum((plain[k] - fast[k]) ** 2 / (plain[k] + fast[k]) for k in keys)
    freedom = len(keys) - 1
    assert statistic < freedom + 4 * math.sqrt(2 * freedom)


@pytest.mark.parametrize("offer", [[0.1, 0.2, 0.3, 0.4], [0.5, 0.2, 0.2, 0.1], [0, 0, 0, 1.0]])
def test_a_token_that_was_checked_follows_the_models_law(offer: list[float]) -> None:
    law, n = [0.5, 0.3, 0.2, 0.0], 3000
    verdicts = torch.tensor([law, law]).log()
    settings = Settings(temperature=1.0, seed=4, max_tokens=2 * n + 1)
    writer, counts = Writer(settings, None), Counter[int]()
    for _ in range(n):
        drafted = writer.sampler.draw(torch.tensor(offer))
        accepted, last = _verify([drafted], [torch.tensor(offer)], verdicts, writer)
        counts[drafted if accepted else last] += 1
    assert set(counts) == {0, 1, 2}
    statistic = sum((counts[id] - n * law[id]) ** 2 / (n * law[id]) for id in range(3))
    assert statistic < 14  # 0.1 % of right ones


def test_speculation_without_a_common_vocabulary() -> None:
    model = Transformer(CONFIG, TOKENIZER).eval()
    with pytest.raises(ValueError, match="another vocabulary"):
        speculate(model, loud(SMALL, 0, 1.0), "Hi")
    with pytest.raises(ValueError, match="n_draft must be at least 1"):
        speculate(model, model, "Hi", n_draft=0)
    assert speculate(model, model, "Hi", max_tokens=9, ignore_end=True).acceptance == 1
