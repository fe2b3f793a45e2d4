"""Forms whose keys are questions or halves: who, what, how_many; first_name and last_name.

Part of `forms`.
"""

from llmcourse.data.draw import Draw
from llmcourse.data.families.keylists import Form
from llmcourse.data.families.slots import SLOTS
from llmcourse.data.grammar import Shapes
from llmcourse.data.names import invented, person


def _some(draw: Draw, form: Form) -> Form:
    """Most of the keys, at times in another order."""
    keys = list(form)
    if draw.chance(0.35):
        keys = draw.some(keys, draw.integer(2, len(keys)))
    return {key: form[key] for key in keys}


NAMED = Shapes(
    "My name is {f} {l}.", "I am {f} {l}.", "{f} {l}", "Name: {f} {l}", "This is {f} {l} speaking.",
    "{l}, {f}", "Signed, {f} {l}", "The (winner|author|patient|guest|owner) is {f} {l}.",
    "Hello, {f} {l} here.", "They call (me|her|him) {f} {l}.", "Please ask for {f} {l}.",
    "{f} {l} is {a} (years old|and lives in {c}).", "{f} {l} from {c} is {a}.",
)  # fmt: skip


def halves(draw: Draw) -> tuple[str, Form]:
    """A name in two parts, which are two keys."""
    first, last, city = person(draw), invented(draw), SLOTS["city"](draw).text
    age = draw.integer(8, 90)
    text = NAMED(draw, f=first, l=last, c=city, a=age)
    keys = draw.pick((("first_name", "last_name"), ("first_name", "last_name"), ("first", "last"),
                      ("given_name", "family_name"), ("firstname", "lastname"),
                      ("first_name", "surname"), ("forename", "surname")))  # fmt: skip
    form: Form = {keys[0]: first, keys[1]: last}
    if f"is {age}" in text and draw.chance(0.6):
        form["age"] = age
    if city in text and draw.chance(0.6):
        form[draw.pick(("city", "town"))] = city
    return text, _some(draw, form)


WHAT = Shapes(
    "{x} (sold|bought|found|ate|made|lost|picked|ordered|carried|painted|brought) {n} {ts}.",
    "On {d} {x} (sold|bought|found|made|lost|picked|ordered) {n} {ts}.", "{x} has {n} {ts}.",
    "There were {n} {ts} in the bag of {x}.", "{x} (needs|wants|owns) {n} {ts}.",
    "{n} {ts} were (sold|found|ordered|brought) by {x}[ on {d}].", "{x}: {n} {ts}",
)  # fmt: skip


def asked_for(draw: Draw) -> tuple[str, Form]:
    """Who, what and how many: keys that are questions."""
    name, goods, day = person(draw), SLOTS["things"](draw).text, SLOTS["day"](draw).text
    n = draw.integer(2, 60)
    text = WHAT(draw, x=name, n=n, ts=goods, d=day)
    form: Form = {draw.pick(("who", "who", "by_whom", "whose")): name,
                  draw.pick(("what", "what", "which_thing", "item")): goods,
                  draw.pick(("how_many", "how_many", "howmany", "number_of_items")): n}  # fmt: skip
    if day in text:
        form[draw.pick(("when", "which_day", "on"))] = day
    return text, _some(draw, form)
