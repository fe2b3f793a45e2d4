"""Random choices of a generator: all from one seed, from the training or the held-out part.

A thin layer over `random.Random` that is quick, because some hundred choices make one example.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from llmcourse.data.split import Pool

Item = TypeVar("Item")


class Draw:
    """Draws from one seed; `held` says which part of every `Pool` the draws come from."""

    def __init__(self, seed: int | str, *, held: bool = False) -> None:
        self.random = Random(seed)
        self.unit = self.random.random
        self.held = held

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return self.unit() < probability

    def integer(self, low: int, high: int) -> int:
        """A whole number from low to high, both possible."""
        return low + int(self.unit() * (high - low + 1))

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[int(self.unit() * len(items))]

    def some(self, items: Sequence[Item], n: int) -> list[Item]:
        """`n` different items in random order."""
        return self.random.sample(items, n)

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """All items in random order."""
        return self.random.sample(items, len(items))

    def weighted(self, items: Sequence[Item], weights: Sequence[float]) -> Item:
        """One of the items, by weight."""
        return self.random.choices(items, weights)[0]

    def part(self, pool: Pool[Item]) -> Sequence[Item]:
        """The part of the pool that this draw may use."""
        return pool.held if self.held else pool.train

    def one(self, pool: Pool[Item]) -> Item:
        """One item of the pool's part."""
        return self.pick(pool.held if self.held else pool.train)
