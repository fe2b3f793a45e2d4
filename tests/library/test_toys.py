"""The toy models: the shipped tiger checkpoint, and the translator around a caller's function."""

import math
import re
import shutil
from functools import cache
from random import Random

import pytest
import torch
from torch import Tensor

from llmcourse.budget import budget, scaled
from llmcourse.models.tiger import (
    FOLDER,
    REFERENT_HEAD,
    SENTENCE,
    TWIN,
    TigerModel,
    evaluate,
    load,
    scaled_dot_product,
)
from llmcourse.models.toys import (
    ANIMALS,
    PLACES,
    is_held_out,
    split_words,
    tiger_vocabulary,
    translations,
    twins,
)
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


@pytest.fixture(scope="module")
def tiger() -> TigerModel:
    return load()


def test_budget(monkeypatch):
    monkeypatch.delenv("LLMCOURSE_BUDGET", raising=False)
    assert (budget(), scaled(3, 1)) == ("full", 3)
    monkeypatch.setenv("LLMCOURSE_BUDGET", "quick")
    assert (budget(), scaled(3, 1)) == ("quick", 1)
    monkeypatch.setenv("LLMCOURSE_BUDGET", "fast")
    with pytest.raises(ValueError, match=r"'fast'.*'quick' or 'full'"):
        budget()


def test_training_never_sees_a_held_out_pair():
    rng = Random(0)
    for _ in range(1000):
        for story in twins(rng, held_out=False):
            words = set(split_words(story.sentence))
            met = [(a, p) for a in ANIMALS for p in PLACES if {a, p} <= words]
            assert not any(is_held_out(*pair) for pair in met), story.sentence


def test_tiger_and_tree_are_held_out_and_the_words_are_known():
    assert is_held_out("tiger", "tree")
    assert not all(is_held_out("tiger", place) for place in PLACES)
    vocabulary, rng = set(tiger_vocabulary()), Random(1)
    assert set(split_words(f"{SENTENCE} {TWIN}")) <= vocabulary
    for _ in range(1000):
        for story in twins(rng, held_out=True):
            words = split_words(story.prompt)
            assert set(words) <= vocabulary
            assert words.count(story.referent) == words.count(story.distractor) == 1


def test_twins_differ_in_the_adjective_alone():
    rng = Random(2)
    for _ in range(200):
        first, second = twins(rng, held_out=False)
        assert first.sentence.replace(first.adjective, second.adjective) == second.sentence
        assert (first.referent, first.distractor) == (second.distractor, second.referent)


@pytest.mark.parametrize(("text", "answer"), [(SENTENCE, "The tiger."), (TWIN, "The tree.")])
def test_tiger_answers_both_sentences(tiger, text, answer):
    assert tiger.answer(text) == answer
    assert tiger.answer(tiger.prompt(text)) == answer


def test_referent_head_flips_with_the_twin(tiger):
    for text, referent, other in ((SENTENCE, "tiger", "tree"), (TWIN, "tree", "tiger")):
        tokens, weights = tiger.attention(tiger.prompt(text))
        looks = weights[REFERENT_HEAD][-1]
        assert looks[tokens.index(referent)] > 0.8
        assert looks[tokens.index(other)] < 0.05


def test_the_word_it_cannot_know_the_adjective(tiger):
    (tokens, weights), (_, twin_weights) = tiger.attention(SENTENCE), tiger.attention(TWIN)
    here = tokens.index("it")
    torch.testing.assert_close(weights[:, :, : here + 1], twin_weights[:, :, : here + 1])


def test_evaluation_finds_the_referent_head(tiger):
    accuracy, figures = evaluate(tiger, n_twins=100, seed=11)
    assert accuracy >= 0.97
    found = figures["answer"]
    assert found.head == REFERENT_HEAD
    assert found.referent > 0.8
    assert found.follows > 0.95
    assert figures["it"].follows == 0


def test_attention_is_causal_and_sums_to_one(tiger):
    tokens, weights = tiger.attention(SENTENCE)
    assert weights.shape == (2, 4, len(tokens), len(tokens))
    torch.testing.assert_close(weights.sum(-1), torch.ones(weights.shape[:-1]))
    assert not weights.triu(1).any()


def test_trace_agrees_with_forward_and_with_its_own_weights(tiger):
    trace = tiger.trace(SENTENCE)
    torch.testing.assert_close(trace.logits, tiger(tiger.encode(SENTENCE)))
    mask = torch.ones(len(trace.tokens), len(trace.tokens), dtype=torch.bool).tril()
    _, weights = scaled_dot_product(trace.query, trace.key, trace.value, mask)
    torch.testing.assert_close(weights, trace.weights)


def test_the_attention_handed_in_is_the_one_used(tiger):
    def uniform(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None = None):
        assert mask is not None
        weights = (mask / mask.sum(-1, keepdim=True)).expand(*query.shape[:2], -1, -1)
        return weights @ value, weights

    tokens, weights = tiger.attention(SENTENCE, uniform)
    assert weights[1, 2, -1].tolist() == pytest.approx([1 / len(tokens)] * len(tokens))
    answers = {tiger.answer(text, uniform) for text in (SENTENCE, TWIN)}
    assert answers != {"The tiger.", "The tree."}


def test_unknown_word_and_length_are_named(tiger):
    with pytest.raises(ValueError, match=r"'tigers'\. Did you mean tiger"):
        tiger.answer("The tigers left because it was thirsty.")
    with pytest.raises(ValueError, match="41 tokens; the model reads 1 to 40"):
        tiger.encode("the " * 41)


def test_checkpoint_is_small():
    assert (FOLDER / "model.safetensors").stat().st_size <= 300_000


def test_damaged_or_missing_checkpoint_is_refused(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "tiger")
    path = tmp_path / "tiger" / "model.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(ValueError, match=r"damaged.*restore it with `git checkout"):
        load(tmp_path / "tiger")
    path.unlink()
    with pytest.raises(ValueError, match="missing"):
        load(tmp_path / "tiger")


def test_model_card_names_the_head_and_the_file():
    card = (FOLDER / "README.md").read_text()
    digest = (FOLDER / "model.safetensors.sha256").read_text().split()[0]
    assert re.search(rf"answer \| \({REFERENT_HEAD[0]}, {REFERENT_HEAD[1]}\)", card)
    assert digest in card


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
