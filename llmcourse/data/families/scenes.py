"""Places where some come and some go, and two things of a kind told apart by their color.

Part of `problems`, which draws these with its own.
"""

from llmcourse.data.draw import Draw
from llmcourse.data.families.sums import Problem
from llmcourse.data.grammar import Shape, Shapes, capital
from llmcourse.data.words import COLORS, in_words, plural


def _n(draw: Draw, n: int) -> str:
    return in_words(n) if draw.chance(0.12) else str(n)


def _step(a: int, sign: str, b: int) -> str:
    return f"{a} {sign} {b} = {a + b if sign == '+' else a - b}."


SCENES = (
    ("bird", "on a (roof|wire|branch|tree)", "(fly away|leave)", "(arrive|come|land)"),
    ("people", "on a (bus|train|tram)", "get off", "get on"),
    ("child", "in (a|the) (playground|park|room)", "(leave|go home)", "(come|arrive|join them)"),
    ("duck", "(on|in) a pond", "(swim away|leave|fly off)", "(come|arrive|join them)"),
    ("car", "in a (parking lot|garage)", "(leave|drive away)", "(arrive|come in|drive in)"),
    ("guest", "at (a|the) party", "(leave|go home)", "(arrive|come|join them)"),
    ("student", "in a classroom", "(leave|go out)", "(come in|arrive)"),
    ("sheep", "in a field", "(run away|leave|are taken away)", "(come back|join them|arrive)"),
    ("book", "on a shelf", "are (taken away|borrowed|removed)", "are (added|put there|brought)"),
    ("fish", "in a tank", "(die|are sold|are taken out)", "are (added|put in)"),
)


def scene(draw: Draw) -> Problem:
    """A place where some come and some go."""
    noun, place, out, into = draw.pick(SCENES)
    nouns = noun if noun == "people" else plural(noun)
    total = start = draw.integer(4, 40)
    where = Shape(place)(draw)
    parts = [f"{draw.pick(('There are ', ''))}{_n(draw, start)} {nouns} "]
    parts[0] += where if parts[0].startswith("There") else f"are {where}"
    steps = [f"Start: {start}."]
    for _ in range(draw.integer(1, 3)):
        n = draw.integer(2, 12)
        comes = draw.chance(0.5) or total - n < 0
        verb = Shape(into if comes else out)(draw)
        extra = draw.pick((" more", f" more {nouns}", " others")) if comes else ""
        extra = extra or draw.pick(("", f" {nouns}", " of them"))
        said = _n(draw, n)
        parts.append(f"{said}{extra} {verb}")
        steps.append(f"{said.capitalize()} {verb}: {_step(total, '+' if comes else '-', n)}")
        total += n if comes else -n
    joint = draw.pick((". ", ". ", ". Then ", ", ", ", then "))
    text = joint.join(p if joint != ". " else p[0].upper() + p[1:] for p in parts) + "."
    ask = Shape("How many {x} are (there now|there|there in the end)?")
    if any(" - " in step for step in steps) and draw.chance(0.5):
        ask = Shape("How many {x} are (left|still there)?")
    return Problem(text[0].upper() + text[1:], ask(draw, x=nouns), str(total), tuple(steps))


RIDES = (
    ("bus", "passengers", "stop"), ("train", "people", "station"), ("tram", "passengers", "stop"),
    ("boat", "tourists", "island"), ("elevator", "people", "floor"), ("ferry", "cars", "port"),
)  # fmt: skip
ORDINALS = ("first", "second", "third", "next", "last")


def ride(draw: Draw) -> Problem:
    """Some get on and some get off, stop by stop."""
    ride_, riders, stop = draw.pick(RIDES)
    total = start = draw.integer(4, 40)
    a = "an" if ride_ == "elevator" else "a"
    parts = [
        draw.pick(
            (
                f"{capital(a)} {ride_} has {start} {riders}.",
                f"There are {start} {riders} on {a} {ride_}.",
                f"{start} {riders} are on {a} {ride_}.",
                f"{capital(a)} {ride_} starts with {start} {riders}.",
            )
        )
    ]
    steps, clauses = [f"Start: {start}."], []
    for at in range(draw.integer(1, 3)):
        n = draw.integer(2, 12)
        on = draw.chance(0.5) or total - n < 0
        verb = draw.pick(("get on", "come on board")) if on else draw.pick(("get off", "leave"))
        where = draw.pick((f"at the {ORDINALS[at]} {stop} ", f"at the {ORDINALS[at]} {stop}, ", ""))
        clauses.append(f"{where}{n}{draw.pick(('', ' people', ' more')) if on else ''} {verb}")
        steps.append(f"{n} {verb}: {_step(total, '+' if on else '-', n)}")
        total += n if on else -n
    left = any(" - " in step for step in steps)
    joint = draw.pick((". ", ", ", " and ", ". Then ", ", then "))
    text = joint.join(c if joint != ". " else capital(c) for c in clauses)
    ask = draw.pick((f"How many {riders} are on the {ride_}?", f"How many are on the {ride_} now?",
                     f"How many {riders} are there now?",
                     f"How many {riders} {'are left' if left else 'now'}?"))  # fmt: skip
    return Problem(f"{parts[0]} {capital(text)}.", ask, str(total), tuple(steps))


SPACES = Shapes(
    "The {c} {house} has {a} {parts}, the {d} {house} {b}.",
    "The {c} {house} has {a} {parts} and the {d} {house} has {b}.",
    "There are two {houses}. The {c} one has {a} {parts}. The {d} one has {b} {parts}.",
    "The {c} {house} has {a} {parts}. The {d} {house} has {b} {parts}.",
)
HOUSES = (
    ("house", "windows"), ("car", "seats"), ("box", "buttons"), ("bag", "pockets"),
    ("team", "players"), ("tree", "apples"), ("shelf", "books"), ("boat", "sails"),
)  # fmt: skip


def houses(draw: Draw) -> Problem:
    """Two things of a kind, told apart by color."""
    house, parts = draw.pick(HOUSES)
    c, d = draw.some(COLORS, 2)
    a, b = draw.some(range(2, 31), 2)
    story = SPACES(
        draw, c=c, d=d, a=_n(draw, a), b=_n(draw, b), house=house, houses=plural(house), parts=parts
    )
    if draw.chance(0.65):
        color, count = (c, a) if draw.chance(0.5) else (d, b)
        ask = f"How many {parts} does the {color} {draw.pick((house, house, 'one'))} have?"
        return Problem(story, ask, str(count), (f"The {color} {house} has {count}.",))
    ask = f"How many {parts} do they have {draw.pick(('together', 'in total', 'in all'))}?"
    return Problem(story, ask, str(a + b), (_step(a, "+", b),))
