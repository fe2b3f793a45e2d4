"""Stories in which one thing leads to another, told about an animal or a person.

Here held-out animals may occur: no question is asked about them.
"""

from collections.abc import Sequence
from functools import cache

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import casting, followups, tales, wishes
from llmcourse.data.grammar import Shape, Shapes, Wordings, capital, with_article
from llmcourse.data.names import MEN, WOMEN, person, pronouns
from llmcourse.data.phrasing import wording
from llmcourse.data.plots import ENDINGS, FOODS, OBJECTS, PLACES, SCENES, STARTS
from llmcourse.data.words import ANIMALS

ASK = Wordings(
    "story",
    "Tell me a story.", "Write a story.", "Tell me a short story.", "Write a short story.",
    "Make up a story.", "I want to hear a story.", "Can you tell me a story?", "Tell a story.",
    "Write a little story, please.", "A story, please.", "Give me a story.", "Story time!",
    "Once upon a time ...", "Please write a story for children.",
)  # fmt: skip
_OPEN = Shape(
    "(Once upon a time there was {a who}|There was once {a who}|Long ago there lived {a who}|"
    "In a small village lived {a who}){named}."
)
HUMANS = ("boy", "girl", "farmer", "king", "baker", "woman", "man", "princess", "prince", "queen",
"knight",
          "witch", "wizard", "pirate", "giant", "teacher", "thief", "sailor", "child", "hunter",
          "robber",
          "fisherman", "clown", "doctor", "old man", "old woman", "soldier", "painter")  # fmt: skip
WONDERS = ("dragon", "robot", "ghost", "fairy", "dwarf", "elf", "unicorn", "snowman", "monster",
"mermaid",
           "dinosaur", "alien", "teddy bear", "car", "tree", "cloud", "star", "house",
           "boat")  # fmt: skip
_WOMEN_OF = ("girl", "woman", "princess", "queen", "witch", "old woman", "fairy", "mermaid")
_LOOK = "little old young brave clever lazy small kind lonely gray white happy poor".split()


@cache
def _shape(text: str) -> Shape:
    return Shape(text)


def _hero(draw: Draw) -> str:
    kind = draw.unit()
    if kind < 0.35:
        return draw.pick(HUMANS)
    return draw.pick(WONDERS) if kind < 0.47 else draw.pick(ANIMALS.every)


def _cast(draw: Draw, hero: str, called: str) -> tuple[str, dict[str, str], str]:
    who = hero or _hero(draw)
    human = who in HUMANS
    helper = draw.pick([animal for animal in ANIMALS.every if animal != who])
    name = called
    he, him, his = "it", "it", "its"
    if human:
        woman = who in _WOMEN_OF or (
            who in ("farmer", "baker", "teacher", "child") and draw.chance(0.5)
        )
        he, him, his = ("she", "her", "her") if woman else ("he", "him", "his")
        name = name or (draw.one(WOMEN if woman else MEN) if draw.chance(0.6) else "")
    elif name or draw.chance(0.6):
        name = name or person(draw)
        he, him, his = pronouns(name)
        if he == "they":
            he, him, his = draw.pick((("she", "her", "her"), ("he", "him", "his")))
    values = {
        "he": he, "him": him, "his": his, "helper": f"the {helper}", "food": draw.pick(FOODS),
        "place": draw.pick(PLACES), "object": draw.pick(OBJECTS), "name": name or f"the {who}",
    }  # fmt: skip
    return who, values, name


@cache
def _steps_to_end() -> dict[str, int]:
    """How many sentences from each scene to one that can be the last."""
    steps = {name: 0 for name, (_, causes) in SCENES.items() if _ends(causes)}
    while len(steps) < len(SCENES):
        for name, (_, causes) in SCENES.items():
            known = [steps[cause] for cause in causes if cause in steps]
            if known and name not in steps:
                steps[name] = 1 + min(known)
    return steps


def _ends(causes: Sequence[str]) -> list[str]:
    return [cause for cause in causes if cause.startswith("END")]


def _next(draw: Draw, causes: Sequence[str], left: int) -> str:
    """What follows: anything, or the shortest way to an end when the story is long enough."""
    found = [cause for cause in causes if cause in SCENES] or ["walk home"]
    if left > 0:
        return draw.pick(found)
    return min(found, key=lambda name: _steps_to_end()[name])


def tell(draw: Draw, hero: str = "", called: str = "") -> tuple[str, str]:
    """Who it is about, and the story."""
    who, values, name = _cast(draw, hero, called)
    look = f"{draw.pick(_LOOK)} {who}" if draw.chance(0.6) else who
    out = [_OPEN(draw, who=look, named=f" named {name}" if name else "")]
    scene, left, met = draw.pick(STARTS), draw.integer(2, 7), False
    while True:
        texts, causes = SCENES[scene]
        if scene != "rain" and draw.chance(0.12):
            values["place"] = draw.pick(PLACES)
        text = _shape(draw.pick(texts))(draw, **values)
        if "helper" in scene or values["helper"] in text.lower():
            text = (
                text if met else text.replace(values["helper"], with_article(values["helper"][4:]))
            )
            met = True
        subject = f" {values['he']} ", f" {values['name']} "
        if text.startswith(capital(values["he"])) and draw.chance(0.3):
            text = capital(values["name"]) + text[len(values["he"]) :]
        elif draw.chance(0.05):
            text = text.replace(*subject, 1)
        if (thing := values["object"]) in text:
            values["object"] = f"the {thing.split(' ', 1)[1]}"
        out.append(capital(text))
        left -= 1
        if left <= 0 and (ends := _ends(causes)):
            out.append(_shape(draw.pick(ENDINGS[draw.pick(ends)]))(draw, **values))
            return who, " ".join(out)
        scene = _next(draw, causes, left)


GO_ON = Shapes(
    "Continue: {t}", "Continue the story: {t}", "Continue this story. {t}", "Go on: {t}", "{t}",
    "{t} ...",
    "What happens next? {t}", "Finish this story: {t}", "Complete the story: {t}",
    "Write how it goes on: {t}",
)  # fmt: skip


def wished(draw: Draw, hero: str) -> list[Message]:
    """A wish for a story about somebody, and one."""
    found, lines = tales.wish(draw, casting.about(draw, hero))
    return exchange(wishes.worded(draw, found), " ".join(lines))


def _any(draw: Draw) -> list[Message]:
    return exchange(wording(draw, ASK(draw)), tell(draw)[1])


def _gone_on(draw: Draw) -> list[Message]:
    lines = tell(draw)[1].split(". ")
    cut = draw.integer(1, min(3, len(lines) - 1))
    return exchange(GO_ON(draw, t=". ".join(lines[:cut]) + "."), ". ".join(lines[cut:]))


_KINDS = {
    wishes.ordered: 68, _any: 8, _gone_on: 4, followups.continued: 4, followups.poem: 4,
    followups.asked_back: 5, followups.talk_of_two: 3, followups.first_line: 2,
}  # fmt: skip


def dialogue(draw: Draw) -> list[Message]:
    """A wish for a story, and one: to order, or as it comes."""
    return draw.weighted(tuple(_KINDS), tuple(_KINDS.values()))(draw)


def document(draw: Draw) -> str:
    """One story."""
    return tell(draw)[1] if draw.chance(0.5) else " ".join(tales.wish(draw)[1])
