"""Short problems as people type them: in the first person, on time, pages, prices, ages.

One or two steps on small numbers; `problems` draws them with its own.
"""

from collections.abc import Callable

from llmcourse.data.draw import Draw
from llmcourse.data.families.sums import Problem
from llmcourse.data.grammar import Shapes
from llmcourse.data.names import people
from llmcourse.data.words import EDIBLE, THINGS, in_words, plural

_MORE = "buy|get|find|win|receive|borrow|make|pick up|collect|am given|add"
_LESS = "lose|sell|give away|drop|break|use|throw away|donate|spend|hand out|give (Tom|my friend)"
MORE = Shapes(
    f"I have {{a}} {{things}}[,] and ({_MORE}) {{b}} more. How many {{things}} do I have[ now]?",
    f"If I have {{a}} {{things}} and ({_MORE}) {{b}} more, how many (do I have|are there)?",
    f"I have {{a}} {{things}}. I ({_MORE}) {{b}}. How many do I have (now|in the end)?",
    "I had {a} {things} and (bought|found|got|won|made|picked up) {b} more. How many now?",
    "You have {a} {things} and (find|buy|get|win) {b}. How many do you have?",
    "There are {a} {things} in (a|the) (box|bag|room). Someone (adds|puts in) {b} more. How many"
    " {things} are (there|in it) now?",
    "My {who} has {a} {things} and (gets|buys|finds) {b} more. How many (is that|does that make)?",
)
LESS = Shapes(
    f"I have {{a}} {{things}}[,] and ({_LESS}) {{b}}. How many {{things}} (are left|do I have)?",
    f"If I have {{a}} {{things}} and ({_LESS}) {{b}}, how many (do I have|are left|remain)?",
    f"I have {{a}} {{things}}. I ({_LESS}) {{b}} of them. How many (are left|do I still have)?",
    "I had {a} {things} and (lost|sold|gave away|used|broke|dropped) {b}. How many are left?",
    "You have {a} {things} and (lose|sell|give away) {b}. How many do you have left?",
    "There are {a} {things} in (a|the) (box|bag|room). Someone (takes|takes out|removes|steals)"
    " {b}. How many {things} are (left|in it now)?",
    "Of my {a} {things}, {b} (are broken|were stolen|are gone|got lost). How many are left?",
    "My {who} has {a} {things} and (loses|sells|gives away) {b}. How many are left?",
    "{b} of {a} {things} are (gone|sold|broken). How many (remain|are left)?",
)
EATS = Shapes(
    "I have {a} {things} and eat {b}. How many are left?",
    "If I eat {b} of my {a} {things}, how many"
    " are left?", "{x} (has|bakes|buys) {a} {things} and eats {b}. How many are left?",
    "There were {a} {things} on the table. {x} ate {b}. How many are left?",
    "{x} had {a} {things} but the dog ate {b}. How many are left?",
)  # fmt: skip
BOTH = Shapes(
    "{x} has {a} {things}, eats {b} and gives {c} to {y}. How many {things} are left?",
    "{x} has {a} {things}, sells {b} and loses {c}. How many does {x} have now?",
    "{x} had {a} {things}, gave {b} to {y} and {c} to a friend. How many {things} are left?",
    "I have {a} {things}. I give {b} to {x} and {c} to {y}. How many do I have left?",
    "From {a} {things}, {x} takes {b} and {y} takes {c}. How many are left?",
)
OTHER = (
    ("A book has {a} pages. {x} has read {b}. How many pages are left?", "-"),
    ("A (film|lesson|flight|walk) (lasts|takes) {a} minutes. {b} minutes are over. How many minutes"
     " are left?", "-"),
    ("{x} is {a} years old. How old will {x} be in {b} years?", "+"),
    ("{x} is {a} [years old]. How old was {x} {b} years ago?", "-"),
    ("It was {a} degrees and got {b} degrees warmer. How many degrees is it now?", "+"),
    ("It was {a} degrees and got {b} degrees colder. How many degrees is it now?", "-"),
    ("A {thing} costs {a} dollars and {x} pays with {n} dollars. What is the change?", "change"),
    ("A {thing} costs {a} dollars, a {thing2} {b}. How much do both cost[ together]?", "+"),
    ("{x} buys a {thing} for {a} dollars and a {thing2} for {b} dollars. How much (does {x} pay|is"
     " it)[ in total]?", "+"),
    ("{x} walks {a} miles and then {b} miles more. How many miles (is that|in total)?", "+"),
    ("A class has {a} children. {b} are (girls|sick|absent|boys). How many are not?", "-"),
    ("{x} runs {b} miles a day. How many miles (is that in|are that after) {d} days?", "*"),
    ("A (train|car) goes {b} miles an hour. How far does it go in {d} hours?", "*"),
    ("There are {d} rows of {b} chairs. How many chairs are there?", "*"),
)  # fmt: skip
_OTHER = [(Shapes(text), sign) for text, sign in OTHER]


def _step(a: int, sign: str, b: int) -> tuple[int, str]:
    result = {"+": a + b, "-": a - b, "*": a * b}[sign]
    return result, f"{a} {sign} {b} = {result}."


def _said(draw: Draw, n: int) -> str:
    return in_words(n) if draw.chance(0.1) else str(n)


def count(draw: Draw) -> Problem:
    """More or less of one thing."""
    x, y = people(draw, 2)
    more = draw.chance(0.4)
    b = draw.integer(1, 20)
    a = draw.integer(1, 40) + (0 if more else b)
    eats = not more and draw.chance(0.3)
    thing = draw.pick(sorted(EDIBLE)) if eats else draw.pick(THINGS)
    shapes = MORE if more else EATS if eats else LESS
    text = shapes(
        draw, a=_said(draw, a), b=_said(draw, b), things=plural(thing), x=x, y=y,
        who=draw.pick(("sister", "brother", "friend", "mother", "uncle")),
    )  # fmt: skip
    result, step = _step(a, "+" if more else "-", b)
    return Problem(text, "", str(result), (step,))


def two(draw: Draw) -> Problem:
    """Two things taken away in one sentence."""
    x, y = people(draw, 2)
    b, c = draw.integer(1, 15), draw.integer(1, 15)
    a = b + c + draw.integer(0, 30)
    text = BOTH(
        draw, a=_said(draw, a), b=_said(draw, b), c=_said(draw, c), x=x, y=y,
        things=plural(draw.pick(sorted(EDIBLE))),
    )  # fmt: skip
    left, first = _step(a, "-", b)
    result, second = _step(left, "-", c)
    return Problem(text, "", str(result), (first, second))


def other(draw: Draw) -> Problem:
    """Pages, minutes, ages, degrees, prices, miles."""
    shapes, sign = draw.pick(_OTHER)
    b, d = draw.integer(2, 12 if sign == "*" else 40), draw.integer(2, 9)
    a = b + draw.integer(1, 50)
    first, second = draw.some(THINGS, 2)
    paid = a + draw.integer(1, 40)
    text = shapes(
        draw, a=a, b=b, d=_said(draw, d), n=paid, x=people(draw, 1)[0], thing=first, thing2=second
    )
    if sign == "*":
        result, step = _step(d, "*", b)
    else:
        result, step = _step(paid, "-", a) if sign == "change" else _step(a, sign, b)
    return Problem(text, "", str(result), (step,))


TIMES = {"twice": 2, "three times": 3, "four times": 4, "ten times": 10}
MULTIPLE = Shapes(
    "{x} has {a} {things}. {y} has {t} as many. How many {things} does {y} have?",
    "{x} has {a} {things} and {y} has {t} as many. How many does {y} have?",
    "{y} has {t} as many {things} as {x}, who has {a}. How many {things} does {y} have?",
    "Yesterday {x} sold {a} {things}, today {t} as many. How many {things} is that today?",
)
HALF = Shapes(
    "{x} has {a} {things} and gives half of them to {y}. How many {things} are left?",
    "{x} has {a} {things}. {y} has half as many. How many {things} does {y} have?",
    "Half of {a} {things} are sold. How many are left?",
    "{x} eats half of the {a} {things}. How many are left?",
)


def ratio(draw: Draw) -> Problem:
    """Twice as many, or half."""
    x, y = people(draw, 2)
    thing, a = plural(draw.pick(sorted(EDIBLE))), draw.integer(1, 12)
    if draw.chance(0.4):
        text = HALF(draw, x=x, y=y, a=2 * a, things=thing)
        return Problem(text, "", str(a), (f"{2 * a} / 2 = {a}.",))
    word = draw.pick(tuple(TIMES))
    result, step = _step(TIMES[word], "*", a)
    return Problem(MULTIPLE(draw, x=x, y=y, a=a, t=word, things=thing), "", str(result), (step,))


KINDS: tuple[Callable[[Draw], Problem], ...] = (count, count, two, other, ratio)


def one(draw: Draw) -> Problem:
    """A problem of any kind here."""
    return draw.pick(KINDS)(draw)
