"""What a mistakes file is written with: `cases`, `mistake` and `variant`.

A mistakes file stands beside a lesson's source and holds, for every exercise, the visible
cases, the wrong answers people really give, each with the question that helps, and other
right ones. The decorators only note what they see while `collect()` is open, so a mistakes
file can be imported, tested and type-checked like any module. Learners never receive this
code, only arrays of what it returns.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from llmcourse.checks.cases import Case

Answer = TypeVar("Answer", bound=Callable[..., Any])


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer and the question that leads out of it.

    `visible` is False for the few that only fresh hidden cases can tell from a right answer.
    """

    exercise: str
    name: str
    answer: Callable[..., Any]
    ask: str
    visible: bool = True


@dataclass(frozen=True)
class Variant:
    """A right answer that differs from the reference."""

    exercise: str
    name: str
    answer: Callable[..., Any]


@dataclass
class Book:
    """Everything one mistakes file holds, in the order in which it stands there."""

    cases: dict[str, list[Case]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    variants: list[Variant] = field(default_factory=list)


_open: list[Book] = []


@contextmanager
def collect() -> Iterator[Book]:
    """Note what the decorators see in here."""
    book = Book()
    _open.append(book)
    try:
        yield book
    finally:
        _open.remove(book)


def cases(exercise: str) -> Callable[[Callable[[], list[Case]]], Callable[[], list[Case]]]:
    """The visible cases of an exercise, smallest first: the first that fails is shown."""

    def note(function: Callable[[], list[Case]]) -> Callable[[], list[Case]]:
        for book in _open:
            book.cases[exercise] = function()
        return function

    return note


def mistake(exercise: str, *, ask: str, visible: bool = True) -> Callable[[Answer], Answer]:
    """A wrong answer, and the question put to whoever gives it."""

    def note(answer: Answer) -> Answer:
        for book in _open:
            book.mistakes.append(Mistake(exercise, answer.__name__, answer, ask, visible))
        return answer

    return note


def variant(exercise: str) -> Callable[[Answer], Answer]:
    """Another right answer: it must get full marks."""

    def note(answer: Answer) -> Answer:
        for book in _open:
            book.variants.append(Variant(exercise, answer.__name__, answer))
        return answer

    return note
