"""A bench for prompts: shares of right answers with their intervals, question by question.

Each prompt was asked the same questions; the widget counts how many of the first n were right, with
a given function's intervals beside its own, and compares two prompts on the questions where they
differ (an exact sign test, McNemar's). It asks no model: the answers come with it.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import traitlets

from llmcourse.models.prompting import wilson
from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Score = Callable[[list[str | None], list[str]], tuple[float, float, float]]
"""(answers, targets) -> share, lower and upper end: `accuracy` of lesson 12."""


class PromptBench(CourseWidget):
    """Compare prompts by their answers to the same questions: {prompt: right or wrong, in order}.

    `score(answers, targets)` gives share and interval; `tokens` says how many an answer took with
    each prompt, on average. Raises ValueError for prompts with different numbers of questions.
    """

    yours = traitlets.Bytes().tag(sync=True)

    scripts = ("bench.js",)
    styles = ("bench.css",)

    def __init__(
        self,
        right: Mapping[str, Sequence[bool]],
        score: Score | None = None,
        *,
        tokens: Mapping[str, float] | None = None,
        title: str = "Which prompt is better?",
    ) -> None:
        names, rows = list(right), [[bool(one) for one in row] for row in right.values()]
        if len(rows) < 2 or len({len(row) for row in rows}) != 1 or not rows[0]:
            raise ValueError("pass two prompts or more, each with an answer to every question")
        self.rows, self.problem = rows, ""
        given = self._asked(score) if score else np.zeros(0)
        super().__init__(
            data={
                "title": title,
                "names": names,
                "right": [[int(one) for one in row] for row in rows],
                "tokens": [round(float(tokens[name]), 1) for name in names] if tokens else [],
                "score": getattr(score, "__name__", "your function") if score else "",
                "problem": self.problem,
            },
            yours=given.astype("<f8").tobytes(),
        )

    def _asked(self, score: Score) -> "np.ndarray":
        """What the given function says of every beginning of every row: (row, n, 3)."""
        n = len(self.rows[0])
        found = np.zeros((len(self.rows), n, 3))
        try:
            for at, row in enumerate(self.rows):
                answers: list[str | None] = ["yes" if one else "no" for one in row]
                for length in range(1, n + 1):
                    found[at, length - 1] = score(answers[:length], ["yes"] * length)
        except Exception as error:
            name = getattr(score, "__name__", "your function")
            self.problem = f"{name} raised {type(error).__name__}: {error}"[:500]
            return np.zeros(0)
        return found

    def shown(self, prompt: int, n: int) -> tuple[int, float, float]:
        """How many of the first n are right, and the twin of `interval` in bench.js."""
        right = sum(self.rows[prompt][:n])
        return (right, *wilson(right, n))

    def describe(self) -> str:
        n = len(self.rows[0])
        lines = [f"{self.data['title']} {n} questions each."]
        for at, name in enumerate(self.data["names"]):
            right, low, high = self.shown(at, n)
            lines.append(f"{name}: {right} of {n} right, {right / n:.2f} ({low:.2f} to {high:.2f})")
        only = differing(self.rows[0], self.rows[-1])
        lines.append(f"First against last: p = {sign_test(*only):.2g} by the sign test.")
        return "\n".join([*lines, self.problem]).strip()

    def draw(self) -> "Figure":
        n = len(self.rows[0])
        figure = new_figure(7.2, 1.2 + 0.45 * len(self.rows), str(self.data["title"]))
        axes = figure.subplots()
        for at in range(len(self.rows)):
            right, low, high = self.shown(at, n)
            axes.plot([low, high], [-at, -at], color="#0072B2", linewidth=6, alpha=0.35)
            axes.plot([right / n], [-at], "o", color="#0072B2")
        axes.set_yticks([-at for at in range(len(self.rows))], self.data["names"], fontsize=9)
        axes.set(xlim=(0, 1), xlabel=f"share right of {n}, with its interval")
        axes.spines[["top", "right"]].set_visible(False)
        return figure


def differing(a: Sequence[int], b: Sequence[int]) -> tuple[int, int]:
    """How many questions only the first, and only the second, got right."""
    pairs = list(zip(a, b, strict=True))
    return sum(x and not y for x, y in pairs), sum(y and not x for x, y in pairs)


def sign_test(only_a: int, only_b: int) -> float:
    """The chance of a difference at least as large if both were equally good, two-sided."""
    n, least = only_a + only_b, min(only_a, only_b)
    tail = sum(math.comb(n, k) for k in range(least + 1)) / 2.0**n
    return min(1.0, 2 * tail)
