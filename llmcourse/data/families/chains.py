"""Pointers to follow: who follows whom, whose boss is who, where the thing that he has is kept.

Answered at once or hop by hop; a phrase in the prompt decides, as with arithmetic.
"""

from collections.abc import Callable
from itertools import pairwise

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import lookups, posing
from llmcourse.data.families.chain import Chain
from llmcourse.data.families.sums import DIRECT, LEAD, STEPS
from llmcourse.data.grammar import Shapes, Wordings, capital
from llmcourse.data.names import invented, people
from llmcourse.data.phrasing import transcript, wording
from llmcourse.data.words import CITIES, COLORS, DRINKS, FOODS

MAX_HOPS = 6


RELATIONS = (
    ("{a} follows {b}.", "Start at {x} and go {n} steps. Where do you end?",
     "Who is {n} steps after {x}?", "Follow the chain from {x} for {n} steps. Who is it?"),
    ("{a} points to {b}.", "Start at {x} and follow {n} pointers. Where do you end?",
     "From {x}, follow the arrows {n} times. Where are you?"),
    ("{a}'s boss is {b}.", "Who is {n} levels above {x}?", "Go up {n} bosses from {x}. Who is it?"),
    ("{a} sits behind {b}.", "Go forward {n} seats from {x}. Who sits there?"),
    ("{a} gives the ball to {b}.", "{x} has the ball. Who has it after {n} passes?",
     "Starting with {x}, the ball is passed {n} times. Who has it?"),
    ("{a}'s teacher is {b}.", "Who is {n} teachers up from {x}?"),
    ("{a} -> {b}.", "Start at {x}. Follow {n} arrows. Where are you?", "From {x}, {n} steps:"),
    ("{a} calls {b}.", "{x} has news. After {n} calls, who hears it last?"),
    ("{a} points to {b}.", "Starting from {x}, where are you after {n} steps?",
    "Where does {x} lead after"
     " {n} steps?"),
    ("{a} leads to {b}.", "Start at {x}. After {n} steps, where are you?"),
    ("{a} comes before {b}.", "Which one is {n} places after {x}?"),
    ("{a} is next to {b}.", "Go {n} places on from {x}. Where are you?"),
    ("{a} writes to {b}.", "A letter starts with {x} and goes on {n} times. Who has it?"),
)  # fmt: skip
POSSESSIVE = (
    ("{a}'s boss is {b}.", "boss"), ("{a}'s teacher is {b}.", "teacher"),
    ("{a}'s friend is {b}.", "friend"), ("{a}'s neighbor is {b}.", "neighbor"),
    ("{a}'s mother is {b}.", "mother"), ("{a}'s doctor is {b}.", "doctor"),
    ("The {r} of {a} is {b}.", "brother"), ("{b} is {a}'s {r}.", "coach"),
)  # fmt: skip
PLACES = Shapes("{a} lives in {b}.", "{a}'s home is {b}.", "{a} is from {b}.")
ENDS: tuple[tuple[str, str, Callable[[Draw], str]], ...] = (
    ("{a} is a town in {b}.", "In which country does {x} live?", lambda draw: invented(draw)),
    ("{a} is famous for its {b}.", "What is the home of {x} famous for?",
     lambda draw: draw.pick(FOODS)),
    ("The color of {a} is {b}.", "What is the color of {x}'s town?",
    lambda draw: draw.pick(COLORS)),
    ("People in {a} drink {b}.", "What do people drink where {x} lives?",
     lambda draw: draw.pick(DRINKS)),
)  # fmt: skip
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six")


def pointers(draw: Draw, hops: int) -> Chain:
    """A chain of one relation."""
    length = hops + 1 + draw.integer(0, 3)
    names = people(draw, length)
    if draw.chance(0.2):
        names = draw.some([chr(code) for code in range(65, 91)], length)
    elif draw.chance(0.12):
        names = [
            capital(word) for word in draw.some(COLORS if length <= len(COLORS) else CITIES, length)
        ]
    elif draw.chance(0.1):
        names = draw.some(CITIES, length)
    relation, *asks = draw.pick(RELATIONS)
    facts = [relation.format(a=a, b=b) for a, b in pairwise(names)]
    start = draw.integer(0, length - 1 - hops)
    number = NUMBERS[hops] if draw.chance(0.3) else str(hops)
    question = draw.pick(asks).format(x=names[start], n=number)
    if hops == 1:
        question = question.replace("steps", "step").replace("times", "time")
    used = tuple(facts[start : start + hops])
    return Chain(" ".join(draw.shuffled(facts)), question, names[start + hops], used)


def nested(draw: Draw, hops: int) -> Chain:
    """ "Who is the boss of the boss of Zara?" and its kin."""
    length = hops + 1 + draw.integer(0, 3)
    names = people(draw, length)
    relations = [draw.pick(POSSESSIVE) for _ in range(length - 1)]
    facts = [
        shape.format(a=a, b=b, r=word)
        for (shape, word), a, b in zip(relations, names, names[1:], strict=False)
    ]
    start = draw.integer(0, length - 1 - hops)
    words = [word for _, word in relations[start : start + hops]]
    if draw.chance(0.5):
        question = f"Who is {names[start]}'s " + "'s ".join(words) + "?"
    else:
        question = f"Who is the {' of the '.join(reversed(words))} of {names[start]}?"
    used = tuple(facts[start : start + hops])
    return Chain(" ".join(draw.shuffled(facts)), question, names[start + hops], used)


def homes(draw: Draw) -> Chain:
    """Where somebody lives, and something about that place."""
    n = draw.integer(2, 4)
    names = people(draw, n)
    cities = draw.some(CITIES, n)
    shape, ask, value = draw.pick(ENDS)
    homes = [PLACES(draw, a=a, b=b) for a, b in zip(names, cities, strict=True)]
    ends = [value(draw) for _ in range(n)]
    facts = [shape.format(a=a, b=b) for a, b in zip(cities, ends, strict=True)]
    at = draw.integer(0, n - 1)
    return Chain(
        " ".join(draw.shuffled([*homes, *facts])), ask.format(x=names[at]), ends[at],
        (homes[at], facts[at]),
    )  # fmt: skip


HANDOFF = Wordings(
    "chain", "Use the facts.", "Here are some facts.", "Read the facts.", "Facts:", "Given:",
    "Look at these facts.", "Follow the chain.", "Answer from the facts.", "Puzzle:",
)  # fmt: skip


def one(draw: Draw, hops: int) -> Chain:
    """A chain of any kind."""
    if draw.chance(0.35):
        return lookups.one(draw)
    kind = draw.unit()
    if kind < 0.15 and hops == 2:
        return homes(draw)
    return nested(draw, hops) if kind < 0.45 and hops <= 4 else pointers(draw, hops)


def final(item: Chain) -> str:
    """The direct answer."""
    return f"{capital(item.answer)}."


def dialogue(draw: Draw) -> list[Message]:
    """Facts and a question: pointers and look-ups, or facts about anything."""
    if draw.chance(0.55):
        return posing.dialogue(draw)
    worked = draw.chance(0.6)
    item = one(draw, draw.integer(1, MAX_HOPS) if worked else draw.integer(1, 4))
    text = f"{item.facts}{draw.pick((' ', chr(10)))}{item.question}"
    if draw.chance(0.25):
        text = f"{HANDOFF(draw)} {text}"
    if worked:
        how = wording(draw, STEPS(draw))
        text = f"{how} {text}" if draw.chance(0.2) else f"{text}{draw.pick((' ', chr(10)))}{how}"
    return exchange(text, item.worked if worked else final(item))


def document(draw: Draw) -> str:
    """Chains as plain text."""
    pairs = []
    for _ in range(draw.integer(1, 3)):
        worked = draw.chance(0.55)
        if draw.chance(0.4):
            item = posing.one(draw).chain()
        else:
            item = one(draw, draw.integer(1, MAX_HOPS) if worked else draw.integer(1, 4))
        answer = f"{LEAD} {item.worked}" if worked else f"{DIRECT} {item.answer}."
        pairs.append((f"{item.facts} {item.question}", answer))
    return transcript(draw, pairs)
