"""Other short problems with numbers: groups, prices, comparisons, two people, plain sums.

One or two steps, answered at once or step by step. Two people or two houses share a context, and
the question is about either, both, or the difference.
"""

from collections.abc import Callable
from dataclasses import replace

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import everyday, scenes, schoolbook, tallies
from llmcourse.data.families.cues import brief, fitted
from llmcourse.data.families.sums import DIRECT, LEAD, Problem, appositive, prompt
from llmcourse.data.grammar import Shapes
from llmcourse.data.names import people, pronouns
from llmcourse.data.phrasing import transcript
from llmcourse.data.words import THINGS, in_words, plural


def _n(draw: Draw, n: int) -> str:
    return in_words(n) if draw.chance(0.12) else str(n)


def _step(a: int, sign: str, b: int) -> str:
    result = {"+": a + b, "-": a - b, "*": a * b, "/": a // b if b else 0}[sign]
    return f"{a} {sign} {b} = {result}."


GROUPS = (
    ("box", "holds"), ("bag", "holds"), ("table", "has"), ("shelf", "holds"), ("basket", "holds"),
    ("page", "has"), ("packet", "contains"), ("jar", "contains"), ("tray", "has"), ("row", "has"),
)  # fmt: skip
GROUP = Shapes(
    "There are {a} {groups}. Each {group} {holds} {b} {things}. How many {things} are there[ in"
    " (all|total)]?",
    "{name} (has|buys|owns|packs|fills) {a} {groups} with {b} {things} (each|in each[ one])."
    " How many {things} (does {name} have|are there)[ in (all|total)| altogether]?",
    "{name} has {a} {groups} of {b} {things}. How many {things} is that[ altogether]?",
    "Each of {a} {groups} {holds} {b} {things}. How many {things} are there[ in (all|total)]?",
    "I have {a} {groups} (with|of) {b} {things} each. How many {things} do I have[ in total]?",
    "If (one|a) {group} {holds} {b} {things}, how many {things} (do {a} {groups} have|are in {a}"
    " {groups})?",
)


def groups(draw: Draw) -> Problem:
    """So many groups of so many."""
    a, b = draw.integer(2, 12), draw.integer(2, 12)
    group, holds = draw.pick(GROUPS)
    text = GROUP(
        draw, a=_n(draw, a), b=_n(draw, b), group=group, groups=plural(group), holds=holds,
        things=plural(draw.pick(THINGS)), name=people(draw, 1)[0],
    )  # fmt: skip
    return Problem(text, "", str(a * b), (_step(a, "*", b),))


PRICE = Shapes(
    "(A|One) {thing} costs {b} dollars. {name} buys {a}[ of them]. How (much|many dollars) does"
    " {name} pay?",
    "{name} buys {a} {things} for {b} dollars each. How (much|many dollars) does {name}"
    " (pay|spend)[ in total]?",
    "What do {a} {things} cost if (one|each) costs {b} dollars?",
    "{name} pays {b} dollars for each {thing} and buys {a}. What is the total?",
)
CHANGE = Shapes(
    "{name} has {c} dollars and buys {a} {things} for {b} dollars each. How (much|much money|many"
    " dollars) (is left|does {name} have left)?",
    "(A|One) {thing} costs {b} dollars. {name} has {c} dollars and buys {a}. How much money is"
    " left?",
    "{name} takes {c} dollars to the shop, where {a} {things} at {b} dollars each are bought."
    " How many dollars remain?",
)


def price(draw: Draw) -> Problem:
    """A price times a number, at times with change."""
    a, b = draw.integer(2, 10), draw.integer(2, 12)
    thing, name = draw.pick(THINGS), people(draw, 1)[0]
    extra = draw.integer(0, 30)
    shapes = CHANGE if draw.chance(0.35) else PRICE
    text = shapes(
        draw, a=_n(draw, a), b=_n(draw, b), c=a * b + extra, thing=thing, things=plural(thing),
        name=name,
    )  # fmt: skip
    steps = [_step(a, "*", b)]
    answer = a * b
    if shapes is CHANGE:
        steps.append(_step(a * b + extra, "-", a * b))
        answer = extra
    return Problem(text, "", str(answer), tuple(steps))


COMPARE = Shapes(
    "{x}{who} has {a} {things}. {y} has {b} {more} {things} than {x}. How many {things} does {y}"
    " have?",
    "{x} has {a} {things} and {y} has {b} {more}. How many {things} does {y} have?",
    "{y} has {b} {more} {things} than {x}, who has {a}. How many {things} does {y} have?",
)
AGE = Shapes(
    "{x} is {a} years old. {y} is {b} years {older} than {x}. How old is {y}?",
    "{y} is {b} years {older} than {x}, who is {a}. How old is {y}?",
    "{x} is {a} and {y} is {b} years {older}. How old is {y}?",
    "{x} is {a} years old. {Her} {kin} is {b} years {older}. How old is {her} {kin}?",
    "{x} is {a}. {Her} {kin} is {b} years {older}. How old is the {kin}?",
    "{x} is {a} years old. (My|His|Her) {kin} is {b} years {older} than {x}. How old is the {kin}?",
)


def compare(draw: Draw) -> Problem:
    """More or fewer than another."""
    x, y = people(draw, 2)
    b, more = draw.integer(1, 15), draw.chance(0.5)
    a = draw.integer(2, 40) + (0 if more else b)
    if draw.chance(0.3):
        text = AGE(
            draw, x=x, y=y, a=_n(draw, a), b=_n(draw, b), older="older" if more else "younger",
            her=pronouns(x)[2], kin=draw.pick(("sister", "brother", "cousin", "friend", "aunt")),
        )  # fmt: skip
    else:
        text = COMPARE(
            draw, x=x, y=y, a=_n(draw, a), b=_n(draw, b), things=plural(draw.pick(THINGS)),
            who=appositive(draw) if draw.chance(0.3) else "",
            more="more" if more else draw.pick(("fewer", "less")),
        )  # fmt: skip
    sign = "+" if more else "-"
    return Problem(text, "", str(a + b if more else a - b), (_step(a, sign, b),))


BOTH = Shapes(
    "{x}{who} has {a} {things} and {y} has {b}.", "{x} has {a} {things}. {y} has {b} {things}.",
    "{x} has {a} {things}, {y} has {b}.", "{y} has {b} {things}, while {x}{who} has {a}.",
    "{x} owns {a} {things}, and {y} owns {b} {things}.", "{x} found {a} {things}; {y} found {b}.",
)  # fmt: skip
TOGETHER = Shapes(
    "How many {things} do they have (together|in total|altogether|in all)?",
    "How many {things} do {x} and {y} have (together|in total|altogether)?",
    "How many {things} are there (in all|together|altogether|in total)?",
)
DIFFERENCE = Shapes(
    "How many more {things} does {big} have than {small}?",
    "How many fewer {things} does {small} have than {big}?",
    "What is the difference?",
)
ONE_OF = Shapes("How many {things} does {x} have?", "How many does {x} have?")


def both(draw: Draw) -> Problem:
    """Two people: the sum, the difference, or one of them."""
    x, y = people(draw, 2)
    a, b = draw.integer(1, 50), draw.integer(1, 50)
    if a == b:
        b += 1
    things = plural(draw.pick(THINGS))
    who = appositive(draw) if draw.chance(0.3) else ""
    story = BOTH(draw, x=x, y=y, a=_n(draw, a), b=_n(draw, b), things=things, who=who)
    kind = draw.integer(0, 3)
    if kind <= 1:
        ask = TOGETHER(draw, x=x, y=y, things=things)
        return Problem(story, ask, str(a + b), (_step(a, "+", b),))
    if kind == 2:
        big, small = (x, y) if a > b else (y, x)
        ask = DIFFERENCE(draw, big=big, small=small, things=things)
        return Problem(story, ask, str(abs(a - b)), (_step(max(a, b), "-", min(a, b)),))
    who_asked, count = (x, a) if draw.chance(0.5) else (y, b)
    ask = ONE_OF(draw, x=who_asked, things=things)
    return Problem(story, ask, str(count), (f"{who_asked} has {count}.",))


SHARE = Shapes(
    "{name} shares {a} {things} equally among {b} friends. How many does each (get|friend get)?",
    "{a} {things} are put into {b} boxes, the same number in each. How many are in (one|each) box?",
    "{name} divides {a} {things} into {b} equal piles. How many {things} are in each pile?",
)
PLAIN = Shapes(
    "What is {a} {op} {b}?", "{a} {op} {b} =", "Calculate {a} {op} {b}.", "What's {a} {op} {b}?",
    "How much is {a} {op} {b}?", "{a} {op} {b}", "Compute {a} {op} {b}.", "{a} {op} {b} = ?",
    "Solve {a} {op} {b}.", "Can you tell me what {a} {op} {b} is?", "What does {a} {op} {b} make?",
)  # fmt: skip
SIGNS = {
    "+": ("+", "+", "plus"),
    "-": ("-", "-", "minus"),
    "*": ("*", "x", "times"),
    "/": ("/", "divided by"),
}


def share(draw: Draw) -> Problem:
    """Equal shares."""
    b, each = draw.integer(2, 10), draw.integer(2, 12)
    text = SHARE(
        draw, a=b * each, b=_n(draw, b), things=plural(draw.pick(THINGS)), name=people(draw, 1)[0]
    )
    return Problem(text, "", str(each), (_step(b * each, "/", b),))


def plain(draw: Draw) -> Problem:
    """A sum without a story."""
    sign = draw.weighted("+-*/", (4, 4, 2, 1))
    a, b = draw.integer(0, 99), draw.integer(0, 99)
    if sign == "-":
        a, b = max(a, b), min(a, b)
    elif sign in "*/":
        a, b = draw.integer(2, 12), draw.integer(2, 12)
        a = a * b if sign == "/" else a
    text = PLAIN(draw, a=a, b=b, op=draw.pick(SIGNS[sign]))
    step = _step(a, sign, b)
    return Problem(text, "", step[:-1].split("= ")[1], (step,))


KINDS: tuple[Callable[[Draw], Problem], ...] = (
    *(everyday.one, everyday.one, everyday.one, everyday.one, groups, price, compare, both),
    *(share, plain, plain, scenes.scene, scenes.scene, scenes.houses, scenes.ride),
)


def one(draw: Draw) -> Problem:
    """A problem of any kind here, from the school book, or told clause by clause."""
    kind = draw.unit()
    if kind < 0.4:
        return schoolbook.one(draw)
    if kind < 0.75:
        return tallies.one(draw)
    make = draw.pick(KINDS)
    item = make(draw)
    if make is plain:
        return item
    return replace(item, steps=brief(item.steps, f"{item.story} {item.question}"))


def dialogue(draw: Draw) -> list[Message]:
    """A problem and its answer: worked, unless the prompt wants the number only."""
    item = one(draw)
    if draw.chance(0.65):
        text = schoolbook.plainly(draw, item)
        return exchange(text, replace(item, steps=fitted(item.steps, text)).worked)
    worked = draw.chance(0.4)
    text = prompt(draw, item, worked=worked).replace("  ", " ").strip()
    item = replace(item, steps=fitted(item.steps, text))
    if draw.chance(0.06) and not worked:
        text = text.lower()
    return exchange(text, item.worked if worked else item.answer)


def document(draw: Draw) -> str:
    """Problems with answers as plain text."""
    pairs = []
    for _ in range(draw.integer(2, 6)):
        item = one(draw)
        worked = draw.chance(0.4)
        answer = f"{LEAD} {item.worked}" if worked else f"{DIRECT} {item.answer}."
        pairs.append((f"{item.story} {item.question}".strip(), answer))
    return transcript(draw, pairs)
