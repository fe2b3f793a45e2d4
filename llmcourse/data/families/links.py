"""Facts that join: somebody's teacher's car, the same street as somebody, a cafe next to a museum.

A relation leads from one to the next, an attribute ends it; both are open lists, and other people
with the same attribute stand beside them. `chains` asks these as it asks its pointers.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.chain import Chain
from llmcourse.data.grammar import Shapes, capital, with_article
from llmcourse.data.names import invented, people
from llmcourse.data.words import CATEGORIES, CITIES, COLORS, MONTHS


class Linked(NamedTuple):
    """Facts, a question on them, its answer, the facts to use in turn."""

    facts: list[str]
    question: str
    answer: str
    hops: list[str]

    def chain(self) -> Chain:
        """The facts as one text."""
        return Chain(" ".join(self.facts), self.question, self.answer, tuple(self.hops))


RELATIVES = wide.items("""
teacher, boss, doctor, sister, brother, neighbor, coach, best friend, landlord, roommate, mother
father, uncle, aunt, cousin, wife, husband, friend, colleague, dentist, grandmother, grandfather
tutor, nephew, niece, son, daughter, partner, trainer, classmate, hairdresser, pen pal, rival
""")
RELATION = Shapes(
    "{a}'s {r} is {b}.", "{b} is {a}'s {r}.", "The {r} of {a} is {b}.", "{a} has {a r} called {b}.",
    "{a}'s {r} is called {b}.", "The name of {a}'s {r} is {b}.", "{b} is the {r} of {a}.",
    "{a} has {a r} named {b}.",
)  # fmt: skip


def _town(draw: Draw) -> str:
    if draw.chance(0.35):
        return invented(draw)
    return draw.pick(CITIES) if draw.chance(0.5) else draw.one(wide.TOWNS)


def _street(draw: Draw) -> str:
    name = draw.pick((invented(draw), capital(wide.noun(draw)), capital(draw.pick(COLORS))))
    return f"{name} {draw.pick(('Street', 'Road', 'Lane', 'Avenue', 'Square'))}"


def _many(draw: Draw) -> str:
    return wide.plural(wide.countable(draw))


Value = Callable[[Draw], str]
ATTRIBUTES: tuple[tuple[Shapes, Shapes, Value], ...] = (
    (Shapes("{a} drives a {b} car.", "{a} has a {b} car.", "The car of {a} is {b}."),
     Shapes("What color is {x}'s car?", "What color is the car of {x}?", "What color car does {x}"
            " drive?"), lambda draw: draw.pick(COLORS)),
    (Shapes("{a} lives (on|in) {b}.", "{a}'s house is on {b}.", "{a}'s address is {b}."),
     Shapes("On (what|which) street does {x} live?", "Where does {x} live?", "What street does {x}"
            " live on?"), _street),
    (Shapes("{a} likes {b}.", "{a}'s favorite food is {b}."),
     Shapes("What does {x} like[ to eat]?", "Which food does {x} like?"),
     lambda draw: wide.noun(draw, "food")),
    (Shapes("{a} was born in {b}.", "{a}'s birthplace is {b}.", "{a} comes from {b}."),
     Shapes("Where was {x} born?", "Where does {x} come from?", "In which town was {x} born?"),
     _town),
    (Shapes("{a} lives in {b}.", "{a}'s home is in {b}.", "{a} has a flat in {b}."),
     Shapes("In which (city|town) does {x} live?", "Where does {x} live?", "What city does {x} live"
            " in?"), _town),
    (Shapes("{a} works as {a b}.", "{a} is {a b}.", "{a}'s job is {b}."),
     Shapes("What is {x}'s job?", "What does {x} work as?", "What is the job of {x}?"),
     lambda draw: wide.role(draw)),
    (Shapes("{a} collects {b}.", "{a} has a collection of {b}."),
     Shapes("What does {x} collect?", "What kind of collection does {x} have?"), _many),
    (Shapes("{a} is afraid of {b}.", "{a} fears {b}."),
     Shapes("What is {x} afraid of?", "What does {x} fear?"),
     lambda draw: wide.plural(wide.countable(draw, "animal"))),
    (Shapes("{a} speaks {b}.", "{a} is learning {b}."),
     Shapes("(What|Which) language does {x} (speak|know)?", "What does {x} speak?"),
     lambda draw: draw.pick(CATEGORIES["language"])),
    (Shapes("{a} was born in {b}.", "{a}'s birthday is in {b}."),
     Shapes("In (which|what) month was {x} born?", "When is {x}'s birthday?"),
     lambda draw: draw.pick(MONTHS)),
    (Shapes("{a} is {b} years old.", "{a} turned {b}."),
     Shapes("How old is {x}?", "What is the age of {x}?"), lambda draw: str(draw.integer(6, 90))),
    *((Shapes(f"{{a}} {past} {{a b}}."), Shapes(f"What (thing |)did {{x}} {base}?",
       f"What was it that {{x}} {past}?"), lambda draw: wide.countable(draw))
      for base, past in (("sell", "sold"), ("find", "found"), ("buy", "bought"), ("fix", "fixed"),
                         ("lose", "lost"), ("hide", "hid"), ("draw", "drew"), ("own", "owned"))),
    (Shapes("{a} plays {b}.", "{a}'s sport is {b}.", "{a} trains {b}."),
     Shapes("(What|Which) sport does {x} play?", "What does {x} play?"),
     lambda draw: draw.pick(CATEGORIES["sport"])),
    (Shapes("{a} drinks {b}.", "{a} always orders {b}."),
     Shapes("What does {x} (drink|order)?"), lambda draw: wide.noun(draw, "drink")),
    (Shapes("{a}'s favorite color is {b}.", "{a} likes {b} best."),
     Shapes("What is {x}'s favorite color?", "Which color does {x} like best?"),
     lambda draw: draw.pick(COLORS)),
    (Shapes("{a} (works|teaches|studies) at the {b}.", "{a} has a job at the {b}."),
     Shapes("Where does {x} work?", "At which place does {x} work?"),
     lambda draw: wide.venue(draw)),
)  # fmt: skip


def _pet(draw: Draw) -> tuple[list[str], str, str]:
    """An owner's animal by its name: facts, how to speak of it, its name."""
    owner, name = people(draw, 2)
    animal = wide.countable(draw, "animal")
    facts = draw.pick((
        [f"{owner} has {with_article(animal)}.", f"The {animal}'s name is {name}."],
        [f"{owner} has {with_article(animal)} called {name}."],
        [f"{name} is {owner}'s {animal}."], [f"{owner}'s {animal} is called {name}."],
        [f"{owner} owns {with_article(animal)} named {name}."],
    ))  # fmt: skip
    return facts, f"{owner}'s {animal}", name


PETS: tuple[tuple[Shapes, Shapes, Value], ...] = (
    *((Shapes(f"{{a}} {third} {{b}}."), Shapes(f"What does {{x}} {base}?"),
       lambda draw: wide.noun(draw, "food"))
      for base, third in (("love", "loves"), ("like", "likes"), ("eat", "eats"))),
    *((Shapes(f"{{a}} {third} (in|under|behind) the {{b}}."), Shapes(f"Where does {{x}} {base}?"),
       lambda draw: wide.countable(draw, "furniture"))
      for base, third in (("sleep", "sleeps"), ("hide", "hides"))),
    *((Shapes(f"{{a}} {third} {{b}}."), Shapes(f"What does {{x}} {base}?"), _many)
      for base, third in (("fear", "fears"), ("chase", "chases"), ("guard", "guards"))),
    (Shapes("{a} is {b}.", "The color of {a} is {b}."), Shapes("What color is {x}?"),
     lambda draw: draw.pick(COLORS)),
    (Shapes("{a} is {b} years old."), Shapes("How old is {x}?"),
     lambda draw: str(draw.integer(1, 19))),
)  # fmt: skip


def pets(draw: Draw) -> Linked:
    """What somebody's animal likes."""
    facts, spoken, name = _pet(draw)
    state, ask, value = draw.pick(PETS)
    end = value(draw)
    last = state(draw, a=name, b=end)
    return Linked([*facts, last], ask(draw, x=spoken), _cased(end, last), [*facts, last])


def _cased(value: str, state: str) -> str:
    for place in ("in", "under", "behind", "at"):
        if f" {place} the {value}." in state:
            return f"{place} the {value}"
    return value


def relatives(draw: Draw) -> Linked:
    """Something about somebody's somebody, by one or two steps."""
    n = 2 if draw.chance(0.25) else 1
    names = people(draw, n + 3)
    if draw.chance(0.3):
        names[1] = f"{draw.pick(('Mr.', 'Mrs.', 'Ms.', 'Dr.'))} {names[1]}"
    facts, spoken = [], names[0]
    for a, b in pairwise(names[: n + 1]):
        relative = draw.pick(RELATIVES) if draw.chance(0.7) else wide.role(draw)
        facts.append(RELATION(draw, a=a, b=b, r=relative))
        of = draw.chance(0.3)
        spoken = f"the {relative} of {spoken}" if of else f"{spoken}'s {relative}"
    state, ask, value = draw.pick(ATTRIBUTES)
    at, used, found, beside = names[n], set(), "", []
    for other in [at, *draw.some([x for x in names if x != at], draw.integer(0, 2))]:
        end = value(draw)
        while end in used:
            end = value(draw)
        used.add(end)
        said = state(draw, a=other, b=end)
        if other == at:
            found = end
            facts.append(said)
        else:
            beside.append(said)
    if draw.chance(0.25):
        end, other = value(draw), draw.pick([r for r in RELATIVES if r not in spoken])
        if end not in used:
            beside.append(state(draw, a=f"{names[0]}'s {other}", b=end))
    every = draw.shuffled(facts + beside) if draw.chance(0.4) else facts + beside
    return Linked(every, ask(draw, x=spoken), found, facts)


SAME: tuple[tuple[Shapes, Shapes, Shapes, Value], ...] = (
    (Shapes("{a} lives in the same (house|street|building) as {b}.", "{a} and {b} live together."),
     ATTRIBUTES[1][0], ATTRIBUTES[1][1], _street),
    (Shapes("{a} lives in the same (city|town) as {b}.", "{a} and {b} live in the same town."),
     ATTRIBUTES[4][0], ATTRIBUTES[4][1], _town),
    (Shapes("{a} is (as old as|the same age as) {b}.", "{a} and {b} are twins."),
     ATTRIBUTES[10][0], ATTRIBUTES[10][1], lambda draw: str(draw.integer(6, 90))),
    (Shapes("{a} has the same job as {b}.", "{a} and {b} have the same job."), ATTRIBUTES[5][0],
     ATTRIBUTES[5][1], lambda draw: wide.role(draw)),
    (Shapes("{a} (takes|takes always) the same bus as {b}.", "{a} and {b} ride the same bus."),
     Shapes("{a} takes bus {b}.", "{a}'s bus is number {b}."), Shapes("Which bus does {x} take?",
     "What is the number of {x}'s bus?"), lambda draw: str(draw.integer(2, 99))),
    (Shapes("{a} ordered the same as {b}.", "{a} ate the same as {b}."),
     Shapes("{b} ordered {b0}.", "{b} ate {b0}."), Shapes("What did {x} (order|eat|have)?"),
     lambda draw: wide.noun(draw, "food")),
    (Shapes("{a} (sits|works) in the same room as {b}.", "{a} shares a room with {b}."),
     Shapes("{a} is in room {b}.", "{a}'s room is room {b}."), Shapes("In which room is {x}?",
     "Which room is {x} in?"), lambda draw: str(draw.integer(2, 400))),
    (Shapes("{a}'s (coat|bag|bike|hat) has the same color as {b}'s."),
     Shapes("{a}'s is {b}."), Shapes("What color is {x}'s?"), lambda draw: draw.pick(COLORS)),
)  # fmt: skip


def same(draw: Draw) -> Linked:
    """One has what another has."""
    a, b, c = people(draw, 3)
    both, state, ask, value = draw.pick(SAME)
    end, other = value(draw), value(draw)
    first = both(draw, a=a, b=b)
    text = state(draw, a=b, b=end) if "{b0}" not in state.first else f"{b} ate {end}."
    facts = [first, text] if draw.chance(0.7) else [text, first]
    if draw.chance(0.3) and other != end and "{b0}" not in state.first:
        facts.append(state(draw, a=c, b=other))
    return Linked(facts, ask(draw, x=a), end, [first, text])


WORKS = (
    ("works", "work"), ("eats", "eat"), ("studies", "study"), ("teaches", "teach"),
    ("dances", "dance"), ("sings", "sing"), ("trains", "train"), ("sleeps", "sleep"),
)  # fmt: skip
BESIDE = ("next to", "near", "behind", "opposite", "across from", "beside", "close to")


def _named_place(draw: Draw) -> str:
    place = wide.venue(draw)
    kind = draw.unit()
    if kind < 0.4:
        return f"the {place}"
    first = capital(draw.pick((wide.noun(draw), draw.pick(COLORS), invented(draw))))
    return f"the {first} {capital(place)}" if kind < 0.8 else f"the {draw.one(wide.LOOKS)} {place}"


def places(draw: Draw) -> Linked:
    """A place next to a place in a town."""
    x, y = people(draw, 2)
    first, second, third = (_named_place(draw) for _ in range(3))
    town, other = _town(draw), _town(draw)
    works, work = draw.pick(WORKS)
    facts = [f"{x} {works} at {first}."]
    if draw.chance(0.6):
        facts.append(f"{capital(first)} is {draw.pick(BESIDE)} {second}.")
    else:
        second = first
    facts.append(draw.pick((f"{capital(second)} is in {town}.", f"{capital(second)} stands in"
                            f" {town}.", f"You find {second} in {town}.")))  # fmt: skip
    ask = draw.pick((
        f"Which city does {x} {work} in?", f"In which (city|town) does {x} {work}?".replace(
            "(city|town)", draw.pick(("city", "town"))), f"In what city does {x} {work}?",
        f"What town does {x} {work} in?", f"Where does {x} {work}, in which town?",
    ))  # fmt: skip
    every = list(facts)
    if draw.chance(0.35):
        every.append(f"{y} {works} at {third}.")
        every.append(f"{capital(third)} is in {other}.")
    return Linked(draw.shuffled(every) if draw.chance(0.3) else every, ask, town, facts)


KINDS: tuple[Callable[[Draw], Linked], ...] = (
    relatives, relatives, relatives, pets, pets, same, places,
)  # fmt: skip
