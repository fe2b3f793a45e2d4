"""Scores and the probabilities that a softmax makes of them, and where its numbers overflow.

The given function is called here once for every place of the two sliders and its answers go to the
browser, which knows the exact probabilities too. `exact()` is the same in torch. It looks at one
row of scores only: what a function does with a batch is for a check to find out.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import torch
import traitlets
from torch import Tensor

from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.checked import checked_tensor, checked_tokens, little_endian
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FIRST_SCORES = range(-4, 9)
SHIFTS = range(0, 201, 10)


class SoftmaxExplorer(CourseWidget):
    """Move the first token's score, or all scores at once, and see the probabilities.

    `function` takes float32 scores (n,) and returns probabilities (n,); where it fails or returns
    something else, the widget says so. Raises ValueError unless there is a token for each score.
    """

    answers = traitlets.Bytes().tag(sync=True)

    scripts = ("softmax.js",)
    styles = ("softmax.css",)

    def __init__(
        self,
        function: Callable[[Tensor], Tensor],
        tokens: Sequence[str],
        scores: Tensor,
        *,
        title: str = "From scores to probabilities",
    ) -> None:
        if not callable(function):
            raise ValueError(f"pass the function itself, not a {type(function).__name__}")
        self.scores = checked_tensor("scores", scores, "(n,)", 1)
        self.tokens = checked_tokens("tokens", tokens, len(self.scores), "scores")
        self.name = getattr(function, "__name__", type(function).__name__)
        self.problem = ""
        rows = [self._called(function, self.moved(s, t)) for s in FIRST_SCORES for t in SHIFTS]
        self.answer = torch.stack(rows)
        data = {
            "title": title,
            "name": self.name,
            "tokens": self.tokens,
            "scores": self.scores.tolist(),
            "firsts": list(FIRST_SCORES),
            "shifts": list(SHIFTS),
            "problem": self.problem,
        }
        super().__init__(data=data, answers=little_endian(self.answer))

    def moved(self, first: float, shift: float) -> Tensor:
        """The scores with this first one, and `shift` added to all."""
        return torch.cat([torch.tensor([float(first)]).double(), self.scores[1:]]) + shift

    def _called(self, function: Callable[[Tensor], Tensor], scores: Tensor) -> Tensor:
        """The function's probabilities, or nan and a note of what went wrong first."""
        try:
            found: object = function(scores.float())
        except Exception as error:
            problem = f"{self.name} raised {type(error).__name__}: {error}"[:500]
        else:
            if isinstance(found, Tensor) and found.shape == scores.shape:
                return found.detach().to("cpu", torch.float64)
            kind = type(found).__name__
            shape = f" of shape {tuple(found.shape)}" if isinstance(found, Tensor) else ""
            problem = f"{self.name} returned a {kind}{shape}; expected a tensor ({len(scores)},)"
        self.problem = self.problem or problem
        return torch.full_like(scores, torch.nan)

    def describe(self) -> str:
        if self.problem:
            return f"{self.data['title']}. {self.problem}"
        first = self._row(FIRST_SCORES.index(round(float(self.scores[0]))), 0)
        parts = ", ".join(f"{t} {p:.2f}" for t, p in zip(self.tokens, first.tolist(), strict=True))
        last = self._row(0, len(SHIFTS) - 1)
        end = "nan" if bool(last.isnan().any()) else "still numbers"
        return (
            f"{self.data['title']}: the probabilities that {self.name} makes. At first: {parts}. "
            f"With {SHIFTS[-1]} added to every score they are {end}."
        )

    def _row(self, first: int, shift: int) -> Tensor:
        return self.answer[first * len(SHIFTS) + shift]

    def draw(self) -> "Figure":
        figure = new_figure(5.2, 2.4, self.data["title"])
        axes = figure.subplots()
        first = FIRST_SCORES.index(round(float(self.scores[0])))
        values = self._row(first, 0).nan_to_num().tolist()
        axes.barh(self.tokens[::-1], values[::-1], color="#0072B2")
        axes.set(xlim=(0, 1), xlabel="probability")
        axes.spines[["top", "right"]].set_visible(False)
        return figure


def exact(scores: Tensor) -> Tensor:
    """The twin of the script's softmax: probabilities in double precision."""
    return scores.double().softmax(dim=-1)
