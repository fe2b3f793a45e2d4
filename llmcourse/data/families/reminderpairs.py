"""What the user tells of two at once: two coats, two days, two friends, from one town to another.

The question is on one of the two, so that an answer must be found and not only repeated.
"""

from collections.abc import Callable

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.clauses import Ask
from llmcourse.data.families.remindervalues import few, home, number, plan, when, word
from llmcourse.data.families.scraps import clock, several
from llmcourse.data.grammar import Shapes, with_article
from llmcourse.data.names import invented, people
from llmcourse.data.vocabulary import RELATIVES
from llmcourse.data.words import CATEGORIES

Told = tuple[str, list[Ask]]
_GOT = (("bought", "buy"), ("got", "get"), ("have", "have"), ("found", "find"), ("sold", "sell"))


def _two(draw: Draw, value: Callable[[Draw], str]) -> tuple[str, str]:
    first = second = value(draw)
    while second in first or first in second:
        second = value(draw)
    return first, second


def _colored(draw: Draw) -> Told:
    a, b = several(draw, 2)
    p, q = _two(draw, lambda d: d.one(wide.COLORS))
    got = draw.pick(_GOT)[0]
    text = Shapes("I {g} {x} and {y}[ today].", "I {g} {x}, and {y}.", "My {a} is {p} and my {b}"
                  " is {q}.", "The {a} is {p}, the {b} {q}.")  # fmt: skip
    told = text(draw, g=got, x=with_article(f"{p} {a}"), y=with_article(f"{q} {b}"), a=a, b=b,
                p=p, q=q)  # fmt: skip
    ask = draw.pick(("What color is the {}?", "What color was the {}?", "Which color is my {}?",
                     "What is the color of the {}?"))  # fmt: skip
    return told, [(ask.format(a), p), (ask.format(b), q)]


def _counted(draw: Draw) -> Told:
    a, b = (wide.plural(noun) for noun in several(draw, 2))
    n, m = _two(draw, few)
    got, base = draw.pick(_GOT)
    ask = f"How many {{}} did I {base}?" if got != "have" else "How many {} do I have?"
    return f"I {got} {n} {a} and {m} {b}.", [(ask.format(a), n), (ask.format(b), m)]


def _kin(draw: Draw) -> Told:
    a, b = draw.some(RELATIVES, 2)
    kind = draw.integer(0, 4)
    if kind == 0:
        (p, q), ask, verb = _two(draw, number), "How old is my {}?", "is"
    elif kind == 1:
        (p, q), ask = people(draw, 2), "What is my {}'s name?"
        verb = "is called"
    elif kind == 2:
        (p, q), ask, verb = _two(draw, home), "Where does my {} live?", "lives in"
    elif kind == 3:
        p, q = _two(draw, lambda d: wide.noun(d, "food"))
        ask, verb = "What does my {} like?", "likes"
    else:
        p, q = _two(draw, lambda d: with_article(d.one(wide.JOBS)))
        ask, verb = "What is my {}'s job?", "is"
    joint = draw.pick((" and my ", ", my ", ", and my ", ". My ", ", but my "))
    text = f"My {a} {verb} {p}{joint}{b} {verb} {q}."
    p, q = (v.removeprefix("an ").removeprefix("a ") if kind == 4 else v for v in (p, q))
    return text, [(ask.format(a), p), (ask.format(b), q)]


def _friends(draw: Draw) -> Told:
    a, b = people(draw, 2)
    kind = draw.integer(0, 2)
    if kind == 0:
        p, q = _two(draw, lambda d: d.one(wide.FOODS))
        return f"{a} wants {p}, {b} wants {q}.", [(f"What does {a} want?", p),
                                                  (f"Who wants {q}?", b)]  # fmt: skip
    if kind == 1:
        p, q = (with_article(noun) for noun in several(draw, 2))
        text = draw.pick((f"I got {p} from {a} and {q} from {b}.",
                          f"{a} gave me {p} and {b} gave me {q}."))  # fmt: skip
        return text, [(f"What did {a} give me?", p), (f"Who gave me {q}?", b),
                      (f"What did {b} give me?", q)]  # fmt: skip
    p, q = _two(draw, when)
    return f"I see {a} {p} and {b} {q}.", [(f"When do I see {a}?", p), (f"When do I see {b}?", q)]


def _days(draw: Draw) -> Told:
    p, q = _two(draw, plan)
    s, t = _two(draw, when)
    text = f"I will {p} {s} and {q} {t}."
    return text, [(f"When will I {p}?", s), (f"When will I {q}?", t), (f"What will I do {t}?", q)]


def _place(draw: Draw) -> str:
    kind = draw.unit()
    if kind < 0.4:
        return draw.pick(CATEGORIES["country"])
    return invented(draw) if kind < 0.7 else home(draw)


def _moved(draw: Draw) -> Told:
    a, b = _two(draw, _place)
    text = Shapes(
        "(I|We) moved from {a} to {b}[ last year| in May].",
        "(I|We) left {a} and moved to {b}.",
        "I was born in {a}, but (now I|I now) live in {b}.",
        "I lived in {a}, now I live in {b}.",
        "I used to live in {a}. Now I live in {b}.",
    )
    told = text(draw, a=a, b=b)
    now = draw.pick(("Where do I live now?", "In which place do I live now?",
                     "Where is my home now?", "Where am I living now?"))  # fmt: skip
    before = "Where was I born?" if "born" in told else "Where did I live before?"
    return told, [(now, b), (now, b), (before, a)]


def _travel(draw: Draw) -> Told:
    place, at = _place(draw), when(draw)
    thing, hour = draw.pick(("train", "bus", "flight", "ferry", "plane", "ship")), clock(draw)
    if draw.chance(0.5):
        text = Shapes("I'm going to {p} {t}.", "I am traveling to {p} {t}.", "I fly to {p} {t}.")
        return text(draw, p=place, t=at), [("When do I travel?", at), ("Where am I going?", place),
                                           (f"When am I going to {place}?", at)]  # fmt: skip
    text = Shapes("[Keep in mind that ]my {k} to {p} leaves at {h}.", "The {k} to {p} is at {h}.")
    told = text(draw, k=thing, p=place, h=hour)
    return told[0].upper() + told[1:], [(f"When does my {thing} leave?", f"at {hour}"),
                                        (f"Where does my {thing} go?", f"to {place}")]  # fmt: skip


def _pet(draw: Draw) -> Told:
    animal, name = wide.countable(draw, "animal"), draw.pick((invented(draw), draw.one(wide.PETS)))
    text = Shapes("My {k}'s name is {n}.", "I have {a k} named {n}.", "My {k} {n} is ill.",
                  "I love my {k} {n}.")  # fmt: skip
    return text(draw, k=animal, n=name), [
        ("What kind of pet do I have?", animal), ("What animal do I have?", animal),
        (f"What kind of animal is {name}?", animal), (f"What is my {animal} called?", name),
    ]  # fmt: skip


def _code(draw: Draw) -> Told:
    a, b = draw.some(("gate", "door", "safe", "phone", "garage", "locker", "bike", "office"), 2)
    p, q = _two(draw, word if draw.chance(0.3) else lambda d: str(d.integer(100, 99999)))
    text = f"The {a} code is {p} and the {b} code is {q}."
    return text, [(f"What is the {a} code?", p), (f"What is the {b} code?", q)]


KINDS = (_colored, _colored, _counted, _kin, _kin, _friends, _days, _moved, _moved, _travel, _pet,
         _code)  # fmt: skip


def pair(draw: Draw) -> Told:
    """What is told, with questions and their answers."""
    return draw.pick(KINDS)(draw)
