"""What can be said of anything: relations with ways to state, to ask and to turn them round.

A row names its key (as in JSON), which subjects and which values it takes, statements, questions
and questions for the subject. Texts about anything, JSON, and recall over turns draw from these.
The rows are in `relationrows` and `thing`; this module parses them and draws subjects and
values.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from llmcourse.data import vocabulary as v
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.names import invented, person
from llmcourse.data.rows import relation as relationrows
from llmcourse.data.rows import thing
from llmcourse.data.words import (
    ANIMALS,
    CATEGORIES,
    CITIES,
    COLORS,
    DAYS,
    DRINKS,
    FOODS,
    HOBBIES,
    JOBS,
    MONTHS,
)


@dataclass(frozen=True)
class Relation:
    """One thing that can be said: its key, what it takes, and its wordings."""

    key: str
    subjects: tuple[str, ...]
    value: str
    states: Shapes
    asks: Shapes
    reverse: Shapes | None


@dataclass(frozen=True)
class Subject:
    """Whom or what a text is about."""

    kind: str
    name: str


_HOURS = Shapes("{n} o'clock", "{h}", "{n} (am|pm)", "{h}:(00|15|30)", "(noon|half past eight)")
_LASTS = "minutes hours days weeks".split()
_SITES = "mail.com post.net work.org home.com school.edu".split()
_SIZES = "small medium large tiny big".split()
_WEATHER = "sunny rainy cloudy windy foggy snowy stormy warm cold dry".split()
_FAST = ("kilometers an hour", "miles an hour", "meters a second")
_DATE = Shapes("{m} {n}", "{n} {m}", "{m} {n}, {y}", "{n} {m} {y}", "the {n}th of {m}")
_FAR = "kilometers miles meters".split()
_HEAVY = "kilos pounds grams tons".split()


def _hour(draw: Draw) -> str:
    return _HOURS(draw, n=draw.integer(1, 12), h=draw.integer(6, 22))


def _titled(draw: Draw) -> str:
    return f"{draw.pick(v.TITLES)} {person(draw)}"


def _number(low: int, high: int) -> Callable[[Draw], str]:
    return lambda draw: str(draw.integer(low, high))


VALUES: dict[str, Callable[[Draw], str]] = {
    "money": lambda draw: f"{draw.integer(1, 99)} {draw.pick(v.UNITS)}",
    "count": _number(2, 60), "few": _number(2, 12), "many": _number(20, 9000),
    "age": _number(2, 95), "year": _number(1450, 2025), "hour": _hour,
    "day": lambda draw: draw.pick(DAYS), "month": lambda draw: draw.pick(MONTHS),
    "season": lambda draw: draw.pick(v.SEASONS), "color": lambda draw: draw.pick(COLORS),
    "city": lambda draw: invented(draw) if draw.chance(0.35) else draw.pick(CITIES),
    "land": lambda draw: invented(draw) if draw.chance(0.4) else draw.pick(
        ("France", "Spain", "Italy", "Japan", "China", "India", "Brazil", "Egypt", "Kenya", "Peru",
         "Canada", "Norway", "Poland", "Germany", "Turkey", "Mexico")),
    "person": lambda draw: _titled(draw) if draw.chance(0.15) else person(draw),
    "name": lambda draw: invented(draw) if draw.chance(0.5) else person(draw),
    "role": lambda draw: draw.pick(v.ROLES), "job": lambda draw: draw.pick(JOBS),
    "food": lambda draw: draw.pick(FOODS), "drink": lambda draw: draw.pick(DRINKS),
    "hobby": lambda draw: draw.pick(HOBBIES), "thing": lambda draw: draw.pick(v.OBJECTS),
    "material": lambda draw: draw.pick(v.MATERIALS), "subject": lambda draw: draw.pick(v.SUBJECTS),
    "spot": lambda draw: "in the " + draw.pick(v.SPOTS) if draw.chance(0.6) else draw.pick(v.UNDER),
    "minutes": lambda draw: f"{draw.integer(2, 90)} {draw.pick(_LASTS)}",
    "distance": lambda draw: f"{draw.integer(2, 900)} {draw.pick(_FAR)}",
    "weight": lambda draw: f"{draw.integer(2, 90)} {draw.pick(_HEAVY)}",
    "quality": lambda draw: draw.pick(v.ADJECTIVES), "animal": lambda draw: draw.one(ANIMALS),
    "email": lambda draw: f"{person(draw).lower()}@{draw.pick(_SITES)}", "date": lambda draw: _DATE(
        draw, n=draw.integer(1, 28), m=draw.pick(MONTHS), y=draw.integer(1990, 2030)),
    "language": lambda draw: draw.pick(CATEGORIES["language"]),
    "vehicle": lambda draw: draw.pick(CATEGORIES["vehicle"]),
    "did": lambda draw: draw.pick(v.DOINGS)[1], "size": lambda draw: draw.pick(_SIZES),
    "degrees": lambda draw: f"{draw.integer(2, 39)} degrees",
    "weather": lambda draw: draw.pick(_WEATHER), "speed": lambda draw: f"{draw.integer(2, 300)} "
    f"{draw.pick(_FAST)}",
    "reason": lambda draw: draw.pick(v.REASONS), "venue": lambda draw: "the " + draw.pick(v.VENUES),
}  # fmt: skip


def _person(draw: Draw) -> str:
    kind = draw.unit()
    if kind < 0.6:
        return person(draw)
    if kind < 0.8:
        return f"the {draw.pick(v.ROLES)}"
    if kind < 0.92:
        return f"{person(draw)}'s {draw.pick(v.RELATIVES)}"
    return _titled(draw)


def _thing(draw: Draw) -> str:
    kind = draw.unit()
    if kind < 0.15:
        return f"the {invented(draw).lower()}"
    noun = draw.pick(v.OBJECTS)
    if kind < 0.5:
        return f"the {noun}"
    if kind < 0.8:
        look = draw.pick(COLORS) if draw.chance(0.5) else draw.pick(v.ADJECTIVES)
        return f"the {look} {noun}"
    return f"{person(draw)}'s {noun}"


def _venue(draw: Draw) -> str:
    noun, kind = draw.pick(v.VENUES), draw.unit()
    if kind < 0.4:
        return f"the {noun}"
    if kind < 0.6:
        return f"the {noun} in {VALUES['city'](draw)}"
    if kind < 0.8:
        return f"the {invented(draw)} {noun}"
    return f"the {draw.pick(v.ADJECTIVES)} {noun}"


SUBJECTS: dict[str, Callable[[Draw], str]] = {
    "person": _person, "thing": _thing, "venue": _venue,
    "group": lambda draw: f"the {draw.pick(v.GROUPS)}" if draw.chance(0.6) else invented(draw),
    "event": lambda draw: f"the {draw.pick(v.EVENTS)}",
    "pet": lambda draw: f"{person(draw)}'s {draw.pick(v.PETS)}" if draw.chance(0.6) else f"the"
    f" {draw.pick(v.PETS)}",
    "town": lambda draw: VALUES["city"](draw),
    "animal": lambda draw: f"the {draw.one(ANIMALS)}",
    "goods": lambda draw: draw.pick((*FOODS, *DRINKS, "a ticket", "a coffee", "a room", "a map",
    "a bike")),
}  # fmt: skip


def _parsed(row: str) -> Relation:
    head, states, asks, *rest = (part.strip() for part in row.strip().split("\n"))
    key, subjects, value = (part.strip() for part in head.split("|"))
    return Relation(
        key, tuple(subjects.split()), value, _shapes(states), _shapes(asks),
        _shapes(rest[0]) if rest else None,
    )  # fmt: skip


def _shapes(line: str) -> Shapes:
    return Shapes(*(part.strip() for part in line.split(" / ")))


_ROWS = f"{relationrows.ROWS}\n{thing.ROWS}".strip().replace("\n  ", " ")
RELATIONS: tuple[Relation, ...] = tuple(_parsed(row) for row in re.split(r"\n{2,}", _ROWS))
OF: dict[str, tuple[Relation, ...]] = {
    kind: tuple(item for item in RELATIONS if kind in item.subjects) for kind in SUBJECTS
}
"""The relations that a kind of subject can have."""


def subject(draw: Draw, kind: str) -> Subject:
    """Somebody or something of a kind."""
    return Subject(kind, SUBJECTS[kind](draw))


def state(draw: Draw, relation: Relation, name: str, value: str) -> str:
    """The relation as a sentence without its period."""
    return capital(relation.states(draw, s=name, v=value).replace("  ", " "))


def ask(draw: Draw, relation: Relation, name: str) -> str:
    """A question for the value."""
    return capital(relation.asks(draw, s=name, v="").replace("  ", " "))


def ask_back(draw: Draw, relation: Relation, value: str) -> str | None:
    """A question for the subject, where there is one."""
    return capital(relation.reverse(draw, v=value, s="")) if relation.reverse else None
