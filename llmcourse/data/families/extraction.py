"""JSON extraction: a text about a person, a place, an order or an event, and the keys to fill.

Every attribute that the text says may be asked for, in any order and under several names; a key
whose value the text does not say is null. Values are copied as they stand, numbers as numbers.
"""

import json
from collections.abc import Callable, Sequence
from typing import cast

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import orders
from llmcourse.data.grammar import Shapes, Wordings
from llmcourse.data.names import people, person
from llmcourse.data.phrasing import around, listing
from llmcourse.data.profiles import Profile, describe, form, in_first_person, place_profile, profile
from llmcourse.data.records import PERSON, Attribute
from llmcourse.data.things import PLACES
from llmcourse.data.words import CITIES, COLORS, DAYS, THINGS, in_words, plural

Value = str | int | None

ASK = Wordings(
    "extract",
    "Extract {keys} as JSON.", "Extract the {keys} as JSON.", "Give me {keys} as JSON.",
    "Return JSON with the keys {keys}.", "Extract JSON with keys {keys}.",
    "Turn this into JSON with {keys}.", "Write {keys} as a JSON object.",
    "Return a JSON object with {keys}.", "Find {keys} and answer in JSON.",
    "Convert to JSON. Keys: {keys}.", "Output JSON with the fields {keys}.",
    "Make a JSON object with the keys {keys} from the text.", "JSON please, keys {keys}.",
    "What are the {keys}? Answer as JSON.", "Extract the fields {keys} in JSON format.",
    "Pull out {keys} as JSON.", "Answer only with JSON containing {keys}.",
    "Parse the text into JSON with {keys}.", "Get the {keys} from the text, as JSON.",
    "Put {keys} into a JSON object.", "Respond in JSON. Fields: {keys}.",
    "From the following text, extract {keys} as JSON.", "Extract {keys} to JSON.",
    "Read the text and return the {keys} as JSON.", "Give the {keys} in JSON.",
    "Create JSON with these keys: {keys}.", "Fill in this JSON from the text: {form}",
    "Extract information as JSON with keys {keys}.", "JSON with {keys}.",
    "json please ({keys})", "{keys} as json", "I need {keys} as JSON.",
    "Write {keys} from this as JSON.",
    "Extract: {keys}. Format: JSON.", "Please extract the {keys} in JSON.", "json: {keys}",
    "Return the following fields as JSON: {keys}.", "Structured data please: {keys} (JSON).",
    "Give me JSON with {keys}.", "Turn the sentence into JSON with the keys {keys}.",
    "What {keys}? Answer in JSON.", "Answer in JSON ({keys}).", "Make JSON ({keys}) of this.",
)  # fmt: skip
SYSTEM = Shapes(
    "You extract data as JSON.", "Answer in JSON.", "You are an extraction tool.",
    "Reply with JSON only.",
)  # fmt: skip
ORDER = Shapes(
    "{x} (ordered|bought|purchased) {n} {things} for {p} dollars on {day}.",
    "On {day}, {x} bought {n} {things} and paid {p} dollars.",
    "Order: {n} {things}, {p} dollars, for {x}, delivery on {day}.",
    "{n} {things} were sold to {x} for {p} dollars on {day}.",
    "{x}, who lives in {city}, paid {p} dollars for {n} {things} on {day}.",
    "Last {day} {x} spent {p} dollars on {n} {things}.",
)
EVENT = Shapes(
    "The {event} is on {day} at {t} o'clock in {city}[, and {x} will be there].",
    "{x} invites you to the {event} in {city} on {day} at {t}.",
    "On {day} at {t} there is a {event} in {city}.",
    "Join us for the {event} in {city}, {day} {t}.",
    "The {event} in {city} starts at {t} on {day}.", "Don't miss the {event}: {day}, {t}, {city}!",
    "Please come to {city} on {day} for the {event}, which begins at {t}.",
)  # fmt: skip
PRODUCT = Shapes(
    "The {c} {thing} costs {p} dollars.", "A {c} {thing} is on sale for {p} dollars.",
    "For sale: {c} {thing}, {p} dollars, {city}.", "{x} sells a {c} {thing} for {p} dollars.",
    "You can buy the {c} {thing} in {city} for {p} dollars.",
)  # fmt: skip
EVENTS = "concert meeting party wedding festival lecture race workshop picnic market".split()


def quoted(keys: Sequence[str], draw: Draw) -> str:
    """The keys as a person lists them."""
    kind = draw.integer(0, 5)
    if kind == 0:
        return ", ".join(keys)
    if kind == 1:
        return ", ".join(f'"{key}"' for key in keys)
    if kind == 2:
        return f"({', '.join(keys)})"
    if kind == 3 and len(keys) > 2:
        return f"{', '.join(keys[:-1])}, and {keys[-1]}"
    return listing(keys)


def as_value(text: str) -> Value:
    """A number where the text is one, in digits or in words."""
    if text.isdigit():
        return int(text)
    return _NUMBERS.get(text, text)


_NUMBERS = {in_words(n): n for n in range(2, 21)}


def from_profile(draw: Draw, who: Profile, every: Sequence[Attribute]) -> dict[str, Value]:
    """Keys with values: some of the profile's, at times one that it does not have."""
    found: list[tuple[str, Value]] = []
    for attribute, value in who.values:
        key = attribute.name if draw.chance(0.6) else draw.pick(attribute.keys)
        found.append((key, as_value(value)))
    wanted = draw.some(found, draw.integer(1, min(4, len(found))))
    if draw.chance(0.15):
        known = {attribute.name for attribute, _ in who.values} | {key for key, _ in found}
        missing = draw.pick([item for item in every if not known & set(item.keys)])
        wanted.insert(draw.integer(0, len(wanted)), (missing.name, None))
    if draw.chance(0.75):
        wanted.insert(0, ("name", who.name.removeprefix("the ")))
    return dict(wanted)


def about_person(draw: Draw) -> tuple[str, dict[str, Value]]:
    """A text about a person."""
    who = profile(draw, draw.weighted((1, 2, 3, 4, 5), (2, 4, 4, 3, 1)))
    kind = draw.unit()
    text = in_first_person(draw, who) if kind < 0.1 else describe(draw, who)
    if kind > 0.95:
        text = form(draw, who)
    return text, from_profile(draw, who, PERSON)


def about_place(draw: Draw) -> tuple[str, dict[str, Value]]:
    """A text about a place."""
    who = place_profile(draw, draw.integer(2, 4))
    return describe(draw, who), from_profile(draw, who, PLACES)


def about_two(draw: Draw) -> tuple[str, dict[str, Value]]:
    """A text about two people, where the keys are for one of them by name."""
    first, second = people(draw, 2)
    a, b = profile(draw, draw.integer(1, 3), name=first), profile(draw, 2, name=second)
    texts = [describe(draw, a), describe(draw, b)]
    keys = from_profile(draw, a, PERSON)
    keys.pop("name", None)
    return " ".join(draw.shuffled(texts)), {"name": a.name, **keys}


def _from_shapes(shapes: Shapes, *fields: str) -> Callable[[Draw], tuple[str, dict[str, Value]]]:
    def about(draw: Draw) -> tuple[str, dict[str, Value]]:
        values: dict[str, Value] = {
            "x": person(draw), "n": draw.integer(2, 20), "p": draw.integer(2, 99),
            "day": draw.pick(DAYS), "things": plural(draw.pick(THINGS)), "t": draw.integer(1, 12),
            "city": draw.pick(CITIES), "event": draw.pick(EVENTS), "c": draw.pick(COLORS),
            "thing": draw.pick(THINGS),
        }  # fmt: skip
        text = shapes(draw, **values)
        keys = [field.split(":") for field in draw.shuffled(fields)]
        said = [(key, values[slot]) for key, slot in keys if str(values[slot]) in text]
        wanted = draw.some(said, draw.integer(1, len(said)))
        return text, dict(wanted)

    return about


order = _from_shapes(ORDER, "customer:x", "quantity:n", "item:things", "price:p", "day:day")
event = _from_shapes(EVENT, "event:event", "day:day", "time:t", "city:city")
product = _from_shapes(PRODUCT, "item:thing", "color:c", "price:p")
PREFIX = (
    "My neighbor", "My friend", "Her brother", "A man named", "A woman called", "Our teacher",
    "My cousin",
    "Meet", "My boss", "Her friend", "His sister", "The new student", "Our colleague", "Little",
    "Dear",
)  # fmt: skip


def introduced(draw: Draw) -> tuple[str, dict[str, Value]]:
    """A person with a word before the name: "My neighbor Carlos is 52"."""
    who = profile(draw, draw.integer(1, 3))
    text, prefix = describe(draw, who), draw.pick(PREFIX[:7])
    if text.startswith(f"{who.name} "):
        text = f"{prefix} {text}"
    elif text.startswith(f"{who.name}, "):
        text = f"{draw.pick(PREFIX)} {text}"
    return text, from_profile(draw, who, PERSON)


def anything(draw: Draw) -> tuple[str, dict[str, Value]]:
    """A text about anything, or a list of things."""
    text, values = orders.shopping(draw) if draw.chance(0.12) else orders.about_anything(draw)
    return text, cast("dict[str, Value]", values)


KINDS = (
    *(about_person, about_person, about_place, about_two, order, event, product, introduced,
    introduced),
    *(anything, anything, anything, anything),
)  # fmt: skip


def dialogue(draw: Draw) -> list[Message]:
    """A text with the keys wanted, and the JSON object."""
    if draw.chance(0.2):
        instruction, text, value = orders.asked(draw)
        return exchange(around(draw, instruction, text), json.dumps(value, ensure_ascii=False))
    kind = draw.pick(KINDS)
    text, values = kind(draw)
    form = json.dumps(dict.fromkeys(values, ""))
    instruction = ASK(draw, keys=quoted(list(values), draw), form=form)
    if kind is about_two:
        keys = [key for key in values if key != "name"] or ["name"]
        instruction = ASK(draw, keys=quoted(keys, draw), form=form).rstrip(".")
        instruction = f"For {values['name']}: {instruction[0].lower()}{instruction[1:]}."
        instruction = instruction.replace(" jSON", " JSON")
        values = {key: values[key] for key in keys}
    if draw.chance(0.1) and kind is about_person:
        lowered = text.lower()
        text, values = lowered, {k: v.lower() if type(v) is str else v for k, v in values.items()}
    prompt = around(draw, instruction, text)
    system = SYSTEM(draw) if draw.chance(0.08) else None
    return exchange(prompt, json.dumps(values, ensure_ascii=False), system)


def document(draw: Draw) -> str:
    """Texts and their JSON side by side, without an instruction."""
    parts = []
    for _ in range(draw.integer(1, 3)):
        if draw.chance(0.2):
            _, text, value = orders.asked(draw)
            parts.append(f"{text}\n{json.dumps(value, ensure_ascii=False)}")
            continue
        text, values = draw.pick(KINDS)(draw)
        parts.append(f"{text}\n{json.dumps(values, ensure_ascii=False)}")
    return "\n\n".join(parts)
