"""What else a clause says of a deed: with what, how, where, with whom, when, why, what for.

Drawn for `clauses`; every value is of a wide list or made up.
"""

from collections.abc import Callable

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shapes, with_article
from llmcourse.data.names import person

SLOTS = ("tool", "how", "where", "company", "when", "why", "aim")
WEIGHTS = (1.2, 1.2, 3, 1.2, 3, 2, 1)


def slots(draw: Draw) -> dict[str, str]:
    """What else is said of a deed."""
    n = draw.weighted((0, 1, 2, 3), (2, 5, 5, 2))
    chosen = {draw.weighted(SLOTS, WEIGHTS) for _ in range(n)}
    if {"why", "aim"} <= chosen:
        chosen.discard("aim")
    if {"tool", "company"} <= chosen:
        chosen.discard("tool")
    return {slot: _SLOT[slot](draw) for slot in SLOTS if slot in chosen}


def _tool(draw: Draw) -> str:
    if draw.chance(0.5):
        return draw.one(wide.WITH)
    return with_article(wide.countable(draw, draw.pick(("tool", "kitchen", "device")), 0.2))


def some_where(draw: Draw) -> str:
    """A place with its preposition."""
    kind = draw.unit()
    if kind < 0.5:
        return draw.one(wide.SPOTS)
    if kind < 0.85:
        return f"{draw.pick(('at', 'in', 'near', 'behind', 'outside'))} the {wide.venue(draw)}"
    return f"{draw.pick(('in', 'near'))} {draw.one(wide.TOWNS)}"


def _company(draw: Draw) -> str:
    return person(draw) if draw.chance(0.6) else with_article(draw.one(wide.COMPANY))


def _reason(draw: Draw) -> str:
    """Why: a reason of the list, or something about any thing or anybody."""
    if draw.chance(0.45):
        return draw.one(wide.REASONS)
    whose = "the" if draw.chance(0.6) else f"{person(draw)}'s"
    return f"{whose} {wide.countable(draw)} was {draw.one(wide.LOOKS)}"


_SLOT: dict[str, Callable[[Draw], str]] = {
    "tool": _tool,
    "how": lambda draw: draw.one(wide.HOW),
    "where": some_where,
    "company": _company,
    "when": lambda draw: draw.one(wide.TIMES),
    "why": _reason,
    "aim": lambda draw: draw.one(wide.AIMS),
}
_PUT = {
    "tool": "with {}",
    "company": "(together )with {}",
    "aim": "(in order |)to {}",
    "why": "(because|because|since|as) {}",
}
SAY = {
    slot: Shapes(text.replace("{}", "{v}").replace("(together )", "[together ]"))
    for slot, text in _PUT.items()
}
"""How a value is joined to the clause."""
