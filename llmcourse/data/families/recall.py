"""Associative recall: a list of names with values drawn at random, and one name asked again."""

from collections.abc import Callable

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families.fewshot import as_dialogue, as_document
from llmcourse.data.grammar import Shapes
from llmcourse.data.names import invented, people
from llmcourse.data.phrasing import around
from llmcourse.data.words import ANIMALS, CITIES, COLORS, DRINKS, FOODS

_KINDS: tuple[tuple[Callable[[Draw], str], str, str, str], ...] = (
    (lambda draw: str(draw.integer(10, 999)), "number", "has the number {v}", "(code|number)"),
    (lambda draw: draw.pick(COLORS), "color", "likes {v}", "color"),
    (lambda draw: draw.pick(CITIES), "city", "lives in {v}", "city"),
    (lambda draw: draw.pick(FOODS), "food", "eats {v}", "food"),
    (lambda draw: draw.pick(DRINKS), "drink", "drinks {v}", "drink"),
    (lambda draw: invented(draw), "friend", "knows {v}", "friend"),
    (lambda draw: draw.one(ANIMALS), "animal", "has a {v}", "animal"),
)
_ASK = Shapes(
    "What is {name}'s {kind}?", "And {name}?", "Which {kind} goes with {name}?",
    "Tell me the {kind} of {name}.", "What {kind} does {name} have?", "Find {name}'s {kind}.",
    "Look up {name}.", "{name}?",
)  # fmt: skip


def episode(draw: Draw, n: int) -> tuple[str, str, list[tuple[str, str]]]:
    """The kind of value, its predicate, and n names with values."""
    value, kind, predicate, _ = draw.pick(_KINDS)
    return kind, predicate, [(name, value(draw)) for name in people(draw, n)]


def asked(draw: Draw, n: int) -> list[tuple[str, str]]:
    """The list, with one of its names once more at the end."""
    *_, found = episode(draw, n)
    return [*found, draw.pick(found)]


def dialogue(draw: Draw) -> list[Message]:
    """A list and a question on one of its names."""
    if draw.chance(0.3):
        return as_dialogue(draw, asked(draw, draw.integer(2, 8)))
    kind, predicate, found = episode(draw, draw.integer(2, 9))
    name, value = draw.pick(found)
    if draw.chance(0.5):
        text = " ".join(f"{who} {predicate.format(v=v)}." for who, v in found)
    else:
        mark, gap = draw.pick((": ", " = ", " - ", "\t")), draw.pick(("\n", "\n", ", ", "; "))
        text = gap.join(f"{who}{mark}{v}" for who, v in found)
    ask = _ASK(draw, name=name, kind=kind)
    return exchange(around(draw, ask, text, ("List", "Table", "Data")), value)


def document(draw: Draw) -> str:
    """Lists in which names come back with their values."""
    if draw.chance(0.5):
        return as_document(draw, asked(draw, draw.integer(3, 16)))
    _, predicate, found = episode(draw, draw.integer(3, 9))
    again = [*found, *draw.shuffled(found)]
    return " ".join(f"{who} {predicate.format(v=v)}." for who, v in again)
