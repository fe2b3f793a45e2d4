"""The simplest language model: a table of which word followed which, and what it is good for.

Counts, smoothed probabilities, perplexity and drawn sentences, as lesson 1 defines them. A sentence
is a list of words; before it stand n - 1 times START, after it one END. The last function scores a
text by any model's logits. For texts of a few thousand words: tables are plain dictionaries, and
nothing is pruned or hashed as a search engine's tables would be.

Sources: Shannon 1948; Jelinek and Mercer 1980 for interpolation; Chen and Goodman 1996 for a
comparison (arXiv:cmp-lg/9606011).
"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import chain
from random import Random
from typing import Any, TypeVar

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn import functional as F

from llmcourse.models.generation import encode
from llmcourse.models.transformer import Transformer

START, END = "<s>", "</s>"
Word = TypeVar("Word", bound=Hashable)
Counts = Mapping[tuple[Word, ...], Mapping[Word, int]]
Model = Mapping[tuple[str, ...], Mapping[str, float]]
Score = Callable[[Tensor, Tensor, int], Tensor]


def grams(sentence: Sequence[Any], n: int) -> list[tuple[Any, ...]]:
    """Every run of n words of a sentence, the marks at its ends included."""
    marked = [*[START] * (n - 1), *sentence, END]
    return list(zip(*(marked[i:] for i in range(n)), strict=False))


def ngram_counts(
    sentences: Iterable[Sequence[str]], n: int
) -> dict[tuple[str, ...], dict[str, int]]:
    """How often each word follows each context of n - 1 words: counts[context][word]."""
    counts: dict[tuple[str, ...], dict[str, int]] = {}
    for gram, times in Counter(chain.from_iterable(grams(s, n) for s in sentences)).items():
        counts.setdefault(gram[:-1], {})[gram[-1]] = times
    return counts


def add_k(
    counts: Counts[Word], context: tuple[Word, ...], word: Word, n_words: int, k: float
) -> float:
    """Probability of a word after a context when every count is raised by k."""
    followers: Mapping[Word, int] = counts.get(context, {})
    total = math.fsum([k * n_words, *followers.values()])
    return (followers.get(word, 0) + k) / total if total else 0.0


def interpolated(
    tables: Sequence[Counts[Word]],
    context: tuple[Word, ...],
    word: Word,
    n_words: int,
    weight: float,
) -> float:
    """A mixture of all orders: `tables[i]` holds counts after i words of context.

    Each order takes `weight` of the whole and leaves the rest to the next shorter context; one that
    was never seen leaves everything. Below the shortest all words are equally likely.
    """
    probability = 1 / n_words
    for length, counts in enumerate(tables):
        followers = counts.get(context[len(context) - length :])
        if followers:
            seen = followers.get(word, 0) / sum(followers.values())
            probability = weight * seen + (1 - weight) * probability
    return probability


def vocabulary(sentences: Iterable[Sequence[str]]) -> list[str]:
    """What can come next: every word, and END."""
    return [*dict.fromkeys(chain.from_iterable(sentences)), END]


def smoothed(
    counts: Counts[str],
    words: Sequence[str],
    k: float,
    contexts: Iterable[tuple[str, ...]] = (),
) -> dict[tuple[str, ...], dict[str, float]]:
    """The whole table of add-k probabilities, for all contexts counted and for those named."""
    return {
        context: {word: add_k(counts, context, word, len(words), k) for word in words}
        for context in dict.fromkeys(chain(counts, contexts))
    }


def perplexity(model: Model, sentences: Iterable[Sequence[str]], n: int) -> float:
    """One over the geometric mean of the probabilities of all words, the ENDs included."""
    logs = [
        math.log(p) if (p := model.get(gram[:-1], {}).get(gram[-1], 0.0)) else -math.inf
        for sentence in sentences
        for gram in grams(sentence, n)
    ]
    return math.exp(-sum(logs) / len(logs))


def sample(model: Model, n: int, seed: int, max_words: int = 30) -> list[str]:
    """A sentence drawn word by word, without its marks; cut off after `max_words`."""
    random, words = Random(seed), [START] * (n - 1)
    while len(words) < n - 1 + max_words:
        followers = model[tuple(words[len(words) - n + 1 :])]
        (word,) = random.choices(list(followers), list(followers.values()))
        if word == END:
            break
        words.append(word)
    return words[n - 1 :]


def continuation_score(
    logits: Float[Tensor, "time vocabulary"], ids: Int[Tensor, " time"], n_prompt: int
) -> Float[Tensor, ""]:
    """Log-probability of the tokens after the first `n_prompt`, given everything before each."""
    said = logits[n_prompt - 1 : -1]
    return -F.cross_entropy(said, ids[n_prompt:], reduction="sum")


def score(
    model: Transformer, prompt: Sequence[int], ending: Sequence[int], by: Score = continuation_score
) -> float:
    """The log-probability of an ending, in token ids, by one of the course's models."""
    ids = torch.tensor([*prompt, *ending])
    with torch.inference_mode():
        logits = model(ids[None]).logits[0]
        return float(by(logits, ids, len(prompt)))


def text_score(
    model: Transformer, prompt: str, ending: str, by: Score = continuation_score
) -> float:
    """The log-probability of an ending, put after a space, by one of the course's models."""
    return score(model, encode(model, prompt), encode(model, f" {ending}"), by)


def table_score(
    tables: Sequence[Counts[str]], prompt: str, ending: str, n_words: int, weight: float = 0.7
) -> float:
    """The log-probability of an ending, word by word, by `interpolated`."""
    before, after = prompt.split(), ending.split()
    steps = [((*before, *after[:i]), word) for i, word in enumerate(after)]
    return sum(math.log(interpolated(tables, *step, n_words, weight)) for step in steps)


def mixture_perplexity(
    tables: Sequence[Counts[Word]], rows: Iterable[Sequence[Word]], n_words: int, weight: float
) -> float:
    """Perplexity of `interpolated` on rows of words or of token ids, the END of each counted."""
    steps: list[tuple[tuple[Word, ...], Word]] = [
        (gram[:-1], gram[-1]) for row in rows for gram in grams(row, len(tables))
    ]
    logs = (math.log(interpolated(tables, *step, n_words, weight)) for step in steps)
    return math.exp(-sum(logs) / len(steps))


def model_perplexity(model: Transformer, rows: Iterable[Sequence[int]], end: int = 0) -> float:
    """Perplexity of one of the course's models on documents of token ids, `end` around each."""
    longest, total, count = model.config.max_length - 2, 0.0, 0
    for row in rows:
        kept = row[:longest]
        total, count = total + score(model, [end], [*kept, end]), count + len(kept) + 1
    return math.exp(-total / count)
