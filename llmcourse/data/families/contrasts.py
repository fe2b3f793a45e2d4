"""Short texts in which two things share a trait, so that the one asked for decides.

Like `scraps`: two houses, two days, who did and who did not, what is allowed, why a thing is so.
"""

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.clauses import Ask, Snippet
from llmcourse.data.families.scraps import amount, clock, end, several, town
from llmcourse.data.grammar import Shapes, capital, with_article
from llmcourse.data.names import people, person
from llmcourse.data.phrasing import listing

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
TONGUES = """
English French German Spanish Italian Russian Greek Turkish Arabic Japanese Polish Dutch Hindi
Swahili Chinese Korean Danish
""".split()


def _two_amounts(draw: Draw) -> tuple[str, str]:
    first = second = amount(draw)
    while second == first:
        second = amount(draw)
    return first, second


def colored(draw: Draw) -> Snippet:
    """Two of a kind told apart by their color or size."""
    noun, many = wide.countable(draw), wide.plural(wide.countable(draw))
    marks = draw.some(draw.pick((draw.part(wide.COLORS), ("big", "small"), ("old", "new"),
                                 ("first", "second"), ("left", "right"))), 2)  # fmt: skip
    numbers = _two_amounts(draw)
    i = draw.integer(0, 1)
    joint = draw.pick((". The ", " and the ", ", the ", ", but the "))
    verb, base = draw.pick((("has", "have"), ("holds", "hold"), ("contains", "contain")))
    again = f"{verb} {numbers[1]}" if draw.chance(0.6) or joint == ". The " else numbers[1]
    line = f"The {marks[0]} {noun} {verb} {numbers[0]} {many}{joint}{marks[1]} {noun} {again}"
    asks = [
        (f"How many {many} does the {marks[i]} {noun} {base}?", end(numbers[i])),
        (f"How many {many} are in the {marks[i]} {noun}?", end(numbers[i])),
        (f"Which {noun} {verb} {numbers[i]} {many}?", end(f"the {marks[i]} {noun}")),
    ]
    return Snippet([line], asks, [f"Who owns the {marks[i]} {noun}?"])


PAIRS: tuple[tuple[str, str, str], ...] = (
    ("{x} likes {v}", "What does {x} like?", "Who likes {v}?"),
    ("{x} wants {v}", "What does {x} want?", "Who wants {v}?"),
    ("{x} has {v}", "What does {x} have?", "Who has {v}?"),
    ("{x} brings {v}", "What does {x} bring?", "Who brings {v}?"),
    ("{x} ordered {v}", "What did {x} order?", "Who ordered {v}?"),
    ("{x} drew {v}", "What did {x} draw?", "Who drew {v}?"),
    ("{x} chose {v}", "What did {x} choose?", "Who chose {v}?"),
    ("{x} is looking for {v}", "What is {x} looking for?", "Who is looking for {v}?"),
    ("{x} works with {v}", "What does {x} work with?", "Who works with {v}?"),
    ("{x} dreams of {v}", "What does {x} dream of?", "Who dreams of {v}?"),
    ("{x} got {v} as a present", "What did {x} get?", "Who got {v}?"),
    ("{x} collects {v}", "What does {x} collect?", "Who collects {v}?"),
)


def both(draw: Draw) -> Snippet:
    """Two or three people, each with something else."""
    n = draw.integer(2, 3)
    names, nouns = people(draw, n), several(draw, n, draw.pick((None, "food", "animal")))
    said, what, who = draw.pick(PAIRS)
    values = [wide.plural(w) if "collects" in said else with_article(w) for w in nouns]
    parts = [said.format(x=x, v=v) for x, v in zip(names, values, strict=True)]
    line = draw.pick((", ", " and ", ". ", " while ")).join(parts) if n == 2 else listing(parts)
    asks: list[Ask] = []
    for x, v in zip(names, values, strict=True):
        asks += [(what.format(x=x), end(v)), (who.format(v=v), end(x))]
    return Snippet([line], asks, [what.format(x=person(draw)), f"How old is {names[0]}?"])


def was_not(draw: Draw) -> Snippet:
    """Who did it, and who did not."""
    (a, b), (verb, noun) = people(draw, 2), wide.deed(draw)
    line = draw.pick((
        f"{a} did not {verb.base} the {noun}. It was {b} who {verb.past} it",
        f"It was not {a} who {verb.past} the {noun}, but {b}",
        f"{b} {verb.past} the {noun}, not {a}",
        f"{a} did not {verb.base} the {noun}, but {b} did",
        f"{a} wanted to {verb.base} the {noun}, but in the end {b} did it",
    ))  # fmt: skip
    return Snippet([line], [
        (f"Who {verb.past} the {noun}?", end(b)), (f"Who {verb.past} the {noun}?", end(b)),
        (f"Did {b} {verb.base} the {noun}?", "Yes."), (f"Did {a} {verb.base} the {noun}?", "No."),
        (f"What did {b} {verb.base}?", end(f"the {noun}")),
    ], [f"When did {b} {verb.base} the {noun}?",
        f"Why did {b} {verb.base} the {noun}?"])  # fmt: skip


RULES = Shapes(
    "{D} are not allowed in the {v}, but {o} are",
    "You (may|can) bring {o} into the {v}, but no {d}",
    "In the {v} {d} are forbidden. {O} are allowed", "No {d} in the {v}! {O} are welcome",
    "{O} may come into the {v}; {d} must stay outside",
)  # fmt: skip


def rules(draw: Draw) -> Snippet:
    """What is allowed somewhere and what is not."""
    a, b = (wide.plural(w) for w in several(draw, 2, draw.pick(("animal", "food", "toy", None))))
    venue = wide.venue(draw)
    line = RULES(draw, d=a, o=b, v=venue)
    return Snippet([line], [
        (f"Are {a} allowed in the {venue}?", "No."), (f"Are {b} allowed in the {venue}?", "Yes."),
        (f"What is allowed in the {venue}?", end(b)),
        (f"What is not allowed in the {venue}?", end(a)),
        (f"May I take {b} into the {venue}?", "Yes."),
        (f"May I bring {a} into the {venue}?", "No."),
    ], [f"When does the {venue} open?", f"Who owns the {venue}?"])  # fmt: skip


WHY = Shapes(
    "{x} is {j} because {w}", "{x} is {j}, since {w}", "because {w}, {x} is {j}",
    "{w}. That is why {x} is {j}", "{x} is {j}. The reason: {w}", "{x} is {j} as {w}",
    "as {w}, {x} is {j}",
)  # fmt: skip
GROUNDS = (
    "it comes from a glacier", "it is very old", "it stands in the shade", "nobody uses it",
    "it was made by hand", "many people visit it", "it was repaired last week", "it is far away",
    "it has no roof", "it lies by the sea", "the sun shines on it all day",
    "a famous singer owned it",
    "the owner paints it every year", "it rains a lot there", "it is full of sand",
    "it was left outside",
    "somebody forgot to close it", "the children play with it", "it belongs to the queen",
)  # fmt: skip


def reason(draw: Draw) -> Snippet:
    """Why a thing or a place is as it is."""
    kind = draw.unit()
    name = f"the {wide.countable(draw)}" if kind < 0.5 else f"the {wide.venue(draw)}"
    if kind > 0.85:
        name = f"the {draw.pick(('river', 'lake', 'hill', 'island'))} {capital(wide.pseudo(draw))}"
    look = draw.one(wide.LOOKS)
    why = draw.pick(GROUNDS) if draw.chance(0.6) else draw.one(wide.REASONS)
    line = capital(WHY(draw, x=name, j=look, w=why))
    asks = [
        (f"Why is {name} {look}?", end(why)), (f"Why is {name} {look}?", end(why)),
        (f"What makes {name} {look}?", end(why)), (f"What is {look}?", end(name)),
        (f"For what reason is {name} {look}?", end(why)),
    ]  # fmt: skip
    more = draw.pick((f"Only {draw.one(wide.MOODS)} people go there", "Everybody knows it", ""))
    return Snippet([line, more] if more and kind >= 0.5 else [line], asks,
                   [f"How old is {name}?", f"Who owns {name}?"])  # fmt: skip


def week(draw: Draw) -> Snippet:
    """What somebody does on which day or at which time."""
    who, days = person(draw), draw.some(DAYS, 2)
    deeds = [wide.deed(draw) for _ in range(2)]
    when = (
        [f"on {day}" for day in days]
        if draw.chance(0.6)
        else [f"at {clock(draw)}", f"on {days[0]}"]
    )
    (v, a), (w, b) = deeds
    line = draw.pick((
        f"{who} {v.third} the {a} {when[0]} and {w.third} the {b} {when[1]}",
        f"{capital(when[0])} {who} {v.third} the {a}. {capital(when[1])} {who} {w.third} the {b}",
        f"{capital(when[0])} {who} will {v.base} the {a} and {when[1]} {w.base} the {b}",
        f"{who} has to {v.base} the {a} {when[0]}, and {w.base} the {b} {when[1]}",
    ))  # fmt: skip
    if a == b or v == w:
        return week(draw)
    does = "will" if "will" in line else "does"
    return Snippet([line], [
        (f"When {does} {who} {v.base} the {a}?", end(when[0])),
        (f"When {does} {who} {w.base} the {b}?", end(when[1])),
        (f"What {does} {who} {v.base} {when[0]}?", end(f"the {a}")),
        (f"What {does} {who} {w.base} {when[1]}?", end(f"the {b}")),
    ], [f"Why {does} {who} {v.base} the {a}?",
        f"Where {does} {who} {v.base} the {a}?"])  # fmt: skip


def near(draw: Draw) -> Snippet:
    """How far, how long, how heavy, how warm."""
    a, b = several(draw, 2)
    n, m = _two_amounts(draw)
    home = town(draw)
    kind = draw.integer(0, 3)
    if kind == 0:
        unit, venue = draw.pick(("kilometers", "miles", "minutes")), wide.venue(draw)
        return Snippet([f"The {venue} is {n} {unit} from {home}"], [
            (f"How far is the {venue} from {home}?", f"{capital(n)} {unit}."),
            (f"How many {unit} is the {venue} from {home}?", end(n)),
            (f"What is {n} {unit} from {home}?", end(f"the {venue}")),
        ], [f"When was the {venue} built?"])  # fmt: skip
    if kind == 1:
        day, other = draw.some(DAYS, 2)
        return Snippet([f"In {home} it was {n} degrees on {day} and {m} degrees on {other}"], [
            (f"How warm was it on {day}?", f"{capital(n)} degrees."),
            (f"What was the temperature in {home} on {other}?", f"{capital(m)} degrees."),
        ], [f"How warm was it in {home} in winter?"])  # fmt: skip
    what, ask, unit = draw.pick((("weighs", "How much does the {} weigh?", "kilos"),
                                 ("lasts", "How long does the {} last?", "hours"),
                                 ("measures", "How long is the {}?", "meters")))  # fmt: skip
    return Snippet([f"The {a} {what} {n} {unit}, the {b} {what} {m} {unit}"], [
        (ask.format(a), f"{capital(n)} {unit}."), (ask.format(b), f"{capital(m)} {unit}."),
        (f"What {what} {m} {unit}?", end(f"the {b}")),
    ], [f"What color is the {a}?", f"Where is the {b}?"])  # fmt: skip


def tongues(draw: Draw) -> Snippet:
    """What people speak, want to become or are good at."""
    who = person(draw)
    kind = draw.integer(0, 2)
    if kind == 0:
        spoken = listing(draw.some(TONGUES, draw.integer(2, 3)))
        return Snippet([f"{who} speaks {spoken}"], [
            (f"Which languages does {who} speak?", end(spoken)),
            (f"Who speaks {spoken}?", end(who)),
            (f"What does {who} speak?", end(spoken)),
        ], [f"Where does {who} live?"])  # fmt: skip
    job = with_article(draw.one(wide.JOBS))
    if kind == 1:
        line = draw.pick((f"{who} wants to become {job}", f"{who} dreams of being {job}",
                          f"When {who} grows up, {who} wants to be {job}"))  # fmt: skip
        return Snippet([line], [
            (f"What does {who} want to be?", end(job)), (f"Who wants to be {job}?", end(who)),
            (f"Which job does {who} dream of?", end(job)),
        ], [f"How old is {who}?"])  # fmt: skip
    now = with_article(draw.one(wide.JOBS))
    if now == job:
        return tongues(draw)
    return Snippet([f"{who} was once {job}. Now {who} is {now}"], [
        (f"What is {who} now?", end(now)), (f"What was {who} before?", end(job)),
        (f"What did {who} use to be?", end(job)), (f"What is {who}'s job today?", end(now)),
    ], [f"Where does {who} work?"])  # fmt: skip


def letter(draw: Draw) -> Snippet:
    """A message to somebody with a request or news."""
    to, by = people(draw, 2)
    verb, noun = wide.deed(draw)
    where = draw.one(wide.SPOTS)
    body = draw.pick((f"please {verb.base} the {noun}", f"do not forget to {verb.base} the {noun}",
                      f"can you {verb.base} the {noun}", f"I {verb.past} the {noun}"))  # fmt: skip
    text = draw.pick((f"Dear {to}, {body}. It is {where}. Love, {by}",
                      f"Hi {to}! {capital(body)}. It is {where}. Yours, {by}",
                      f"From: {by}. To: {to}. {capital(body)}. It is {where}",
                      f"{by} wrote to {to}: {capital(body)}. It is {where}"))  # fmt: skip
    asks = [(f"Who wrote the {draw.pick(('letter', 'message', 'note'))}?", end(by)),
            ("Who is the message for?", end(to)), ("Who gets the message?", end(to)),
            (f"Where is the {noun}?", end(where)), ("Who is the sender?", end(by))]  # fmt: skip
    if body.startswith("I "):
        asks += [
            (f"Who {verb.past} the {noun}?", end(by)),
            (f"What did {by} {verb.base}?", end(f"the {noun}")),
        ]
    else:
        asks += [(f"What should {to} do?", end(f"{verb.base} the {noun}")),
                 (f"What should {to} {verb.base}?", end(f"the {noun}"))]  # fmt: skip
    return Snippet([text], asks, [f"When will {by} come back?", f"How old is {to}?"])


KINDS = (colored, both, both, was_not, rules, reason, reason, week, near, tongues, letter)
