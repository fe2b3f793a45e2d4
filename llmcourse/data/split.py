"""What training never sees: names, words, pairs and wordings held out by a hash of themselves.

Held-out things are used by the evaluation sets alone, so that a score tells what a model does
with names and wordings it was never shown. The hash is of the text, not of a list's order: a
word added later moves nothing else. Some things are held out by hand, where a lesson names them.
This module decides; it does not draw.
"""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Generic, TypeVar

Item = TypeVar("Item")

HELD_ANIMALS = frozenset("tiger otter camel parrot badger giraffe".split())
"""Never a referent or a question's subject in training; they do occur in stories and facts."""

HELD_CATEGORIES = frozenset("clothing instrument metal shape".split())
"""Never a class with a label in training; their words do occur in facts, lists and stories."""


def number_of(kind: str, text: str) -> int:
    """A number that depends on the two strings alone."""
    digest = hashlib.blake2b(f"{kind}\0{text}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


@cache
def is_held_out(kind: str, text: str, one_in: int = 10) -> bool:
    """Whether the thing is kept from training, one in `one_in` of its kind."""
    return number_of(kind, text) % one_in == 0


class Pool(Generic[Item]):
    """Items of a kind in two parts: those that training draws from, and the held-out ones."""

    def __init__(
        self,
        kind: str,
        items: Iterable[Item],
        *,
        one_in: int = 10,
        held: Iterable[Item] | None = None,
    ) -> None:
        every = list(dict.fromkeys(items))
        if held is None:
            out = [item for item in every if is_held_out(kind, str(item), one_in)]
            if not out and len(every) > 1:
                out = [min(every, key=lambda item: number_of(kind, str(item)))]
        else:
            chosen = set(held)
            out = [item for item in every if item in chosen]
        self.kind = kind
        self.every: Sequence[Item] = tuple(every)
        self.held: Sequence[Item] = tuple(out)
        kept = set(out)
        self.train: Sequence[Item] = tuple(item for item in every if item not in kept)
