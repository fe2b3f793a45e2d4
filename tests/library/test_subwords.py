"""Normalization, byte-pair encoding and Unigram, held against Hugging Face's `tokenizers`."""

from __future__ import annotations

import json
import random
import unicodedata

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

from llmcourse.models import subwords

ALPHABETS = ["ab", "abc", "abcdefgh", "zyxé", "aăâđêôơư", "ế虎😀é", "Ġab", "ab cd"]
LETTERS = st.one_of(  # settled long ago: Python and the library may know different Unicodes
    st.characters(max_codepoint=0x36F, exclude_categories=["Cc", "Cn"]),
    st.characters(min_codepoint=0x1E00, max_codepoint=0x1EFF),
    st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
    st.sampled_from("\u00a0\u2009\u3000\n\t"),
)
Words = dict[tuple[str, ...], int]


def corpus(seed: int) -> tuple[Words, int]:
    """Few letters and low counts: nearly every step has a tie."""
    rng = random.Random(seed)
    alphabet = ALPHABETS[seed % len(ALPHABETS)]
    words: Words = {}
    for _ in range(rng.randint(1, 12)):
        words[tuple(rng.choices(alphabet, k=rng.randint(1, 9)))] = rng.randint(1, 4)
    return words, rng.randint(1, 25)


def trained(words: Words, n_merges: int) -> Tokenizer:
    """What `tokenizers` learns from the same words, each one handed over as a text of its own."""
    made = Tokenizer(models.BPE())
    size = len({symbol for word in words for symbol in word}) + n_merges
    texts = ["".join(word) for word, times in words.items() for _ in range(times)]
    trainer = trainers.BpeTrainer(vocab_size=size, special_tokens=[], show_progress=False)
    made.train_from_iterator(texts, trainer)
    return made


@pytest.mark.parametrize("start", range(0, 400, 50))
def test_merges_and_ids_are_the_librarys(start: int) -> None:
    for seed in range(start, start + 50):
        words, n_merges = corpus(seed)
        theirs = trained(words, n_merges)
        merges, vocabulary = subwords.learned(theirs)
        assert subwords.train_bpe(words, n_merges) == merges
        rng = random.Random(seed)
        alphabet = sorted({symbol for word in words for symbol in word})
        unseen = ["".join(rng.choices(alphabet, k=rng.randint(1, 15))) for _ in range(5)]
        for word in ["".join(word) for word in words] + unseen:
            assert subwords.bpe_encode(word, merges, vocabulary) == theirs.encode(word).ids


def test_corpus_of_a_text_in_bytes() -> None:
    """A longer text in two scripts, in GPT-2's byte characters."""
    text = "The tiger jumped. Con hổ nhảy khỏi cây vì nó khát nước, the tiger was thirsty. " * 3
    words = subwords.word_counts([text, "Tiếng Việt và tiếng Anh"])
    merges = subwords.train_bpe(words, 80)
    assert merges == subwords.learned(trained(words, 80))[0]
    assert any("Ġ" in "".join(pair) for pair in merges)


def test_a_tie_goes_to_the_lowest_ids() -> None:
    assert subwords.train_bpe({("b", "d"): 1, ("c", "a"): 1}, 1) == [("b", "d")]
    assert subwords.train_bpe({("a", "c"): 1, ("a", "b"): 1}, 1) == [("a", "b")]
    # "ab" comes before "y" in the alphabet, but is newer: y + z goes first.
    found = subwords.train_bpe({tuple("abz"): 2, ("y", "z"): 2}, 3)
    assert found == [("a", "b"), ("y", "z"), ("ab", "z")]


@settings(max_examples=200, deadline=None)
@drawn(st.text())
def test_words_and_bytes_lose_nothing(text: str) -> None:
    assert "".join(subwords.split_words(text)) == text
    theirs = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    assert "".join(p for p, _ in theirs.pre_tokenize_str(text)) == subwords.as_bytes(text)


@settings(max_examples=200, deadline=None)
@drawn(st.text(alphabet=LETTERS))
def test_normal_forms_are_the_librarys(text: str) -> None:
    assert subwords.normalize(text) == unicodedata.normalize("NFC", " ".join(text.split()))
    strip = [normalizers.NFD(), normalizers.StripAccents(), normalizers.NFC()]
    theirs = normalizers.Sequence(strip).normalize_str(text)
    ours = subwords.normalize(text, keep_accents=False)
    assert ours == " ".join(theirs.split())


@pytest.mark.parametrize("seed", range(20))
def test_unigram_is_as_likely_as_the_librarys(seed: int) -> None:
    """Segmentations with the same pieces in another order are equally likely: scores compare."""
    rng = random.Random(seed)
    alphabet = ["ab", "abc", "éế😀"][seed % 3]
    pieces = {"".join(rng.choices(alphabet, k=rng.randint(1, 5))) for _ in range(25)}
    table = [(piece, -rng.uniform(0.5, 9)) for piece in sorted(pieces | set(alphabet))]
    theirs = Tokenizer(models.Unigram([("<unk>", 0.0), *table], unk_id=0))
    scores = dict(table)
    for _ in range(30):
        word = "".join(rng.choices(alphabet, k=rng.randint(1, 30)))
        ours, expected = subwords.unigram(word, scores), theirs.encode(word).tokens
        assert "".join(ours) == word
        assert sum(map(scores.get, ours)) == pytest.approx(sum(map(scores.get, expected)))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="No pieces"):
        subwords.unigram("x", scores)


def test_trained_unigram_cuts_as_the_library_does() -> None:
    texts = [
        "the happy tiger was unhappy",
        "unhappily the otter wandered",
        "happily ever after",
    ] * 9
    made = Tokenizer(models.Unigram())
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = trainers.UnigramTrainer(
        vocab_size=40, show_progress=False, special_tokens=["<unk>"], unk_token="<unk>"
    )
    made.train_from_iterator(texts, trainer)
    scores = dict(json.loads(made.to_str())["model"]["vocab"])
    for word in ["unhappily", "wandered", "otter"]:
        assert subwords.unigram(word, scores) == made.encode(word).tokens
