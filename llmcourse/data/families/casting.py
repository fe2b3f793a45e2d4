"""Who and what a wished story is about: heroes of any kind, their pronouns, helpers, places.

Part of `tales`. Words come from the wide lists, so that names, things and places in a story are
copied from the wish and not remembered.
"""

from dataclasses import dataclass, field

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import with_article
from llmcourse.data.names import MEN, WOMEN, invented, person, pronouns

HUMANS = (
    "boy girl boy girl man woman child farmer king queen princess prince baker teacher pirate"
    " knight witch wizard thief sailor".split()
)
_SHE = frozenset("girl woman princess queen witch mother grandmother actress waitress nun".split())
_HE = frozenset("boy man king prince wizard monk father grandfather fisherman".split())
_LOOKS = (
    "little small old young brave clever lazy kind lonely happy poor rich shy curious sleepy funny"
    " tiny grumpy hungry quiet wise silly blue green magic friendly tired sad proud".split()
)
_THEY = ("they", "them", "their")
_SKILLS = (
    "swim sing dance read cook paint ski skate surf knit draw fly whistle juggle write climb dive"
    " sail drive fish ride sew bake jump run".split()
)
SETTINGS = (
    "in the mountains", "on the moon", "at sea", "in the desert", "on an island", "in a big city",
    "in a small village", "on a farm", "in the jungle", "in the forest", "in space", "at school",
    "under the sea", "by the sea", "in winter", "on a train", "on a ship", "at the zoo",
    "on a rainy day", "in the snow", "in the future", "at night", "on Mars", "in the north",
)  # fmt: skip


@dataclass
class Cast:
    """The hero, how the wish names the hero, and the words that a story is told with."""

    wished: str
    intro: str
    name: str
    plural: bool
    words: dict[str, str] = field(default_factory=dict)
    thing: bool = False
    beasts: bool = False


def _looked(draw: Draw, noun: str) -> str:
    look = ""
    if draw.chance(0.3):
        look = draw.pick(_LOOKS) if draw.chance(0.6) else draw.one(wide.MOODS)
        look = f"{draw.pick(('', 'very '))}{look} " if draw.chance(0.15) else f"{look} "
    return f"{look}{noun}"


_ON = frozenset("island beach ship bus train bridge coast stage trail highway farm runway".split())


def _kind(draw: Draw) -> tuple[str, tuple[str, str, str]]:
    kind = draw.unit()
    if kind < 0.3:
        noun = draw.pick(HUMANS)
    elif kind < 0.5:
        noun = wide.role(draw)
    elif kind < 0.8:
        noun = draw.pick(wide.ANIMALS.held if draw.held else wide.ANIMALS.every)
    elif kind < 0.92:
        noun = draw.one(wide.FANTASY)
    else:
        noun = wide.pseudo(draw)
    last = noun.split(" ")[-1]
    if last in _SHE or last in _HE:
        return noun, ("she", "her", "her") if last in _SHE else ("he", "him", "his")
    return noun, draw.pick((("she", "her", "her"), ("he", "him", "his")))


def _named(draw: Draw, he: tuple[str, str, str]) -> tuple[str, tuple[str, str, str]]:
    """A name that fits the pronouns, and the pronouns."""
    if draw.chance(0.3):
        name = invented(draw)
        return name, he
    return draw.one(WOMEN if he[0] == "she" else MEN), he


def _words(he: tuple[str, str, str], name: str) -> dict[str, str]:
    return {
        "he": he[0], "him": he[1], "his": he[2], "was": "were" if he[0] == "they" else "was",
        "n": name,
    }  # fmt: skip


def single(draw: Draw) -> Cast:
    """One hero: "a sleepy bear", "a boy named Teo"."""
    noun, he = _kind(draw)
    full = with_article(_looked(draw, noun))
    beast = noun in wide.ANIMALS.every
    if draw.chance(0.5):
        words = _words(he, f"the {noun}")
        return Cast(full, full, f"the {noun}", False, words, beasts=beast)
    name, he = _named(draw, he)
    how = draw.pick(("named", "named", "called", "with the name", "whose name is"))
    named = draw.pick((f"{full} {how} {name}",) * 3 + (f"{name}, {full}", f"{name} the {noun}"))
    return Cast(named, f"{full} named {name}", name, False, _words(he, name), beasts=beast)


def by_name(draw: Draw) -> Cast:
    """Somebody of whom only the name is told."""
    name = person(draw)
    he = pronouns(name)
    if he[0] == "they":
        he = draw.pick((("she", "her", "her"), ("he", "him", "his")))
    noun = "girl" if he[0] == "she" else "boy"
    return Cast(name, f"a {noun} named {name}", name, False, _words(he, name))


def pair(draw: Draw) -> Cast:
    """Two friends, siblings or any two."""
    kind = draw.integer(0, 2)
    if kind == 0:
        one, two = person(draw), person(draw)
        what = draw.pick(("two friends", "two friends", "two sisters", "two brothers", "twins"))
        wished = draw.pick((f"{what}, {one} and {two},", f"{what} named {one} and {two}",
                            f"{one} and {two}"))  # fmt: skip
        both = f"{one} and {two}"
        return Cast(wished, f"{what} named {both}", both, True, _words(_THEY, both))
    first, _ = _kind(draw)
    second, he = _kind(draw)
    if kind == 1 and first != second:
        wished = f"{with_article(_looked(draw, first))} and {with_article(_looked(draw, second))}"
        both = f"the {first} and the {second}"
        return Cast(wished, wished, both, True, _words(_THEY, both), beasts=True)
    name, he = _named(draw, he)
    beast = wide.noun(draw, "animal")
    with_it = f"{name} and {he[2]} {beast}"
    return Cast(with_it, with_it, with_it, True, _words(_THEY, with_it), beasts=True)


def object_(draw: Draw) -> Cast:
    """A thing as the hero: "an old clock"."""
    noun = wide.countable(draw)
    look = f"{draw.one(wide.LOOKS)} " if draw.chance(0.5) else ""
    full = with_article(f"{look}{noun}")
    words = _words(("it", "it", "its"), f"the {noun}") | {"x": noun}
    return Cast(full, full, f"the {noun}", False, words, thing=True)


def helper(draw: Draw) -> str:
    """Somebody else in the story."""
    return person(draw) if draw.chance(0.5) else f"the {draw.one(wide.ROLES)}"


def place(draw: Draw) -> tuple[str, str, str]:
    """Where it is: as wished, as told at first, as told later."""
    if draw.chance(0.4):
        where = draw.pick(SETTINGS)
        return where, where, where
    if draw.chance(0.12):
        town = draw.one(wide.TOWNS)
        return f"in {town}", f"in {town}", f"in {town}"
    venue = wide.venue(draw)
    at = "on" if venue.split(" ")[-1] in _ON else draw.pick(("in", "in", "at"))
    return f"{at} {with_article(venue)}", f"{at} {with_article(venue)}", f"{at} the {venue}"


def fill(draw: Draw, cast: Cast, where: str) -> dict[str, str]:
    """All words that the beats of a story may need."""
    other = helper(draw)
    return cast.words | {
        "y": other, "ys": f"{other}'s", "p": where, "o": wide.countable(draw),
        "f": draw.one(wide.FOODS), "v": draw.pick(_SKILLS), "t": draw.one(wide.TOWNS),
    }  # fmt: skip
