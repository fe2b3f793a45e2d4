"""Best-of-N on measured answers: a curve of quality against N for each reward, and its price.

All answers were written before; moving N takes no model. The curve is the mean over all choices of
N of a question's candidates, computed in the browser; a function that is handed in is called here
once for each reward and N, and held against it.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from llmcourse.models.candidates import Problem
from llmcourse.models.choosing import best_of_n, said
from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BestOf = Callable[[Tensor, Tensor, int], float]
SHOWN = 6
UPPER = "the truth"


class BestOfN(CourseWidget):
    """Explore `problems`, whose candidates have several rewards each; the first six can be read.

    `function(rewards, values, n)` is held against the widget's own best-of-n; where it fails, the
    widget says so. Raises ValueError unless all problems have equally many candidates.
    """

    scripts = ("bestof.js", "bestof_view.js")
    styles = ("bestof.css",)

    def __init__(
        self,
        problems: Sequence[Problem],
        function: BestOf | None = None,
        *,
        title: str = "Best of N",
    ) -> None:
        counts = {len(one.candidates) for one in problems}
        if len(counts) != 1 or 0 in counts:
            raise ValueError("pass problems with equally many candidates, at least one")
        self.problems, self.m = list(problems), counts.pop()
        self.rewards = list(problems[0].candidates[0].rewards)
        self.problem = ""
        name = getattr(function, "__name__", "your function") if function else ""
        yours = [self._asked(function, name, one) for one in self.rewards] if function else []
        everyone = [one for problem in problems for one in problem.candidates]
        super().__init__(
            data={
                "title": title,
                "name": name,
                "rewards": self.rewards,
                "upper": UPPER,
                "numbers": [[self.scores(one, at) for at in self.problems] for one in self.rewards],
                "right": [[one.right for one in problem.candidates] for problem in problems],
                "each": sum(one.tokens for one in everyone) / len(everyone),
                "yours": yours,
                "problem": self.problem,
                "problems": [_readable(one) for one in self.problems[:SHOWN]],
            }
        )

    @staticmethod
    def scores(reward: str, problem: Problem) -> list[float]:
        """A reward of every candidate; what is not finite counts as very low."""
        found = [one.rewards[reward] for one in problem.candidates]
        return [round(max(-1e9, value), 6) for value in found]

    def curve(self, reward: str, function: BestOf = best_of_n) -> list[float]:
        """The share of right answers for n from 1 to all: the twin of `curve` in bestof.js."""
        total = [0.0] * self.m
        for problem in self.problems:
            rewards = torch.tensor(self.scores(reward, problem), dtype=torch.float64)
            right = torch.tensor([float(one.right) for one in problem.candidates]).double()
            for n in range(1, self.m + 1):
                total[n - 1] += float(function(rewards, right, n))
        return [value / len(self.problems) for value in total]

    def _asked(self, function: BestOf, name: str, reward: str) -> list[float]:
        try:
            return self.curve(reward, function)
        except Exception as error:
            self.problem = self.problem or f"{name} raised {type(error).__name__}: {error}"[:500]
            return []

    def describe(self) -> str:
        lines = [
            f"{self.data['title']}: share right on {len(self.problems)} questions, with N answers "
            f"of {self.data['each']:.0f} tokens each."
        ]
        for reward in self.rewards:
            found = self.curve(reward)
            some = [n for n in (1, 2, 4, 8, 16, 32) if n <= self.m]
            parts = ", ".join(f"{found[n - 1]:.2f} at N = {n}" for n in some)
            lines.append(f"by {reward}: {parts}")
        return "\n".join([*lines, self.problem]).strip()

    def draw(self) -> "Figure":
        figure = new_figure(6.4, 3.4, self.data["title"])
        axes = figure.subplots()
        styles = ("-", "--", "-.", ":", (0, (1, 1)))
        for reward, style in zip(self.rewards, styles, strict=False):
            axes.plot(range(1, self.m + 1), self.curve(reward), linestyle=style, label=reward)
        axes.set(xlabel="N, answers to choose from", ylabel="share right")
        axes.legend(fontsize=8)
        axes.spines[["top", "right"]].set_visible(False)
        return figure


def _readable(problem: Problem) -> dict[str, Any]:
    answers = [said(one.text) for one in problem.candidates]
    return {
        "question": problem.question,
        "target": problem.target,
        "texts": [one.text for one in problem.candidates],
        "answers": ["none" if one is None else str(one) for one in answers],
        "tokens": [one.tokens for one in problem.candidates],
    }
