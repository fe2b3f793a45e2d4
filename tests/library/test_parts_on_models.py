"""The parts of lessons 1, 2 and 4 on the shipped models: same scores, same ids, same logits."""

from __future__ import annotations

import math

import pytest
import torch

from llmcourse.data.cities import SENTENCES
from llmcourse.models import blocks, ngram, subwords
from llmcourse.models.generation import score
from llmcourse.models.loading import CHECKPOINTS, load

WORDS = ngram.vocabulary(SENTENCES)


@pytest.mark.parametrize("name", ["draft-base", "main-base"])
def test_a_shipped_checkpoint_gives_identical_logits(name: str) -> None:
    model = load(name)
    weights = blocks.read_llama(CHECKPOINTS / name / "model.safetensors")
    ids = torch.randint(3000, (2, 9), generator=torch.Generator().manual_seed(2))
    config = model.config
    ours = blocks.decoder_only(ids, weights, config.n_heads, config.n_kv_heads)
    torch.testing.assert_close(ours, model(ids).logits, atol=1e-4, rtol=0)


def test_the_course_models_ids() -> None:
    """Encoding with the merges of the course's own tokenizer gives the ids that it gives."""
    raw = load("draft-base").tokenizer.raw  # type: ignore[union-attr]
    merges, vocabulary = subwords.learned(raw)
    text = "The otters were queueing unhappily; 1,024 of them. Con hổ khát nước. 🐯"
    pieces = [piece for piece, _ in raw.pre_tokenizer.pre_tokenize_str(text)]
    ids = [i for piece in pieces for i in subwords.bpe_encode(piece, merges, vocabulary)]
    assert ids == raw.encode(text).ids


def test_scores_are_those_of_the_generation_module() -> None:
    model = load("draft-base")
    assert model.tokenizer
    ids = model.tokenizer.encode("The most famous city in the US is New York")
    tokens = score(model, ids)
    expected = sum(token.logprob for token in tokens[7:])
    assert ngram.score(model, ids[:8], ids[8:]) == pytest.approx(expected, abs=1e-3)
    whole = sum(token.logprob for token in score(model, [0, *ids, 0]))
    value = ngram.model_perplexity(model, [ids])
    assert value == pytest.approx(math.exp(-whole / (len(ids) + 1)), rel=1e-4)


def test_an_ending_is_scored_word_by_word_or_token_by_token() -> None:
    tables = [ngram.ngram_counts(SENTENCES, n) for n in (1, 2, 3)]
    prompt = "The most famous city in the US is"
    steps = [(tuple(prompt.split()), "New"), ((*prompt.split(), "New"), "York")]
    expected = sum(math.log(ngram.interpolated(tables, *step, len(WORDS), 0.7)) for step in steps)
    assert math.isclose(ngram.table_score(tables, prompt, "New York", len(WORDS)), expected)
    model = load("draft-base")
    assert model.tokenizer
    both = model.tokenizer.encode(prompt), model.tokenizer.encode(" New York")
    assert ngram.text_score(model, prompt, "New York") == ngram.score(model, *both)
    halved = ngram.text_score(model, prompt, "New York", lambda *inputs: torch.tensor(-0.5))
    assert halved == -0.5
