"""JSON from texts about anything: any keys, lists of things, lists of people, nested objects.

`extraction` has people, places, orders and events with flat objects; it draws these as well.
"""

import json
from collections.abc import Callable

from llmcourse.data import vocabulary as v
from llmcourse.data.draw import Draw
from llmcourse.data.families.reading import Fact, sentence
from llmcourse.data.families.reading import one as any_text
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.names import people, person
from llmcourse.data.phrasing import listing
from llmcourse.data.relations import OF, VALUES, subject
from llmcourse.data.words import (
    ANIMALS,
    CITIES,
    COLORS,
    DAYS,
    FOODS,
    JOBS,
    THINGS,
    in_words,
    plural,
)

Value = object
Made = tuple[str, object]

KEYS: dict[str, str] = {
    "price": "price cost amount", "entry": "price ticket_price entry",
    "adults": "adults adult_price",
    "children": "children child_price", "opens": "opens opening_time open_from", "closes": "closes"
    " closing_time open_until", "closed": "closed closed_on day", "starts": "start time begins",
    "held": "day date when", "where": "place city location", "lasts": "duration length",
    "guests": "guests visitors people", "lives": "city home town residence", "born": "birthplace"
    " born_in origin", "birthyear": "birth_year year born", "age": "age years",
    "job": "job profession"
    " occupation", "workplace": "workplace employer", "likes": "food favorite_food likes", "drinks":
    "drink favorite_drink", "hates": "dislikes hates", "color": "color colour", "favorite":
    "favorite_color color", "hobby": "hobby interest", "teaches": "subject", "owner": "owner",
    "maker": "maker creator made_by", "finder": "finder found_by", "boss": "director head boss",
    "year": "year founded built", "found": "year found_in", "place": "place location where",
    "keeps": "hiding_place place", "stands": "city place location", "country": "country", "people":
    "population inhabitants", "river": "river", "mayor": "mayor", "famous": "famous_for product",
    "sells": "product sells food", "material": "material", "weight": "weight", "length": "length",
    "distance": "distance", "parts": "parts", "windows": "windows", "rooms": "rooms",
    "staff": "staff"
    " employees workers", "siblings": "siblings", "children_count": "children", "pet": "pet animal",
    "called": "name", "partner": "partner spouse", "friend": "friend best_friend",
    "taught": "teacher",
    "bought": "item thing object", "lost": "item lost object", "gave": "item present gift",
    "travels":
    "season", "went": "city destination", "free": "day free_day", "wakes": "time",
    "phone": "number phone",
    "closed_reason": "reason", "birthday": "month birthday", "feels": "quality adjective",
    "won": "year",
    "time_left": "month", "visits": "season", "email": "email mail contact", "date": "date day",
    "language": "language", "transport": "transport vehicle", "stayed": "reason", "did": "action",
    "instrument": "subject", "team": "team club employer", "author": "author writer",
    "size": "size", "temperature": "temperature", "weather": "weather", "speed": "speed",
    "number_sold": "copies", "points": "points score", "door": "room number",
}  # fmt: skip


def as_json(value: str) -> Value:
    """A number where the text is one, or where a unit of money follows it."""
    head, _, unit = value.partition(" ")
    return int(head) if head.isdigit() and unit in ("", *v.UNITS) else value


def about_anything(draw: Draw) -> Made:
    """One subject, several relations, any keys."""
    kind = draw.weighted(("person", "thing", "venue", "event", "pet", "town", "goods"),
                         (5, 4, 3, 2, 1, 1, 1))  # fmt: skip
    who = subject(draw, kind)
    found: list[Fact] = []
    for relation in draw.some(OF[kind], min(len(OF[kind]), draw.integer(1, 3))):
        value = VALUES[relation.value](draw)
        if not any(value in f.value or f.value in value for f in found) and value not in who.name:
            found.append(Fact(who, relation, value))
    parts = [
        sentence(draw, fact, pronoun=i > 0 and draw.chance(0.5)) for i, fact in enumerate(found)
    ]
    values: dict[str, Value] = {}
    for fact in found:
        key = draw.pick(KEYS[fact.relation.key].split())
        values.setdefault(key, as_json(fact.value))
    name = who.name.removeprefix("the ")
    if draw.chance(0.6) and "'" not in name:
        label = {"person": "name", "pet": "animal", "town": "town", "event": "event"}.get(kind)
        label = label or draw.pick(("item", "product", "thing", "object"))
        label = draw.pick(("place", "name", "building")) if kind == "venue" else label
        if label not in values and name.lower() in " ".join(parts).lower():
            values = {label: name, **values} if draw.chance(0.8) else {**values, label: name}
    if not values:
        return about_anything(draw)
    text = ". ".join(parts) + "."
    if draw.chance(0.2):
        text = " ".join(draw.shuffled([text, f"{any_text(draw, unsaid=False)[1]}"]))
        if sum(text.count(str(f.value)) for f in found) != len(found):
            return about_anything(draw)
    return text, dict(draw.some(list(values.items()), draw.integer(1, len(values))))


TOPPINGS = "cheese mushrooms olives ham onions peppers pepperoni salami tomatoes spinach tuna"
" basil bacon" \
    " pineapple garlic corn".split()  # fmt: skip
SIZES = "small medium large big".split()
PIZZA = Shapes(
    "I want a {z} pizza with {t}.", "A {z} pizza with {t}, please.",
    "Can I have a {z} pizza with {t}?",
    "One {z} pizza with {t}.", "I would like a {z} pizza[ please], with {t} on it.",
    "{x} orders a {z} pizza with {t}.", "Hello, we take a {z} pizza. Put {t} on it[, please].",
    "Please make me a pizza, {z}, with {t}.", "For me a {z} one with {t}.", "{Z} pizza, {t}.",
    "I am hungry. Please bring a {z} pizza topped with {t}[ to {city}].",
)  # fmt: skip


def pizza(draw: Draw) -> Made:
    """An order with a list of toppings."""
    toppings, size = draw.some(TOPPINGS, draw.integer(1, 4)), draw.pick(SIZES)
    text = PIZZA(draw, z=size, t=listing(toppings), x=person(draw), city=draw.pick(CITIES))
    key = draw.pick(("ingredients", "toppings", "ingredients"))
    values: dict[str, Value] = {"size": size, key: toppings}
    if draw.chance(0.3):
        values = {"item": "pizza", **values}
    return text, values


LISTED = Shapes(
    "{x} bought {t}.", "We need {t}.", "Please buy {t}.", "In the bag there are {t}.",
    "{x} packed {t}.",
    "Shopping list: {t}.", "For the trip {x} takes {t}.", "On the table are {t}.", "{x} likes {t}.",
)  # fmt: skip


def shopping(draw: Draw) -> Made:
    """A list of things, or things with their numbers."""
    things, name = draw.some((*THINGS, *FOODS), draw.integer(2, 5)), person(draw)
    if draw.chance(0.5):
        some = [plural(t) if t in THINGS else t for t in things]
        values: dict[str, Value] = {draw.pick(("items", "things", "list", "objects")): some}
        text = LISTED(draw, x=name, t=listing(some))
        return text, ({"name": name} | values if name in text else values)
    counts = {plural(t): draw.integer(2, 30) for t in things if t in THINGS} or {"eggs": 6}
    said = [f"{in_words(n) if draw.chance(0.2) and n < 20 else n} {t}" for t, n in counts.items()]
    return LISTED(draw, x=name, t=listing(said)), counts


PERSONS = (
    (Shapes("{x} is {a}", "{x} is {a} years old", "{x} turned {a}"), "age", "years"),
    (Shapes("{x} lives in {a}", "{x} comes from {a}"), "city", "cities"),
    (Shapes("{x} is {a a}", "{x} works as {a a}"), "job", "jobs"),
    (Shapes("{x} has {a a}", "{x} owns {a a}"), "pet", "pets"),
    (Shapes("{x} likes {a}", "{x}'s favorite color is {a}"), "color", "colors"),
)  # fmt: skip
_DRAWS: dict[str, Callable[[Draw], str]] = {
    "age": lambda draw: str(draw.integer(3, 80)), "city": lambda draw: draw.pick(CITIES),
    "job": lambda draw: draw.pick(JOBS), "pet": lambda draw: draw.one(ANIMALS),
    "color": lambda draw: draw.pick(COLORS),
}  # fmt: skip


def persons(draw: Draw) -> Made:
    """Two or three people as a list of objects, or names with their values."""
    shapes, key, _ = draw.pick(PERSONS)
    names = people(draw, draw.integer(2, 3))
    values = [_DRAWS[key](draw) for _ in names]
    said = [shapes(draw, x=x, a=value) for x, value in zip(names, values, strict=True)]
    text = draw.pick((". ".join(said), listing(said))) + "."
    rows = [{"name": x, key: as_json(a)} for x, a in zip(names, values, strict=True)]
    return text, rows


BOUGHT = Shapes(
    "On {d} {x} from {city} bought {a c} {t} for {n} dollars.",
    "{x} ({city}) ordered a {t} in {c} on {d}. It costs {n} dollars.",
    "{x}, who lives in {city}, paid {n} dollars for {a c} {t}.",
    "New order: {t}, {c}, {n} dollars. Customer: {x}, {city}.",
)


def nested(draw: Draw) -> Made:
    """An object in an object."""
    name, city, street = person(draw), draw.pick(CITIES), f"{capital(draw.pick(THINGS))} Street"
    age, number = draw.integer(5, 90), draw.integer(1, 99)
    if draw.chance(0.5):
        text = draw.pick((f"{name} ({age}) lives at {number} {street} in {city}.",
                          f"{name} is {age} and lives in {city}, {number} {street}.",
                          f"{name}, {age}, has a flat in {city}, {street} {number}."))  # fmt: skip
        place = {"street": street, "number": number, "city": city}
        values: dict[str, Value] = {"name": name, "age": age, "address": place}
        return text, values
    thing, color, day = draw.pick(v.OBJECTS), draw.pick(COLORS), draw.pick(DAYS)
    text = BOUGHT(draw, x=name, city=city, d=day, t=thing, c=color, n=age)
    return text, {
        "customer": {"name": name, "city": city},
        "order": {"item": thing, "color": color, "price": age},
    }


def blank(value: Value) -> Value:
    """The value's form without what it holds."""
    if isinstance(value, dict):
        return {key: blank(item) for key, item in value.items()}
    if isinstance(value, list):
        return [blank(value[0])] if value and isinstance(value[0], dict) else []
    return ""


ASK_LIST = Shapes(
    "Extract {keys} of (all|every) (people|persons) as a JSON list.",
    "Return a JSON list with {keys}[ for"
    " each person].", "Make a list of JSON objects with {keys}.",
    "List (everybody|all people) as JSON with"
    " {keys}.", "Give me an array of objects with {keys}.",
    "Extract a JSON array with {keys}[ of both|"
    " of each person].", "Write a JSON list; each entry has {keys}.", "Fill this form: {form}",
)  # fmt: skip
ASK_NESTED = Shapes(
    "Fill in this JSON[ from the text]: {form}", "Extract JSON in this form: {form}",
    "Use this JSON form:"
    " {form}", "Return JSON like {form}", "Answer with JSON of this shape: {form}",
    "Schema: {form}",
    "Complete this object: {form}", "Parse this into {form}", "JSON schema: {form}. Extract it.",
)  # fmt: skip
ASK_ORDER = Shapes(
    "Parse (this|the) order into JSON[ with {keys}].", "Turn this order into JSON[ with {keys}].",
    "Extract {keys} as JSON.", "Give me JSON with {keys}.",
    "Parse a customer's pizza order into valid JSON"
    "[ with {keys}].", "JSON with {keys}, please.", "Return JSON with keys {keys}.",
    "Write the order as JSON"
    "[ with {keys}].", "json ({keys})", "Convert to JSON with {keys}.", "Order to JSON[: {keys}].",
)  # fmt: skip


def asked(draw: Draw) -> tuple[str, str, object]:
    """Instruction, text and the value to write."""
    kind = draw.unit()
    if kind < 0.35:
        text, value = persons(draw)
        assert isinstance(value, list)
        shapes, keys = ASK_LIST, list(value[0])
    elif kind < 0.6:
        text, value = nested(draw)
        shapes, keys = ASK_NESTED, []
    else:
        text, value = pizza(draw)
        assert isinstance(value, dict)
        shapes, keys = ASK_ORDER, list(value)
    form = json.dumps(blank(value))
    names = draw.pick((listing(keys) if keys else "", ", ".join(f'"{key}"' for key in keys)))
    instruction = shapes(draw, keys=names, form=form)
    if shapes is ASK_ORDER and keys[-1] not in instruction:
        assert isinstance(value, dict)
        value = {"size": value["size"], "ingredients": list(value.values())[-1]}
    return instruction, text, value
