"""Echoes: any words at all, said again as they stand or picked from a list by their place.

The nouns and adjectives that other families hold out occur here, without what is held out about
them: no class, no feeling, no role in a sentence. A word that fine-tuning never shows cannot be
copied after it, whatever pre-training had made of it. Held-out names do not occur even here.
"""

import json

from llmcourse.data import wide
from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shapes
from llmcourse.data.lexicon import HELD_ADJECTIVES, NEGATIVE, POSITIVE
from llmcourse.data.names import person
from llmcourse.data.phrasing import around
from llmcourse.data.split import HELD_ANIMALS, Pool
from llmcourse.data.words import CATEGORIES

POOLS: tuple[Pool[str], ...] = (
    *wide.NOUNS.values(), wide.ROLES, wide.PLACES, wide.EVENTS, wide.FANTASY, wide.TOWNS,
    wide.STREETS, wide.LOOKS, wide.MOODS, wide.COLORS,
)  # fmt: skip
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")


def _plain(words: set[str]) -> tuple[str, ...]:
    """The words in order, but for those that sound like a place in a list: "first aid kit"."""
    return tuple(sorted(w for w in words if not {*w.replace("-", " ").split()} & {*PLACES}))


WORDS = _plain(
    {word for pool in POOLS for word in pool.every}
    | {word for words in CATEGORIES.values() for word in words}
    | {*POSITIVE, *NEGATIVE, *HELD_ANIMALS, *HELD_ADJECTIVES}
)
HELD = _plain({word for pool in POOLS for word in pool.held} | HELD_ANIMALS | HELD_ADJECTIVES)
ALL = Shapes(
    "Repeat after me", "Say this again", "Repeat this", "Write this once more", "Copy the line",
    "Say exactly this", "Echo this", "Say it back to me", "(Type|Copy) the same words",
    "Just repeat", "(Say|Write) the following[ again]", "Read this back to me",
)  # fmt: skip
LISTED = Shapes(
    "Return (the words|them|all of them) as a JSON (list|array)", "As a JSON list", "JSON array",
    "(Write|Put|Turn) (this|these words|the line) (as|into) a JSON (list|array)", "to JSON",
    "Make a JSON (list|array) of (them|these|the words)", "json list of these words",
)  # fmt: skip
PLACED = Shapes(
    "What is the {nth} (word|thing|entry)[ here| in the list]?", "(Say|Write|Give) the {nth} word",
    "Which (word|one) (comes|is|stands) {nth}?", "The {nth} (word|entry)?", "Pick the {nth} one",
    "Which is the {nth} of these?", "What do I (say|name|list) {nth}?",
)  # fmt: skip
AFTER = Shapes(
    "(What|Which word) comes (right |directly |)after {word}?", "What follows {word}[ in the list]?"
)
BEFORE = Shapes(
    "(What|Which word) comes (right |directly |)before {word}?",
    "What stands before {word}[ in the list]?",
)
WITHOUT = Shapes(
    "(Say|Write) it without {word}", "(Repeat|Copy) the list without {word}", "Leave out {word}",
    "(Drop|Remove|Delete) {word}[ from the list]",
)  # fmt: skip


def some_words(draw: Draw, n: int) -> list[str]:
    """`n` different words of any kind, some of them made up."""
    found: list[str] = []
    while len(found) < n:
        kind = draw.unit()
        word = draw.pick(HELD) if kind < 0.3 else draw.pick(WORDS)
        if kind > 0.85:
            word = wide.pseudo(draw) if kind > 0.92 else person(draw)
        if word not in found:
            found.append(word)
    return found


def dialogue(draw: Draw) -> list[Message]:
    """Words, and the order to say them again or to find one by its place."""
    words = some_words(draw, draw.integer(2, 6))
    gap = draw.pick((", ", ", ", " ", "; ", "\n", " - "))
    if gap == " ":
        words = [word for word in words if " " not in word] or ["no"]
    at, kind = draw.integer(0, len(words) - 1), draw.unit()
    if kind < 0.15:
        ask, answer = LISTED(draw), json.dumps(words, ensure_ascii=False)
    elif kind < 0.4 or len(words) < 2:
        ask, answer = ALL(draw), gap.join(words)
    elif kind < 0.65:
        nth = "last" if at == len(words) - 1 and draw.chance(0.6) else PLACES[at]
        ask, answer = PLACED(draw, nth=nth), words[at]
    elif kind < 0.75:
        at = min(at, len(words) - 2)
        ask, answer = AFTER(draw, word=words[at]), words[at + 1]
    elif kind < 0.85:
        at = max(at, 1)
        ask, answer = BEFORE(draw, word=words[at]), words[at - 1]
    else:
        ask = WITHOUT(draw, word=words[at])
        answer = gap.join(word for i, word in enumerate(words) if i != at)
    text = gap.join(words)
    return exchange(around(draw, ask, text, ("Words", "List", "Text", "Line")), answer)


def document(draw: Draw) -> str:
    """Words in a random order, and the same line again."""
    gap = draw.pick((", ", " ", "; ", "\n", " - "))
    words = some_words(draw, draw.integer(3, 10))
    line = gap.join(words)
    if draw.chance(0.35):
        return f"{line}\n{json.dumps(words, ensure_ascii=False)}"
    return "\n".join([line] * draw.integer(2, 3))
