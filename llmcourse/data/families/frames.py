"""Frames: who dealt with whom, written in several sentences, with the values that it holds.

Part of `forms` and `claims`. A frame's rows stand in `deal`, `people` and
`notice`; a drawn frame is a `Scene`, which can be
written in any of its sentences and with any keys.
"""

import re
from dataclasses import dataclass

from llmcourse.data.draw import Draw
from llmcourse.data.families.slots import SLOTS, Filled
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.rows import deal, notice, people
from llmcourse.data.wide import plural

LETTERS = "xyzwv"
TRIES = 1000
_LITERAL = re.compile(r"\(([^()|]*)\)")
"""Parentheses without a choice are the text's own."""


@dataclass(frozen=True)
class Frame:
    """Slots as (kind, keys), and the sentences that say them all."""

    slots: tuple[tuple[str, tuple[str, ...]], ...]
    sentences: Shapes


@dataclass(frozen=True)
class Scene:
    """A frame with every slot filled."""

    frame: Frame
    filled: tuple[Filled, ...]

    def write(self, draw: Draw) -> str:
        """The scene as one sentence."""
        values = {x: item.text for x, item in zip(LETTERS, self.filled, strict=False)}
        if self.frame.slots[0][0] == "animal":
            values["xs"] = plural(self.filled[0].text)
        return capital(self.frame.sentences(draw, **values))

    def form(self, draw: Draw) -> dict[str, str | int]:
        """Every slot under one of its keys."""
        found: dict[str, str | int] = {}
        for (_, keys), item in zip(self.frame.slots, self.filled, strict=True):
            free = [key for key in keys if key.lstrip("#") not in found]
            key = free[0] if draw.chance(0.3) else draw.pick(free)
            bare = item.bare if key.startswith("#") else None
            found[key.lstrip("#")] = item.value if bare is None else bare
        return found

    def other(self, draw: Draw) -> "Scene":
        """The same scene with one slot filled otherwise, or two of a kind exchanged."""
        kinds = [kind for kind, _ in self.frame.slots]
        filled = list(self.filled)
        twins = [i for i in range(len(kinds)) for j in range(i) if kinds[i] == kinds[j]]
        if twins and draw.chance(0.5):
            at = draw.pick(twins)
            to = next(j for j in range(at) if kinds[j] == kinds[at])
            filled[at], filled[to] = filled[to], filled[at]
            return Scene(self.frame, tuple(filled))
        for _ in range(TRIES):
            at = draw.integer(0, len(filled) - 1)
            item = SLOTS[kinds[at]](draw)
            if not any(_close(item.text, known.text) for known in self.filled):
                filled[at] = item
                return Scene(self.frame, tuple(filled))
        raise ValueError(f"Every value of {kinds} is like {self.filled}.")


def _close(one: str, other: str) -> bool:
    one, other = f" {one.lower()} ", f" {other.lower()} "
    return one in other or other in one


def _frame(row: str) -> Frame:
    head, *sentences = row.strip().split("\n")
    slots = []
    for part in head.split("; "):
        kind, _, keys = part.partition(":")
        slots.append((kind, tuple(keys.split(","))))
    return Frame(tuple(slots), Shapes(*(_LITERAL.sub(r"\\(\1\\)", text) for text in sentences)))


FRAMES = tuple(
    _frame(row)
    for rows in (deal.ROWS, people.ROWS, notice.ROWS)
    for row in rows.strip().split("\n\n")
)


def fill(draw: Draw, frame: Frame) -> Scene:
    """The frame with values of which none is part of another."""
    filled: list[Filled] = []
    for _ in range(TRIES):
        if len(filled) == len(frame.slots):
            return Scene(frame, tuple(filled))
        item = SLOTS[frame.slots[len(filled)][0]](draw)
        if not any(_close(item.text, other.text) for other in filled):
            filled.append(item)
    raise ValueError(f"{frame.slots} cannot be filled with different values.")


def scene(draw: Draw) -> Scene:
    """Any frame, filled."""
    return fill(draw, draw.pick(FRAMES))
