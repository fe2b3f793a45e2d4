"""Stories in which one thing leads to another, told about an animal or a person.

Here held-out animals may occur: no question is asked about them.
"""

from functools import cache

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shape, Wordings, capital, with_article
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
ABOUT = Wordings(
    "story about",
    "Tell me a story about {x}.", "Write a story about {x}.", "Make up a story about {x}.",
    "Tell me a short story about {x}.", "Write a short story about {x}.", "A story about {x}?",
    "Can you tell me a story about {x}?", "I'd like a story about {x}.", "Story about {x}.",
    "Please write about {x}.", "Give me a story with {x} in it.", "Tell a story about {x}.",
)  # fmt: skip
_OPEN = Shape(
    "(Once upon a time there was {a who}|There was once {a who}|Long ago there lived {a who}|"
    "In a small village lived {a who}){named}."
)
HUMANS = ("boy", "girl", "farmer", "king", "baker", "woman", "man")
_LOOK = "little old young brave clever lazy small kind lonely gray white happy poor".split()


@cache
def _shape(text: str) -> Shape:
    return Shape(text)


def _cast(draw: Draw, hero: str) -> tuple[str, dict[str, str], str]:
    who = hero or (draw.pick(HUMANS) if draw.chance(0.35) else draw.pick(ANIMALS.every))
    human = who in HUMANS
    helper = draw.pick([animal for animal in ANIMALS.every if animal != who])
    name = ""
    he, him, his = "it", "it", "its"
    if human:
        woman = who in ("girl", "woman") or (who in ("farmer", "baker") and draw.chance(0.5))
        he, him, his = ("she", "her", "her") if woman else ("he", "him", "his")
        name = draw.one(WOMEN if woman else MEN) if draw.chance(0.6) else ""
    elif draw.chance(0.6):
        name = person(draw)
        he, him, his = pronouns(name)
        if he == "they":
            he, him, his = draw.pick((("she", "her", "her"), ("he", "him", "his")))
    values = {
        "he": he, "him": him, "his": his, "helper": f"the {helper}", "food": draw.pick(FOODS),
        "place": draw.pick(PLACES), "object": draw.pick(OBJECTS), "name": name or f"the {who}",
    }  # fmt: skip
    return who, values, name


def tell(draw: Draw, hero: str = "") -> tuple[str, str]:
    """Who it is about, and the story."""
    who, values, name = _cast(draw, hero)
    look = f"{draw.pick(_LOOK)} {who}" if draw.chance(0.6) else who
    out = [_OPEN(draw, who=look, named=f" named {name}" if name else "")]
    scene, left, met = draw.pick(STARTS), draw.integer(5, 14), False
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
        ends = [cause for cause in causes if cause.startswith("END")]
        if left <= 0 and ends:
            out.append(_shape(draw.pick(ENDINGS[draw.pick(ends)]))(draw, **values))
            return who, " ".join(out)
        if left < -12:
            return who, " ".join(out)
        scene = draw.pick([cause for cause in causes if cause in SCENES] or ["walk home"])


def dialogue(draw: Draw) -> list[Message]:
    """A wish for a story, and one."""
    if draw.chance(0.5):
        return exchange(wording(draw, ASK(draw)), tell(draw)[1])
    hero = draw.pick(ANIMALS.every) if draw.chance(0.8) else draw.pick(("girl", "boy", "king"))
    who, text = tell(draw, hero)
    return exchange(wording(draw, ABOUT(draw, x=with_article(who))), text)


def document(draw: Draw) -> str:
    """One story."""
    return tell(draw)[1]
