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
from llmcourse.data.rows import kind
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
_SMALL = tuple(
    items for row in kind.KINDS.strip().split("\n") if len(items := _free(row.split(", "))) > 4
)
"""The same for a hundred things that words have in common; the more of them are told apart in
training, the better are those told apart that never were."""
_NAMED = tuple(CATEGORIES[name] for name in CLASSES.train)
_EVERY = (*_NAMED, *_OTHERS, *_WIDE, *_SMALL)
_NUMBERS = (
    [[str(i) for i in range(start, 100, 2)] for start in (0, 1)],
    [[str(i) for i in range(1, 40)], [str(i) for i in range(60, 400)]],
    [[str(i) for i in range(1, 90)], [in_words(i) for i in range(1, 90)]],
)


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


def _apart(draw: Draw, groups: Sequence[Sequence[str]], n: int) -> list[list[str]]:
    """Classes without a word in common; the later ones lose what the earlier ones have."""
    while True:
        seen: set[str] = set()
        found = []
        for items in draw.some(groups, n):
            found.append([word for word in items if word not in seen])
            seen.update(items)
        if all(len(items) > 3 for items in found):
            return found


def _classes(draw: Draw, n: int) -> list[list[str]]:
    names = list(draw.part(CLASSES))
    if draw.held:
        return [CATEGORIES[name] for name in draw.some(names, 2)]
    share = draw.unit()
    if share < 0.08:
        return draw.pick(_NUMBERS)
    if share < 0.14:
        mine, *others = draw.some(names, 7)
        inside = set(CATEGORIES[mine])
        rest = [word for name in others for word in CATEGORIES[name] if word not in inside]
        return [CATEGORIES[mine], rest]
    if share < 0.17:
        items = CATEGORIES[draw.pick(names)]
        return [[word.upper() for word in items], items]
    groups = draw.weighted((_NAMED, _OTHERS, _WIDE, _SMALL, _EVERY), (25, 10, 10, 25, 13))
    return _apart(draw, groups, n)


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
