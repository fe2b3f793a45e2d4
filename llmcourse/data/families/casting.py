"""Who and what a wished story is about: heroes of any kind, their pronouns, helpers, places.

Part of `tales`. Words come from the wide lists, so that names, things and places in a story are
copied from the wish and not remembered.
"""

from dataclasses import dataclass, field

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import with_article
from llmcourse.data.names import MEN, WOMEN, invented, person, pronouns
from llmcourse.data.split import Pool

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
_KIN: Pool[str] = Pool("wide", (word for word in wide.COMPANY.every if word != "team"))
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
    "in summer", "in autumn", "in spring", "at Christmas", "during a storm", "in the dark",
    "in the year 3000", "on the beach", "at the seaside", "in ancient Egypt", "in the rain",
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


_TITLES = ("Princess Queen Mrs. Aunt Grandma Miss King Mr. Captain Uncle Prince Doctor Old Sir"
           " Little").split()  # fmt: skip


def titled(draw: Draw) -> Cast:
    """Somebody with a title: "Captain Ren"."""
    at = draw.integer(0, len(_TITLES) - 1)
    he = ("she", "her", "her") if at < 6 else ("he", "him", "his")
    name = f"{_TITLES[at]} {_named(draw, he)[0]}"
    return Cast(name, name, name, False, _words(he, name))


def by_name(draw: Draw) -> Cast:
    """Somebody of whom only the name is told."""
    if draw.chance(0.2):
        return titled(draw)
    name = person(draw)
    he = pronouns(name)
    if he[0] == "they":
        he = draw.pick((("she", "her", "her"), ("he", "him", "his")))
    noun = "girl" if he[0] == "she" else "boy"
    return Cast(name, f"a {noun} named {name}", name, False, _words(he, name))


def pair(draw: Draw) -> Cast:
    """Two friends, siblings or any two."""
    if draw.chance(0.5):
        one, two = person(draw), person(draw)
        what = draw.pick(("two friends", "two friends", "two sisters", "two brothers", "twins"))
        wished = draw.pick((f"{what}, {one} and {two},", f"{what} named {one} and {two}",
                            f"{one} and {two}"))  # fmt: skip
        both = f"{one} and {two}"
        return Cast(wished, f"{what} named {both}", both, True, _words(_THEY, both))
    (first, _), (second, _) = _kind(draw), _kind(draw)
    if first == second:
        return pair(draw)
    if draw.chance(0.3):
        full = [f"{with_article(noun)} named {person(draw)}" for noun in (first, second)]
        names = " and ".join(text.rsplit(" ", 1)[1] for text in full)
        wished = " and ".join(full)
        return Cast(wished, wished, names, True, _words(_THEY, names), beasts=True)
    wished = f"{with_article(_looked(draw, first))} and {with_article(_looked(draw, second))}"
    both, intro = f"the {first} and the {second}", wished
    if draw.chance(0.12):
        wished = f"the friendship {draw.pick(('between', 'of'))} {wished}"
    return Cast(wished, intro, both, True, _words(_THEY, both), beasts=True)


def owner(draw: Draw) -> Cast:
    """Somebody with an animal, named or not: "Ines and her cat Pip"."""
    noun, he = _kind(draw)
    if draw.chance(0.6):
        name, he = _named(draw, he)
        start = name
    else:
        name, start = f"the {noun}", with_article(_looked(draw, noun))
    own = f"{he[2]} {_looked(draw, wide.noun(draw, 'animal'))}"
    both, names = f"{start} and {own}", f"{name} and {own}"
    if draw.chance(0.5):
        pet = _pet(draw)
        both += f" {draw.pick(('', '', 'called ', 'named '))}{pet}"
        names = f"{name} and {pet}"
    return Cast(both, both, names, True, _words(_THEY, names), beasts=True)


def _pet(draw: Draw) -> str:
    return draw.one(wide.PETS) if draw.chance(0.3) else person(draw)


def holder(draw: Draw) -> Cast:
    """Somebody and a thing: "a grandmother and her red bicycle"."""
    noun, he = _kind(draw)
    look = f"{draw.one(wide.LOOKS)} " if draw.chance(0.5) else ""
    if draw.chance(0.5):
        name, he = _named(draw, he)
        start = name
    else:
        name, start = f"the {noun}", with_article(_looked(draw, noun))
    full = f"{start} and {he[2]} {look}{wide.countable(draw)}"
    return Cast(full, full, name, False, _words(he, name), beasts=noun in wide.ANIMALS.every)


def mine(draw: Draw) -> Cast:
    """Somebody's own animal or relative: "my dog Bim"."""
    noun = wide.noun(draw, "animal") if draw.chance(0.6) else draw.one(_KIN)
    name = _pet(draw)
    he = draw.pick((("she", "her", "her"), ("he", "him", "his")))
    wished = f"{draw.pick(('my', 'my', 'our', 'the'))} {noun} {name}"
    return Cast(wished, f"{with_article(noun)} named {name}", name, False, _words(he, name),
                beasts=True)  # fmt: skip


def several(draw: Draw) -> Cast:
    """Three of different kinds, or some of one kind."""
    if draw.chance(0.5):
        kinds = list(dict.fromkeys(_kind(draw)[0] for _ in range(3)))
        *first, last = kinds
        wished = f"{', '.join(map(with_article, first))} and {with_article(last)}"
        name = f"{', '.join(f'the {noun}' for noun in first)} and the {last}"
        if first:
            return Cast(wished, wished, name, True, _words(_THEY, name), beasts=True)
    noun = wide.plural(_looked(draw, _kind(draw)[0]).removeprefix("very "))
    wished = f"{draw.pick(('two', 'three', 'four', 'five', 'some'))} {noun}"
    name = f"the {noun}"
    return Cast(wished, wished, name, True, _words(_THEY, name), beasts=True)


def object_(draw: Draw) -> Cast:
    """A thing as the hero: "an old clock"."""
    noun = wide.countable(draw)
    if draw.chance(0.12):
        noun = draw.pick(
            ("star", "cloud", "tree", "river", "snowflake", "planet", "shadow", "house")
        )
    look = f"{draw.one(wide.LOOKS)} " if draw.chance(0.5) else ""
    full = with_article(f"{look}{noun}")
    words = _words(("it", "it", "its"), f"the {noun}") | {"x": noun}
    return Cast(full, full, f"the {noun}", False, words, thing=True)


def anybody(draw: Draw) -> Cast:
    """The hero of a story that nobody chose a hero for."""
    return about(draw, draw.pick(("girl", "boy")))


def about(draw: Draw, noun: str) -> Cast:
    """A hero of this kind, without a name."""
    he = ("she", "her", "her") if noun.split(" ")[-1] in _SHE else ("he", "him", "his")
    return Cast(with_article(noun), with_article(noun), f"the {noun}", False,
                _words(he, f"the {noun}"), beasts=noun in wide.ANIMALS.every)  # fmt: skip


_CASTS = {single: 40, by_name: 10, pair: 10, owner: 9, object_: 11, holder: 6, mine: 5, several: 7}


def one(draw: Draw) -> Cast:
    """Whom a story is about."""
    return draw.weighted(tuple(_CASTS), tuple(_CASTS.values()))(draw)


def place(draw: Draw) -> tuple[str, str]:
    """Where it is, with its preposition and without."""
    if draw.chance(0.35):
        where = draw.pick(SETTINGS)
        return where, where.split(" ", 1)[1]
    if draw.chance(0.12):
        town = draw.one(wide.TOWNS)
        return f"in {town}", town
    venue = wide.venue(draw)
    spot = draw.pick((with_article(venue), with_article(venue), f"the {venue}"))
    at = "on" if venue.split(" ")[-1] in _ON else draw.pick(("in", "in", "at"))
    return f"{at} {spot}", spot


def later(where: str) -> str:
    """The place once more, now known: "in the bakery"."""
    at, _, spot = where.partition(" ")
    for article in ("a ", "an "):
        if spot.startswith(article):
            spot = f"the {spot[len(article) :]}"
    return f"{at} {spot}".strip()


def wanted(draw: Draw) -> dict[str, str]:
    """What a deed that is wished has in it: open words."""
    other = person(draw) if draw.chance(0.5) else f"the {draw.one(wide.ROLES)}"
    return {
        "y": other, "o": wide.countable(draw), "f": draw.one(wide.FOODS),
        "v": draw.pick(_SKILLS), "t": draw.one(wide.TOWNS),
    }  # fmt: skip
