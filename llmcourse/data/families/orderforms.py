"""Orders and notes as nested JSON: several items with numbers, toppings, yes-or-no fields.

Part of `forms`.
"""

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.keylists import a_template
from llmcourse.data.families.slots import SLOTS
from llmcourse.data.grammar import Shapes, Wordings, capital
from llmcourse.data.names import person
from llmcourse.data.phrasing import listing
from llmcourse.data.words import in_words

Asked = tuple[str, str, object]
DISHES = ("pizza", "burger", "salad", "sandwich", "pasta", "taco", "wrap", "bagel", "soup")
TOPPINGS = wide.items("""
cheese, mushrooms, olives, ham, onions, peppers, pepperoni, salami, tomatoes, spinach, tuna, basil
bacon, pineapple, garlic, corn, anchovies, chicken, extra cheese, jalapenos, rocket, feta, shrimp
avocado, lettuce, pickles, ketchup, mayo, mustard, red onions, cucumber, beans, egg, artichokes
""")
SAY_ITEMS = Shapes(
    "I'd like {w}[, please].", "(Can|Could) I (have|get|order) {w}[, please]?", "{W}, please.",
    "We (want|need|take|will have) {w}.", "Order: {w}", "{x} (orders|wants|would like) {w}.",
    "Hello, {w} for {x}[, please].", "Please (bring|send|pack) {w}.", "for me {w}", "{w} to go",
    "Hi, my name is {x} and I want {w}.", "Let me get {w}.", "Could you prepare {w}?",
)  # fmt: skip
ASK_ITEMS = Wordings(
    "items of an order",
    "Turn the order into a JSON list of objects with item and quantity.",
    "Return a JSON array; each element has item and quantity.", "JSON list with item, quantity.",
    "Extract every item with its quantity as a JSON list \\(item, quantity\\).",
    'Make a JSON list like {form}', "Parse into {form}",
    "Write the order as JSON: a list with item and quantity.", "json: objects with item, quantity",
)  # fmt: skip
ASK_DISH = Wordings(
    "an order's dish",
    "Parse this order into JSON with {keys}.", "Order to JSON \\({keys}\\).", "JSON: {keys}",
    "Extract {keys} from the order as JSON.", "Give me the order as JSON with {keys}.",
    "Write the order as JSON. Keys: {keys}.", "Convert the order to JSON using {keys}.",
    "Fill in {form}", "Return {form} for this order.", "Turn the order into JSON: {form}",
    "Make JSON of this order, keys {keys}.", "{keys} as JSON, please.", "json {keys}",
)  # fmt: skip


def order(draw: Draw) -> Asked:
    """An order of several items, or of a dish with a list of what is on it."""
    if draw.chance(0.35):
        return _items(draw)
    dish, size = draw.pick(DISHES), draw.pick(("small", "medium", "large", "big", "family size"))
    n, name = draw.integer(1, 6), person(draw)
    toppings = draw.some(TOPPINGS, draw.integer(1, 4))
    drink = SLOTS["drink"](draw).text
    many = f"{in_words(n)} {size} {wide.plural(dish)}" if n > 1 else f"one {size} {dish}"
    text = many + draw.pick((" with ", " with ", " topped with ")) + listing(toppings)
    every: dict[str, object] = {
        draw.pick(("size", "size", "dish_size")): size, draw.pick(("dish", "item", "food")): dish,
        draw.pick(("toppings", "toppings", "ingredients", "with")): toppings,
    }  # fmt: skip
    every[draw.pick(("quantity", "count", "number"))] = n
    if draw.chance(0.5):
        text += f" and {draw.pick(('a', 'one'))} glass of {drink}"
        every["drink"] = drink
    said = SAY_ITEMS(draw, w=text, x=name)
    if name in said:
        every[draw.pick(("customer", "name"))] = name
    keys = draw.some(list(every), draw.integer(2, len(every)))
    value = {key: every[key] for key in keys}
    blank = {key: [] if isinstance(item, list) else "" for key, item in value.items()}
    form = str(blank).replace("'", '"')
    if draw.chance(0.4):
        form = a_template(
            draw, keys, {k: i if isinstance(i, int) else "" for k, i in value.items()}
        )
    return ASK_DISH(draw, keys=", ".join(keys), form=form), capital(said), value


def _items(draw: Draw) -> Asked:
    rows: list[dict[str, str | int]] = []
    parts: list[str] = []
    for _ in range(draw.integer(2, 4)):
        n = draw.integer(1, 12)
        kind = draw.pick(("food", "drink", "toy", "paper", None))
        noun = wide.countable(draw, kind, 0.1) if kind != "drink" else "coffee"
        item = wide.plural(noun) if n > 1 else noun
        if not any(item in str(row["item"]) or str(row["item"]) in item for row in rows):
            rows.append({"item": item, "quantity": n})
            parts.append(f"{in_words(n) if draw.chance(0.3) or n == 1 else n} {item}")
    said = SAY_ITEMS(draw, w=listing(parts), x=person(draw))
    form = draw.pick(('[{"item": "", "quantity": 0}]', "[{item, quantity}, ...]"))
    return ASK_ITEMS(draw, form=form), capital(said), rows


YES_OR_NO = (
    ("vegetarian", "{x} is a vegetarian.", "{x} is not a vegetarian."),
    ("smoker", "{x} smokes.", "{x} does not smoke."),
    ("member", "{x} is a member[ of our club].", "{x} is not a member[ of our club]."),
    ("married", "{x} is married.", "{x} is not married."),
    ("has_dog", "{x} has a dog.", "{x} does not have a dog."),
    ("can_swim", "{x} can swim.", "{x} cannot swim."),
    ("paid", "{x} has [already ]paid.", "{x} has not paid[ yet]."),
    ("student", "{x} is [still ]a student.", "{x} is (not|no longer) a student."),
    ("coming", "{x} (will come|is coming).", "{x} (will not come|is not coming)."),
    ("urgent", "{x} says it is urgent.", "{x} says it is not urgent."),
    ("available", "{x} is available.", "{x} is not available."),
    ("has_car", "{x} owns a car.", "{x} does not own a car."),
    ("delivered", "{x}'s parcel was delivered.", "{x}'s parcel was not delivered."),
    ("sick", "{x} is sick.", "{x} is not sick."),
)
_SAY = {key: (Shapes(yes), Shapes(no)) for key, yes, no in YES_OR_NO}
ASK_FLAGS = Wordings(
    "yes-or-no fields",
    "JSON with {keys} \\({key} is true or false\\).",
    "Return JSON: {keys}. Use true/false for {key}.",
    "Extract {keys} as JSON; {key} must be a boolean.",
    "JSON \\({keys}\\), {key} as true or false.",
    "Give me {keys} as JSON. {key}: boolean.", "json {keys}, {key} true/false",
    "Fill in JSON with {keys}, where {key} is true or false.", "Keys: {keys}. {key} is a bool.",
)  # fmt: skip


def flags(draw: Draw) -> Asked:
    """A person with something that is so or is not so."""
    key, name, true = draw.pick(tuple(_SAY)), person(draw), draw.chance(0.5)
    text = _SAY[key][not true](draw, x=name)
    value: dict[str, object] = {"name": name, key: true}
    if draw.chance(0.4):
        city = SLOTS["city"](draw).text
        text = f"{name} lives in {city}. {text}" if draw.chance(0.5) else f"{text} Home: {city}."
        value[draw.pick(("city", "home"))] = city
    keys = draw.some(list(value), len(value)) if draw.chance(0.4) else list(value)
    task = ASK_FLAGS(draw, keys=listing(keys), key=key)
    return task, text, {item: value[item] for item in keys}
