"""Stories to order: about whom, what happens, where, how long, with which words and which end.

A wish names some of these, and the story keeps to every one that it names, always in the same
order: who and where, what happens, the words that must appear, how it goes on, the end. What
nobody asked for is of few words, so that a story's open words all come from its wish. Part of
`stories`.
"""

from dataclasses import dataclass, field

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families import casting, deeds
from llmcourse.data.families.casting import Cast
from llmcourse.data.families.deeds import TOPICS, Deed
from llmcourse.data.grammar import Shape, Shapes, capital, with_article
from llmcourse.data.names import person
from llmcourse.data.rows import tables
from llmcourse.data.words import DAYS

_OF_THINGS = [(tuple(map(Shape, a.split("/"))), Shape(b)) for a, b in tables("thingarcs", 2)]
_OPEN = Shapes("Once upon a time there {was} {i}{at}.", "Once there {was} {i}{at}.",
               "There {was} once {i}{at}.")  # fmt: skip
_THING_PAST = Shapes("was lost and found again", "broke and was repaired by {y}",
                     "got wet in the rain", "was sold to {y}", "rolled down the hill")  # fmt: skip
_FILL = ("The sun was shining.", "It was a long day.", "The air was clear.", "Time went by.",
         "Everybody talked about it.", "The days were short.", "It was very still.")  # fmt: skip
_THE_END = ("The end.", "And they lived happily ever after.", "All was well in the end.")
_FINAL = Shapes(
    "and they went to bed", "and they {d}", "and {he} {d}", "and nobody saw it again",
    "and everyone {d}", "and the moon was bright", "and all was quiet", "and that was that",
    "and they lived happily ever after", "and {n} {d}", "and it began to snow", "and {he} {v} {o}",
    "and the {o} was gone", "and everyone loved the {o}",
)  # fmt: skip
_WORD = {
    "noun": "There was also {a w}.", "mass": "There was also some {w}.",
    "many": "There were also some {w}.", "mood": "Everyone was {w}.", "how": "It happened {w}.",
}  # fmt: skip
_HOW = ("suddenly", "slowly", "quietly", "carefully", "finally", "loudly", "gently", "quickly")
_TITLE = "The story of {}"
MOODS = {
    "In the end everyone was happy.": (
        "a happy ending", "a good ending", "a nice ending", "a kind ending", "that ends well",
        "that ends happily", "that has a happy end"),
    "In the end everyone was sad.": (
        "a sad ending", "a tragic ending", "an unhappy ending", "that ends sadly"),
    "In the end everyone was surprised.": (
        "a surprising ending", "a surprise at the end", "a twist at the end"),
    "In the end everyone was laughing.": (
        "a funny ending", "a silly ending", "a joke at the end", "that ends with a laugh"),
    "So always be kind.": ("a moral", "a moral at the end", "a lesson", "a lesson at the end"),
}  # fmt: skip
"""The last sentence, and how people ask for it."""
_FIRST = Shapes("One {x} night", "One night", "Yesterday", "Last summer", "One {d} morning",
                "On a {x} day", "Long ago", "In the old days", "At midnight", "One day in {m}",
                "Many years ago", "Deep in the forest", "Far away", "Once upon a time",
                "Every {d}", "Near the {o}", "Behind the {o}", "Not long ago")  # fmt: skip


@dataclass
class Wish:
    """What a story must keep to; empty parts are free."""

    cast: Cast
    deed: Deed | None = None
    where: str = ""
    """With its preposition: "in a bakery"; `spot` is the same without: "bakery"."""
    spot: str = ""
    words: list[str] = field(default_factory=list)
    final: str = ""
    mood: str = ""
    """How it should end, in the words of the wish: "a sad ending"."""
    close: tuple[str, str] = ("", "")
    """What the hero does in the end, in the present and in the past."""
    first: str = ""
    said: str = ""
    topic: str = ""
    limit: str = ""
    """What is said of the length: "exact", "most", "short", "tiny" or nothing."""
    sentences: int = 0
    past: str = ""
    """What happened, said of the hero."""
    anybody: bool = False
    """Whether the wish names no hero."""


def wish(draw: Draw, cast: Cast | None = None) -> tuple[Wish, list[str]]:
    """What is wished, and the sentences of a story that keeps to it."""
    asked = cast is not None or draw.chance(0.82)
    found = Wish(cast or (casting.one(draw) if asked else casting.anybody(draw)))
    found.anybody, cast = not asked, found.cast
    if draw.chance(0.3 if asked else 0.4):
        found.where, found.spot = casting.place(draw)
    values = cast.words | {
        "p": casting.later(found.where) or "outside", "o": draw.pick(deeds.KNOWN),
        "y": draw.pick(deeds.FRIENDS),
        "f": draw.pick(("bread", "cake", "soup")), "v": "swim", "t": "the city",
    }  # fmt: skip
    told = _plot(draw, found, values)
    lines = _extras(draw, found, values)
    _length(draw, found)
    return found, _told(draw, found, values, lines, told)


def _plot(draw: Draw, found: Wish, values: dict[str, str]) -> tuple[tuple[str, ...], str]:
    """Draws what happens; the sentences in which it does, and the end."""
    cast = found.cast
    if cast.thing:
        rows, final = draw.pick(_OF_THINGS)
        found.past = _THING_PAST(draw, **values)
        return tuple(capital(row(draw, **values)) for row in rows), capital(final(draw, **values))
    if found.anybody and draw.chance(0.55):
        found.topic, found.past = _topic(draw)
        beats, end = deeds.general(draw, values)
        return (f"{capital(cast.name)} {found.past}.", *beats), end
    if draw.chance(0.5) and not found.anybody:
        deed = deeds.wanted(draw, casting.wanted(draw), values, plural=cast.plural)
        while deed.whose and " and " in cast.intro:
            deed = deeds.wanted(draw, casting.wanted(draw), values, plural=cast.plural)
        found.deed = deed
    else:
        deed = deeds.known(draw, {}, values, plural=cast.plural)
    found.past = deed.past
    return deed.beats, deed.end


def _topic(draw: Draw) -> tuple[str, str]:
    """What a story is about other than its hero, and what it has to do with the hero."""
    kind = draw.unit()
    if kind < 0.65:
        topic = draw.pick(TOPICS) if draw.chance(0.5) else wide.plural(wide.countable(draw))
        return topic, f"thought about {topic} all day"
    if kind < 0.75:
        topic = with_article(draw.one(wide.EVENTS))
        return topic, f"went to {topic}"
    where, spot = casting.place(draw)
    if kind < 0.85:
        topic = draw.pick((f"a trip to {draw.one(wide.TOWNS)}", f"a visit to {spot}",
                           f"a visit to the {draw.one(wide.ROLES)}"))  # fmt: skip
        return topic, f"went on {topic}"
    topic = f"{draw.pick(('a day', 'a walk', 'an evening', 'a night'))} {where}"
    return topic, f"had {topic}"


def _extras(draw: Draw, found: Wish, values: dict[str, str]) -> list[str]:
    """Draws words, a beginning, an end; the sentences that the words are told in."""
    lines = []
    share = (14, 5, 2, 1) if not found.anybody else (4, 8, 3, 1)
    for _ in range(draw.weighted((0, 1, 2, 3), share)):
        word, kind = _word(draw)
        if word not in found.words:
            found.words.append(word)
            lines.append(Shape(_WORD[kind])(draw, w=word))
    kind_of, doing = draw.unit(), draw.pick(wide.DOINGS).past
    if kind_of < 0.07:
        more = values | {
            "o": wide.countable(draw),
            "v": draw.pick(("found the", "lost the", "kept the")),
        }
        found.final = _FINAL(draw, d=doing, **more) if draw.chance(0.85) else draw.pick(_THE_END)
    elif kind_of < 0.12:
        found.mood = draw.pick(MOODS[draw.weighted(tuple(MOODS), (5, 2, 1, 1, 1))])
    elif kind_of < 0.16:
        found.close = deeds.closing(draw, values["his"], plural=found.cast.plural)
    elif kind_of < 0.21:
        found.first = _beginning(draw)
    elif kind_of < 0.24:
        found.said = draw.pick(("I am late", "Where are we", "Follow me", "I can do it", "Look",
                                f"Where is my {wide.countable(draw)}", "We did it",
                                f"I love {wide.plural(wide.countable(draw))}"))  # fmt: skip
        mark = "?" if found.said.startswith("Where") else "!"
        said = "they said" if found.cast.plural else f"said {found.cast.name}"
        lines.append(f'"{found.said}{mark}" {said}.')
    return lines


def _beginning(draw: Draw) -> str:
    """The first words, without a period, or the whole first sentence."""
    doing = draw.pick(wide.DOINGS).past
    if draw.chance(0.6):
        return _FIRST(draw, x=draw.one(wide.LOOKS), d=draw.pick(DAYS), o=wide.countable(draw),
                      m=draw.pick(("May", "June", "winter", "spring")))  # fmt: skip
    return capital(draw.pick((
        f"it was {draw.one(wide.LOOKS)} and dark", f"nobody knew why {person(draw)} {doing}",
        f"one day it {doing}", f"the {wide.countable(draw)} was gone",
    ))) + "."  # fmt: skip


def _word(draw: Draw) -> tuple[str, str]:
    """A word that must appear, and of which kind it is."""
    kind = draw.weighted(("noun", "mood", "how", "many"), (14, 2, 1, 2))
    if kind == "mood":
        return draw.one(wide.MOODS), kind
    if kind == "how":
        return draw.pick(_HOW), kind
    noun = wide.noun(draw) if draw.chance(0.7) else draw.pick((wide.venue, wide.role))(draw)
    if not wide.counted(noun):
        return noun, "mass"
    return (wide.plural(noun), kind) if kind == "many" else (noun, kind)


def _length(draw: Draw, found: Wish) -> None:
    """Draws what is said of the length, and with it how long the story is."""
    found.limit = draw.weighted(("", "short", "tiny", "exact", "most"), (8, 7, 2, 6, 5))
    n = draw.weighted((1, 2, 3, 4, 5, 6, 7, 8, 10), (3, 4, 6, 5, 6, 3, 2, 1, 1))
    found.sentences = {"": 6, "short": 5, "tiny": 3, "exact": n, "most": max(n, 2)}[found.limit]


def _told(
    draw: Draw, found: Wish, values: dict[str, str], lines: list[str],
    told: tuple[tuple[str, ...], str],
) -> list[str]:  # fmt: skip
    """The sentences, as many as wished; where at most so many are, three or four."""
    intro, deed = _intro(draw, found)
    ends, must = bool(found.final or found.mood or found.close[1]), bool(found.deed or found.topic)
    if found.sentences == 1 and not (lines or ends or found.first):
        return [f"{gist(found)[:-1]}{' ' if found.where else ''}{found.where}."]
    around = len(intro) + len(lines)
    n = found.sentences = max(found.sentences, around + (ends + must if ends else 1))
    if found.limit == "most":
        n = max(around + (ends + must if ends else 1), min(n, 4))
    if n == around + 1 and not ends:
        return [*intro, deed, *lines]
    beats, room = list(told[0]), n - around - 1
    if found.deed or room < len(beats):
        rest = beats[1:] if found.topic else beats
        early = found.topic or (found.deed and found.deed.plain)
        beats = [deed, *(rest if early else rest[max(len(rest) - room + 1, 0) :])]
    beats = [*beats, *_FILL][:room]
    return [*intro, *beats[:1], *lines, *beats[1:], _last(found, told[1])]


def _intro(draw: Draw, found: Wish) -> tuple[list[str], str]:
    """Who it was and where it was, and what happened."""
    cast = found.cast
    was, at = "were" if cast.plural else "was", f" {found.where}" if found.where else ""
    name = cast.name
    deed = _happened(found, name)
    if found.first.endswith("."):
        return [found.first, f"There {was} {cast.intro}{at}."], deed
    if found.first:
        return [f"{found.first} there {was} {cast.intro}{at}."], deed
    return [_OPEN(draw, i=cast.intro, at=at, was=was)], deed


def _last(found: Wish, end: str) -> str:
    if found.mood:
        return next(told for told, asked in MOODS.items() if found.mood in asked)
    if found.close[1]:
        he = found.cast.words["he"]
        return f"In the end {he} {found.close[1]}."
    if not found.final:
        return end
    return found.final if found.final[0].isupper() else f"Then it got late {found.final}."


def _happened(found: Wish, who: str) -> str:
    own = "'s" if found.deed and found.deed.whose else ""
    return f"{capital(who)}{own} {found.past}."


def gist(found: Wish) -> str:
    """Who it was, and what happened, as one sentence."""
    return _happened(found, found.cast.intro)


def titled(found: Wish) -> str:
    """A title for a story."""
    return _TITLE.format(found.cast.name)


__all__ = ["TOPICS", "Wish", "gist", "titled", "wish"]
