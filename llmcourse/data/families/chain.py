"""A question over several facts, its answer, and the facts to use in turn."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Chain:
    """Facts in random order, a question over several of them, and the facts to use in turn."""

    facts: str
    question: str
    answer: str
    hops: tuple[str, ...]

    @property
    def worked(self) -> str:
        """The worked answer."""
        return f"{' '.join(self.hops)} The answer is {self.answer}."
