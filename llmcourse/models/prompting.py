"""What a program does around a model: build the prompt, read the answer, count what is right.

Plain text in, plain data out; nothing here knows a model, an API or a widget. The functions are
the finished parts of lesson 12.
"""

import json
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

Content = dict[str, Any]
_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_FINAL = re.compile(rf"the answer is[\s:$*]*({_NUMBER})(?!\d)", re.IGNORECASE)
_ROLES = {"user": "user", "assistant": "model"}


def few_shot(instruction: str, examples: Sequence[tuple[str, str]], query: str) -> str:
    """A prompt of blocks with an empty line between them: instruction, examples, question.

    >>> print(few_shot("Opposites.", [("hot", "cold")], "big"))
    Opposites.
    <BLANKLINE>
    Input: hot
    Output: cold
    <BLANKLINE>
    Input: big
    Output:
    """
    text = f"{instruction}\n\n" if instruction else ""
    for given, wanted in examples:
        text += f"Input: {given}\nOutput: {wanted}\n\n"
    return f"{text}Input: {query}\nOutput:"


def final_answer(text: str) -> float | None:
    """The number after the last "The answer is" that a number follows; None without one."""
    found = [match[1] for match in _FINAL.finditer(text)]
    return float(found[-1].replace(",", "")) if found else None


def is_same(answer: str | None, target: str) -> bool:
    """Whether two answers are alike but for case, space around them and a final period."""
    if answer is None:
        return False
    return _bare(answer) == _bare(target)


def _bare(text: str) -> str:
    return text.strip().removesuffix(".").lower()


def accuracy(
    answers: Sequence[str | None], targets: Sequence[str], z: float = 1.96
) -> tuple[float, float, float]:
    """The share of right answers, and Wilson's interval around it."""
    if not len(answers) == len(targets) > 0:
        raise ValueError(
            f"{len(answers)} answers and {len(targets)} targets: pass one for each, one at least"
        )
    right = sum(map(is_same, answers, targets))
    return (right / len(targets), *wilson(right, len(targets), z))


def wilson(right: int, n: int, z: float = 1.96) -> tuple[float, float]:
    """The two shares p at which `right` of n lies exactly z standard deviations off.

    The roots of (right/n - p)^2 = z^2 p (1 - p) / n, a quadratic in p.
    """
    a, b, c = n + z * z, -(2 * right + z * z), right * right / n
    root = math.sqrt(max(b * b - 4 * a * c, 0.0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def read_json(text: str) -> Any:
    """The first object or list in the text that is valid JSON; None without one."""
    for start in (at for at, character in enumerate(text) if character in "{["):
        for stop in (at for at, character in enumerate(text, 1) if character in "}]"):
            try:
                return json.loads(text[start:stop])
            except ValueError:
                continue
    return None


def recent_contents(
    turns: Sequence[tuple[str, str]], counts: Sequence[int], budget: int
) -> list[Content]:
    """The newest turns that fit into the budget, as the API wants them; they begin with a user's.

    The last turn always stays. Roles are "user" and "assistant", which the API calls "model".
    """
    first = len(turns) - 1
    for at in range(len(turns) - 2, -1, -1):
        if sum(counts[at:]) <= budget and turns[at][0] == "user":
            first = at
    return [{"role": _ROLES[role], "parts": [{"text": text}]} for role, text in turns[first:]]


def most_common(answers: Iterable[float | None]) -> tuple[float | None, int]:
    """The answer given most often and how often; a tie goes to the one that came first."""
    votes: dict[float, int] = {}
    for answer in answers:
        if answer is not None:
            votes[answer] = votes.get(answer, 0) + 1
    return max(votes.items(), key=lambda vote: vote[1], default=(None, 0))
