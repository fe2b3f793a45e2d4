"""Where a thing is: in, under or behind things in a room, or in the hands of the last who got it.

Part of what `posing` lays out.
"""

from itertools import pairwise

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.links import Linked
from llmcourse.data.grammar import with_article
from llmcourse.data.names import people, pronouns

SITS = ("in", "in", "under", "on", "behind", "next to", "inside", "below", "on top of")
SITES = wide.items("""
attic, kitchen, garage, cellar, bedroom, garden, office, hall, barn, tent, library, bathroom
workshop, classroom, living room, dining room, basement, shed, pantry, museum, ship, tower, castle
""")


def spots(draw: Draw) -> Linked:
    """A thing in, under or behind a thing in a room."""
    n = draw.integer(1, 3)
    things = list(dict.fromkeys(wide.countable(draw) for _ in range(n + 3)))
    path, site = things[: n + 1], draw.pick(SITES)
    facts = [f"The {a} is {draw.pick(SITS)} the {b}." for a, b in pairwise(path)]
    facts.append(f"The {path[-1]} is in the {site}.")
    thing, room = path[0], draw.pick(("room", "place", "part of the building"))
    ask = draw.pick((
        f"In which {room} is the {thing}?", f"Which {room} is the {thing} in?",
        f"In what {room} can I find the {thing}?", f"What {room} is the {thing} in?",
    ))  # fmt: skip
    every = list(facts)
    if len(things) > n + 1 and draw.chance(0.4):
        other = draw.pick([s for s in SITES if s != site])
        every.insert(draw.integer(0, len(every)), f"The {things[n + 1]} is in the {other}.")
    if draw.chance(0.3):
        every = draw.shuffled(every)
    return Linked(every, ask, f"the {site}", facts)


GIVES = wide.items("gave:gives, handed:hands, passed:passes, sent:sends, lent:lends, sold:sells")
PUTS = ("put it", "hid it", "left it", "keeps it", "locked it", "dropped it")


def hands(draw: Draw) -> Linked:
    """A thing that goes from hand to hand."""
    names = people(draw, draw.integer(2, 4))
    thing, past = wide.countable(draw), draw.chance(0.7)
    facts = []
    for at, (a, b) in enumerate(pairwise(names)):
        verb = draw.pick(GIVES).split(":")[0 if past else 1]
        own = with_article(thing) if draw.chance(0.4) else f"{pronouns(a)[2]} {thing}"
        said = own if at == 0 else draw.pick((f"the {thing}", "it", f"the {thing}"))
        facts.append(f"{a} {verb} {said} to {b}.")
    last = names[-1]
    if past and draw.chance(0.5):
        box = wide.countable(draw, "container")
        facts.append(f"{last} {draw.pick(PUTS)} in {pronouns(last)[2]} {box}.")
        ask = draw.pick((f"Where is the {thing} now?", f"Where's the {thing} now?",
                         f"Where can I find the {thing}?", f"where is the {thing}"))  # fmt: skip
        return Linked(facts, ask, f"in {last}'s {box}", facts)
    ask = draw.pick((f"Who has the {thing} now?", f"Who has the {thing}?", f"Who ends up with the"
                     f" {thing}?", f"Who has the {thing} at the end?", f"With whom is the {thing}"
                     " now?"))  # fmt: skip
    return Linked(facts, ask, last, facts)


KINDS = (spots, spots, hands)
