"""From a messy pile of documents to a training and a test part: clean, find repeats, split.

Near-duplicates are found by MinHash (Broder 1997): the chance that two sets have the same
smallest hash is their Jaccard similarity. Groups of near-duplicates stay on one side of the
split, and a hash of the text decides which, so that a document added later moves nothing else.
All pairs are compared here; a real crawl needs locality-sensitive hashing to avoid that.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from random import Random

import torch
from jaxtyping import Float, Int
from torch import Tensor

from llmcourse.data.draw import Draw
from llmcourse.data.families import stories

PRIME = 2**61 - 1
LETTERS = 0.8
"""Share of words that must hold a letter (Rae et al. 2021, arXiv:2112.11446, appendix A.1)."""


def clean(documents: Sequence[str], min_words: int) -> list[str]:
    """Normalized documents that are long enough, mostly words, and no exact repeat."""
    normal = [" ".join(unicodedata.normalize("NFC", text).split()) for text in documents]
    return [text for text in dict.fromkeys(normal) if _is_prose(text, min_words)]


def _is_prose(text: str, min_words: int) -> bool:
    words = text.split()
    worded = [word for word in words if any(map(str.isalpha, word))]
    return bool(words) and len(words) >= min_words and len(worded) >= LETTERS * len(words)


def shingles(text: str, n_words: int = 3) -> set[str]:
    """All runs of `n_words` neighboring words, in lower case; a shorter text is one shingle."""
    words = re.findall(r"\w+", text.lower())
    places = range(max(1, len(words) - n_words + 1))
    return {" ".join(words[i : i + n_words]) for i in places}


@cache
def _base(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


@cache
def _coefficients(seed: int) -> tuple[int, int]:
    random = Random(f"minhash {seed}")
    return random.randrange(1, PRIME), random.randrange(PRIME)


def hashed(text: str, seed: int) -> int:
    """A number from 0 to 2^61 - 2 that looks random and is the same everywhere, one a seed."""
    factor, shift = _coefficients(seed)
    return (factor * _base(text) + shift) % PRIME


def jaccard(a: set[str], b: set[str]) -> float:
    """Size of the intersection over size of the union."""
    return len(a & b) / len(a | b)


def minhash(
    documents: Sequence[set[str]], n_hashes: int
) -> tuple[Int[Tensor, "documents n_hashes"], Float[Tensor, "documents documents"]]:
    """Signatures of sets of shingles, and the similarity estimated from them."""
    signatures = torch.empty(len(documents), n_hashes, dtype=torch.int64)
    for row, one in zip(signatures, documents, strict=True):
        for seed in range(n_hashes):
            row[seed] = min(map(hashed, one, [seed] * len(one)))
    equal = torch.stack([(signatures == row).sum(-1) for row in signatures])
    return signatures, equal.float() / n_hashes


def groups(n_documents: int, near: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Documents joined by pairs, also through others, as sorted lists; each stands in one."""
    parent = list(range(n_documents))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = one = parent[parent[one]]
        return one

    for one, other in near:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    found: dict[int, list[int]] = {}
    for one in range(n_documents):
        found.setdefault(root(one), []).append(one)
    return list(found.values())


def split_documents(
    documents: Sequence[str], near: Sequence[tuple[int, int]], percent: int
) -> list[bool]:
    """Whether each document is in the test part; near-duplicates share one fate."""
    names = [""] * len(documents)
    for group in groups(len(documents), near):
        name = sorted(documents[i] for i in group)[0]
        for i in group:
            names[i] = name
    return [hashed(name, 0) % 100 < percent for name in names]


def close_pairs(
    similarity: Float[Tensor, "documents documents"], threshold: float
) -> list[tuple[int, int]]:
    """Pairs (i, j), i < j, whose similarity is at least the threshold."""
    return [(i, j) for i, j in (similarity >= threshold).nonzero().tolist() if i < j]


JUNK = (
    "404", "click here", "| 1 | 2 | 3 | 4 | 5 | next | > | >> |", "12 : 30 / 14 : 05 / 18 : 20 = 9",
    "Copyright 2019 2020 2021 2022 2023 | 1 | 2 | 3 |", "ok thanks", "$ 3.99 -- $ 4.99 -- $ 12.00",
)  # fmt: skip


def crawl(n_stories: int, seed: int = 0) -> list[str]:
    """A messy pile: stories, copies of them, copies with a word changed, broken spaces, junk."""
    draw = Draw(f"crawl {seed}")
    pile = [stories.document(draw) for _ in range(n_stories)]
    for text in draw.some(pile, n_stories // 4):
        pile.append(_altered(text, draw))
    for text in draw.some(pile, n_stories // 6):
        pile.append(text.replace(". ", ".\n\n ", 2) + "  ")
    cafe = "Once upon a time there was a small caf\N{LATIN SMALL LETTER E WITH ACUTE} by a lake."
    pile += [cafe, unicodedata.normalize("NFD", cafe), *JUNK]
    return draw.shuffled(pile)


def _altered(text: str, draw: Draw) -> str:
    """The text with one word dropped and another sentence's end, as copies on the web have."""
    words = text.split()
    del words[draw.integer(1, len(words) - 2)]
    return " ".join(words) + draw.pick((" Share this story!", " The end.", " (Read more.)"))
