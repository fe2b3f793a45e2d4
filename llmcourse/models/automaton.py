"""Regular languages over bytes, and which of a vocabulary's tokens may come next in one.

An `Expression` describes byte strings. Its derivative by a byte describes what may follow that
byte (Brzozowski 1964), so an expression is its own automaton: its states are expressions, made
when first met. `Automaton` numbers them and sends all tokens of a vocabulary through at once.
Nothing here knows JSON, Unicode or a model; there is no parser for regular expressions.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray


class Expression:
    """A set of byte strings, made by the functions below; equal ones are made once."""

    made: ClassVar[WeakValueDictionary[tuple[object, ...], "Expression"]] = WeakValueDictionary()

    def __init__(self, kind: str, parts: "tuple[Expression, ...]", empty: bool, shortest: float):
        self.kind, self.parts = kind, parts
        self.accepts_empty, self.shortest = empty, shortest
        """Whether the empty string is in the set, and the bytes of its shortest one."""
        self.bytes: frozenset[int] = frozenset()
        self.least, self.most = 0, 0.0


def _make(
    kind: str,
    parts: tuple[Expression, ...] = (),
    *,
    empty: bool = False,
    shortest: float = 0,
    bytes: frozenset[int] = frozenset(),
    least: int = 0,
    most: float = 0,
) -> Expression:
    key = (kind, parts, bytes, least, most)
    made = Expression.made.get(key)
    if made is None:
        made = Expression(kind, parts, empty, shortest)
        made.bytes, made.least, made.most = bytes, least, most
        Expression.made[key] = made
    return made


NOTHING = _make("nothing", shortest=float("inf"))
EMPTY = _make("empty", empty=True)


def one_of(values: Iterable[int]) -> Expression:
    """One byte out of a set."""
    return _make("byte", bytes=frozenset(values), shortest=1)


def then(*parts: Expression) -> Expression:
    """The parts one after the other."""
    rest = EMPTY
    for part in reversed(parts):
        if part is NOTHING or rest is NOTHING:
            return NOTHING
        if rest is EMPTY:
            rest = part
        elif part.kind == "then":
            rest = then(part.parts[0], then(part.parts[1], rest))
        elif part is not EMPTY:
            both = part.accepts_empty and rest.accepts_empty
            length = part.shortest + rest.shortest
            rest = _make("then", (part, rest), empty=both, shortest=length)
    return rest


def either(*options: Expression) -> Expression:
    """Any one of the options."""
    flat = [
        o for option in options for o in (option.parts if option.kind == "either" else [option])
    ]
    left = tuple(dict.fromkeys(o for o in flat if o is not NOTHING))
    if len(left) < 2:
        return left[0] if left else NOTHING
    empty = any(option.accepts_empty for option in left)
    length = min(option.shortest for option in left)
    return _make("either", left, empty=empty, shortest=length)


def repeat(item: Expression, least: int = 0, most: float = float("inf")) -> Expression:
    """The item `least` to `most` times; the item itself must not be empty."""
    if most <= 0:
        return EMPTY
    length = least * item.shortest
    return _make("repeat", (item,), empty=least == 0, shortest=length, least=least, most=most)


def text(value: str) -> Expression:
    """This text and no other."""
    return then(*(one_of([byte]) for byte in value.encode()))


def derivative(e: Expression, byte: int) -> Expression:
    """What may follow this byte."""
    match e.kind:
        case "byte":
            return EMPTY if byte in e.bytes else NOTHING
        case "then":
            first, rest = e.parts
            after = then(derivative(first, byte), rest)
            return either(after, derivative(rest, byte)) if first.accepts_empty else after
        case "either":
            return either(*(derivative(option, byte) for option in e.parts))
        case "repeat":
            left = repeat(e.parts[0], max(0, e.least - 1), e.most - 1)
            return then(derivative(e.parts[0], byte), left)
        case _:
            return NOTHING


def leaves(e: Expression) -> Iterator[frozenset[int]]:
    """The byte sets that an expression is built from."""
    seen, todo = {id(e)}, [e]
    while todo:
        here = todo.pop()
        if here.kind == "byte":
            yield here.bytes
        todo += [part for part in here.parts if id(part) not in seen]
        seen.update(map(id, here.parts))


class Automaton:
    """An expression's states, and for each the state after every token of a vocabulary.

    State 0 is the dead one. Bytes that no part of the expression tells apart share a column.
    """

    def __init__(self, start: Expression, tokens: Sequence[bytes]) -> None:
        sets = list(dict.fromkeys(leaves(start)))
        signs = [tuple(byte in some for some in sets) for byte in range(256)]
        columns = {sign: column for column, sign in enumerate(dict.fromkeys(signs))}
        self.examples = [signs.index(sign) for sign in columns]
        self.states = [NOTHING]
        self.numbers = {NOTHING: 0}
        self.rows: dict[int, NDArray[np.int64]] = {0: np.zeros(len(columns), np.int64)}
        self.start = self.number(start)
        self._after: dict[int, tuple[NDArray[np.int64], NDArray[np.float32]]] = {}
        lengths = np.array([len(token) for token in tokens])
        self.order = np.argsort(-lengths, kind="stable")
        self.longer = [int((lengths > place).sum()) for place in range(int(lengths.max()))]
        self.codes = np.zeros((len(tokens), len(self.longer)), np.int64)
        for row, token in enumerate(tokens[i] for i in self.order):
            self.codes[row, : len(token)] = [columns[signs[byte]] for byte in token]

    def number(self, state: Expression) -> int:
        """The state's number, a new one if it has not been met."""
        if state not in self.numbers:
            self.numbers[state] = len(self.states)
            self.states.append(state)
        return self.numbers[state]

    def row(self, state: int) -> NDArray[np.int64]:
        """The states after each kind of byte."""
        if state not in self.rows:
            here = self.states[state]
            nexts = [self.number(derivative(here, byte)) for byte in self.examples]
            self.rows[state] = np.array(nexts)
        return self.rows[state]

    def after(self, state: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """For every token the state after it, and how many bytes are needed from there."""
        if state not in self._after:
            at = np.zeros(len(self.order), np.int64)
            at[: self.longer[0]] = state
            for place, n_longer in enumerate(self.longer):
                at[:n_longer] = self._advance(at[:n_longer], self.codes[:n_longer, place])
            nexts = np.empty_like(at)
            nexts[self.order] = at
            met = np.unique(nexts)
            needs = np.array([self.states[i].shortest for i in met], np.float32)
            self._after[state] = nexts, needs[np.searchsorted(met, nexts)]
        return self._after[state]

    def _advance(self, at: NDArray[np.int64], codes: NDArray[np.int64]) -> NDArray[np.int64]:
        met = np.flatnonzero(np.bincount(at))
        table = np.stack([self.row(int(state)) for state in met])
        place = np.zeros(met[-1] + 1, np.int64)
        place[met] = np.arange(len(met))
        return table[place[at], codes]
