"""Open vocabulary: wide pools of nouns, people, places, verbs and adjuncts, and made-up words.

A model that has seen a thousand nouns and many that nobody has learns to copy them. One in ten
words of a pool is held out as everywhere (`split`); the inflections are rules with exceptions.
Nothing here says which word belongs to which category.
"""

import re
from dataclasses import dataclass

from llmcourse.data.draw import Draw
from llmcourse.data.split import HELD_ANIMALS, Pool, is_held_out
from llmcourse.data.wide import adjuncts, nouns, people
from llmcourse.data.wide import verbs as wideverbs


def items(text: str) -> tuple[str, ...]:
    """The words of a list with commas or line ends between them, each once."""
    found = (word.strip() for word in text.replace("\n", ",").split(","))
    return tuple(dict.fromkeys(word for word in found if word))


def _pool(text: str) -> Pool[str]:
    return Pool("wide", items(text))


NOUNS: dict[str, Pool[str]] = {
    kind: Pool("wide", items(words), held=HELD_ANIMALS) if kind == "animal" else _pool(words)
    for kind, words in nouns.NOUNS.items()
}
"""Kinds of things; "thing" is what fits no other."""
OBJECT_KINDS = tuple(wideverbs.ANY.split())
OBJECTS: Pool[str] = Pool("wide", (w for kind in OBJECT_KINDS for w in NOUNS[kind].every))
"""What can be bought, carried, found, lost."""
FOODS, DRINKS, ANIMALS = NOUNS["food"], NOUNS["drink"], NOUNS["animal"]
MATERIALS = NOUNS["material"]
ROLES, PLACES, EVENTS = (_pool(text) for text in (people.ROLES, people.PLACES, people.EVENTS))
JOBS: Pool[str] = Pool("wide", ROLES.every[: ROLES.every.index("boy")])
"""Roles that somebody works in."""
FANTASY, TOWNS, STREETS, PETS = (
    _pool(text) for text in (people.FANTASY, people.TOWNS, people.STREETS, people.PETS)
)
LOOKS, MOODS, COLORS = (_pool(t) for t in (adjuncts.LOOKS, adjuncts.MOODS, adjuncts.COLORS))
TIMES, OFTEN, SPANS, SPOTS, HOW = (
    _pool(text)
    for text in (adjuncts.TIMES, adjuncts.OFTEN, adjuncts.SPANS, adjuncts.SPOTS, adjuncts.HOW)
)
WITH, COMPANY, REASONS, AIMS, EXTRA = (
    _pool(text)
    for text in (
        adjuncts.WITH,
        adjuncts.COMPANY,
        adjuncts.REASONS,
        adjuncts.AIMS,
        adjuncts.EXTRA,
    )
)


@dataclass(frozen=True)
class Verb:
    """The forms of a verb; a particle stands at the end of each ("put on")."""

    base: str
    past: str
    participle: str
    third: str
    ing: str

    def __str__(self) -> str:
        return self.base


def _ends(head: str, ending: str) -> str:
    if ending == "s":
        if re.search(r"[^aeiou]y$", head):
            return head[:-1] + "ies"
        return head + ("es" if re.search(r"(?:s|x|z|ch|sh|o)$", head) else "s")
    if head in wideverbs.DOUBLED:
        head += head[-1]
    if ending == "ing":
        if head.endswith("ie"):
            return head[:-2] + "ying"
        return (head[:-1] if re.search(r"[^eoy]e$", head) else head) + "ing"
    if head.endswith("e"):
        return head + "d"
    return head[:-1] + "ied" if re.search(r"[^aeiou]y$", head) else head + "ed"


def verb(text: str) -> Verb:
    """The forms of "base", "base:past" or "base:past:participle"."""
    base, *others = text.split(":")
    head, space, rest = base.partition(" ")
    rest = space + rest
    past = others[0] if others else _ends(head, "ed") + rest
    participle = others[1] if len(others) > 1 else past
    third = "has" + rest if head == "have" else _ends(head, "s") + rest
    return Verb(base, past, participle, third, _ends(head, "ing") + rest)


def _transitive() -> dict[str, tuple[Verb, ...]]:
    found: dict[str, dict[str, Verb]] = {kind: {} for kind in nouns.NOUNS}
    for kinds, verbs in wideverbs.FITS:
        for text in items(verbs):
            for kind in kinds.split():
                form = verb(text)
                found[kind].setdefault(form.base, form)
    return {kind: tuple(forms.values()) for kind, forms in found.items()}


TRANSITIVE = _transitive()
"""What can be done to a kind of thing."""
PERSONAL = tuple(verb(text) for text in items(wideverbs.PERSONAL))
"""What a person does to a person."""
DOINGS = tuple(verb(text) for text in items(wideverbs.DOINGS))
"""What somebody does without a thing."""
_KINDS = tuple(kind for kind in NOUNS if TRANSITIVE[kind])
_KIND_WEIGHTS = tuple(len(NOUNS[kind].every) for kind in _KINDS)


def plural(noun: str) -> str:
    """The plural of a noun of one or more words."""
    if noun in nouns.PLURALS:
        return nouns.PLURALS[noun]
    if " of " in noun:
        head, _, rest = noun.partition(" of ")
        return f"{plural(head)} of {rest}"
    before, space, last = noun.rpartition(" ")
    if space and last in nouns.PLURALS:
        return f"{before} {nouns.PLURALS[last]}"
    if last.endswith("man") and last != "human":
        return noun[:-3] + "men"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if re.search(r"(?:s|x|z|ch|sh)$", noun) else "s")


def counted(noun: str) -> bool:
    """Whether the noun has a plural and stands after "a"."""
    return noun.replace(" ", "_") not in nouns.UNCOUNTED


_ONSETS = """
b bl br c ch cr d dr f fl fr g gl gr h j k kl l m n p pl pr qu r s sh sk sl sn sp st t th tr tw v
w y z
""".split()
_VOWELS = "a e i o u a e i o u ee oo ai ou".split()
_CODAS = ["", "", "n", "r", "l", "m", "t", "k", "p", "ck", "nt", "nd", "mp", "sk", "ft", "x", "sh"]


def pseudo(draw: Draw) -> str:
    """A word that nobody knows, lower case, easy to say: "blicket"."""
    while True:
        parts = [draw.pick(_ONSETS) + draw.pick(_VOWELS) for _ in range(draw.integer(1, 3))]
        word = "".join(parts) + draw.pick(_CODAS)
        if 3 <= len(word) <= 10 and is_held_out("pseudo", word) == draw.held:
            return word


def noun(draw: Draw, kind: str | None = None, made_up: float = 0.08) -> str:
    """A noun of the kind, or of any kind of object; at times one that nobody knows."""
    if draw.chance(made_up):
        return pseudo(draw)
    return draw.one(NOUNS[kind] if kind else OBJECTS)


def countable(draw: Draw, kind: str | None = None, made_up: float = 0.08) -> str:
    """A noun that has a plural."""
    while not counted(word := noun(draw, kind, made_up)):
        pass
    return word


TOWARD = ("opener", "holder", "maker", "cleaner", "cover", "case", "stand", "box", "set", "bag")


def compound(draw: Draw, word: str) -> str:
    """The word, now and then with a word before it or after it that belongs to it."""
    kind = draw.unit()
    if " " in word or kind > 0.16:
        return word
    other = draw.pick(TOWARD) if kind < 0.03 else noun(draw, None, 0.2)
    return f"{word} {other}" if kind < 0.1 else f"{other} {word}"


def role(draw: Draw, made_up: float = 0.05) -> str:
    """Who somebody is: "plumber", "old woman"; at times a made-up one."""
    return pseudo(draw) + "er" if draw.chance(made_up) else draw.one(ROLES)


def venue(draw: Draw, made_up: float = 0.04) -> str:
    """A place where things happen: "pizzeria"."""
    return pseudo(draw) if draw.chance(made_up) else draw.one(PLACES)


def kind_and_verb(draw: Draw) -> tuple[str, Verb]:
    """A kind of thing, and a verb that fits it."""
    kind = draw.weighted(_KINDS, _KIND_WEIGHTS)
    return kind, draw.pick(TRANSITIVE[kind])


def deed(draw: Draw) -> tuple[Verb, str]:
    """A verb with a noun that fits it, the noun bare: ("repair", "alarm clock")."""
    kind, form = kind_and_verb(draw)
    return form, noun(draw, kind)
