"""What follows: an order, a seat between two, the day after the day after, a rule, a capital.

The answer is a name, a day, a place, or yes or no, and the last as often as the other. `chains`
asks these as it asks its pointers. Rules are applied once; nothing here is proved in many steps.
"""

from collections.abc import Callable
from itertools import pairwise

from llmcourse.data import lexicon, wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.links import Linked
from llmcourse.data.grammar import Shapes, capital, with_article
from llmcourse.data.names import people
from llmcourse.data.split import Pool
from llmcourse.data.words import COLORS, DAYS, MONTHS

_ER = """
tall:short, old:young, fast:slow, rich:poor, strong:weak, heavy:light, long:short, loud:quiet
high:low, warm:cold, kind:mean, smart:dull, thick:thin, hard:soft, deep:shallow, bright:dark
wide:narrow, cheap:expensive, clean:dirty, new:old, brave:timid, sweet:sour, great:small
"""


def _forms(word: str) -> tuple[str, str]:
    """The comparative and the superlative."""
    if word in ("expensive", "timid", "dull", "mean"):
        return f"more {word}", f"most {word}"
    if word.endswith("y"):
        return f"{word[:-1]}ier", f"{word[:-1]}iest"
    if word.endswith("e"):
        return f"{word}r", f"{word}st"
    last = word[-1] if word in ("thin",) else ""
    return f"{word}{last}er", f"{word}{last}est"


DEGREES = tuple(tuple(row.split(":")) for row in wide.items(_ER))
BETWEEN = (" and ", ", and ", ", but ", "; ", " while ")


def _subjects(draw: Draw, n: int, *, alive: bool) -> list[str]:
    """What is compared: people, or things told apart."""
    if alive and draw.chance(0.75):
        return people(draw, n)
    if draw.chance(0.4):
        noun = wide.countable(draw)
        return [f"the {color} {noun}" for color in draw.some(COLORS, n)]
    found: list[str] = []
    while len(found) < n:
        noun = f"the {wide.countable(draw, 'animal' if alive else None)}"
        if noun not in found:
            found.append(noun)
    return found


LIVING = frozenset("tall old fast rich strong heavy loud kind smart brave".split())


def order(draw: Draw) -> Linked:
    """Who is the most or the least so, or stands between."""
    more, less = draw.pick(DEGREES)
    names = _subjects(draw, draw.integer(2, 4), alive=more in LIVING)
    (mer, most), (ler, least) = _forms(more), _forms(less)
    facts = []
    for a, b in pairwise(names):
        kind = draw.unit()
        told = f"{a} is {mer} than {b}" if kind < 0.6 else f"{b} is {ler} than {a}"
        facts.append(capital(f"{b} is not as {more} as {a}" if kind > 0.9 else told) + ".")
    kind = draw.unit()
    word, answer = (most, names[0]) if kind < 0.45 else (least, names[-1])
    noun = names[0].split(" ")[-1] if names[0].startswith("the ") else ""
    if len(names) == 3 and kind > 0.85:
        answer = names[1]
        ask = draw.pick(("Who is in the middle?", f"Who is the second {most}?", "Who is in"
                         " between?")) if not noun else "Which one is in the middle?"  # fmt: skip
    elif noun:
        same = all(name.split(" ")[-1] == noun for name in names)
        which = f"Which {noun if same else 'one'}"
        ask = draw.pick((f"{which} is the {word}?", f"{which} is {word}?", f"What is the {word}?"))
    else:
        ask = draw.pick((f"Who is the {word}?", f"Who is {word}?", f"Who is the {word} of them?",
                         f"Who of them is the {word}?", f"Which is the {word}?"))  # fmt: skip
    used = facts if answer != names[-1] else facts[::-1]
    if len(facts) == 2 and draw.chance(0.25):
        joint = draw.pick(BETWEEN)
        second = facts[1] if not noun else facts[1][0].lower() + facts[1][1:]
        return Linked([f"{facts[0][:-1]}{joint}{second}"], ask, answer, used)
    return Linked(draw.shuffled(facts) if draw.chance(0.3) else facts, ask, answer, used)


ROWS: tuple[tuple[str, str, str, str, str], ...] = (
    ("{a} sits (to the |)left of {b}.", "{b} sits (to the |)right of {a}.",
     "Who sits (in the middle|between the others)?", "Who sits (on the |furthest |)left?",
     "Who sits (on the far |on the |furthest )right?"),
    ("{a} is (ahead of|in front of) {b}[ in the (line|queue)].", "{b} is behind {a}[ in the line].",
     "Who is in the middle?", "Who is (first|at the front)?", "Who is (last|at the back|at the"
     " end)?"),
    ("{a} (finished|came in|arrived|crossed the line) before {b}.",
     "{b} (finished|came in|arrived) after {a}.", "Who (finished|came|was) second?",
     "Who (won|came first|was first|finished first)?", "Who (came|was|finished) last?"),
    ("{a} lives above {b}.", "{b} lives below {a}.", "Who lives in the middle?",
     "Who lives (at the top|highest)?", "Who lives (at the bottom|lowest)?"),
    ("{a} stands (to the |)left of {b}.", "{b} stands (to the |)right of {a}.",
     "Who (stands|is) in the middle?", "Who stands on the left?", "Who stands on the right?"),
    ("{a} was born before {b}.", "{b} was born after {a}.", "Who is the middle one by age?",
     "Who was born first?", "Who was born last?"),
    ("{a} scored more than {b}.", "{b} scored less than {a}.", "Who is second?",
     "Who scored (most|the most)?", "Who scored (least|the least)?"),
)  # fmt: skip
_ROWS = tuple(tuple(Shapes(text) for text in row) for row in ROWS)


def row(draw: Draw) -> Linked:
    """Who sits, stands or comes where."""
    names = people(draw, 3)
    before, after, middle, first, last = draw.pick(_ROWS)
    facts = []
    for a, b in pairwise(names):
        facts.append((before if draw.chance(0.65) else after)(draw, a=a, b=b).replace("  ", " "))
    at = draw.integer(0, 2)
    ask = (first, middle, last)[at](draw)
    return Linked(draw.shuffled(facts) if draw.chance(0.3) else facts, ask, names[at], facts)


AFTER = (("the day after", 1), ("one day after", 1), ("two days after", 2), ("the day before", -1),
         ("three days after", 3), ("two days before", -2), ("a day before", -1))  # fmt: skip


def days(draw: Draw) -> Linked:
    """A day so many days after a day after a day."""
    event, name = draw.one(wide.EVENTS), people(draw, 1)[0]
    other = draw.one(wide.EVENTS)
    words, n = draw.pick(AFTER)
    more, m = draw.pick(AFTER)
    start = draw.integer(0, 6)
    first, end = DAYS[(start + n) % 7], DAYS[(start + n + m) % 7]
    kind = draw.unit()
    if kind < 0.4:
        facts = [f"The {event} is {words} {DAYS[start]}.", f"{name} leaves {more} the {event}."]
        hop = f"The {event} is on {first}."
        ask = draw.pick((f"On (which|what) day does {name} leave?", f"When does {name} leave?",
                         f"Which day does {name} leave?"))  # fmt: skip
    elif kind < 0.7 and other != event:
        facts = [f"The {event} is on {first}.", f"The {other} is {more} the {event}."]
        ask, hop = draw.pick((f"When is the {other}?", f"On which day is the {other}?",
                              f"What day is the {other}?")), facts[1]  # fmt: skip
    else:
        facts, end, hop = [f"Today is {DAYS[start]}."], first, f"Today is {DAYS[start]}."
        near = {1: "tomorrow", -1: "yesterday", 2: "in two days", 3: "in three days",
                -2: "two days ago"}[n]  # fmt: skip
        be = "was" if n < 0 else "is" if draw.chance(0.5) else "will it be"
        ask = f"What day {be} it {near}?" if "it" not in be else f"What day {be} {near}?"
        if draw.chance(0.4):
            facts = [f"Today is {DAYS[start]}.", f"The {event} {'was' if n < 0 else 'is'} {near}."]
            ask = f"On which day {'was' if n < 0 else 'is'} the {event}?"
    ask = ask.replace("(which|what)", draw.pick(("which", "what")))
    return Linked(facts, ask, end, [facts[0], hop] if hop != facts[0] else [facts[0]])


def months(draw: Draw) -> Linked:
    """A month so many months later."""
    x, y = people(draw, 2)
    start, n = draw.integer(0, 11), draw.integer(1, 2)
    after = "the month after" if n == 1 else "two months after"
    facts = [f"{x} was born in {MONTHS[start]}.", f"{y} was born {after} {x}."]
    return Linked(facts, f"In which month was {y} born?", MONTHS[(start + n) % 12], facts)


ACTS = wide.items("""
join the choir, enter the club, ride the bus, borrow books, play in the band, swim in the pool
see the film, use the gym, vote, drive the van, open the gate, visit the garden, eat for free
board the ship, take the exam, come to the party, ride the pony, get a discount, leave early
stay up late, use the library, cross the bridge, enter the castle, sit in the first row
""")
WHOEVER = Shapes(
    "(Whoever|Anyone who|Everyone who|Everybody who|Those who) (has|owns) {a thing} (may|can)"
    " {act}.",
    "(You may|One can|People can) {act} if (you|they) have {a thing}.",
    "If somebody has {a thing}, that person may {act}.",
    "(Only|Just) people with {a thing} (may|can) {act}.", "You need {a thing} to {act}.",
)  # fmt: skip
MAY = Shapes("(Can|May) {x} {act}?", "Is {x} allowed to {act}?", "(Can|May) {x} {act}, yes or no?")


def allowed(draw: Draw) -> Linked:
    """Who has what is needed, and who has not."""
    thing, act = wide.countable(draw), draw.pick(ACTS)
    x, y = people(draw, 2)
    yes = draw.chance(0.55)
    rule = WHOEVER(draw, thing=thing, act=act)
    if not yes and not rule.startswith(("Only", "Just", "You need")):
        rule = f"Only people with {with_article(thing)} may {act}."
    other = wide.countable(draw)
    has = f"{x} has {with_article(thing)}." if yes else draw.pick((
        f"{x} has no {thing}.", f"{x} does not have {with_article(thing)}.",
        f"{x} has lost the only {thing} {x} had."))  # fmt: skip
    facts = [has, rule] if draw.chance(0.5) else [rule, has]
    if draw.chance(0.25) and other != thing:
        facts.append(f"{y} has {with_article(other)}.")
    return Linked(facts, MAY(draw, x=x, act=act), "Yes" if yes else "No", [has, rule])


def kinds(draw: Draw) -> Linked:
    """All of a kind are so, or none is."""
    noun, name = wide.countable(draw, draw.pick(("animal", None)), 0.3), people(draw, 1)[0]
    look, other = draw.some(wide.LOOKS.train if not draw.held else wide.LOOKS.held, 2)
    nouns = wide.plural(noun)
    yes = draw.chance(0.5)
    every = draw.pick(("All", "Every", "No")) if not yes else draw.pick(("All", "Every"))
    thing = noun if every == "Every" else nouns
    be = "is" if every == "Every" else "are"
    rule = f"{every} {thing} {be} {look}."
    fact = f"{name} is {with_article(noun)}."
    asked = look if yes or every == "No" else other
    if not yes and every != "No":
        rule = f"{every} {thing} {be} {look} and never {other}."
    ask = draw.pick((f"Is {name} {asked}?", f"Is {name} {asked}, yes or no?", f"So is {name}"
                     f" {asked}?"))  # fmt: skip
    facts = [rule, fact] if draw.chance(0.6) else [fact, rule]
    return Linked(facts, ask, "Yes" if yes else "No", [fact, rule])


def when(draw: Draw) -> Linked:
    """If this, then that; and this is so, or is not."""
    event, name = draw.one(wide.EVENTS), people(draw, 1)[0]
    sky, soon = draw.pick((("rains", "raining"), ("snows", "snowing")))
    yes = draw.chance(0.55)
    doing = draw.pick(("is canceled", "takes place indoors", "begins later", "is moved"))
    rule = f"If it {sky}, the {event} {doing}."
    if not yes:
        rule = f"The {event} {doing} only if it {sky}."
    fact = draw.pick((f"It is {soon}.", f"Today it {sky}.")) if yes else f"It is not {soon}."
    base = doing.replace("takes", "take").replace("begins", "begin")
    ask = f"Is the {event} {doing[3:]}?" if doing[:2] == "is" else f"Does the {event} {base}?"
    facts = [rule, fact] if draw.chance(0.6) else [fact, rule]
    if draw.chance(0.2):
        facts.append(f"{name} likes the {event}.")
    return Linked(facts, ask, "Yes" if yes else "No", [fact, rule])


def least_age(draw: Draw) -> Linked:
    """Old enough, or tall enough, or not."""
    name, act = people(draw, 1)[0], draw.pick(ACTS)
    limit = draw.integer(4, 21)
    yes = draw.chance(0.5)
    age = limit + draw.integer(0, 9) if yes else max(1, limit - draw.integer(1, 6))
    yes = age >= limit
    rule = draw.pick((f"You must be at least {limit} years old to {act}.",
                      f"Nobody under {limit} may {act}.", f"Only people of {limit} or older may"
                      f" {act}.", f"From the age of {limit} on, people may {act}."))  # fmt: skip
    fact = draw.pick((f"{name} is {age}.", f"{name} is {age} years old."))
    facts = [rule, fact] if draw.chance(0.5) else [fact, rule]
    return Linked(facts, MAY(draw, x=name, act=act), "Yes" if yes else "No", [fact, rule])


LANDS: Pool[tuple[str, str]] = Pool("pair capital", lexicon.CAPITALS, one_in=12)
CAPITAL = tuple((Shapes(state), Shapes(ask)) for state, ask in (
    ("{x} was born in the capital of {l}.", "In (what|which) city was {x} born?"),
    ("{x} lives in the capital of {l}.", "(In which city does {x} live?|Where does {x} live?|What"
     " city does {x} live in?)"),
    ("{x} (flew|went|moved|traveled) to the capital of {l}.", "(Which city did {x} go to?|Where did"
     " {x} go?)"),
    ("The {e} is in the capital of {l}.", "In (what|which) city is the {e}?"),
    ("{x} works in the capital of {l}.", "In (what|which) city does {x} work?"),
))  # fmt: skip


def capitals(draw: Draw) -> Linked:
    """A place that is named by its country."""
    land, city = draw.pick(LANDS.train if draw.chance(0.8) else LANDS.every)
    x, event = people(draw, 1)[0], draw.one(wide.EVENTS)
    state, ask = draw.pick(CAPITAL)
    fact = state(draw, x=x, l=land, e=event)
    return Linked(
        [fact], ask(draw, x=x, e=event), city, [fact, f"The capital of {land} is {city}."]
    )


KINDS: tuple[Callable[[Draw], Linked], ...] = (
    order, order, row, row, days, days, months, allowed, kinds, when, least_age, capitals,
)  # fmt: skip
