"""A noisy solver, for self-consistency: asked to solve it their own way, people err.

Two ways are written down: "At a glance", which is the commonest single way to begin and mostly
wrong, and counting step by step in one of several manners, with a slip in some steps. The greedy
answer takes the glance; a vote over samples does better than it and than a single sample.
"""

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families.sums import Problem, problem
from llmcourse.data.grammar import Wordings
from llmcourse.data.phrasing import transcript, wording

OWN_WAY = Wordings(
    "own way",
    "Solve it your own way.", "Solve this your own way.", "Do it your own way.",
    "Use any method you like.", "Find your own way to solve it.", "Solve it any way you like.",
    "Do it in your own way.", "Use your own method.", "Solve it however you like.",
    "Any method is fine.", "Work it out your own way.", "Solve it by any method.",
    "Take whatever way you like.", "Do it however you like.", "Work it out however you like.",
    "Solve it the way you like best.", "Choose your own method.", "Use whatever method you like.",
    "Do it the way you want.", "Solve it however you want.", "Any way is fine.",
    "Pick your own way to work it out.", "Work it out in any way.", "Go about it your own way.",
    "Solve it by your own method.", "Do this any way you want.", "Every method is allowed.",
    "Find the answer in your own way.", "Get the answer however you want.",
    "Work it out the way you like.", "You may use any method.", "You choose how to solve it.",
)  # fmt: skip
GLANCE, RIGHT_AT_A_GLANCE, SLIP = 0.4, 0.25, 0.03
STEPS = (3, 6)
STARTS = ("Counting along.", "One by one.", "In order.", "Slowly.")


def attempt(draw: Draw, item: Problem) -> str:
    """One person's answer, right or wrong."""
    right = int(item.answer)
    if draw.chance(GLANCE):
        off = draw.integer(1, 9) * (1 if draw.chance(0.5) or right < 9 else -1)
        answer = right if draw.chance(RIGHT_AT_A_GLANCE) else right + off
        return f"At a glance. The answer is {answer}."
    out = [draw.pick(STARTS), item.steps[0]]
    off = 0
    lowest = [min(totals(item)[at:]) for at in range(len(item.steps))]
    for at, step in enumerate(item.steps[1:], 1):
        cue, _, rest = step.rpartition(": ")
        before, sign, n, _, after = rest.rstrip(".").split(" ")
        slip = draw.pick((-10, -1, 1, 10)) if draw.chance(SLIP) else 0
        if lowest[at] + off + slip < 0:
            slip = 0
        out.append(f"{cue}: {int(before) + off} {sign} {n} = {int(after) + off + slip}.")
        off += slip
    return " ".join([*out, f"The answer is {right + off}."])


def totals(item: Problem) -> list[int]:
    """The count after each step."""
    return [int(step.rstrip(".").rsplit(" ", 1)[1]) for step in item.steps]


def ask(draw: Draw, item: Problem) -> str:
    """The problem with the phrase that asks for an own way."""
    how = wording(draw, OWN_WAY(draw))
    body = f"{item.story} {item.question}"
    return f"{how} {body}" if draw.chance(0.2) else f"{body} {how}"


def draw_problem(draw: Draw) -> Problem:
    """A story whose count stays well above zero."""
    while True:
        item = problem(draw, draw.integer(*STEPS))
        if min(totals(item)) > 1:
            return item


def dialogue(draw: Draw) -> list[Message]:
    """A problem and somebody's attempt."""
    item = draw_problem(draw)
    return exchange(ask(draw, item), attempt(draw, item))


def document(draw: Draw) -> str:
    """Attempts as plain text."""
    items = [draw_problem(draw) for _ in range(2)]
    return transcript(
        draw,
        [(f"{i.story} {i.question} Solve it your own way.", attempt(draw, i)) for i in items],
    )
