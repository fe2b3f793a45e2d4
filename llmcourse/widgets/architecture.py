"""A diagram of a whole transformer: choose a box, and see what goes in, comes out and is learned.

The boxes are data (`llmcourse.widgets.figures`); the browser turns their symbols into numbers for
any sizes, and `shape()`, `weights()` and `total()` do the same here. It runs no model: that the
shapes are those of a real run, and the counts those of real models, is for tests to show.
"""

from dataclasses import asdict
from math import prod
from typing import TYPE_CHECKING

from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.figures import FIGURES, MODELS, Box, Sizes, Symbols
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLES = {
    "encoder-decoder": "The encoder-decoder of 2017",
    "decoder-only": "A decoder-only model",
}
LEADS = {
    "encoder-decoder": "Read it from the bottom up. The encoder turns the source into one vector a "
    "token; the decoder, on the right, reads them all while it writes.",
    "decoder-only": "One stack, from the bottom up. The line on the left is the residual stream: "
    "layers read from it through a norm and add to it.",
}
COLORS = {
    "tokens": "#ffffff", "table": "#e9dcf0", "attend": "#cfe3f1", "feed": "#f6ddc4",
    "norm": "#eef0c8",
}  # fmt: skip


class Architecture(CourseWidget):
    """Walk through the encoder-decoder of figure 1, or a decoder-only model, and watch the shapes.

    `kind` is "encoder-decoder" or "decoder-only"; a ValueError for anything else.
    """

    scripts = ("architecture.js", "architecture_view.js")
    styles = ("architecture.css",)

    def __init__(self, kind: str, *, title: str = "") -> None:
        if kind not in FIGURES:
            raise ValueError(f"there is no figure {kind!r}: pass {' or '.join(map(repr, FIGURES))}")
        self.kind = kind
        self.boxes = FIGURES[kind]()
        self.models = MODELS[kind]
        lengths = {"batch": 2, "source": 6, "target": 5}
        self.sizes: Sizes = {**lengths, **next(iter(self.models.values()))}
        super().__init__(
            data={
                "title": title or TITLES[kind],
                "lead": LEADS[kind],
                "kind": kind,
                "boxes": [asdict(box) for box in self.boxes],
                "models": [{"name": name, "sizes": sizes} for name, sizes in self.models.items()],
                "lengths": lengths,
            }
        )

    def shape(self, key: str, sizes: Sizes | None = None) -> tuple[int, ...]:
        """What comes out of a box."""
        return numbers(self._box(key).shape, sizes or self.sizes)

    def weights(self, key: str, sizes: Sizes | None = None) -> int:
        """How many weights a box holds, in one block."""
        return counted(self._box(key).weights, sizes or self.sizes)

    def total(self, sizes: Sizes | None = None) -> int:
        """How many weights the model holds in all its blocks."""
        sizes = sizes or self.sizes
        return sum(counted(box.weights, sizes) * numbers(box.times, sizes)[0] for box in self.boxes)

    def _box(self, key: str) -> Box:
        return next(box for box in self.boxes if box.key == key)

    def describe(self) -> str:
        lines = [f"{self.data['title']}. {self.data['lead']}"]
        for box in self.boxes:
            shape = ", ".join(map(str, self.shape(box.key)))
            lines.append(f"{box.stack}: {box.name}: ({shape}). {box.words}")
        return "\n".join([*lines, f"{self.total():,} weights in all."])

    def draw(self) -> "Figure":
        columns = sorted({box.stack for box in self.boxes}, reverse=True)
        figure = new_figure(3.4 * len(columns) + 0.6, 6.2, str(self.data["title"]))
        axes = figure.subplots()
        for box in self.boxes:
            left = 0.0 if len(columns) == 1 or box.stack == "encoder" else 1.25
            _draw_box(axes, box, left, f"({', '.join(map(str, self.shape(box.key)))})")
        if self.kind == "encoder-decoder":
            axes.annotate(
                "", (1.25, 5.4), (1.0, 7.4), arrowprops={"arrowstyle": "->", "color": "#555555"}
            )
        axes.set(xlim=(-0.05, 1.3 * len(columns) - 0.2), ylim=(-0.2, 11))
        axes.set_axis_off()
        return figure


def _draw_box(axes: "Axes", box: Box, left: float, shape: str) -> None:
    axes.barh(box.row + 0.4, 1, 0.72, left, color=COLORS[box.kind], edgecolor="#555555")
    axes.text(left + 0.03, box.row + 0.4, box.name, va="center", fontsize=8)
    axes.text(left + 0.97, box.row + 0.4, shape, va="center", ha="right", fontsize=7)
    if box.row:
        place = (left + 0.5, box.row + 0.04), (left + 0.5, box.row - 0.24)
        axes.annotate("", *place, arrowprops={"arrowstyle": "->", "color": "#555555"})


def numbers(symbols: Symbols, sizes: Sizes) -> tuple[int, ...]:
    """The twin of `numbers` in architecture.js."""
    return tuple(part if isinstance(part, int) else sizes[part] for part in symbols)


def counted(products: list[Symbols], sizes: Sizes) -> int:
    """The twin of `counted` in architecture.js."""
    return sum(prod(numbers(product, sizes)) for product in products)
