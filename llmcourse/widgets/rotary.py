"""Rotary positions on clocks: one query, one key, and the score at every pair of positions.

The learner's function turns both at every position, here; scores are computed in the browser, and
by `scores()` in torch. The base is small, so that the slow pairs move within the picture too.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import torch
import traitlets
from torch import Tensor

from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.checked import little_endian
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LENGTH, WIDTH, BASE = 36, 8, 100.0
QUERY = (1.0, 0.9, 0.3, 0.7, 0.2, 0.5, 1.0, -0.6)
KEY = (0.8, 0.3, 0.9, 1.0, 0.5, 1.0, 0.2, 0.1)


class RotaryExplorer(CourseWidget):
    """Explore `rotary(x, positions, base)` on one query and one key of 8 numbers.

    Raises ValueError where the function returns anything but finite numbers of x's shape.
    """

    vectors = traitlets.Bytes().tag(sync=True)

    scripts = ("rotary.js",)
    styles = ("rotary.css",)

    def __init__(self, rotary: Callable[[Tensor, Tensor, float], Tensor], title: str = "") -> None:
        if not callable(rotary):
            raise ValueError(f"pass the function itself, not a {type(rotary).__name__}")
        name = getattr(rotary, "__name__", type(rotary).__name__)
        both = torch.tensor([QUERY, KEY], dtype=torch.float64)[:, None]
        at = torch.arange(LENGTH)
        made: object = rotary(both.expand(2, LENGTH, WIDTH).clone(), at, BASE)
        if not isinstance(made, Tensor) or made.shape != (2, LENGTH, WIDTH):
            got = tuple(made.shape) if isinstance(made, Tensor) else type(made).__name__
            raise ValueError(
                f"{name}: expected a tensor of x's shape {2, LENGTH, WIDTH}, got {got}"
            )
        if not bool(torch.isfinite(made).all()):
            raise ValueError(f"{name} returned nan or inf")
        self._turned = made.detach().double()
        super().__init__(
            data={
                "title": title or "Rotary positions",
                "name": name,
                "length": LENGTH,
                "d_head": WIDTH,
                "base": int(BASE),
            },
            vectors=little_endian(self._turned),
        )

    def scores(self) -> Tensor:
        """The score of the query at each position (row) with the key at each (column)."""
        query, key = self._turned
        scores: Tensor = query @ key.mT
        return scores

    def along(self, distance: int) -> tuple[float, float]:
        """The smallest and the largest score of all pairs with this query position minus key's."""
        diagonal = self.scores().diagonal(-distance)
        return diagonal.min().item(), diagonal.max().item()

    def describe(self) -> str:
        lines = [f"{self.data['title']}: a query and a key, each turned by {self.data['name']}."]
        for distance in (0, 5, -5):
            low, high = self.along(distance)
            lines.append(f"Query {distance:+d} from the key: scores from {low:.2f} to {high:.2f}.")
        return "\n".join(lines)

    def draw(self) -> "Figure":
        figure = new_figure(4.6, 4.4, self.data["title"])
        axes = figure.subplots()
        axes.imshow(self.scores().numpy(), cmap="cividis")
        axes.set_xlabel("key's position", fontsize=9)
        axes.set_ylabel("query's position", fontsize=9)
        return figure
