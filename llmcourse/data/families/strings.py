"""String transforms by example: the rule is never named, three examples show it."""

from collections.abc import Callable

from llmcourse.data.chat import Message
from llmcourse.data.draw import Draw
from llmcourse.data.families import patterns
from llmcourse.data.families.fewshot import as_dialogue, as_document
from llmcourse.data.words import CATEGORIES

Items = list[str]
WORDS = sorted({word for words in CATEGORIES.values() for word in words if word.isalpha()})
LETTERS = "abcdefghijklmnopqrstuvwxyz"

RULES: dict[str, Callable[[Items], Items]] = {
    "reverse": lambda items: items[::-1],
    "copy": lambda items: items,
    "first": lambda items: items[:1],
    "last": lambda items: items[-1:],
    "drop the first": lambda items: items[1:],
    "drop the last": lambda items: items[:-1],
    "double each": lambda items: [item for item in items for _ in range(2)],
    "twice": lambda items: items * 2,
    "first to the end": lambda items: [*items[1:], items[0]],
    "last to the front": lambda items: [items[-1], *items[:-1]],
    "capitals": lambda items: [item.upper() for item in items],
    "swap the ends": lambda items: [items[-1], *items[1:-1], items[0]],
    "first two": lambda items: items[:2],
    "ends": lambda items: [items[0], items[-1]],
    "repeat the last": lambda items: [*items, items[-1]],
}
"""Rules on a list of at least three different items; on such, no two agree on three examples."""


def pairs(draw: Draw, shots: int, rule: str | None = None) -> list[tuple[str, str]]:
    """Examples of one rule, one more than shots."""
    apply = RULES[rule or draw.pick(tuple(RULES))]
    kind = draw.unit()
    vocabulary = LETTERS if kind < 0.55 else "0123456789" if kind < 0.7 else WORDS
    between = " " if draw.chance(0.75) else draw.pick((", ", "-", "."))
    size = draw.integer(3, 4)
    out = []
    for _ in range(shots + 1):
        items = draw.some(vocabulary, size if draw.chance(0.7) else draw.integer(3, 5))
        out.append((between.join(items), between.join(apply(items))))
    return out


def dialogue(draw: Draw) -> list[Message]:
    """A few examples and one to do."""
    found = pairs(draw, draw.integer(2, 6))
    return patterns.finish(draw, found) if draw.chance(0.3) else as_dialogue(draw, found)


def document(draw: Draw) -> str:
    """A list of examples."""
    return as_document(draw, pairs(draw, draw.integer(3, 12)))
