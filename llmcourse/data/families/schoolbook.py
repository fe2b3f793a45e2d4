"""School-book problems about anything: rows filled with open words and with numbers that fit.

The words are wide and partly made up, the numbers small; the answer comes from the row's sums.
Legs, wheels, weeks and dozens, whose numbers the text does not say, are here too.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.cues import cued, marked, read
from llmcourse.data.families.sums import Problem
from llmcourse.data.grammar import Shape, Shapes
from llmcourse.data.names import people, pronouns
from llmcourse.data.rows.price import BARE, MIXED, PAIRS, PRICES, SPANS
from llmcourse.data.rows.school import CHANGES, MARKS, SHARES, TIMES
from llmcourse.data.words import DAYS, in_words

_STEP = re.compile(r"(?:([pq])=)?(\w+)([-+*/])(\w+)")
_KINDS = ("thing", "toy", "food", "tool", "paper", "clothing", "kitchen", "animal", "plant")
_CONTAINERS = wide.items("""
box, bag, jar, basket, crate, carton, packet, tray, shelf, bucket, sack, drawer, chest, tin, bowl
pouch, case, pack, barrel, cart, folder, suitcase, cabinet, envelope, net, truck, wagon, cage
""")
_CROWD = "child friend kid guest girl boy pupil student visitor neighbor player".split()
_DID = wide.items("""
sold, read, found, collected, painted, made, baked, picked, counted, planted, drew, caught, bought
fixed, washed, packed, carried, ordered, wrapped, folded, delivered, cleaned, repaired, won
""")
_MAKES = ("baked", "made", "cooked", "bought", "brought", "packed")
_CURRENCY = ("dollars", "dollars", "dollars", "euros", "coins", "pounds", "cents")
_TITLES = ("Mr.", "Mrs.", "Ms.", "mr", "Dr.", "Uncle", "Aunt", "Grandma", "Captain")


@dataclass(frozen=True)
class Row:
    """A shape and its sums, parsed."""

    shape: Shape
    sums: tuple[tuple[str, str, str, str], ...]
    letters: tuple[str, ...]


def parsed(shape: str, sums: str) -> Row:
    """The row, its marks written out."""
    for mark, text in MARKS.items():
        shape = shape.replace(mark, text)
    steps = tuple((m[1] or "", m[2], m[3], m[4]) for m in _STEP.finditer(sums))
    used = {part for _, x, _, y in steps for part in (x, y)} & set("abcdhjk")
    told = {name.lower().strip("$") for name in re.findall(r"\{(\$?\w)\}", shape)} & set("abcdhjk")
    return Row(Shape(shape), steps, tuple(sorted(used | told)))


_ROWS: tuple[tuple[tuple[Row, ...], float], ...] = tuple(
    (tuple(parsed(*row) for row in rows), weight)
    for rows, weight in (
        (CHANGES, 5), (TIMES, 5), (SHARES, 2), (PRICES, 3), (PAIRS, 4), (MIXED, 4), (BARE, 1.5),
        (SPANS, 0.7),
    )
)  # fmt: skip
_WEIGHTS = [weight for _, weight in _ROWS]
BARE_ROWS, SPAN_ROWS = _ROWS[-2][0], _ROWS[-1][0]


def _value(sign: str, x: int, y: int) -> int | None:
    if sign == "/":
        return x // y if y > 0 and x % y == 0 and x >= y else None
    return {"+": x + y, "-": x - y, "*": x * y}[sign]


def _worked(row: Row, known: dict[str, int]) -> list[str] | None:
    """The sums with these numbers, None if a result is negative, broken or large."""
    out, last = [], 0
    for name, x, sign, y in row.sums:
        left = int(x) if x.isdigit() else known[x]
        right = int(y) if y.isdigit() else known[y]
        result = _value(sign, left, right)
        if result is None or not 0 <= result <= 300 or (len(row.sums) < 2 and result == 0):
            return None
        out.append(f"{left} {sign} {right} = {result}.")
        last = known[name or "last"] = result
    known["last"] = last
    return out


def _numbers(draw: Draw, row: Row) -> tuple[dict[str, int], list[str]]:
    times = any(sign in "*/" for _, _, sign, _ in row.sums)
    while True:
        high = 12 if times else draw.pick((12, 20, 40, 99))
        known = {letter: draw.integer(2, high) for letter in row.letters}
        if times and draw.chance(0.5):
            for letter in row.letters:
                if not any(letter in (x, y) for _, x, sign, y in row.sums if sign in "*/"):
                    known[letter] = draw.integer(2, 60)
        if "h" in known or "j" in known:
            known |= {"h": draw.integer(1, 8), "j": draw.integer(5, 12), "a": draw.integer(1, 4)}
        if "k" in known:
            known["k"] = draw.integer(3, 9)
        if row.sums[0][2] == "/" and row.sums[0][3].isalpha():
            known[row.sums[0][1]] = known[row.sums[0][3]] * draw.integer(2, 12)
        if steps := _worked(row, known):
            return known, steps


def who(draw: Draw, n: int) -> list[str]:
    """Different people: names, now and then with a title, or what they are."""
    found = people(draw, n)
    for at in range(n):
        if draw.chance(0.08):
            found[at] = f"{draw.pick(_TITLES)} {found[at]}"
        elif draw.chance(0.1):
            role = f"the {wide.role(draw)}"
            found[at] = role if role not in found else found[at]
    return found


def things(draw: Draw) -> str:
    """A thing that can be counted, of any kind."""
    return wide.countable(draw, draw.pick(_KINDS) if draw.chance(0.7) else None)


def _crowd(draw: Draw) -> str:
    kind = draw.unit()
    if kind < 0.35:
        return draw.pick(_CROWD)
    return wide.role(draw) if kind < 0.65 else wide.countable(draw, "animal")


def words(draw: Draw) -> dict[str, object]:
    """What fills the slots that are not numbers."""
    x, y, z = who(draw, 3)
    thing, other = things(draw), things(draw)
    crowd, food = _crowd(draw), wide.countable(draw, "food")
    color, tint = draw.some(wide.COLORS.every, 2)
    day, day2, day3 = draw.some(DAYS, 3)
    box, (she, _, her) = draw.pick(_CONTAINERS), pronouns(x)
    if she == "they":
        she, her = x, f"{x}'s"
    return {
        "x": x, "y": y, "z": z, "she": she, "her": her, "thing": thing, "other": other,
        "things": wide.plural(thing), "others": wide.plural(other), "box": box,
        "boxes": wide.plural(box), "crowd": wide.plural(crowd), "crowd1": crowd,
        "food": food, "foods": wide.plural(food), "color": color, "tint": tint, "day": day,
        "day2": day2, "day3": day3, "place": wide.venue(draw), "place2": wide.venue(draw),
        "place3": wide.venue(draw), "did": draw.pick(_DID), "madepast": draw.pick(_MAKES),
    }  # fmt: skip


def _said(draw: Draw, known: Mapping[str, int]) -> dict[str, object]:
    """The numbers as they are written: digits or words; money with or without its sign."""
    spelled, currency = draw.chance(0.15), draw.pick(_CURRENCY)
    sign = draw.chance(0.25)
    out: dict[str, object] = {"cur": currency}
    for name, n in known.items():
        said = in_words(n) if (spelled and draw.chance(0.7) and n < 100) else str(n)
        out[name] = marked(said, name)
        out[f"${name}"] = marked(f"${n}", name) if sign else f"{marked(str(n), name)} {currency}"
    return out


BESIDES = Shapes(
    "It is {n} o'clock.", "The {place} opened {n} years ago.", "{Z} lives at number {n}.",
    "The {place} has {n} windows.", "{Z} is {n} years old.", "It is {n} degrees (outside|today).",
    "It is page {n} of the book.", "The {place} is {n} miles away.",
)  # fmt: skip
_ASKED = re.compile(r"(.*[.!]) ((?:How|What|When|Which|Who|With)\b[^.]*\?)$", re.DOTALL)


def told(draw: Draw) -> Problem:
    """A problem of one row, now and then beside a number that does not matter."""
    rows, _ = draw.weighted(_ROWS, _WEIGHTS)
    row = draw.pick(rows)
    known, steps = _numbers(draw, row)
    values = words(draw)
    text = tidy(row.shape(draw, **values, **_said(draw, known)))
    if rows is not SPAN_ROWS and rows is not BARE_ROWS and draw.chance(0.08):
        text = f"{BESIDES(draw, n=draw.integer(3, 60), **values)} {text[0].upper()}{text[1:]}"
    text, cues = read(text)
    found = _ASKED.match(text)
    story, question = found.groups() if found else (text, "")
    used: set[str] = set()
    for at, (_, x, _, y) in enumerate(row.sums):
        new = {x, y} - used
        used |= new
        if rows is not BARE_ROWS:
            steps[at] = cued(steps[at], new, cues)
    return Problem(story, question, str(known["last"]), tuple(steps))


def tidy(text: str) -> str:
    """The text with capitals after periods and without double spaces or marks."""
    text = re.sub(r"\b(Mr|Mrs|Ms|Dr)\.", r"\1~", text.replace("  ", " ").strip())
    text = re.sub(r"([.?!] )([a-z])", lambda m: m[1] + m[2].upper(), text)
    return text.replace("~", ".").replace("s's ", "s' ")


_LEGS = {2: "hen duck chicken goose bird person penguin ostrich swan owl parrot rooster",
         4: "cow dog cat horse sheep pig goat lion elephant rabbit table chair donkey fox mouse",
         6: "ant bee beetle fly insect wasp butterfly", 8: "spider octopus"}  # fmt: skip
_WHEELS = {1: "unicycle", 2: "bike bicycle motorcycle scooter", 3: "tricycle", 4: "car van taxi"}
PARTS = Shapes(
    "How many {part} do {a} {one} and {b} {two} have[ (in total|altogether|in all|together)]?",
    "How many {part} are there on {a} {one} and {b} {two}?",
    "There are {a} {one} and {b} {two} (on a farm|in a yard|outside). How many {part} is that?",
    "{X} (sees|counts|has) {a} {one} and {b} {two}. How many {part} (are there|do they have)[ in"
    " all]?",
    "{a} {one} and {b} {two}: how many {part}?",
)
PART = Shapes(
    "How many {part} do {a} {one} have?", "{A} {one} - how many {part}?",
    "There are {a} {one} in the {place}. How many {part} (are there|do they have)[ (in total|in"
    " all)]?",
    "{X} (sees|counts|draws|has) {a} {one}. How many {part} is that?",
)  # fmt: skip


def parts(draw: Draw) -> Problem:
    """Legs and wheels, of one or two kinds."""
    name, table = ("legs", _LEGS) if draw.chance(0.7) else ("wheels", _WHEELS)
    counts = draw.some([n for n, nouns in table.items() for _ in nouns.split()], 2)
    one, two = (draw.pick(table[n].split()) for n in counts)
    a, b = draw.integer(2, 9), draw.integer(2, 9)
    first, second = a * counts[0], b * counts[1]
    steps = [f"{a} * {counts[0]} = {first}."]
    values = words(draw) | {"a": a, "b": b, "one": wide.plural(one), "part": name}
    if one == two or draw.chance(0.35):
        return Problem(tidy(PART(draw, **values)), "", str(first), tuple(steps))
    steps += [f"{b} * {counts[1]} = {second}.", f"{first} + {second} = {first + second}."]
    text = PARTS(draw, **values, two=wide.plural(two))
    return Problem(tidy(text), "", str(first + second), tuple(steps))


_MADE_OF = (
    ("days", "week", 7), ("eggs", "dozen", 12), ("months", "year", 12), ("minutes", "hour", 60),
    ("cents", "dollar", 100), ("hours", "day", 24), ("fingers", "hand", 5), ("players", "pair", 2),
    ("shoes", "pair", 2), ("socks", "pair", 2), ("sides", "triangle", 3), ("corners", "square", 4),
)  # fmt: skip
MADE = Shapes(
    "How many {small} are (in|there in) {a} {bigs}?", "{A} {bigs}: how many {small}?",
    "{X} (has|needs|waits for) {a} {bigs}. How many {small} is that?",
    "Convert {a} {bigs} to {small}.", "how many {small} in {a} {bigs}",
)  # fmt: skip


def made_of(draw: Draw) -> Problem:
    """So many of what everybody knows the size of."""
    small, big, n = draw.pick(_MADE_OF)
    a = draw.integer(2, 4 if n > 20 else 9)
    bigs = big if big == "dozen" else f"{big}s"
    text = MADE(draw, a=a, bigs=bigs, small=small, x=people(draw, 1)[0])
    if big in ("dozen", "pair"):
        text = f"How many {small} are {a} {bigs}{'' if big == 'dozen' else f' of {small}'}?"
    return Problem(tidy(text), "", str(a * n), (f"{a} * {n} = {a * n}.",))


KINDS: tuple[Callable[[Draw], Problem], ...] = (*[told] * 9, parts, made_of)


def one(draw: Draw) -> Problem:
    """A problem of any kind here."""
    return draw.pick(KINDS)(draw)


FRAMES = Shapes(
    "{t}", "{t}", "{t}", "{t}", "{t}", "{t}", "{t}", "(Please s|S|s)olve: {t}", "Problem: {t}",
    "Q: {t}", "Q: {t}\nA:", "Question: {t}", "Question: {t}\nAnswer:", "{t} Thanks!", "{t} pls",
    "Word problem: {t}", "Solve this[ for me][ please]: {t}", "(Homework|Math|math problem): {t}",
    "(Can|Could) you (help me with|solve|answer) this?\n{t}", "Help me: {t}", "{t}\nAnswer:",
    "My (son|daughter|teacher|friend) (asks|wants to know): {t}", "\"{t}\"", "Exercise: {t}",
    "A (riddle|question) for you. {t}", "{t} (Please help|Can you help me)?", "I am stuck. {t}",
    "{t} What is the answer?", "Here is a problem:\n{t}", "Task {n}. {t}", "{n}\\) {t}",
    "Calculate. {t}", "tell me: {t}", "Hi, {t}", "{t}??", "solve this problem: {t}",
)  # fmt: skip


def plainly(draw: Draw, item: Problem) -> str:
    """The problem as somebody types it who does not say how to answer."""
    text = f"{item.story} {item.question}".strip()
    if item.question and draw.chance(0.08):
        text = f"{item.question} {item.story}"
    if draw.chance(0.12):
        text = text.rstrip("?.")
    if draw.chance(0.08):
        text = text.lower().replace("'", "") if draw.chance(0.3) else text.lower()
    return FRAMES(draw, t=text, n=draw.integer(1, 9))
