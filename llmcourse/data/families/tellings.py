"""Short texts on who was told to do what, how much of it, why, which day where, and what it is not.

Like `scraps` and `contrasts`: open slots, so that an answer can only be copied.
"""

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.clauses import Actor, Ask, Snippet
from llmcourse.data.families.contrasts import DAYS
from llmcourse.data.families.scraps import end, one_person, several, town
from llmcourse.data.grammar import capital, with_article
from llmcourse.data.names import people, person
from llmcourse.data.words import in_words

_TOLD = (("told", "tell"), ("asked", "ask"), ("reminded", "remind"), ("ordered", "order"),
         ("advised", "advise"), ("begged", "beg"), ("wanted", "want"))  # fmt: skip


def told_to(draw: Draw) -> Snippet:
    """One told another to do something."""
    who, whom = one_person(draw), one_person(draw)
    while whom.name in who.name or who.name in whom.name:
        whom = one_person(draw)
    (past, base), (verb, noun) = draw.pick(_TOLD), wide.deed(draw)
    when = draw.one(wide.OFTEN) if draw.chance(0.4) else ""
    if draw.chance(0.25):
        return _told_to_give(draw, who, whom, (past, base), when)
    line = f"{who} {past} {whom} to {verb.base} the {noun} {when}".strip()
    asks = [
        (f"What did {who} {base} {whom} to {verb.base}?", end(f"the {noun}")),
        (f"What did {who} {base} {whom} to do?", end(f"{verb.base} the {noun}")),
        (f"Who {past} {whom} to {verb.base} the {noun}?", end(who)),
        (f"Who should {verb.base} the {noun}?", end(whom)),
        (f"What should {whom} {verb.base}?", end(f"the {noun}")),
    ]
    if when:
        asks += [(f"How often should {whom} {verb.base} the {noun}?", end(when))] * 2
    unsaid = [f"{word} should {whom} {verb.base} the {noun}?" for word in ("Why", "Where")]
    return Snippet([capital(line)], asks, unsaid)


def _told_to_give(draw: Draw, who: Actor, whom: Actor, told: tuple[str, str], when: str) -> Snippet:
    """One told another to give something to an animal or to somebody."""
    past, base = told
    pet = f"the {wide.countable(draw, 'animal') if draw.chance(0.5) else wide.role(draw)}"
    what = wide.noun(draw, draw.pick(("food", "drink", "toy", "tool")))
    what = with_article(what) if wide.counted(what) else what
    give = draw.pick(("give", "bring", "show", "hand"))
    line = capital(f"{who} {past} {whom} to {give} {pet} {what} {when}".strip())
    asks = [
        (f"What did {who} {base} {whom} to {give} {pet}?", end(what)),
        (f"What should {whom} {give} {pet}?", end(what)),
        (f"Who {past} {whom} to {give} {pet} {what}?", end(who)),
        (f"Who should {give} {pet} {what}?", end(whom)),
    ]
    if when:
        asks.append((f"How often should {whom} {give} {pet} {what}?", end(when)))
    return Snippet([line], asks, [f"Why should {whom} {give} {pet} {what}?"])


_UNITS = """
sacks boxes baskets bags buckets crates barrels carts trucks jars bowls cans bunches slices pounds
kilos bottles trays piles packs
""".split()
_GROWS = (("grows", "grow"), ("sells", "sell"), ("collects", "collect"), ("stores", "store"),
          ("has", "have"), ("makes", "make"))  # fmt: skip
_MOVED = ("sell", "buy", "carry", "give away", "pack", "lose", "order", "send", "bring", "store")
_VERBS = tuple(verb for verb in wide.TRANSITIVE["tool"] if verb.base in _MOVED)


def many_of(draw: Draw) -> Snippet:
    """Sacks and boxes of one thing beside another thing."""
    who, (third, base) = one_person(draw), draw.pick(_GROWS)
    a, b = (wide.plural(w) for w in several(draw, 2, draw.pick(("food", "plant", "toy", None))))
    n, unit = draw.integer(2, 99), draw.pick(_UNITS)
    number = in_words(n) if draw.chance(0.6) else str(n)
    verb = draw.pick(_VERBS)
    when = draw.one(wide.TIMES)
    what = f"{number} {unit} of {a}"
    asks = [
        (f"How many {unit} of {a} did {who} {verb.base}?", end(number)),
        (f"How many {unit} did {who} {verb.base}?", end(number)),
        (f"What did {who} {verb.base} {when}?", end(what)),
        (f"When did {who} {verb.base} {what}?", end(when)),
        (f"Who {verb.past} {what}?", end(who)),
        (f"What does {who} {base}?", end(f"{a} and {b}")),
    ]
    lines = [capital(f"{who} {third} {a} and {b}"), capital(f"{who.he} {verb.past} {what} {when}")]
    return Snippet(lines, asks, [f"How many {unit} of {b} did {who} {verb.base}?",
                                 f"Why did {who} {verb.base} {what}?"])  # fmt: skip


_STATES = """
is broken, is at the garage, is too small, is empty, is missing, is in the wash, is not there yet
is being repaired, is too old, was stolen, is full, is out of order, makes too much noise
belongs to a friend, is still wet, is very dirty, has a hole, got lost, costs too much
""".replace("\n", ",").split(",")
STATES = tuple(state.strip() for state in _STATES if state.strip())


def today(draw: Draw) -> Snippet:
    """What somebody does now and why, with a reason that is a sentence about a thing."""
    who, thing, state = one_person(draw), wide.countable(draw), draw.pick(STATES)
    whose = draw.pick((who.his if who.name != who.he else "the", "the", f"{person(draw)}'s"))
    whose = "the" if whose.startswith(who.name) else whose
    why = f"{whose} {thing} {state}"
    if draw.chance(0.5):
        verb, noun = wide.deed(draw)
        third, base = f"{verb.third} the {noun}", f"{verb.base} the {noun}"
    else:
        form, spot = draw.pick(wide.DOINGS), draw.one(wide.SPOTS)
        third, base = f"{form.third} {spot}", f"{form.base} {spot}"
    line = draw.pick((f"{who} {third} because {why}", f"{who} {third} because {why}",
                      f"because {why}, {who} {third}", f"{why}, so {who} {third}",
                      f"{who} {third}, since {why}"))  # fmt: skip
    he = who.he if who.he != who.name and draw.chance(0.3) else who
    return Snippet([capital(line)], [
        (f"Why does {he} {base}?", end(why)), (f"Why does {he} {base}?", end(why)),
        (f"What is the reason that {who} {third}?", end(why)), (f"Who {third}?", end(who)),
        (f"How come {he} {third}?", end(why)),
    ], [f"How old is {who}?", f"When does {who} {base}?"])  # fmt: skip


def here_and_there(draw: Draw) -> Snippet:
    """Two kinds of things in two places, or one somebody in two towns on two days."""
    if draw.chance(0.5):
        a, b = (wide.plural(w) for w in several(draw, 2))
        p, q = draw.some(draw.part(wide.SPOTS), 2)
        if draw.chance(0.4):
            p, q = (f"on the {x} floor" for x in draw.some(("first", "second", "third", "top"), 2))
        verb = draw.pick(("are", "are", "stand", "lie", "hang", "are kept"))
        return Snippet([f"{capital(a)} {verb} {p}, and {b} {verb} {q}"], [
            (f"Where are the {a}?", end(p)), (f"Where are the {b}?", end(q)),
            (f"Where can I (see|find) the {b}?".replace("(see|find)", draw.pick(("see", "find"))),
             end(q)), (f"What is {p}?", end(a)), (f"What is {q}?", end(b)),
        ], [f"How many {a} are there?"])  # fmt: skip
    who, form = one_person(draw), draw.pick(wide.DOINGS)
    days = draw.some(("tomorrow", "today", *(f"on {day}" for day in DAYS)), 2)
    a, b = town(draw), town(draw)
    if a == b:
        return here_and_there(draw)
    he = who.he if who.he != who.name else who
    asks: list[Ask] = []
    for day, place in zip(days, (a, b), strict=True):
        asks += [(f"Where does {who} {form.base} {day}?", end(f"in {place}")),
                 (f"In which town does {who} {form.base} {day}?", end(place)),
                 (f"In what city does {who} {form.base} {day}?", end(place)),
                 (f"When does {who} {form.base} in {place}?", end(day))]  # fmt: skip
    lines = [f"{capital(days[0])} {who} {form.third} in {a}",
             f"{capital(days[1])} {he} {form.third} in {b}"]  # fmt: skip
    return Snippet(lines, asks, [f"With whom does {who} {form.base} in {a}?"])


_PAIRS = ("sisters", "brothers", "friends", "cousins", "neighbors", "students", "twins")


def run_by(draw: Draw) -> Snippet:
    """A place that two people run, what they do there and when."""
    venue, home = wide.venue(draw), town(draw)
    (a, b), kin = people(draw, 2), draw.pick(_PAIRS)
    verb, noun = wide.deed(draw)
    often = draw.one(wide.OFTEN)
    run, runs = draw.pick((("is run", "runs"), ("is owned", "owns"), ("was founded", "founded")))
    lines = [f"The {venue} in {home} {run} by two {kin}, {a} and {b}",
             f"They {verb.base} the {noun} {often}"]  # fmt: skip
    return Snippet(lines, [
        (f"Who {runs} the {venue}?", end(f"{a} and {b}")),
        (f"Who are the two {kin}?", end(f"{a} and {b}")),
        (f"What do they {verb.base} {often}?", end(f"the {noun}")),
        (f"How often do {a} and {b} {verb.base} the {noun}?", end(often)),
        (f"Where is the {venue}?", end(f"in {home}")),
    ], [f"When does the {venue} open?", f"How much does the {noun} cost?"])  # fmt: skip


def sought(draw: Draw) -> Snippet:
    """What somebody wanted, looked for or heard, and what became of it."""
    who, (a, b) = one_person(draw), several(draw, 2, draw.pick(("animal", "food", None)))
    x, y = with_article(a), with_article(b)
    he = who.he
    kind = draw.integer(0, 2)
    if kind == 0:
        lines = [draw.pick((f"{who} looked for {x} but only found {y}",
                            f"{who} looked for {x}. {capital(he)} found {y}"))]  # fmt: skip
        asks = [(f"What did {who} look for?", end(x)), (f"What did {who} find?", end(y)),
                (f"Did {who} find {x}?", "No."), (f"Who found {y}?", end(who))]  # fmt: skip
    elif kind == 1:
        lines = [f"{who} wanted to buy {x}, but {he} bought {y} instead"]
        asks = [(f"What did {who} buy?", end(y)), (f"What did {who} want to buy?", end(x)),
                (f"Who bought {y}?", end(who)), (f"Did {who} buy {x}?", "No.")]  # fmt: skip
    else:
        place = draw.one(wide.SPOTS)
        lines = [f"{who} heard {x} {place}, but {he} saw only {y}"]
        asks = [
            (f"What did {who} hear?", end(x)),
            (f"What did {who} see?", end(y)),
            (f"Where did {who} hear {x}?", end(place)),
            (f"Did {who} see {x}?", "No."),
        ]
    asks = [*asks[:2] * 2, *asks[2:]]
    return Snippet([capital(line) for line in lines], asks,
                   [f"What did {who} eat?", f"When did {who} go home?"])  # fmt: skip


KINDS = (told_to, told_to, many_of, many_of, today, today, here_and_there, run_by, sought)
