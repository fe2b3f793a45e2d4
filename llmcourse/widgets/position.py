"""Positional encodings as a heat map, and the dot product of one place with every other.

The learner's function is called here for each width and base; products are computed in the browser,
and by `likeness()` and `apart()` in torch. It takes any function of positions, width and base.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import torch
import traitlets
from torch import Tensor

from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.pictures import SIGNED, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTHS, BASES, LENGTH = (4, 8, 16, 32), (10, 100, 1000, 10_000), 48


class PositionExplorer(CourseWidget):
    """Explore `encoding(positions, d_model, base)`, which returns a row for each position.

    Raises ValueError where the function returns anything but finite numbers of that shape.
    """

    tables = traitlets.Bytes().tag(sync=True)

    scripts = ("position.js",)
    styles = ("position.css",)

    def __init__(self, encoding: Callable[[Tensor, int, float], Tensor], title: str = "") -> None:
        if not callable(encoding):
            raise ValueError(f"pass the function itself, not a {type(encoding).__name__}")
        name = getattr(encoding, "__name__", type(encoding).__name__)
        at = torch.arange(LENGTH)
        self._tables: dict[tuple[int, int], Tensor] = {}
        for width in WIDTHS:
            for base in BASES:
                made: object = encoding(at.clone(), width, float(base))
                if not isinstance(made, Tensor) or made.shape != (LENGTH, width):
                    got = tuple(made.shape) if isinstance(made, Tensor) else type(made).__name__
                    raise ValueError(
                        f"{name}: expected a tensor of shape {LENGTH, width}, got {got}"
                    )
                if not bool(torch.isfinite(made).all()):
                    raise ValueError(f"{name} holds nan or inf for width {width} and base {base}")
                self._tables[width, base] = made.detach().float()
        flat = torch.cat([table.flatten() for table in self._tables.values()])
        super().__init__(
            data={
                "title": title or "Positions",
                "name": name,
                "length": LENGTH,
                "widths": list(WIDTHS),
                "bases": list(BASES),
            },
            tables=flat.numpy().astype("<f4").tobytes(),
        )

    def likeness(self, at: int, width: int = WIDTHS[-1], base: int = BASES[-1]) -> Tensor:
        """The dot product of position `at` with every position."""
        table = self._tables[width, base].double()
        return table @ table[at]

    def apart(self, k: int, width: int = WIDTHS[-1], base: int = BASES[-1]) -> tuple[float, float]:
        """The smallest and the largest product of two positions `k` apart."""
        table = self._tables[width, base].double()
        products = (table[:-k] * table[k:]).sum(1)
        return products.min().item(), products.max().item()

    def describe(self) -> str:
        lines = [f"{self.data['title']}: {LENGTH} positions, {WIDTHS[-1]} columns."]
        for k in (1, 3, 10):
            low, high = self.apart(k)
            lines.append(f"Positions {k} apart have a dot product of {low:.2f} to {high:.2f}.")
        return "\n".join(lines)

    def draw(self) -> "Figure":
        figure = new_figure(8.0, 4.6, self.data["title"])
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=[2, 1])
        table = self._tables[WIDTHS[-1], BASES[-1]]
        above.imshow(table.T.numpy(), cmap=SIGNED, vmin=-1, vmax=1, aspect="auto")
        above.set_ylabel("column", fontsize=9)
        below.bar(range(LENGTH), self.likeness(20).tolist(), color="#5aa2cd")
        below.set_xlabel("position", fontsize=9)
        below.set_ylabel("product with 20", fontsize=9)
        return figure
