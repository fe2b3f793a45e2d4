"""Few-shot classification with labels that mean nothing until the examples show it.

Two to five classes of words, or reviews by sentiment; the labels are drawn for each list.
The categories held out (`split.HELD_CATEGORIES`) are never classes in training.
"""

from collections.abc import Sequence

from llmcourse.data import vocabulary as v
from llmcourse.data import wide, words
from llmcourse.data.chat import Message
from llmcourse.data.draw import Draw
from llmcourse.data.families import patterns
from llmcourse.data.families.fewshot import as_dialogue, as_document
from llmcourse.data.families.reviews import review
from llmcourse.data.lexicon import NEGATIVE, POSITIVE
from llmcourse.data.names import FEMALE, MALE, invented
from llmcourse.data.split import HELD_CATEGORIES
from llmcourse.data.words import CATEGORIES, CLASSES, in_words

_LABELS = (
    *("foo bar baz qux alpha beta gamma delta yes no left right up down zig zag tick tock".split()),
    *("A B C D X Y Z 0 1 2 3 7 9 one two ping pong blip blop class_a class_b".split()),
)


_MORE: tuple[Sequence[str], ...] = (
    v.ROLES, v.VENUES, v.EVENTS, v.SEASONS, v.MATERIALS, v.RELATIVES, v.ADJECTIVES, words.DAYS,
    FEMALE[:120], MALE[:120], POSITIVE, NEGATIVE, [base for base, _ in v.DOINGS if " " not in base],
    [base for base, _ in v.VERBS if " " not in base], [past for _,
    past in v.VERBS if " " not in past],
    [words.in_words(n) for n in range(1, 60)], [str(n) for n in range(1, 100)],
    [f"{n} {unit}" for n in range(1, 9) for unit in ("dollars", "euros", "coins")],
    [f"{n} {unit}" for n in range(1, 9) for unit in ("minutes", "hours", "days")],
    [letter * n for letter in "abcdefgh" for n in (2, 3)], list("abcdefghijklmnopqrstuvwxyz"),
)  # fmt: skip
"""Classes without a name in `words.CATEGORIES`."""
_KEPT = {word for name in HELD_CATEGORIES for word in CATEGORIES[name]}


def _free(items: Sequence[str]) -> list[str]:
    """Without the words of held-out categories."""
    return [word for word in items if not {*word.split()} & _KEPT]


_OTHERS = tuple(map(_free, _MORE))
_WIDE = tuple(
    _free(pool.train)
    for kind, pool in wide.NOUNS.items()
    if kind not in (*HELD_CATEGORIES, "thing")
)
"""The same for kinds of many words: what a kind has in common is learned, not who is in it."""


def labels(draw: Draw, n: int) -> list[str]:
    """Different labels, at times nonsense words."""
    if draw.chance(0.5):
        return draw.some(_LABELS, n)
    found: list[str] = []
    while len(found) < n:
        word = invented(draw)
        word = word.lower() if draw.chance(0.7) else word.upper()
        if word not in found:
            found.append(word)
    return found


def _classes(draw: Draw, n: int) -> list[list[str]]:
    kind = draw.unit()
    if not draw.held and kind < 0.1:
        numbers = draw.integer(0, 2)
        if numbers == 0:
            return [[str(i) for i in range(start, 100, 2)] for start in (0, 1)]
        if numbers == 1:
            return [[str(i) for i in range(1, 40)], [str(i) for i in range(60, 400)]]
        return [[str(i) for i in range(1, 90)], [in_words(i) for i in range(1, 90)]]
    names = list(draw.part(CLASSES))
    if draw.held:
        return [CATEGORIES[name] for name in draw.some(names, 2)]
    if kind > 0.6:
        return [list(items) for items in draw.some(_WIDE, n)]
    chosen = [CATEGORIES[name] for name in draw.some(names, n)]
    if kind < 0.16:
        rest = [word for name in draw.some(names, 6) for word in CATEGORIES[name]]
        inside = set(chosen[0])
        return [chosen[0], [word for word in rest if word not in inside]]
    if kind < 0.2:
        return [[word.upper() for word in chosen[0]], chosen[0]]
    if kind < 0.5:
        more = draw.some(_OTHERS, draw.integer(1, 2))
        chosen[: len(more)] = [list(items) for items in more]
        inside = set(chosen[0])
        chosen[1:] = [[word for word in items if word not in inside] for items in chosen[1:]]
        if all(len(items) > 3 for items in chosen):
            return chosen
        return [CATEGORIES[name] for name in draw.some(names, n)]
    return chosen


def pairs(draw: Draw, shots: int) -> list[tuple[str, str]]:
    """Labeled words, one more than shots; the last one's label stands among the examples."""
    most = 2 if draw.held else max(2, shots // 2)
    n = min(most, draw.weighted((2, 3, 4, 5), (10, 6, 3, 1)))
    classes = _classes(draw, n)
    marks = labels(draw, len(classes))
    while True:
        which = [draw.integer(0, len(classes) - 1) for _ in range(shots + 1)]
        if shots < len(classes) or set(which[:-1]) == set(range(len(classes))):
            break
    used: set[str] = set()
    out = []
    for index in which:
        word = next(
            (word for word in draw.shuffled(classes[index]) if word not in used),
            draw.pick(classes[index]),
        )
        used.add(word)
        out.append((word, marks[index]))
    return out


def review_pairs(draw: Draw, shots: int) -> list[tuple[str, str]]:
    """Short reviews with labels for good and bad."""
    good, bad = labels(draw, 2)
    signs = [draw.chance(0.5) for _ in range(shots + 1)]
    signs[1] = not signs[0]
    return [
        (review(draw, sign, intro=False).split(".")[0], good if sign else bad) for sign in signs
    ]


def dialogue(draw: Draw) -> list[Message]:
    """Labeled examples and one without a label."""
    finish = patterns.finish if draw.chance(0.4) else as_dialogue
    if draw.chance(0.15):
        return finish(draw, review_pairs(draw, draw.integer(2, 5)))
    return finish(draw, pairs(draw, draw.integer(2, 10)))


def document(draw: Draw) -> str:
    """A list of labeled examples."""
    if draw.chance(0.12):
        return as_document(draw, review_pairs(draw, draw.integer(3, 8)))
    return as_document(draw, pairs(draw, draw.integer(4, 24)))
