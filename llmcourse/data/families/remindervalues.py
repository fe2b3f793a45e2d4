"""What is remembered: numbers, words, names, places, times; drawn for `reminderrows`."""

from collections.abc import Callable

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.scraps import clock, town
from llmcourse.data.grammar import capital
from llmcourse.data.names import person


def digits(draw: Draw) -> str:
    return "".join(str(draw.integer(0, 9)) for _ in range(draw.integer(2, 6))).lstrip("0") or "7"


def number(draw: Draw) -> str:
    return str(draw.integer(2, 120))


def few(draw: Draw) -> str:
    return (
        str(draw.integer(2, 20)) if draw.chance(0.5) else draw.pick(("two", "three", "four", "six"))
    )


def kin(draw: Draw) -> str:
    return draw.one(wide.COMPANY)


def word(draw: Draw) -> str:
    return wide.pseudo(draw) if draw.chance(0.4) else wide.countable(draw)


def title(draw: Draw) -> str:
    return f"{draw.pick(('Mrs.', 'Mr.', 'Ms.', 'Dr.'))} {person(draw)}"


def home(draw: Draw) -> str:
    return person(draw) if draw.chance(0.2) else town(draw)


def one_of(*items: str) -> Callable[[Draw], str]:
    return lambda draw: draw.pick(items)


def noun(kind: str | None = None) -> Callable[[Draw], str]:
    return lambda draw: wide.countable(draw, kind)


def own(draw: Draw) -> str:
    return wide.countable(draw, draw.pick(("tool", "device", "container", "clothing", "treasure")))


LOCK = one_of(
    "gate",
    "door",
    "safe",
    "garage",
    "alarm",
    "locker",
    "phone",
    "suitcase",
    "office",
    "elevator",
    "bike lock",
    "cellar",
    "club",
    "building",
    "game",
    "lab",
)
NUMBERED = one_of(
    "room",
    "seat",
    "locker",
    "table",
    "flight",
    "bus",
    "ticket",
    "house",
    "lucky",
    "customer",
    "order",
    "platform",
    "apartment",
    "booking",
    "team",
    "bed",
    "desk",
    "shirt",
    "membership",
)
FAVORITE: dict[str, Callable[[Draw], str]] = {
    "color": lambda d: d.one(wide.COLORS),
    "animal": noun("animal"),
    "drink": lambda d: d.one(wide.DRINKS),
    "food": lambda d: d.one(wide.FOODS),
    "instrument": noun("instrument"),
    "flower": noun("plant"),
    "number": number,
    "place": lambda d: f"the {wide.venue(d)}",
    "toy": noun("toy"),
    "singer": person,
    "author": person,
    "friend": person,
    "city": home,
    "dish": lambda d: d.one(wide.FOODS),
    "word": word,
    "team": lambda d: capital(wide.pseudo(d)),
}


def when(draw: Draw) -> str:
    day = draw.pick("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
    return draw.pick(
        (
            f"on {day}",
            f"at {clock(draw)}",
            f"on {day} at {clock(draw)}",
            "tomorrow",
            "next week",
            f"on {draw.pick(('May', 'June', 'July', 'March'))} {draw.integer(1, 28)}",
        )
    )


_UNPLANNED = frozenset(
    "love like hate need want miss forget lose own fear trust see hear dent ruin".split()
)
"""What nobody plans to do."""


def plan(draw: Draw) -> str:
    while (deed := wide.deed(draw))[0].base in _UNPLANNED:
        pass
    verb, noun = deed
    return f"{verb.base} the {noun}"
