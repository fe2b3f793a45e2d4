"""People and things with attributes, and the many ways to say one in a sentence.

A record is drawn first; its text is rendered from it, so that JSON extraction, reading passages
and recall over turns know their answers. Every attribute has sentence shapes, appositive shapes
("Zara, who is 29, ..."), question shapes and the names that a JSON key may have.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shapes
from llmcourse.data.names import invented
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
    in_words,
)


@dataclass(frozen=True)
class Attribute:
    """One attribute: how to draw its value, say it, ask for it and name it."""

    name: str
    keys: tuple[str, ...]
    value: Callable[[Draw], str | int]
    sentences: Shapes
    aside: Shapes | None
    questions: Shapes
    predicates: Shapes


def _attribute(
    names: str,
    value: Callable[[Draw], str | int],
    sentences: Sequence[str],
    asides: Sequence[str],
    questions: Sequence[str],
) -> Attribute:
    keys = tuple(name.replace("~", " ") for name in names.split())
    predicates = [text[8:] for text in sentences if text.startswith("{whose} ")]
    return Attribute(
        keys[0], keys, value,
        Shapes(*sentences),
        Shapes(*asides) if asides else None,
        Shapes(*questions),
        Shapes(*predicates),
    )  # fmt: skip


def city(draw: Draw) -> str:
    """A town: real, or invented in one case of five."""
    return invented(draw) if draw.chance(0.2) else draw.pick(CITIES)


def _from(items: Sequence[str]) -> Callable[[Draw], str]:
    return lambda draw: draw.pick(items)


PERSON: tuple[Attribute, ...] = (
    _attribute(
        "age age years years_old", lambda draw: draw.integer(4, 90),
        ("{whose} is {v} [years old]", "{whose} turned {v} last (week|month|year)",
         "{whose} is {v} years of age", "{whose's} age is {v}", "{whose} just turned {v}"),
        ("who is {v}", "{v}", "aged {v}", "{v} years old", "a {v}-year-old", "age {v}"),
        ("How old is {who}?", "What is {who}'s age?", "What age is {who}?"),
    ),
    _attribute(
        "city city home town location place lives_in", city,
        ("{whose} lives in {v}", "{whose} has a (house|flat) in {v}", "{whose's} home is in {v}",
         "{whose} moved to {v} [last year|a year ago]", "{whose} makes {their} home in {v}",
         "{whose} resides in {v}"),
        ("who lives in {v}", "from {v}", "living in {v}", "of {v}", "based in {v}"),
        ("Where does {who} live?", "(In which|What|Which) city does {who} live[ in]?",
         "Which city is {who}'s home?", "What town does {who} live in?"),
    ),
    _attribute(
        "job job profession occupation work", _from(JOBS),
        ("{whose} is {a v}", "{whose} works as {a v}", "{whose's} job is {v}",
         "{whose} earns {their} living as {a v}", "{whose} has a job as {a v}"),
        ("who works as {a v}", "{a v}", "{a v} by (trade|profession)", "the {v}", "who is {a v}"),
        ("What is {who}'s (job|profession|occupation)?", "What does {who} do for (a living|work)?",
         "What does {who} work as?"),
    ),
    _attribute(
        "pet pet animal", lambda draw: draw.one(ANIMALS),
        ("{whose} has {a v} [at home|as a pet]", "{whose} owns {a v}", "{whose} keeps {a v}",
         "{whose's} pet is {a v}", "{whose} takes care of {a v}"),
        ("who has {a v}", "the owner of {a v}", "who keeps {a v}"),
        ("What pet does {who} have?", "What kind of (pet|animal) does {who} have?",
         "Which animal does {who} (have|own|keep)?", "What is {who}'s pet?"),
    ),
    _attribute(
        "color color favorite_color favourite_color", _from(COLORS),
        ("{whose's} favorite color is {v}", "{whose} likes the color {v} best",
         "{whose} loves the color {v}", "{whose} likes {v} more than any other color"),
        ("whose favorite color is {v}", "who loves the color {v}"),
        ("What is {who}'s favorite color?", "Which color does {who} like best?",
         "What color does {who} (like|love)?"),
    ),
    _attribute(
        "food food favorite_food dish", _from(FOODS),
        ("{whose's} favorite food is {v}", "{whose} loves [to eat] {v}", "{whose} likes eating {v}",
         "{whose} eats {v} every day", "{whose} could eat {v} all day"),
        ("whose favorite food is {v}", "who loves eating {v}", "who eats {v} every day"),
        ("What is {who}'s favorite food?", "What does {who} (like|love) to eat?",
         "Which food does {who} (like|love)?", "What does {who} eat?"),
    ),
    _attribute(
        "drink drink favorite_drink beverage", _from(DRINKS),
        ("{whose} drinks {v} [in the morning|every day]", "{whose's} favorite drink is {v}",
         "{whose} always orders {v}", "{whose} prefers {v} to all other drinks"),
        ("whose favorite drink is {v}", "who always drinks {v}"),
        ("What does {who} drink?", "What is {who}'s favorite drink?",
         "Which drink does {who} (like|prefer)?"),
    ),
    _attribute(
        "hobby hobby interest pastime", _from(HOBBIES),
        ("{whose's} hobby is {v}", "{whose} enjoys {v}", "{whose} spends weekends on {v}",
         "{whose} is fond of {v}", "{whose} does {v} in {their} free time"),
        ("who enjoys {v}", "whose hobby is {v}", "a fan of {v}"),
        ("What is {who}'s hobby?", "What does {who} enjoy[ doing]?",
         "What does {who} do in {their} free time?"),
    ),
    _attribute(
        "instrument instrument plays", _from(CATEGORIES["instrument"]),
        ("{whose} plays the {v}", "{whose} is learning the {v}", "{whose's} instrument is the {v}"),
        ("who plays the {v}", "a {v} player"),
        ("What instrument does {who} play?", "Which instrument does {who} play?"),
    ),
    _attribute(
        "vehicle vehicle transport", _from(CATEGORIES["vehicle"][:12]),
        ("{whose} drives {a v}", "{whose} goes to work by {v}", "{whose} travels by {v}"),
        ("who travels by {v}",),
        ("How does {who} (travel|get to work)?", "What vehicle does {who} use?"),
    ),
    _attribute(
        "month birthday birth_month month", _from(MONTHS),
        ("{whose's} birthday is in {v}", "{whose} was born in {v}"),
        ("born in {v}", "who was born in {v}"),
        ("(When|In which month) was {who} born?", "When is {who}'s birthday?"),
    ),
    _attribute(
        "siblings siblings sibling_count", lambda draw: draw.integer(2, 9),
        ("{whose} has {v} (siblings|brothers and sisters)", "{whose} grew up with {v} siblings"),
        ("who has {v} siblings",),
        ("How many (siblings|brothers and sisters) does {who} have?",),
    ),
    _attribute(
        "day day_off free_day", _from(DAYS),
        ("{whose's} day off is {v}", "{whose} is free on {v}", "{whose} does not work on {v}"),
        ("who is free on {v}",),
        ("(When|On which day) is {who} (free|off)?", "What is {who}'s day off?"),
    ),
    _attribute(
        "hair hair hair_color", _from(("brown", "black", "red", "blond", "gray", "white")),
        ("{whose} has {v} hair", "{whose's} hair is {v}"),
        ("who has {v} hair", "with {v} hair"),
        ("What color is {who}'s hair?", "What is {who}'s hair color?"),
    ),
    _attribute(
        "number number lucky_number", lambda draw: draw.integer(2, 99),
        ("{whose's} lucky number is {v}", "{whose} lives at number {v}",
        "{whose} wears number {v}"),
        ("who wears number {v}",),
        ("(What is|Which is) {who}'s number?", "What number does {who} have?"),
    ),
)  # fmt: skip

BY_NAME = {attribute.name: attribute for attribute in PERSON}


def spoken(draw: Draw, value: str | int, share: float = 0.06) -> str:
    """The value as text, numbers at times in words."""
    if isinstance(value, int) and value <= 20 and draw.chance(share):
        return in_words(value)
    return str(value)
