"""Look-ups over two or more facts that are no pointers: boxes in boxes, order, family, homes.

`chains` asks them as it asks its own, at once or step by step.
"""

from collections.abc import Callable
from itertools import pairwise

from llmcourse.data import vocabulary as v
from llmcourse.data.draw import Draw
from llmcourse.data.families.chain import Chain
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.names import invented, people
from llmcourse.data.words import CITIES, COLORS, THINGS

INSIDE = "box bag drawer basket chest suitcase jar bucket safe trunk purse crate envelope".split()
ROOMS = "kitchen garage attic cellar hall bedroom office garden shed living~room".split()
HOUSES = "house castle school hotel museum tower farm".split()
LIES = Shapes("The {a} is in the {b}.", "The {a} is in the {b}.", "The {a} lies in the {b}.",
              "In the {b} there is the {a}.", "The {b} holds the {a}.",
              "The {a} is inside the {b}.",
              "You find the {a} in the {b}.")  # fmt: skip
ASK_ROOM = Shapes("In which room is the {x}?", "Which room is the {x} in?",
"Where in the house is the {x}?",
                  "In what room can I find the {x}?",
                  "In which room do I find the {x}?")  # fmt: skip


def boxes(draw: Draw, hops: int) -> Chain:
    """A thing in a box in a room."""
    thing = draw.pick([item for item in THINGS if item != "key"])
    path = [thing, *draw.some([i for i in INSIDE if i != thing], hops - 1)]
    path.append(draw.pick(ROOMS).replace("~", " "))
    facts = [LIES(draw, a=a, b=b) for a, b in pairwise(path)]
    others = draw.some([t for t in THINGS if t not in path], draw.integer(0, 2))
    more = [LIES(draw, a=t, b=draw.pick(path[1:])) for t in others]
    ask = ASK_ROOM(draw, x=thing)
    used = facts if draw.chance(0.6) else [*facts]
    text = used + more if draw.chance(0.5) else draw.shuffled(used + more)
    return Chain(" ".join(text), ask, f"the {path[-1]}", tuple(facts))


COMPARED = (
    ("taller", "tallest", "shorter", "shortest"), ("older", "oldest", "younger", "youngest"),
    ("faster", "fastest", "slower", "slowest"), ("richer", "richest", "poorer", "poorest"),
    ("stronger", "strongest", "weaker", "weakest"), ("bigger", "biggest", "smaller", "smallest"),
    ("heavier", "heaviest", "lighter", "lightest"),
)  # fmt: skip


def order(draw: Draw, hops: int) -> Chain:
    """Who is the tallest, of three or four."""
    names = people(draw, hops + 1)
    more, most, less, least = draw.pick(COMPARED)
    flip = draw.chance(0.3)
    facts = []
    for a, b in pairwise(names):
        facts.append(
            f"{b} is {less} than {a}." if flip and draw.chance(0.5) else f"{a} is {more} than {b}."
        )
    top = draw.chance(0.6)
    word = most if top else least
    ask = draw.pick((f"Who is the {word}?", f"Who is {word}?", f"Who is the {word} of them?",
                     f"Which one is the {word}?"))  # fmt: skip
    answer = names[0] if top else names[-1]
    text = facts if draw.chance(0.6) else draw.shuffled(facts)
    return Chain(" ".join(text), ask, answer, tuple(facts if top else facts[::-1]))


KIN = (
    ("mother", "mother", "grandmother"), ("father", "father", "grandfather"), ("mother", "father",
    "grandfather"), ("father", "mother", "grandmother"), ("mother", "sister", "aunt"), ("father",
    "brother",
    "uncle"), ("mother", "brother", "uncle"), ("father", "sister", "aunt"),
)  # fmt: skip
IS = Shapes(
    "{a}'s {r} is {b}.", "{b} is {a}'s {r}.", "The {r} of {a} is {b}.", "{b} is the {r} of {a}."
)


def family(draw: Draw, hops: int) -> Chain:
    """Whose grandmother or uncle somebody is."""
    a, b, c, d, e = people(draw, 5)
    first, second, name = draw.pick(KIN)
    facts = [IS(draw, a=a, b=b, r=first), IS(draw, a=b, b=c, r=second)]
    more = [IS(draw, a=d, b=e, r=draw.pick(("mother", "father", "sister", "brother")))]
    text = draw.shuffled(facts + (more if draw.chance(0.5) else []))
    ask = draw.pick(
        (
            f"Who is {a}'s {name}?",
            f"Who is the {name} of {a}?",
            f"What is the name of {a}'s {name}?",
        )
    )
    return Chain(" ".join(text), ask, c, tuple(facts))


def land(draw: Draw) -> str:
    """A country, mostly one that nobody knows."""
    return (
        invented(draw)
        if draw.chance(0.5)
        else draw.pick(
            (
                "Germany",
                "France",
                "Spain",
                "Italy",
                "Japan",
                "Brazil",
                "Canada",
                "Norway",
                "Poland",
                "Kenya",
            )
        )
    )


HOME: tuple[tuple[Shapes, Shapes, Shapes, Callable[[Draw], str]], ...] = (
    (Shapes("{a} lives in {b}.", "{a}'s home is {b}.", "{a} is from {b}."), Shapes("{a} is in {b}.",
    "{a} is"
     " a city in {b}.", "{a} lies in {b}."), Shapes("In which country does {x} live?",
     "What country does {x}"
     " live in?", "Which country is {x} in?"), land),
    (Shapes("{a} works for {b}.", "{a} has a job at {b}."), Shapes("{a} is in {b}.",
    "The office of {a} is in"
     " {b}."), Shapes("In which city does {x} work?", "Where does {x} work?"),
     lambda draw: draw.pick(CITIES)),
    (Shapes("{a} drives the car of {b}.", "{a} borrowed {b}'s car."), Shapes("{a}'s car is {b}.",
    "The car of"
     " {a} is {b}."), Shapes("What color is the car that {x} drives?", "Which color is {x}'s car?"),
     lambda draw: draw.pick(COLORS)),
    (Shapes("{a} bought a book by {b}.", "{a} reads a book by {b}."), Shapes("{a} comes from {b}.",
    "{a} was"
     " born in {b}."), Shapes("Where does the writer of {x}'s book come from?",
     "From where is the author of"
     " {x}'s book?"), lambda draw: draw.pick(CITIES)),
    (Shapes("{a} plays for {b}.", "{a} is in the team {b}."), Shapes("{a} wears {b}.",
    "The color of {a} is"
     " {b}."), Shapes("What color does {x} wear?", "Which color is the team of {x}?"),
     lambda draw: draw.pick(COLORS)),
    (Shapes("{a} is at the {c} school {b}.", "{a} goes to {b}."), Shapes("{a} starts at {b}.",
    "At {b}, {a}"
     " begins."), Shapes("When does the school of {x} start?",
     "At what time does {x}'s school begin?"),
     lambda draw: f"{draw.integer(7, 10)} o'clock"),
)  # fmt: skip


def bridge(draw: Draw, hops: int) -> Chain:
    """Somebody's town, firm or team, and something about that."""
    first, second, asks, value = draw.pick(HOME)
    n = draw.integer(1, 3)
    names = people(draw, 2 * n)
    owners, middles = names[:n], names[n:]
    ends = [value(draw) for _ in range(n)]
    ones = [
        first(draw, a=a, b=b, c=draw.pick(v.ADJECTIVES))
        for a, b in zip(owners, middles, strict=True)
    ]
    others = [second(draw, a=a, b=b) for a, b in zip(middles, ends, strict=True)]
    at = draw.integer(0, n - 1)
    facts = draw.shuffled([*ones, *others]) if draw.chance(0.6) else [*ones, *others]
    return Chain(" ".join(facts), asks(draw, x=owners[at]), ends[at], (ones[at], others[at]))


KINDS: tuple[Callable[[Draw, int], Chain], ...] = (boxes, boxes, order, family, bridge)


def one(draw: Draw) -> Chain:
    """A look-up over two or three facts."""
    kind = draw.pick(KINDS)
    hops = draw.integer(2, 3)
    return kind(draw, hops)


def said(item: Chain) -> str:
    """The answer as a short sentence."""
    return f"{capital(item.answer)}."
