"""What a hero of a wished story does: in the wish, and as it is told.

Half of the deeds are rows of `rows/arcs.txt` with beats of their own; the other half is open:
any verb with any thing, a like or a dislike, what somebody can, wants or is. An open deed is
told as it was wished, in the past, and goes on in the same few sentences. Part of `tales`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shape, Shapes, capital, with_article
from llmcourse.data.rows import tables

_FORMS = re.compile(r"<([^:>]*):([^:>]*):([^>]*)>")
TOPICS = wide.items("""
hail, snow, friendship, love, winter, summer, spring, autumn, the sea, music, courage, the moon
the stars, the sun, space, school, soccer, football, Christmas, Halloween, magic, the wind, fire
time, dreams, honesty, patience, kindness, luck, peace, hope, fear, colors, numbers, chess, bread
the desert, the night, thunder, fog, ice, water, gold, chocolate, books, robots, trains, planes
pirates, dinosaurs, dragons, flowers, trees, the forest, happiness, family, holidays, silence
rain, cold, heat, noise, homework, work, rules, cooking, dancing, reading, the dark, heights, mud
sharing, growing up, making friends, telling the truth, saying sorry, being brave, being different
""")
KNOWN = ("key", "box", "lamp", "hat", "kite", "ring", "clock", "book", "coin", "drum")
"""What a story is about that nobody asked for: few things, so that the others are copied."""
FRIENDS = ("Ben", "Lily", "Sam", "Anna")
"""Who helps in a story when nobody was asked for."""
_SKILLS = (
    "swim sing dance read cook paint ski skate surf knit draw fly whistle juggle write climb dive"
    " sail drive fish sew bake jump run talk speak sleep"
).split()
_BEATS = tuple(map(Shape, (
    "It was not easy at first.", "{He} thought about it all day.", "{Y} came along and helped.",
    "They worked until the evening.", "The next morning everything was better.",
)))  # fmt: skip
_END = Shape("{N} {was} happy.")


@dataclass(frozen=True)
class Deed:
    """A deed as a story is asked for, its past, and the sentences in which it is told."""

    present: str
    past: str
    ing: str
    beats: tuple[str, ...]
    end: str
    whose: bool = False
    """Whether it is done by somebody or something of the hero's: "whose cow can sing"."""
    plain: bool = False
    """Whether it goes on as any deed does."""


@dataclass(frozen=True)
class _Arc:
    base: Shape
    third: Shape
    past: Shape
    beats: tuple[Shape, ...]
    end: Shape


def _arc(deed: str, beats: str, end: str) -> _Arc:
    base, third, past = (Shape(_FORMS.sub(rf"\{n}", deed)) for n in (1, 2, 3))
    return _Arc(base, third, past, tuple(map(Shape, beats.split("/"))), Shape(end))


_ARCS = [_arc(*row) for row in tables("arcs", 3)]


def _gerund(base: str) -> str:
    """The -ing form of a deed of one verb; empty where the base is no plain verb."""
    if base.startswith(("cannot", "be ")) or " and " in base:
        return ""
    return wide.verb(base).ing


def known(draw: Draw, values: Mapping[str, str], usual: Mapping[str, str], *, plural: bool) -> Deed:
    """A deed of the rows with its own beats; what the deed does not name is as usual."""
    arc = draw.pick(_ARCS)
    words = dict(usual) | {key: values[key] for key in values if f"{key}}}" in arc.base.text}
    words["ys"] = f"{words['y']}'s"
    said = dict(words)
    if said["y"].startswith("the "):
        said["y"] = with_article(said["y"][4:])
    base, told = arc.base(draw, **said), arc.past(draw, **said)
    beats = tuple(capital(beat(draw, **words)) for beat in arc.beats)
    present = base if plural else arc.third(draw, **said)
    return Deed(present, told, _gerund(base), beats, capital(arc.end(draw, **words)))


def general(draw: Draw, values: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    """How a story goes on after any deed, and its end."""
    said = dict(values) | {"y": draw.pick(FRIENDS)}
    return tuple(beat(draw, **said) for beat in _BEATS), _END(draw, **said)


def _thing(draw: Draw, kind: str | None, his: str) -> str:
    noun = wide.noun(draw, kind)
    look = f"{draw.one(wide.LOOKS)} " if draw.chance(0.3) else ""
    full = f"{look}{noun}"
    if not wide.counted(noun) or draw.chance(0.15):
        return f"{draw.pick(('the', his))} {full}"
    if draw.chance(0.15):
        return f"{draw.pick(('two', 'three', 'many', 'some'))} {look}{wide.plural(noun)}"
    return draw.pick((with_article(full), with_article(full), f"the {full}", f"{his} {full}"))


def _any(draw: Draw, his: str) -> str:
    kind = draw.unit()
    if kind < 0.35:
        return draw.pick(TOPICS)
    if kind < 0.75:
        return wide.plural(wide.countable(draw))
    return draw.pick((f"{his} {wide.countable(draw)}", draw.one(wide.FOODS)))


_LIKES = tuple(
    wide.verb(text) for text in (
        "love", "love", "hate", "hate", "like", "miss", "fear", "collect", "sell:sold", "want",
        "dream of", "believe in", "know everything about:knew everything about", "dislike", "need",
        "lose:lost", "think only of:thought only of", "see:saw", "talk about", "forget:forgot",
    )
)  # fmt: skip


_HAVE = tuple(wide.verb(text) for text in (
    "have:had", "have:had", "find:found", "get:got", "build:built", "make:made", "eat:ate",
    "lose:lost", "look for", "wait for", "ask for", "want", "carry", "draw:drew",
))  # fmt: skip
_GO = tuple(wide.verb(text) for text in (
    "go to:went to", "go to:went to", "visit", "live in", "travel to", "get lost in:got lost in",
    "move to", "run to:ran to", "sleep in:slept in", "fly to:flew to", "hide in:hid in", "work in",
))  # fmt: skip
_MEET = tuple(wide.verb(text) for text in (
    "meet:met", "meet:met", "help", "talk to", "become friends with:became friends with", "save",
    "play with", "follow", "befriend", "fall in love with:fell in love with", "marry", "trick",
    "look after", "fight with:fought with", "travel with", "teach:taught", "find:found",
))  # fmt: skip


_ADVENTURES = tuple(wide.verb(text) for text in (
    "go on an adventure:went on an adventure", "have an adventure:had an adventure",
    "save the day", "make a new friend:made a new friend", "become friends:became friends",
    "come alive:came alive", "go missing:went missing", "become famous:became famous",
    "find the way home:found the way home", "become a hero:became a hero", "run away:ran away",
    "learn a lesson", "have a party:had a party", "find a treasure:found a treasure",
    "win a contest:won a contest", "tell the truth:told the truth",
))  # fmt: skip
"""What people wish a story to be about without naming a thing."""


def _someone(draw: Draw) -> str:
    noun = draw.pick((wide.role(draw), wide.noun(draw, "animal"), draw.one(wide.FANTASY)))
    look = draw.pick((draw.one(wide.MOODS), "talking", "magic")) if draw.chance(0.35) else ""
    return with_article(f"{look} {noun}".strip())


def _plain(draw: Draw, his: str) -> tuple[str, str, str, str]:
    """Base, third person, past and -ing form of any deed."""
    kind = draw.unit()
    if kind < 0.3:
        kind_of, form = wide.kind_and_verb(draw)
        rest = f" {_thing(draw, kind_of, his)}"
    elif kind < 0.45:
        form, rest = draw.pick(_HAVE), f" {_thing(draw, None, his)}"
    elif kind < 0.65:
        form, rest = draw.pick(_LIKES), f" {_any(draw, his)}"
    elif kind < 0.75:
        venue = draw.one(wide.TOWNS) if draw.chance(0.3) else ""
        form = draw.pick(_GO)
        rest = f" {venue or draw.pick((with_article, 'the {}'.format))(wide.venue(draw))}"
    elif kind < 0.88:
        form, rest = draw.pick(_MEET), f" {_someone(draw)}"
    else:
        form, rest = draw.pick(_ADVENTURES if draw.chance(0.5) else wide.DOINGS), ""
    return form.base + rest, form.third + rest, form.past + rest, form.ing + rest


_TO = tuple(wide.verb(text) for text in (
    "want to", "want to", "learn to", "try to", "like to", "forget to:forgot to", "decide to",
    "refuse to", "have to:had to", "promise to", "start to", "love to", "hope to", "plan to",
))  # fmt: skip


def _being(draw: Draw, his: str, *, plural: bool) -> tuple[str, str, str]:
    """Present, past and -ing form of a state: what somebody can, is, has or wants."""
    kind = draw.unit()
    if kind < 0.35:
        base, _, _, _ = _plain(draw, his)
        if draw.chance(0.5):
            base = draw.pick(_SKILLS)
        form = draw.pick(_TO)
        return f"{form.base if plural else form.third} {base}", f"{form.past} {base}", ""
    if kind < 0.65:
        can = draw.pick((("can", "could"), ("cannot", "could not"), ("can't", "could not")))
        skill = draw.pick(_SKILLS) if draw.chance(0.6) else draw.pick(wide.DOINGS).base
        return f"{can[0]} {skill}", f"{can[1]} {skill}", ""
    are, were = ("are", "were") if plural else ("is", "was")
    what = draw.pick((f"always {draw.one(wide.MOODS)}", draw.one(wide.MOODS), "afraid of"))
    if what == "afraid of":
        what = f"{draw.pick(('afraid', 'afraid', 'scared', 'tired', 'proud'))} of {_any(draw, his)}"
    return f"{are} {what}", f"{were} {what}", f"being {what}"


_OWNED = Shapes("{k}", "{k}", "{o}", "{o}", "{b}", "{b}", "{b}")


def opened(draw: Draw, values: Mapping[str, str], *, plural: bool) -> Deed:
    """A deed of any words, told as it was wished."""
    beats, end = general(draw, values)
    his, kind = values["his"], draw.unit()
    if kind < 0.14 and not plural:
        owned = _OWNED(draw, k=draw.one(wide.COMPANY), o=wide.countable(draw),
                       b=wide.noun(draw, "animal"))  # fmt: skip
        now, then, _ = _being(draw, his, plural=False)
        if draw.chance(0.3):
            _, now, then, _ = _plain(draw, his)
        return Deed(f"{owned} {now}", f"{owned} {then}", "", beats, end, whose=True, plain=True)
    if kind < 0.4:
        return Deed(*_being(draw, his, plural=plural), beats, end, plain=True)
    base, third, past, ing = _plain(draw, his)
    return Deed(base if plural else third, past, ing, beats, end, plain=True)


def wanted(
    draw: Draw, values: Mapping[str, str], usual: Mapping[str, str], *, plural: bool
) -> Deed:
    """A deed that a wish names."""
    if draw.chance(0.4):
        return known(draw, values, usual, plural=plural)
    return opened(draw, dict(usual), plural=plural)


def closing(draw: Draw, his: str, *, plural: bool) -> tuple[str, str]:
    """What happens in the end, in the present and in the past."""
    base, third, past, _ = _plain(draw, his)
    return (base if plural else third), past
