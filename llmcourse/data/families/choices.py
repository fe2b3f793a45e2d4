"""Choices without a right answer: "Pick a color" has known odds, which a model can learn.

The odds are the lesson: samples at temperature 1 should follow them, greedy gives the first.
"""

from llmcourse.data import wide
from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Wordings, capital
from llmcourse.data.phrasing import wording

ODDS: dict[str, dict[str, float]] = {
    "color": {
        "Blue": 0.35,
        "Red": 0.25,
        "Green": 0.2,
        "Yellow": 0.1,
        "Purple": 0.06,
        "White": 0.04,
    },
    "coin": {"Heads": 0.5, "Tails": 0.5},
    "die": {str(n): 1 / 6 for n in range(1, 7)},
    "number": {"7": 0.4, "3": 0.25, "5": 0.15, "8": 0.1, "2": 0.05, "9": 0.05},
    "fruit": {"Apple": 0.5, "Banana": 0.25, "Pear": 0.15, "Plum": 0.1},
    "day": {"Friday": 0.4, "Saturday": 0.3, "Sunday": 0.2, "Monday": 0.1},
}
"""What each choice falls on, and how often."""

ASK: dict[str, Wordings] = {
    "color": Wordings("color", "Pick a color.", "Choose a color.", "Name a color.", "Any color?",
                      "Say a color.", "Give me a color.", "Think of a color.", "A color, please.",
                      "Pick any color.", "Tell me a color.", "Which color do you pick?"),
    "coin": Wordings("coin", "Flip a coin.", "Toss a coin.", "Heads or tails?", "Throw a coin.",
                     "Flip a coin for me."),
    "die": Wordings("die", "Roll a die.", "Roll the dice.", "Throw a die.", "Roll a six-sided die.",
                    "Roll a die for me."),
    "number": Wordings("number", "Pick a number from 1 to 10.", "Choose a number from 1 to 10.",
                       "Give me a number between 1 and 10.", "Say a number from 1 to 10.",
                       "Pick a number between 1 and 10.", "Think of a number from 1 to 10."),
    "fruit": Wordings("fruit", "Pick a fruit.", "Name a fruit.", "Choose a fruit.", "Say a fruit."),
    "day": Wordings("day", "Pick a day.", "Pick a day of the week.", "Choose a day of the week.",
                    "Name a day of the week.", "Say a day."),
}  # fmt: skip


BETWEEN = Wordings(
    "choice between things",
    "{A} or {b}?", "Choose: {a} or {b}.", "Pick one: {a} or {b}.", "Which one, {a} or {b}?",
    "Would you take {a} or {b}?", "{A} or {b}, what do you pick?", "Do you want {a} or {b}?",
    "Choose between {a} and {b}.", "I cannot decide between {a} and {b}. You choose.",
)  # fmt: skip
"""The odds are even."""


def between(draw: Draw) -> list[Message]:
    """A wish for one of two things."""
    kind = draw.pick(("food", "drink", "plant", "toy"))
    one, other = wide.noun(draw, kind), wide.noun(draw, kind)
    while other == one:
        other = wide.noun(draw, kind)
    answer = draw.pick((one, other))
    return exchange(wording(draw, BETWEEN(draw, a=one, b=other)), f"{capital(answer)}.")


def dialogue(draw: Draw) -> list[Message]:
    """A wish for a choice, and one by the odds."""
    if draw.chance(0.15):
        return between(draw)
    kind = "color" if draw.chance(0.4) else draw.pick(tuple(ODDS))
    odds = ODDS[kind]
    answer = draw.weighted(tuple(odds), tuple(odds.values()))
    mark = "" if answer.isdigit() else "."
    return exchange(wording(draw, ASK[kind](draw)), f"{answer}{mark}")
