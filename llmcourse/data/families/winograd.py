"""More puzzles of who or what is meant: what people do to each other, and what things are like.

A row says what happened between two, and what can only be true of the one or of the other. Names
are of the same sex, or roles, so that only the sense decides; things come from the wide lists.
"""

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.crowds import crowds
from llmcourse.data.families.pronouns import MET_MEN, MET_WOMEN, Puzzle
from llmcourse.data.grammar import Shape, capital
from llmcourse.data.rows.puzzle import (
    BELOW,
    BREAKS,
    BROKE,
    CHASES,
    DID,
    FRAGILE,
    HIT,
    JOINTS,
    LIKES,
    MISHAPS,
    PEOPLE,
    ROLES,
    THINGS,
    THROWN,
    TOPICS,
)
from llmcourse.data.split import Pool

_SINGLE = Pool("wide", (w for w in wide.OBJECTS.every if not w.endswith("s")))
_BEFORE = (
    "",
    "",
    "",
    "",
    "Yesterday ",
    "One day ",
    "Last week ",
    "In the morning ",
    "On Monday ",
    "That evening, ",
)


def _rows(text: str) -> list[tuple[str, list[str]]]:
    """The parts of each row, what stands first apart."""
    lines = text.strip().replace("\n  ", "").split("\n")
    return [(first, rest) for first, *rest in (line.split("~") for line in lines)]


_PEOPLE_ROWS = [
    (joint, [[Shape(text) for text in part.split("|")] for part in parts])
    for joint, parts in _rows(PEOPLE)
]
_THING_ROWS = [
    (verbs.split("|")[0], verbs.split("|")[1:], ones.split("|"), others.split("|"))
    for verbs, (ones, others) in _rows(THINGS)
]


def _twins(
    draw: Draw,
    body: str,
    joint: str,
    pair: tuple[str, str],
    said: tuple[str, str],
    word: str,
    asked: str,
) -> tuple[Puzzle, Puzzle]:
    x, y = pair
    tail = draw.pick(JOINTS[joint])
    first, second = (f"{body}{tail.format(it=word, p=text)}" for text in said)
    return Puzzle(first, x, y, said[0], asked, word), Puzzle(second, y, x, said[1], asked, word)


def _pair(draw: Draw) -> tuple[str, str, str, tuple[str, str]]:
    """Two of a kind: the pronoun, "his", and how they are named."""
    pool, word, his = (MET_WOMEN, "she", "her") if draw.chance(0.5) else (MET_MEN, "he", "his")
    if draw.chance(0.22):
        a, b = draw.some(ROLES, 2)
        return word, his, "the ", (a, b)
    a, b = draw.some(draw.part(pool), 2)
    return word, his, "", (a, b)


_KIN = {
    "she": ("sister", "aunt", "mother", "grandmother", "daughter", "niece", "friend", "cousin"),
    "he": ("brother", "uncle", "father", "grandfather", "son", "nephew", "friend", "cousin"),
}


def deeds(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """One did something to the other; why says who is meant."""
    joint, parts = draw.pick(_PEOPLE_ROWS)
    word, his, the, (x, y) = _pair(draw)
    o = wide.countable(draw, draw.pick(("tool", "device", "container", "toy", "sport")), 0.05)
    values = {
        "his": his,
        "o": o,
        "o2": wide.plural(wide.countable(draw, "device", 0.02)),
        "v": wide.venue(draw),
        "f": draw.one(wide.FOODS),
        "d": draw.one(wide.DRINKS),
        "c": wide.countable(draw, "clothing"),
    }
    did, one, other = (draw.pick(part)(draw, **values) for part in parts)
    before = draw.pick(_BEFORE)
    if not the and draw.chance(0.12):
        kin = draw.pick(_KIN[word])
        body = capital(f"{before}{x} {_placed(did, f'{his} {kin} {y}')}")
        return _twins(draw, body, joint, (x, y), (one, other), word, "Who")
    if not the and draw.chance(0.2):
        pool, turned = (MET_MEN, "he") if word == "she" else (MET_WOMEN, "she")
        y, tail = draw.one(pool), draw.pick(JOINTS[joint])
        body = capital(f"{before}{x} {_placed(did, y)}")
        texts = body + tail.format(it=word, p=one), body + tail.format(it=turned, p=other)
        return Puzzle(texts[0], x, y, one, "Who", word), Puzzle(
            texts[1], y, x, other, "Who", turned
        )
    body = capital(f"{before}{the}{x} {_placed(did, the + y)}")
    return _twins(draw, body, joint, (x, y), (one, other), word, "Who")


def _placed(did: str, whom: str) -> str:
    for mark in (
        " up",
        " to the hospital",
        " out of the water",
        " again and again",
        " along",
        " and calmed",
        " loudly to",
    ):
        if (
            did.endswith(mark)
            and mark in (" up", " out of the water", " along")
            and did not in ("looked up",)
        ):
            return f"{did.removesuffix(mark)} {whom}{mark}"
    if did.startswith("drove to"):
        return f"drove {whom} to the hospital"
    if "again and again" in did:
        return f"phoned {whom} again and again"
    if did.startswith("invited to"):
        return f"invited {whom} to an interview"
    return f"{did} {whom}"


def things(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """Two things from the wide lists: what does not fit, falls, breaks, blocks."""
    kind, verbs, ones, others = draw.pick(_THING_ROWS) if draw.chance(0.6) else _THING_ROWS[0]
    y = draw.pick(FRAGILE) if kind == "glass" else wide.countable(draw, kind, 0.06)
    x = draw.pick(BREAKS) if kind == "glass" else _thing(draw)
    if kind == "clothing":
        x = draw.pick(("paint", "ink", "juice", "soup", "coffee", "sauce", "glue", "wine"))
    while x in y or y in x:
        x = _thing(draw)
    did = draw.pick(verbs)
    if kind == "container" and "fit" in did and draw.chance(0.4):
        did = did.replace(
            "did not", draw.pick(("didn't", "doesn't", "would not", "couldn't", "can't"))
        )
    pair = (draw.pick(ones), draw.pick(others))
    if kind == "container" and "was too big" in ones and draw.chance(0.35):
        return _now(draw, x, y, pair)
    body = capital(f"{draw.pick(_BEFORE)}the {x} {did} the {y}")
    return _twins(draw, body, "because", (x, y), pair, "it", "What")


def _now(draw: Draw, x: str, y: str, pair: tuple[str, str]) -> tuple[Puzzle, Puzzle]:
    """What does not fit, in the present tense: "it's too big"."""
    body = capital(f"the {x} {draw.pick(_FITS_NOT)} the {y}")
    it = draw.pick((" because it's ", " because it is ", ", it's ", " since it is ", ". It is "))
    sizes = [said.removeprefix("was ") for said in pair]
    first, second = (f"{body}{it}{size}." for size in sizes)
    return (
        Puzzle(first, x, y, f"is {sizes[0]}", "What", "it"),
        Puzzle(second, y, x, f"is {sizes[1]}", "What", "it"),
    )


_FITS_NOT = (
    "doesn't fit into", "does not fit in", "won't fit in", "will not go into", "won't go in",
    "can't be put into", "cannot be squeezed into", "never fits in", "is not able to fit in",
)  # fmt: skip


def _thing(draw: Draw) -> str:
    if draw.chance(0.08):
        return wide.pseudo(draw)
    while not wide.counted(word := draw.one(_SINGLE)):
        pass
    return word


def chases(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """An animal after another: who gets tired, and who gets away."""
    hunters = ("dog", "puppy", "wolf", "fox", "lion", "hyena", "lynx")
    x = draw.pick(hunters)
    y = wide.noun(draw, "animal", 0.08)
    while y in hunters or x in y:
        y = wide.noun(draw, "animal", 0.08)
    body = capital(f"{draw.pick(_BEFORE)}the {x} {draw.pick(CHASES[0])} the {y}")
    i, j = draw.integer(0, 3), draw.integer(0, 5)
    one, other = DID[0][i], DID[1][j]
    first, second = (f"{body} {tail}." for tail in (CHASES[1][i], CHASES[2][j]))
    one = "got tired" if i == 0 else one
    return Puzzle(first, x, y, one, "What", "it"), Puzzle(second, y, x, other, "What", "it")


def breaks(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """Something hard and something fragile: which broke, whichever hit the other."""
    hard, soft = draw.pick(BREAKS), draw.pick(FRAGILE)
    x, y = (hard, soft) if draw.chance(0.6) else (soft, hard)
    body = f"{draw.pick(_BEFORE)}the {x} {draw.pick(HIT)} the {y}"
    body, broke = capital(body), draw.pick(BROKE)
    first = f"{body}{draw.pick((' and it ', ', and it ', '. It ', ', so it '))}{broke}."
    state = draw.pick(THROWN if x == hard else BELOW)
    second = f"{body} {draw.pick(('because', 'since', 'as'))} it {state}."
    return Puzzle(first, soft, hard, broke, "What", "it"), Puzzle(
        second, hard, soft, state, "What", "it"
    )


def mishaps(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """Two do different things; who did the one."""
    pool, him = (MET_WOMEN, "her") if draw.chance(0.5) else (MET_MEN, "him")
    a, b = draw.some(draw.part(pool), 2)
    values = {
        "him": him,
        "o": _thing(draw),
        "d": draw.one(wide.DRINKS),
        "f": draw.one(wide.FOODS),
        "i": wide.noun(draw, "instrument"),
    }
    pair = draw.pick(MISHAPS)
    one, other = (Shape(text)(draw, **values) for text in pair)
    going = draw.pick(wide.DOINGS).ing
    start = draw.pick(
        (
            "",
            f"{a} and {b} are {draw.pick(('twins', 'friends', 'cousins', 'neighbors'))}. ",
            f"The twins {a} and {b} went {draw.pick(('skiing', 'hiking', 'shopping', 'home'))}. ",
            f"{b} and {a} were {going}. ",
        )
    )
    joint = draw.pick((", and ", " and ", ". Then ", ", so ", "; "))
    texts = (f"{start}{a} {one}{joint}{b} {other}.", f"{start}{b} {one}{joint}{a} {other}.")
    if draw.chance(0.5) and "{him}" not in pair[1] and " it" not in pair[1]:
        one, a, b = other, b, a
    return Puzzle(texts[0], a, b, one, "Who", ""), Puzzle(texts[1], b, a, one, "Who", "")


def likes(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """One likes something and the other does not: who stays away."""
    pool, word = (MET_WOMEN, "she") if draw.chance(0.5) else (MET_MEN, "he")
    a, b = draw.some(draw.part(pool), 2)
    verb, no, away, there = draw.pick(LIKES)
    topic, group = draw.pick(TOPICS), draw.pick(("club", "class", "party", "lesson"))
    what = "swim" if verb == "can" else topic
    away, there = (Shape(text)(draw, k=topic, g=group) for text in (away, there))
    base = {"likes": "like ", "loves": "love ", "can": "", "enjoys": "enjoy "}[verb]
    body = f"{a} {verb} {what}, but {b} {no}"
    if draw.chance(0.5):
        does = "can" if verb == "can" else "does"
        turned = f"{a} {no} {base}{what}, but {b} {does}"
        texts = (f"{body}, so {word} {away}.", f"{turned}, so {word} {away}.")
        return Puzzle(texts[0], b, a, away, "Who", word), Puzzle(texts[1], a, b, away, "Who", word)
    texts = (f"{body}. So {word} {away}.", f"{body}. {a} was glad and {there}.")
    return Puzzle(texts[0], b, a, away, "Who", word), Puzzle(texts[1], a, b, there, "Who", "")


KINDS = (
    deeds,
    deeds,
    deeds,
    deeds,
    crowds,
    crowds,
    things,
    things,
    things,
    chases,
    breaks,
    mishaps,
    likes,
)
