"""The toy translator around a caller's function, and the budget that scales its training."""

import math
import re
from functools import cache
from random import Random

import pytest
import torch

from llmcourse.budget import budget, scaled
from llmcourse.models.toys import translations
from llmcourse.models.translator import (
    BrokenCrossAttentionError,
    Trained,
    Translator,
    held_out_sentences,
    train_translator,
)


@pytest.fixture(autouse=True, scope="module")
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def test_budget(monkeypatch):
    monkeypatch.delenv("LLMCOURSE_BUDGET", raising=False)
    assert (budget(), scaled(3, 1)) == ("full", 3)
    monkeypatch.setenv("LLMCOURSE_BUDGET", "quick")
    assert (budget(), scaled(3, 1)) == ("quick", 1)
    monkeypatch.setenv("LLMCOURSE_BUDGET", "fast")
    with pytest.raises(ValueError, match=r"'fast'.*'quick' or 'full'"):
        budget()


def cross_attention(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    query, key, value = decoder_states @ w_q, encoder_states @ w_k, encoder_states @ w_v
    scores = query @ key.mT / math.sqrt(w_q.shape[1])
    if encoder_mask is not None:
        scores = scores.masked_fill(~encoder_mask[:, None, :], -torch.inf)
    weights = scores.softmax(-1)
    return weights @ value, weights


def ignores_its_keys(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    blind = torch.zeros_like(w_k)
    return cross_attention(decoder_states, encoder_states, w_q, blind, w_v, encoder_mask)


@cache
def trained() -> Trained:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LLMCOURSE_BUDGET", "quick")
        return train_translator(cross_attention, progress=False)


def test_translator_learns_in_the_quick_budget():
    result = trained()
    assert result.accuracy >= 0.9
    assert len(result.losses) == 200
    assert result.losses[-1] < result.losses[0] / 50


def test_alignment_follows_miru_word_order():
    words, alignment = trained().translate("the red cat sleeps today")
    assert words == ["nai", "dormak", "kel", "rudo", "lo"]
    assert alignment.shape == (5, 5)
    assert alignment.argmax(-1).tolist() == [4, 3, 2, 1, 0]


def test_padding_does_not_change_a_translation():
    model = trained().model
    short, long = "a dog sings", "this red cat follows every young horse again"
    batch = torch.nn.utils.rnn.pad_sequence([model.encode(short), model.encode(long)], True)
    (padded, _), weights = model.write(batch)
    alone, alignment = trained().translate(short)
    assert padded == alone
    assert not weights[0, :, 3:].any()
    torch.testing.assert_close(weights[0, : len(alone), :3], alignment)


def test_a_cross_attention_without_keys_does_not_learn_to_translate():
    assert train_translator(ignores_its_keys, steps=200, progress=False).accuracy < 0.5


def test_training_repeats_itself_and_leaves_the_random_state_alone():
    torch.manual_seed(3)
    expected = torch.rand(2)
    torch.manual_seed(3)
    first = train_translator(cross_attention, steps=3, seed=5, progress=False)
    torch.testing.assert_close(torch.rand(2), expected)
    again = train_translator(cross_attention, steps=3, seed=5, progress=False)
    assert first.losses == again.losses


def test_held_out_translations_are_never_trained_on():
    rng = Random(0)
    trained_on = [translations(rng, held_out=False).english for _ in range(5000)]
    held_out = {s.english for s in held_out_sentences(300)}
    assert not any(" red cat" in english for english in trained_on)
    assert not held_out & set(trained_on)
    assert len({len(english.split()) for english in held_out}) > 3


def detaches(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    return cross_attention(decoder_states, encoder_states, w_q.detach(), w_k, w_v, encoder_mask)


def cuts_off(*inputs):
    output, weights = cross_attention(*inputs)
    return output.detach(), weights


def turns_around(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None):
    return cross_attention(encoder_states, decoder_states, w_q, w_k, w_v)


def forgets_weights(*inputs):
    return cross_attention(*inputs)[0], None


def fails(*inputs):
    raise KeyError("key")


def not_a_number(*inputs):
    output, weights = cross_attention(*inputs)
    return output * torch.nan, weights


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (detaches, "detaches has a wrong gradient for w_q"),
        (cuts_off, "cuts_off returned an output that no gradient flows through"),
        (turns_around, r"turns_around returned output of shape \(2, 5, 4\), expected \(2, 3, 4\)"),
        (forgets_weights, "forgets_weights returned weights of shape NoneType"),
        (fails, "fails raised KeyError"),
        (not_a_number, "not_a_number has a wrong gradient"),
    ],
)
def test_broken_cross_attention_is_named(function, said):
    with pytest.raises(BrokenCrossAttentionError, match=f"Your {said}"):
        train_translator(function, steps=1, progress=False)


def test_progress_bar_shows_the_loss(capsys):
    train_translator(cross_attention, steps=2)
    assert re.search(r"loss \d\.\d+.*2/2", capsys.readouterr().out)


def test_unknown_english_is_named():
    with pytest.raises(ValueError, match="'zebra'"):
        Translator(cross_attention).encode("the zebra sleeps")
