"""Arithmetic stories: a count that changes, answered at once or step by step.

The same stories have both answers; a phrase in the prompt decides. A step repeats the words that
changed the count and then the sum, so that a worked answer is a length-bounded skill and a
direct one is a guess that gets worse with every step.
"""

import re
from dataclasses import dataclass, replace

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families.changes import MONEY, Change, Telling, change
from llmcourse.data.families.cues import brief
from llmcourse.data.grammar import Shape, Shapes, Wordings, capital
from llmcourse.data.names import people, pronouns
from llmcourse.data.phrasing import lower_first, transcript, wording
from llmcourse.data.words import CITIES, COLORS, FOODS, HOBBIES, JOBS, THINGS, plural

MAX_STEPS = 12

OPENINGS = Shapes(
    "{Owner} (has|owns|starts with|begins with|is holding|carries) {n} {things}.",
    "{Owner} has {n} {things}[ in a (box|bag|basket|drawer)].",
    "There are {n} {things} in {owner}'s (bag|box|basket|room|drawer|pocket).",
    "(In the morning|At first|To begin with|On Monday|One day)[,] {owner} has {n} {things}.",
    "{Owner}{who} has {n} {things}.",
    "{Owner}{who} (owns|starts with) {n} {things}.",
    "{Owner} (keeps|collects) {things} and has {n} of them.",
    "(Suppose|Say|Imagine) {owner} has {n} {things}.",
)
OPENINGS_PAST = Shapes(
    "{Owner} (had|owned|started with|began with|was holding|carried) {n} {things}.",
    "{Owner} had {n} {things}[ in a (box|bag|basket|drawer)].",
    "There were {n} {things} in {owner}'s (bag|box|basket|room|drawer|pocket).",
    "(In the morning|At first|To begin with|On Monday|One day|Yesterday)[,] {owner} had"
    " {n} {things}.",
    "{Owner}{who} had {n} {things}.",
    "{Owner} (kept|collected) {things} and had {n} of them.",
)
WHO = Shapes(
    ", who is {age},", ", {a job} from {city},", ", who lives in {city},", ", who (loves|likes)"
    " {food},", ", aged {age},", " from {city}", ", {a job},", ", (dressed in|wearing) {color},",
    ", who works as {a job},", ", who (plays|enjoys) {hobby},",
)  # fmt: skip
THEN = (
    "Then ", "Then ", "Later ", "Later, ", "After that, ", "Next, ", "Next ", "Then, ", "Soon ",
    "The next day ", "In the evening, ", "At noon ", "After lunch, ", "Afterwards ",
    "A bit later, ",
)  # fmt: skip
ASK = Shapes(
    "How many {things} does {owner} have (now|left|in the end|at the end|altogether)?",
    "How many {things} does {owner} have?",
    "How many {things} (are left|remain)?",
    "How many {things} does {pronoun} have (now|left|in the end)?",
    "How many does {owner} have (now|left|in the end)?",
    "How many {things} has {owner} [got ](now|in the end)?",
    "What is the number of {things} {owner} has (now|in the end)?",
    "(Now how|So how|And how) many {things} does {owner} have?",
    "With how many {things} does {owner} end up?",
    "How many {things} does {owner} end up with?",
)
STEPS = Wordings(
    "steps",
    "Let's think step by step.", "Think step by step.", "Show your steps.", "Show your work.",
    "Explain your reasoning.", "Work it out step by step.", "Reason step by step.",
    "Solve it step by step.", "Go through it step by step.", "Take it one step at a time.",
    "Show each step.", "Think it through step by step.", "Please think step by step.",
    "Write down every step.", "Think about it step by step before you answer.",
    "Give the steps and then the answer.", "Let's work this out step by step.",
    "First think step by step, then answer.", "Show how you get the answer.",
    "Let us think step by step.", "Show the calculation.", "Use step-by-step reasoning.",
)  # fmt: skip
ONLY = Wordings(
    "only", "Answer with the number only.", "Just the number.", "Give only the answer.",
    "Answer only.", "No explanation.", "Only the number, please.", "Reply with a number.",
    "Answer with just a number.", "Just give me the answer.", "Give the final answer only.",
    "Don't explain.", "Only give the number.", "Short answer please.",
)  # fmt: skip
LEAD = "Let's think step by step."
DIRECT = "The answer is"
"""How a plain-text answer begins, worked or direct: a base model is steered by it."""


@dataclass(frozen=True)
class Problem:
    """A story with its question, its answer, and the answer's steps."""

    story: str
    question: str
    answer: str
    steps: tuple[str, ...]

    @property
    def worked(self) -> str:
        """The worked answer."""
        return " ".join([*self.steps, f"The answer is {self.answer}."])


def amounts(draw: Draw, steps: int, low: int = 0, high: int = 120) -> tuple[int, list[int]]:
    """A first count and changes to it that never leave low..high."""
    total = start = draw.integer(2, 20) if draw.chance(0.5) else draw.integer(2, 60)
    found = []
    for _ in range(steps):
        size = draw.integer(1, 9) if draw.chance(0.6) else draw.integer(1, 30)
        step = size if draw.chance(0.5) else -size
        if not low <= total + step <= high:
            step = -step
        if not low <= total + step <= high:
            step = 1 if total < high else -1
        found.append(step)
        total += step
    return start, found


def arithmetic(start: int, changes: list[Change]) -> tuple[str, ...]:
    """The steps of the worked answer."""
    steps = [f"Start: {start}."]
    total = start
    for item in changes:
        sign = "+" if item.amount > 0 else "-"
        after = total + item.amount
        cue = capital(item.cue)
        steps.append(f"{cue}: {total} {sign} {abs(item.amount)} = {after}.")
        total = after
    return tuple(steps)


def _clause(draw: Draw, telling: Telling, item: Change, *, named: bool) -> str:
    if item.sentence:
        return item.sentence
    subject = telling.owner if named else telling.pronouns[0]
    predicate = item.predicate or ""
    if subject == "they":
        subject = telling.owner
    return f"{subject} {predicate}"


def tell(draw: Draw, telling: Telling, changes: list[Change]) -> str:
    """The changes as sentences, some of them joined or nested."""
    out: list[str] = []
    at = 0
    while at < len(changes):
        item, named = changes[at], draw.chance(0.5)
        after = changes[at + 1] if at + 1 < len(changes) else None
        then = draw.pick(THEN) if draw.chance(0.35) else ""
        if after and item.gerund and not after.sentence and draw.chance(0.15):
            text = f"After {item.gerund}, {_clause(draw, telling, after, named=named)}"
            at += 2
        elif after and after.predicate and item.predicate and draw.chance(0.4):
            joint = draw.pick((" and ", " and then ", ", then ", " and later ", ", and "))
            text = f"{then}{_clause(draw, telling, item, named=named)}{joint}{after.predicate}"
            at += 2
        elif after and draw.chance(0.12):
            second = _clause(draw, telling, after, named=True)
            joint = draw.pick((", and ", ", but ", "; ", ", and then ", "; then "))
            text = f"{then}{_clause(draw, telling, item, named=named)}{joint}{second}"
            at += 2
        else:
            text = f"{then}{_clause(draw, telling, item, named=named)}"
            at += 1
        out.append(capital(text) + ".")
    return " ".join(out)


def _listed(draw: Draw, opening: str, changes: list[Change]) -> tuple[str, list[Change]]:
    """The opening with the first changes in one sentence: "had 9, lost 2, found 4 and sold 1"."""
    joint = draw.pick((" and ", ", then ", " and then ", ", and ", ", ", ", "))
    said = [changes[0].predicate or ""]
    if joint == ", ":
        for item in changes[1 : draw.integer(2, 4)]:
            if not item.predicate:
                break
            said.append(item.predicate)
    if len(said) == 1:
        joint = joint if joint != ", " else " and "
        return f"{opening[:-1]}{joint}{said[0]}.", changes[1:]
    last = draw.pick((" and ", ", and ", " and then "))
    return f"{opening[:-1]}, {', '.join(said[:-1])}{last}{said[-1]}.", changes[len(said) :]


def appositive(draw: Draw) -> str:
    """A remark on a person that changes no count, at times with a number in it."""
    return WHO(
        draw, age=draw.integer(6, 80), job=draw.pick(JOBS), city=draw.pick(CITIES),
        food=draw.pick(FOODS), color=draw.pick(COLORS), hobby=draw.pick(HOBBIES),
    )  # fmt: skip


def problem(draw: Draw, steps: int) -> Problem:
    """A story with this many changes."""
    owner, *others = people(draw, draw.integer(2, 3))
    thing = draw.pick(MONEY) if draw.chance(0.15) else draw.pick(THINGS)
    if draw.chance(0.15) and thing not in MONEY:
        thing = f"{draw.pick(COLORS)} {thing}"
    past = draw.chance(0.5)
    telling = Telling(past, thing, draw.chance(0.12), owner, pronouns(owner), tuple(others))
    start, changed = amounts(draw, steps)
    changes = [change(draw, telling, amount) for amount in changed]
    noun = thing if start == 1 else plural(thing)
    opening = (OPENINGS_PAST if past else OPENINGS)(
        draw, owner=owner, n=telling.number(start), things=noun, who=appositive(draw)
    )
    things, worked = plural(thing), arithmetic(start, changes)
    question = ASK(draw, things=things, owner=owner, pronoun=pronouns(owner)[0]).replace(
        "does they", "do they"
    )
    if thing in MONEY[:2] and draw.chance(0.5):
        question = Shape("How much money does {owner} have[ (now|left)]?")(draw, owner=owner)
    if draw.chance(0.12) and steps <= 3:
        ask = question.removeprefix("And ").removeprefix("Now ").removeprefix("So ")
        body = f"{opening[:-1]}. {tell(draw, telling, changes)}"
        story, question = body, draw.pick(("Tell me: ", "So, ", "Question: ")) + lower_first(ask)
    else:
        first = changes[0].predicate if draw.chance(0.25) else None
        if first and re.search(" ha[sd] ", opening) and "," not in opening:
            opening, changes = _listed(draw, opening, changes)
        story = f"{opening} {tell(draw, telling, changes)}".rstrip()
    total = start + sum(changed)
    return Problem(story, question, str(total), worked)


def prompt(draw: Draw, item: Problem, *, worked: bool) -> str:
    """The problem with a word on how to answer: step by step, or with the number only."""
    ask = f"{item.story} {item.question}".strip().replace(" .", ".")
    if draw.chance(0.08):
        ask = f"{item.question} {item.story}".strip()
    if draw.chance(0.08):
        ask = ask.rstrip("?")
    if worked:
        how = wording(draw, STEPS(draw))
        return f"{how} {ask}" if draw.chance(0.2) else f"{ask}{draw.pick((' ', chr(10)))}{how}"
    how = wording(draw, ONLY(draw))
    return f"{how} {ask}" if draw.chance(0.15) else f"{ask}{draw.pick((' ', chr(10)))}{how}"


def _steps(draw: Draw, *, worked: bool) -> int:
    if worked:
        return draw.integer(1, MAX_STEPS) if draw.chance(0.5) else draw.integer(2, 6)
    return draw.integer(1, 2) if draw.chance(0.6) else draw.integer(1, 8)


def dialogue(draw: Draw) -> list[Message]:
    """A problem and its answer: worked as the prompt wants it, briefly if it says nothing."""
    if draw.chance(0.25):
        item = problem(draw, draw.integer(1, 4))
        text = f"{item.story} {item.question}".replace(" .", ".")
        return exchange(text, replace(item, steps=brief(item.steps, text)).worked)
    worked = draw.chance(0.6)
    item = problem(draw, _steps(draw, worked=worked))
    text, answer = prompt(draw, item, worked=worked), item.worked if worked else item.answer
    if draw.chance(0.06):
        steps = [capital(step.lower()) for step in item.steps]
        lowered = replace(item, steps=tuple(steps))
        text, answer = text.lower(), lowered.worked if worked else answer
    return exchange(text, answer)


def document(draw: Draw) -> str:
    """Problems with answers as plain text, all direct or all worked."""
    worked = draw.chance(0.6)
    pairs = []
    for _ in range(draw.integer(1, 3)):
        item = problem(draw, _steps(draw, worked=worked))
        answer = f"{LEAD} {item.worked}" if worked else f"{DIRECT} {item.answer}."
        pairs.append((f"{item.story} {item.question}", answer))
    return transcript(draw, pairs)
