"""Stories to order: about whom, what happens, where, how long, with which words and which end.

A wish names some of these, and the story keeps to every one that it names. What happens is a
row of `rows/arcs.txt`: the deed, its beats, the end. Part of `stories`; a story is simple and
its beats come in one order, the wide lists make each one different.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families import casting
from llmcourse.data.families.casting import Cast
from llmcourse.data.grammar import Shape, Shapes, capital, with_article
from llmcourse.data.names import person
from llmcourse.data.rows import tables

_FORMS = re.compile(r"<([^:>]*):([^:>]*):([^>]*)>")


@dataclass(frozen=True)
class Arc:
    """What happens: the deed in three forms, its beats in order, the end."""

    base: Shape
    third: Shape
    past: Shape
    beats: tuple[Shape, ...]
    end: Shape


def _arc(deed: str, beats: str, end: str) -> Arc:
    base, third, past = (Shape(_FORMS.sub(rf"\{n}", deed)) for n in (1, 2, 3))
    return Arc(base, third, past, tuple(map(Shape, beats.split("/"))), Shape(end))


ARCS = [_arc(*row) for row in tables("arcs", 3)]
_OF_THINGS = [(tuple(map(Shape, a.split("/"))), Shape(b)) for a, b in tables("thingarcs", 2)]
_OF_TOPICS = [(tuple(map(Shape, a.split("/"))), Shape(b)) for a, b in tables("topicarcs", 2)]
TOPICS = wide.items("""
hail, snow, friendship, love, winter, summer, spring, autumn, the sea, music, courage, the moon
the stars, the sun, space, school, soccer, football, Christmas, Halloween, magic, the wind, fire
time, dreams, honesty, patience, kindness, luck, peace, hope, fear, colors, numbers, chess, bread
the desert, the night, thunder, fog, ice, water, gold, chocolate, books, robots, trains, planes
pirates, dinosaurs, dragons, flowers, trees, the forest, happiness, family, holidays, silence
""")
_OPEN = Shapes(
    "Once upon a time there {was} {i}[ {at}].", "There {was} once {i}[ {at}].",
    "Long ago there lived {i}[ {at}].", "Once there {was} {i}[ {at}].",
    "This is the story of {i}[ {at}].",
)  # fmt: skip
_OPEN_AT = Shapes(
    "{At} there lived {i}.", "{At} there {was} {i}.", "Once {at} there {was} {i}.",
    "There {was} once {i} {at}.",
)  # fmt: skip
_TOPIC_PAST = Shapes("loved {x}", "dreamed of {x} every night", "wrote a song about {x}",
                     "thought about {x} all day")  # fmt: skip
_THING_PAST = Shapes("was lost and found again", "broke and was repaired by {y}",
                     "got wet in the rain", "was sold to {y}", "rolled down the hill")  # fmt: skip
_ONE = Shapes("{At}, {i} {past}.", "{I} {past} {at}.", "One day {at} {i} {past}.")
_FILL = Shapes(
    "The sun was shining.", "It was a long day.", "The air was clear.", "It was very still.",
    "Nobody knew why.", "Time went by.", "It was a cold morning.", "{Y} was there too.",
    "Everybody talked about it.", "{N} smiled.", "{N} sighed.", "The days were short.",
)  # fmt: skip
_THE_END = ("The end.", "And they lived happily ever after.", "All was well in the end.")
_FINAL = Shapes(
    "and they went to bed", "and they {d}", "and {he} {d}", "and nobody saw it again",
    "and everyone {d}", "and the moon was bright", "and all was quiet", "and that was that",
    "and they lived happily ever after", "and {n} {d}", "and it began to snow",
)  # fmt: skip
_BEFORE_FINAL = Shapes("It got late", "The sun went down", "They all laughed", "The bell rang",
                       "Then it was dark", "The day was over")  # fmt: skip
_WORD = {
    "noun": Shapes("On the way {he} saw {a w}.", "Next to {him} there was {a w}.",
                   "{He} carried {a w} under {his} arm.", "Somewhere there lay {a w}.",
                   "There was also {a w}."),
    "mood": Shapes("{He} felt {w}.", "{He} looked {w}.", "Everyone was {w}."),
    "how": Shapes("{W} {he} looked up.", "{W} it got dark.", "{He} turned around {w}."),
}  # fmt: skip
_HOW = ("suddenly", "slowly", "quietly", "carefully", "finally", "loudly", "gently", "sadly")
_TITLE = Shapes("The {k} of {n}", "{N} and the {o}", "{N}", "The day of {n}")


@dataclass
class Wish:
    """What a story must keep to; empty parts are free."""

    cast: Cast
    deed: bool = False
    where: str = ""
    words: list[str] = field(default_factory=list)
    final: str = ""
    first: str = ""
    said: str = ""
    topic: str = ""
    sentences: int = 0
    verb: str = ""
    """The deed in the third person, or in the plural."""
    past: str = ""


@cache
def _kinds() -> tuple[Callable[[Draw], Cast], ...]:
    return (casting.single,) * 5 + (casting.pair,) * 2 + (casting.by_name,) + (casting.object_,)


def wish(draw: Draw) -> tuple[Wish, list[str]]:
    """What is wished, and the sentences of a story that keeps to it."""
    found = Wish(draw.pick(_kinds())(draw))
    cast = found.cast
    at, told, later = casting.place(draw)
    if draw.chance(0.3):
        found.where = at
    values = casting.fill(draw, cast, later)
    if not cast.thing and draw.chance(0.08):
        found.topic = draw.pick(TOPICS) if draw.chance(0.6) else wide.plural(wide.countable(draw))
        values["x"] = found.topic
    _extras(draw, found, values)
    n = draw.weighted((1, 2, 3, 4, 5, 6, 7, 8, 10), (1, 3, 5, 4, 5, 3, 3, 2, 1))
    found.sentences = n
    return found, _told(draw, found, values, told)


def _extras(draw: Draw, found: Wish, values: dict[str, str]) -> None:
    for _ in range(draw.weighted((0, 1, 2, 3), (14, 4, 1, 1))):
        kind = draw.weighted(("noun", "mood", "how"), (8, 1, 1))
        word = wide.countable(draw) if kind == "noun" else draw.one(wide.MOODS)
        word = draw.pick(_HOW) if kind == "how" else word
        if word not in found.words and " " not in word:
            found.words.append(word)
            values[f"word {len(found.words)}"] = _WORD[kind](draw, w=word, **values)
    doing = draw.pick(wide.DOINGS).past
    if draw.chance(0.07):
        found.final = _FINAL(draw, d=doing, **values) if draw.chance(0.8) else draw.pick(_THE_END)
    elif draw.chance(0.05):
        found.first = capital(draw.pick((f"it was {draw.one(wide.LOOKS)} and dark",
                              f"nobody knew why {person(draw)} {doing}", f"one day it {doing}",
                              f"the {wide.countable(draw)} was gone"))) + "."  # fmt: skip
    elif draw.chance(0.05):
        found.said = draw.pick(("I am late", "Where are we", "Follow me", "I can do it", "Look",
                                f"Where is my {wide.countable(draw)}", "We did it"))  # fmt: skip


def _plot(draw: Draw, found: Wish, values: dict[str, str]) -> tuple[list[str], str]:
    if found.topic or found.cast.thing:
        beats, end = draw.pick(_OF_TOPICS if found.topic else _OF_THINGS)
        values["past"] = (_TOPIC_PAST if found.topic else _THING_PAST)(draw, **values)
        return [capital(beat(draw, **values)) for beat in beats], capital(end(draw, **values))
    arc = draw.pick(ARCS)
    other = values["y"]
    if other.startswith("the ") and draw.chance(0.6):
        other = with_article(other[4:])
    asked = values | {"y": other}
    found.verb = (arc.base if found.cast.plural else arc.third)(draw, **asked)
    found.deed = draw.chance(0.45)
    values["past"] = arc.past(draw, **values)
    return [capital(beat(draw, **values)) for beat in arc.beats], capital(arc.end(draw, **values))


def _told(draw: Draw, found: Wish, values: dict[str, str], at: str) -> list[str]:
    cast, n = found.cast, found.sentences
    beats, end = _plot(draw, found, values)
    found.past = values["past"]
    was = "were" if cast.plural else "was"
    opening = _OPEN_AT if found.where else _OPEN
    intro = opening(draw, i=cast.intro, at=at, was=was)
    if found.first:
        intro = f"{found.first} {capital(cast.intro)} {was} {at}."
    must = [values[key] for key in values if key.startswith("word ")]
    if found.said:
        mark = "?" if found.said.startswith("Where") else "!"
        must.append(f'"{found.said}{mark}" {"they said" if cast.plural else f"said {cast.name}"}.')
    last = _last(draw, found, end)
    if n == 1 and not must and not found.first and not found.final:
        values["i"] = cast.intro
        return [_ONE(draw, at=at, **values)]
    need = [intro, *must, last, *[""] * bool(found.first)]
    room = max(n - len(need), 1)
    if n == 2 and not must and not found.first and not found.final:
        return [intro, f"One day {values['n']} {values['past']}."]
    if room <= (4 if found.deed else 2):
        beats = [f"{draw.pick(('One day ', 'One day ', ''))}{values['n']} {values['past']}.",
                 *beats[2:]]  # fmt: skip
    while len(beats) < room:
        beats.insert(draw.integer(1, len(beats)), capital(_FILL(draw, **values)))
    late = range(1, len(beats))[1 - room :] if draw.chance(0.6) else ()
    keep = late or sorted(draw.some(range(1, len(beats)), max(room - 1, 0)))
    middle = [capital(beats[i]) for i in (0, *(keep if room > 1 else ()))][:room]
    for text in must:
        middle.insert(draw.integer(min(1, len(middle)), len(middle)), text)
    lines = [intro, *middle, last]
    found.sentences = len(lines) + bool(found.first)
    return lines


def _last(draw: Draw, found: Wish, end: str) -> str:
    if not found.final:
        return end
    if found.final[0].isupper():
        return found.final
    return f"{_BEFORE_FINAL(draw)}{draw.pick((' ', ', '))}{found.final}."


def titled(draw: Draw, found: Wish) -> str:
    """A title for a story."""
    name, thing = found.cast.name, wide.countable(draw)
    return capital(_TITLE(draw, n=name, o=thing, k=draw.pick(("story", "tale", "secret"))))


__all__ = ["TOPICS", "Wish", "titled", "wish", "with_article"]
