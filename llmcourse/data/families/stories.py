"""Stories in which one thing leads to another, told about an animal or a person.

Here held-out animals may occur: no question is asked about them.
"""

from functools import cache

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import followups, tales, wishes
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


def _cast(draw: Draw, hero: str, called: str, helper: str) -> tuple[str, dict[str, str], str]:
    who = hero or _hero(draw)
    human = who in HUMANS
    helper = helper or draw.pick([animal for animal in ANIMALS.every if animal != who])
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


def tell(
    draw: Draw, hero: str = "", called: str = "", helper: str = "", length: int = 0
) -> tuple[str, str]:
    """Who it is about, and the story."""
    who, values, name = _cast(draw, hero, called, helper)
    look = f"{draw.pick(_LOOK)} {who}" if draw.chance(0.6) else who
    out = [_OPEN(draw, who=look, named=f" named {name}" if name else "")]
    scene, left, met = draw.pick(STARTS), length or draw.integer(5, 14), False
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


WITH_NAME = Shapes(
    "(Tell me|Write|Make up) a [short ]story about {a x} (named|called) {n}.",
    "A story about {n}, {a x}.",
    "(Tell me|Write) a [short |little ]story about {a x} whose name is {n}[, please].",
    "Story with {a x} {n}.",
)  # fmt: skip
WITH_BOTH = Shapes(
    "(Tell me|Write|Make up) a [short ]story about {a x} and {a y}.",
    "A story (with|about) {a x} and {a y}[,"
    " please].", "Tell a story in which {a x} meets {a y}.", "Story about {a x} who meets {a y}.",
)  # fmt: skip
FEW = Shapes(
    "Write (two|three) sentences about {a x}.", "Tell me something about {a x}[ in two sentences].",
    "Write a very short story about {a x}.", "Two sentences about {a x}.",
    "A tiny story about {a x}.",
    "Write a few lines about {a x}.", "Describe a day of {a x}.", "Write a poem about {a x}.",
)  # fmt: skip
GO_ON = Shapes(
    "Continue: {t}", "Continue the story: {t}", "Continue this story. {t}", "Go on: {t}", "{t}",
    "{t} ...",
    "What happens next? {t}", "Finish this story: {t}", "Complete the story: {t}",
    "Write how it goes on: {t}",
)  # fmt: skip


def wished(draw: Draw, hero: str) -> list[Message]:
    """A wish for a story about somebody, and one."""
    who, text = tell(draw, hero)
    return exchange(wording(draw, ABOUT(draw, x=with_article(who))), text)


def dialogue(draw: Draw) -> list[Message]:
    """A wish for a story, and one: to order, or as it comes."""
    if draw.chance(0.65):
        kinds = (wishes.ordered, wishes.continued, wishes.poem, followups.asked_back,
                 followups.talk_of_two, followups.first_line)  # fmt: skip
        return draw.weighted(kinds, (40, 4, 3, 3, 2, 2))(draw)
    kind = draw.unit()
    if kind < 0.3:
        return exchange(wording(draw, ASK(draw)), tell(draw)[1])
    hero = _hero(draw)
    if kind < 0.55:
        return wished(draw, hero)
    if kind < 0.68:
        name = person(draw)
        return exchange(wording(draw, WITH_NAME(draw, x=hero, n=name)), tell(draw, hero, name)[1])
    if kind < 0.78:
        other = draw.pick(
            [animal for animal in (*ANIMALS.every, *WONDERS, *HUMANS) if animal != hero]
        )
        text = tell(draw, hero, helper=other)[1]
        if other in text:
            return exchange(wording(draw, WITH_BOTH(draw, x=hero, y=other)), text)
    if kind < 0.88:
        lines = tell(draw, hero, length=2)[1].split(". ")
        return exchange(
            wording(draw, FEW(draw, x=hero)),
            ". ".join(lines[: draw.integer(2, 3)]).rstrip(".") + ".",
        )
    lines = tell(draw, hero)[1].split(". ")
    cut = draw.integer(1, min(3, len(lines) - 1))
    start = ". ".join(lines[:cut]) + "."
    return exchange(GO_ON(draw, t=start), ". ".join(lines[cut:]))


def document(draw: Draw) -> str:
    """One story."""
    return tell(draw)[1] if draw.chance(0.5) else " ".join(tales.wish(draw)[1])
