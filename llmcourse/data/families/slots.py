"""What fills the slots of a frame: a text, and the value that a form holds for it.

Part of `frames`. Values are copied as the text has them; amounts of money and plain numbers are
JSON numbers. Animals, names and words come from the draw's part of the split.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import capital
from llmcourse.data.names import invented, person
from llmcourse.data.rows import slot
from llmcourse.data.words import CATEGORIES, CITIES, COLORS, DAYS, MONTHS, in_words


class Filled(NamedTuple):
    """A slot's text, its value, and the bare number that a key may ask for instead."""

    text: str
    value: str | int
    bare: int | None = None


Drawer = Callable[[Draw], Filled]


def plain(text: str) -> Filled:
    """A value that is its text."""
    return Filled(text, text)


def bare(text: str) -> Filled:
    """A value that is its text without the article."""
    return Filled(text, text.removeprefix("the ").removeprefix("a ").removeprefix("an "))


def _of(words: str) -> Drawer:
    items = wide.items(words)
    return lambda draw: bare(draw.pick(items))


def _noun(kind: str) -> Drawer:
    return lambda draw: plain(wide.compound(draw, wide.noun(draw, kind)))


def number(low: int, high: int, words: float = 0.0) -> Drawer:
    """A plain number, at times in words."""

    def drawn(draw: Draw) -> Filled:
        n = draw.integer(low, high)
        return Filled(in_words(n) if n < 21 and draw.chance(words) else str(n), n)

    return drawn


def with_unit(low: int, high: int, units: str) -> Drawer:
    """A number with its unit: text as it stands, or the bare number."""
    names = units.split(",")

    def drawn(draw: Draw) -> Filled:
        n = draw.integer(low, high)
        text = f"{n} {draw.pick(names)}"
        return Filled(text, text, n)

    return drawn


def who(draw: Draw) -> Filled:
    """A name: mostly a first name, at times with a title or a family name."""
    kind, first = draw.unit(), person(draw)
    if kind < 0.76:
        return plain(first)
    if kind < 0.88:
        return plain(f"{first} {invented(draw)}")
    title = draw.pick(("Mr.", "Mrs.", "Ms.", "Dr.", "Mr", "Mrs", "Professor", "Captain", "Aunt"))
    return plain(f"{title} {invented(draw) if draw.chance(0.6) else first}")


def city(draw: Draw) -> Filled:
    """A city, at times one that nobody knows."""
    kind = draw.unit()
    if kind < 0.55:
        return plain(draw.pick(CITIES))
    return plain(draw.one(wide.TOWNS) if kind < 0.75 else invented(draw))


def shade(draw: Draw) -> Filled:
    """A color, at times of two words: "sky blue"."""
    color = draw.one(wide.COLORS)
    if " " in color or draw.chance(0.75):
        return plain(color)
    return plain(f"{draw.pick(SHADES) if draw.chance(0.7) else wide.noun(draw)} {color}")


SHADES = "dark light pale deep bright soft sky rose olive ash sea moss sand royal".split()


def thing(draw: Draw) -> Filled:
    """Something to buy, to give, to lose."""
    return plain(wide.compound(draw, wide.countable(draw, None, 0.12)))


def things(draw: Draw) -> Filled:
    """Several of a kind."""
    kind = draw.pick((None, None, "food", "plant", "toy", "paper"))
    return plain(wide.plural(wide.compound(draw, wide.countable(draw, kind, 0.12))))


def money(draw: Draw) -> Filled:
    """An amount of money, whose value is the number."""
    n = draw.integer(2, 99) if draw.chance(0.7) else draw.integer(100, 2500)
    if draw.chance(0.25):
        return Filled(f"{draw.pick('$$€£')}{n}", n, n)
    return Filled(f"{n} {draw.pick(('dollars', 'dollars', 'euros', 'coins', 'pounds'))}", n, n)


def clock(draw: Draw) -> Filled:
    """A time of day."""
    hour, minute = draw.integer(1, 12), draw.pick(("00", "15", "30", "45", "10", "20", "05"))
    night = draw.pick(("am", "pm"))
    return plain(draw.pick((f"{hour} {night}", f"{hour}:{minute}", f"{hour}:{minute} {night}",
                            f"{draw.integer(13, 23)}:{minute}", f"{hour}{night}",
                            f"{hour} o'clock", "noon", f"{hour}:{minute}")))  # fmt: skip


def date(draw: Draw) -> Filled:
    """A date or a day."""
    month, day, year = draw.integer(1, 12), draw.integer(1, 28), draw.integer(2019, 2031)
    name = MONTHS[month - 1]
    return plain(draw.pick((f"{name} {day}", f"{day} {name}", f"{name} {day}, {year}",
                            f"{year}-{month:02}-{day:02}", f"{day}.{month}.{year}",
                            draw.pick(DAYS), f"{month}/{day}/{year}")))  # fmt: skip


def phone(draw: Draw) -> Filled:
    """A telephone number, which is a text."""
    a, b, c = draw.integer(100, 999), draw.integer(100, 999), draw.integer(10, 9999)
    return plain(draw.pick((f"{a}-{c:04}", f"+{a % 90} {a} {c}", f"0{a} {b}{c}", f"{a}-{b}-{c}")))


def email(draw: Draw) -> Filled:
    """An address for mail."""
    host, end = wide.pseudo(draw), draw.pick(("com", "org", "net", "edu", "example"))
    return plain(f"{person(draw).lower()}{draw.pick(('', '.', '_'))}{draw.integer(1, 99)}@"
                 f"{host}.{end}")  # fmt: skip


def code(draw: Draw) -> Filled:
    """An order number, a flight, a code: letters and digits."""
    letters = "".join(draw.pick("ABCDEFGHKLMNPRSTUVXZ") for _ in range(draw.integer(1, 3)))
    return plain(f"{letters}{draw.pick(('', '-', ' '))}{draw.integer(10, 9999)}")


def title(draw: Draw) -> Filled:
    """The title of a book or a song, which has capitals, at times quotation marks."""
    look, noun = capital(draw.one(wide.LOOKS)), capital(wide.noun(draw))
    name = draw.pick((f"The {look} {noun}", f"{look} {noun}", f"A {noun} for {person(draw)}",
                      f"The {noun} of {draw.pick(CITIES)}",
                      f"{noun} and {capital(wide.noun(draw))}",
                      f"{person(draw)}'s {noun}", f"The Last {noun}"))  # fmt: skip
    return Filled(f"'{name}'" if "'" not in name and draw.chance(0.3) else name, name)


def company(draw: Draw) -> Filled:
    """A firm."""
    name, goods = invented(draw), capital(wide.plural(wide.countable(draw)))
    return plain(draw.pick((name, f"{name} Ltd", f"{name} & Sons", f"{draw.pick(CITIES)} {goods}")))


def team(draw: Draw) -> Filled:
    """A club."""
    name = draw.pick(CITIES) if draw.chance(0.5) else invented(draw)
    return bare(draw.pick((name, f"{name} United", f"FC {name}", f"the {name} Bears",
                            f"the {draw.pick(COLORS)} team")))  # fmt: skip


def street(draw: Draw) -> Filled:
    """A street with a number."""
    name, n = draw.one(wide.STREETS), draw.integer(1, 199)
    if draw.chance(0.3):
        name = f"{invented(draw)} Street"
    return plain(f"{n} {name}" if draw.chance(0.7) else f"{name} {n}")


def venue(draw: Draw) -> Filled:
    """A place in town."""
    return plain(wide.compound(draw, wide.venue(draw)))


def spot(draw: Draw) -> Filled:
    """Where a thing is: "kitchen" for "in the kitchen", but "under the bed" as it stands."""
    text = draw.one(wide.SPOTS)
    return Filled(text, re.sub(r"^(?:in|at) (?:the |a )?", "", text))


def when(draw: Draw) -> Filled:
    """When something was, without its preposition."""
    text = draw.one(wide.TIMES)
    return Filled(text, re.sub(r"^(?:on|at|in) (?:the )?(?!her)", "", text))


def did(draw: Draw) -> Filled:
    """What was done to a thing, in the past."""
    return plain(draw.pick(wide.TRANSITIVE["thing"]).past)


def chore(draw: Draw) -> Filled:
    """Something to do: "wash the car"."""
    form, noun = wide.deed(draw)
    return plain(f"{form.base} the {noun}")


def room(draw: Draw) -> Filled:
    """A room by its number or name."""
    if draw.chance(0.5):
        return plain(f"{draw.pick(('room', 'hall', 'Room', 'studio'))} {draw.integer(1, 400)}")
    return bare(f"the {draw.pick(('kitchen', 'bedroom', 'office', 'attic', 'garage', 'lobby'))}")


def animal(draw: Draw) -> Filled:
    """An animal that training may ask about."""
    return plain(wide.noun(draw, "animal", 0.06))


def pet(draw: Draw) -> Filled:
    """What a pet is called."""
    return plain(draw.pick(PET_NAMES) if draw.chance(0.7) else invented(draw))


def said(draw: Draw) -> Filled:
    """What a message says."""
    kind = draw.integer(0, 6)
    if kind == 0:
        return plain(draw.one(wide.REASONS))
    if kind == 1:
        return plain(f"the {wide.noun(draw)} is {draw.one(wide.LOOKS)}")
    if kind == 2:
        return plain(
            f"{draw.pick(('meet me', 'come', 'be there', 'call me'))} at {clock(draw).text}"
        )
    if kind == 3:
        return plain(f"{draw.pick(('please', 'do not', 'I will', 'can you'))} {chore(draw).text}")
    if kind == 4:
        return plain(f"I am {draw.one(wide.MOODS)}")
    if kind == 5:
        return plain(f"{draw.pick(('bring', 'I need', 'buy'))} {things(draw).text}")
    return plain(draw.pick(SHORT))


def file(draw: Draw) -> Filled:
    """The name of a file."""
    name = draw.pick((wide.pseudo(draw), wide.noun(draw).replace(" ", "_"), person(draw).lower()))
    end = draw.pick(("txt", "pdf", "csv", "jpg", "md", "py", "doc", "png", "json"))
    return plain(f"{name}{draw.pick(('', draw.integer(1, 99)))}.{end}")


SHORT = wide.items("""
dinner is ready, I am late, happy birthday, see you soon, thank you, good luck, I miss you
the meeting is over, I found my keys, the train is late, we won, the bus is here, well done, hi
call me back, the kids are asleep, lunch is at noon, the door is open, no school tomorrow, hello
""")


def fruit(draw: Draw) -> Filled:
    """Fruit, several of a kind."""
    return plain(wide.plural(draw.pick(CATEGORIES["fruit"])))


PET_NAMES = [name for name in wide.PETS.every if name != "Tiger"]
SLOTS: dict[str, Drawer] = {
    **{kind: _of(words) for kind, words in slot.WORDS.items()},
    "person": who, "city": city, "thing": thing, "things": things, "money": money, "time": clock,
    "date": date, "phone": phone, "email": email, "flight": code, "title": title, "spot": spot,
    "company": company, "team": team, "street": street, "place": venue, "chore": chore, "did": did,
    "when": when,
    "room": room, "animal": animal, "pet": pet, "fruit": fruit, "small": number(2, 30, 0.15),
    "age": number(3, 90, 0.1), "year": number(1900, 2030), "big": number(200, 90000),
    "big2": number(300, 4000), "gate": number(1, 60), "track": number(1, 24),
    "day": lambda draw: plain(draw.pick(DAYS)), "job": lambda draw: plain(wide.role(draw)),
    "color": shade, "vehicle": _noun("vehicle"),
    "food": _noun("food"), "food2": lambda draw: plain(wide.plural(wide.countable(draw, "food"))),
    "drink": _noun("drink"), "paper": lambda draw: plain(wide.countable(draw, "paper")),
    "device": _noun("device"), "plant": _noun("plant"), "tool": _noun("tool"),
    "event": lambda draw: plain(draw.one(wide.EVENTS)), "ingredient": _noun("food"),
    "material": lambda draw: plain(draw.one(wide.MATERIALS)), "motif": animal,
    "span": with_unit(2, 90, "minutes,hours,days,minutes"), "duration": with_unit(2, 9, "minutes"),
    "weight": with_unit(1, 90, "kg,grams,pounds,kilos"), "degrees": with_unit(1, 38, "degrees"),
    "length": with_unit(2, 90, "cm,meters,feet,inches"), "distance": with_unit(2, 50, "km"),
    "span2": with_unit(2, 9, "days,weeks"), "rooms": with_unit(2, 7, "rooms"),
    "phrase2": said, "file": file,
    "land": lambda draw: plain(invented(draw)),
    "score": lambda draw: plain(f"{draw.integer(0, 9)}{draw.pick(':-')}{draw.integer(0, 9)}"),
}  # fmt: skip
"""How each kind of slot is drawn."""
