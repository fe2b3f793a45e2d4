"""Facts that join by sharing: the same as somebody's aunt, the same house as Ned, a dog's owner.

Times counted from another time and things in a row of events are here too. Part of what `posing`
lays out.
"""

from collections.abc import Callable
from itertools import pairwise

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.links import RELATION, RELATIVES, Linked
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.names import people
from llmcourse.data.words import CATEGORIES, COLORS, MONTHS

SAME: tuple[tuple[str, str, Shapes, Shapes, Callable[[Draw], str]], ...] = (
    ("plays", "sport", Shapes("{a} plays {b}."), Shapes("What (sport |)does {x} play?"),
     lambda draw: draw.pick(CATEGORIES["sport"])),
    ("speaks", "language", Shapes("{a} speaks {b}."), Shapes("(What|Which language) does {x}"
     " speak?"), lambda draw: draw.pick(CATEGORIES["language"])),
    ("has", "job", Shapes("{a} is {a b}.", "{a} works as {a b}."), Shapes("What is {x}'s job?",
     "What does {x} work as?"), lambda draw: wide.role(draw)),
    ("likes", "food", Shapes("{a} likes {b}.", "{a}'s food is {b}."), Shapes("(What|Which food)"
     " does {x} like?"), lambda draw: wide.noun(draw, "food")),
    ("drinks", "drink", Shapes("{a} drinks {b}."), Shapes("What does {x} drink?"),
     lambda draw: wide.noun(draw, "drink")),
    ("collects", "thing", Shapes("{a} collects {b}."), Shapes("What does {x} collect?"),
     lambda draw: wide.plural(wide.countable(draw))),
    ("visits", "place", Shapes("{a} (visits|goes to) the {b}."), Shapes("(Which place|What) does"
     " {x} visit?"), lambda draw: wide.venue(draw)),
    ("drives", "car", Shapes("{a} drives a {b} car."), Shapes("What color is {x}'s car?", "What"
     " color car does {x} drive?"), lambda draw: draw.pick(COLORS)),
    ("wears", "hat", Shapes("{a} wears a {b} hat.", "{a}'s hat is {b}."), Shapes("What color is"
     " {x}'s hat?"), lambda draw: draw.pick(COLORS)),
    ("celebrates in", "month", Shapes("{a}'s birthday is in {b}."), Shapes("In (which|what) month"
     " is {x}'s birthday?"), lambda draw: draw.pick(MONTHS)),
    ("plays", "instrument", Shapes("{a} plays the {b}."), Shapes("(What|Which instrument) does {x}"
     " play?"), lambda draw: draw.pick(CATEGORIES["instrument"])),
    ("studies", "subject", Shapes("{a} studies {b}."), Shapes("What does {x} study?"),
     lambda draw: draw.pick(CATEGORIES["school subject"])),
    ("has", "pet", Shapes("{a} has {a b}.", "{a}'s pet is {a b}."), Shapes("(What|Which) pet does"
     " {x} have?"), lambda draw: wide.countable(draw, "animal")),
    ("bought", "thing", Shapes("{a} bought {a b}."), Shapes("What did {x} buy?"),
     lambda draw: wide.countable(draw)),
)  # fmt: skip


def kin(draw: Draw) -> Linked:
    """One has what a relative has, who has a name."""
    x, y, z = people(draw, 3)
    verb, noun, state, ask, value = draw.pick(SAME)
    relative, end, other = draw.pick(RELATIVES), value(draw), value(draw)
    named = draw.chance(0.75)
    if named:
        her = draw.pick(("his", "her", "the"))
        facts = [f"{x} {verb} the same {noun} as {draw.pick((her, f'{x}' + chr(39) + 's'))}"
                 f" {relative}.", draw.pick((f"{x}'s {relative} is {y}.", f"The {relative} is {y}.",
                                             RELATION(draw, a=x, b=y, r=relative)))]  # fmt: skip
    else:
        facts = [f"{x} {verb} the same {noun} as {y}."]
    facts.append(state(draw, a=y, b=end))
    every = list(facts)
    if other != end and draw.chance(0.4):
        every.insert(draw.integer(0, len(every)), state(draw, a=z, b=other))
    return Linked(draw.shuffled(every) if draw.chance(0.25) else every, ask(draw, x=x), end, facts)


GROUPS = (
    ("house", "lives in", "houses", "color"), ("tent", "sleeps in", "tents", "color"),
    ("car", "sits in", "cars", "color"), ("room", "sleeps in", "rooms", "color"),
    ("boat", "is on", "boats", "color"), ("team", "plays for", "teams", "color"),
    ("bus", "rides on", "buses", "color"), ("hut", "lives in", "huts", "color"),
    ("tower", "lives in", "towers", "color"), ("bench", "sits on", "benches", "color"),
)  # fmt: skip


def shared(draw: Draw) -> Linked:
    """Who lives in the house of which color, and who lives in the same."""
    thing, verb, things, kind = draw.pick(GROUPS)
    colors = draw.some(COLORS, draw.integer(2, 3))
    names = people(draw, 4)
    names = [f"the {wide.role(draw)}" if draw.chance(0.35) else name for name in names]
    if len(set(names)) < 4:
        return shared(draw)
    facts: list[str] = []
    for name, color in zip(names, colors, strict=False):
        what = f"the {color} {thing if not facts else draw.pick((thing, 'one'))}"
        facts.append(capital(f"{name} {verb} {what}."))
    if draw.chance(0.3):
        facts.insert(0, f"There are {len(colors)} {things}.")
    at, asked = draw.integer(0, len(colors) - 1), names[3]
    link = capital(draw.pick((f"{asked} {verb} the same {thing} as {names[at]}.",
                              f"{asked} {verb} the {thing} of {names[at]}.",
                              f"{asked} is with {names[at]}.")))  # fmt: skip
    hop = next(fact for fact in facts if fact.lower().startswith(names[at].lower()))
    ask = draw.pick((f"What {kind} is {asked}'s {thing}?", f"Which {kind} is {asked}'s {thing}?",
                     f"What {kind} is the {thing} of {asked}?"))  # fmt: skip
    every = [link, *facts] if draw.chance(0.2) else [*facts, link]
    return Linked(every, ask, colors[at], [link, hop])


def owner(draw: Draw) -> Linked:
    """Somebody by an animal or a thing that is theirs, and who is what to them."""
    x, y, z, pet = people(draw, 4)
    animal = wide.countable(draw, "animal")
    relative, other = draw.some(RELATIVES, 2)
    has = draw.pick((f"{x} has a {animal} called {pet}.", f"{pet} is {x}'s {animal}.",
                     f"{pet} belongs to {x}.", f"The owner of {pet} is {x}.",
                     f"{x} owns {pet}."))  # fmt: skip
    facts = [RELATION(draw, a=x, b=y, r=relative), has]
    if draw.chance(0.25):
        ask = draw.pick((f"Whose {relative} is {y}?", f"{y} is the {relative} of whom?"))
        return Linked(facts, ask, x, facts[:1])
    beside = RELATION(draw, a=draw.pick((x, y)), b=z, r=other)
    every = [*facts, beside] if draw.chance(0.5) else facts
    ask = draw.pick((f"Who is the {relative} of {pet}'s owner?", f"Who is {pet}'s owner's"
                     f" {relative}?", f"Who is the {relative} of the owner of {pet}?",
                     f"{pet}'s owner has a {relative}. Who is it?"))  # fmt: skip
    return Linked(draw.shuffled(every), ask, y, [has, facts[0]])


SHIFTS = (("one hour", 1), ("an hour", 1), ("two hours", 2), ("three hours", 3), ("four hours", 4))
OPENS = (("opens", "open"), ("closes", "close"), ("starts", "start"), ("begins", "begin"))
COMES = (("arrives", "arrive"), ("leaves", "leave"), ("comes", "come"), ("gets up", "get up"),
         ("eats", "eat"), ("goes home", "go home"))  # fmt: skip


def hours(draw: Draw) -> Linked:
    """An hour so many hours after another's."""
    words, n = draw.pick(SHIFTS)
    later = draw.chance(0.65)
    first = draw.integer(1 if later else 6, 8 if later else 12)
    end = first + n if later else first - n
    side = draw.pick(("after", "later than") if later else ("before", "earlier than"))
    if draw.chance(0.5):
        place = draw.chance(0.5)
        third, base = draw.pick(OPENS[:2] if place else OPENS[2:])
        pool = wide.PLACES if place else wide.EVENTS
        a, b = (f"the {name}" for name in draw.some(draw.part(pool), 2))
    else:
        third, base = draw.pick(COMES)
        a, b = people(draw, 2)
    clock = draw.pick(("", "", " o'clock"))
    facts = [
        capital(f"{a} {third} {words} {side} {b}."),
        capital(f"{b} {third} at {first}{clock}."),
    ]
    ask = draw.pick((f"When does {a} {base}?", f"At what time does {a} {base}?", f"What time does"
                     f" {a} {base}?"))  # fmt: skip
    return Linked(facts if draw.chance(0.7) else facts[::-1], ask, f"at {end}{clock}", facts)


BEFORE = Shapes("{a} is before {b}.", "{a} comes before {b}.", "{a} is earlier than {b}.")
AFTER = Shapes("{b} is after {a}.", "{b} comes after {a}.", "{b} is later than {a}.")
FIRST = ("What comes first?", "What is first?", "Which comes first?", "What is the first thing?")
LAST = ("What comes last?", "What is last?", "Which comes last?", "What is the last thing?")
MIDDLE = ("What is in the middle?", "What comes second?", "Which is in between?")


def events(draw: Draw) -> Linked:
    """Three things of a day, in a row."""
    kind = draw.integer(0, 2)
    if kind == 0:
        names = draw.some([*CATEGORIES["school subject"], "lunch", "breakfast", "sport"], 3)
    elif kind == 1:
        names = [f"the {name}" for name in draw.some(draw.part(wide.EVENTS), 3)]
    else:
        names = draw.some(draw.part(wide.EVENTS), 3)
    facts = [capital((BEFORE if draw.chance(0.45) else AFTER)(draw, a=a, b=b))
             for a, b in pairwise(names)]  # fmt: skip
    at = draw.integer(0, 2)
    ask = draw.pick((FIRST, MIDDLE, LAST)[at])
    every = facts[::-1] if draw.chance(0.5) else facts
    return Linked(every, ask, names[at], facts)


KINDS: tuple[Callable[[Draw], Linked], ...] = (kin, kin, shared, shared, owner, hours, events)
