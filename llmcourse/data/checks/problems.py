"""The checker's part for short problems: true sums, on numbers that the text has; see `checks`."""

import re
from collections.abc import Sequence

from llmcourse.data.checks.counts import Wrong, apply, numbers, steps_of

_IMPLIED = (
    (r"\b(?:twice|two|half|doubles?|two times|unicycle|bike|bicycle|motorcycle|scooter|pairs?|"
     r"hens?|"
     r"ducks?|chickens?|geese|goose|birds?|people|person|penguins?|ostrich|swans?|owls?|parrots?|"
     r"roosters?)", 2),
    (r"\b(?:third|each (?:have|get|bring|find)|three times|tricycle|triangle)", 3),
    (r"\b(?:quarter|cows?|dogs?|cats?|horses?|sheep|pigs?|goats?|lions?|elephants?|rabbits?|tables?|"
     r"chairs?|"
     r"donkeys?|fox|mouse|mice|cars?|vans?|taxis?|square)", 4),
    (r"\bhand", 5), (r"\b(?:ant|bee|beetle|fly|flies|insect|wasp|butterfl)", 6), (r"\bweek", 7),
    (r"\b(?:spider|octopus)", 8), (r"\b(?:dozen|years?)\b", 12), (r"\bday", 24), (r"\bhour", 60),
    (r"\bdollar", 100), (r"\bunicycle", 1),
)  # fmt: skip
_ALL = re.compile(r"do they have|in all\b|\btotal\b|together", re.I)
_CUES = (
    (r"\b(?:share[sd]?|divides?|splits?) .*(?:equally|evenly|fairly)", "/"),
    (r"how many (?:more|fewer)\b[^.?]* than|difference|missing|cheaper", "-"),
    (r"\bleft over|\bremain\b|still there\?|are left\?", "-/"),
    (r"(?:altogether|in total|all together|in all)\?", "+*"),
)


def short_problem(text: str, answer: str) -> str | None:
    """The sums are true, use the text's numbers, and have the sign that the question's words ask.

    A number that stands alone is only shown to be reachable; which sums the story wants is read
    from a few words, not from the story.
    """
    sums = steps_of(answer)
    told = numbers(text)
    implied = [n for pattern, n in _IMPLIED if re.search(pattern, text, re.I)]
    if not sums:
        close = (
            not answer.isdigit()
            or int(answer) in told
            or any(_reachable(row, int(answer)) for row in (told, told[::-1]))
        )
        free = implied or len(told) > 2 or _ALL.search(text)
        if not close and not (free and _within(set(told) | set(implied), int(answer))):
            raise Wrong(f"{answer} does not follow from {told}")
        return None
    known = set(told) | set(implied)
    for a, sign, b in sums:
        if not {a, b} <= known:
            raise Wrong(f"{a} {sign} {b} uses what the text does not say")
        known.add(apply(a, sign, b))
    last = apply(*sums[-1])
    if not answer.endswith(f"The answer is {last}."):
        raise Wrong(f"the answer should be {last}")
    signs = {sign for _, sign, _ in sums}
    for pattern, wanted in _CUES:
        if re.search(pattern, text, re.I) and not signs & set(wanted):
            raise Wrong(f"{pattern} wants one of {wanted}")
    return None


def _within(known: set[int], target: int) -> bool:
    """Whether three sums on the numbers, each usable more than once, can give the target."""
    found = set(known)
    for _ in range(2):
        found |= {apply(a, sign, b) for a in found for b in known for sign in "+-*/"}
    return any(target in {v + n, v - n, n - v} or (n and target * n == v)
               for v in found for n in found)  # fmt: skip


def _reachable(told: Sequence[int], target: int) -> bool:
    values = {told[0]} if told else set()
    for n in told[1:]:
        values |= {apply(v, sign, n) for v in values for sign in "+-*/"} | {n - v for v in values}
        values |= {v * n for v in values} | {n}
    if len(told) == 3:
        a, b, c = told
        values |= {a - b * c, b - a * c, c - a * b}
    if told and told[0] == 1 and target not in values:
        return _reachable(told[1:], target)
    return target in values
