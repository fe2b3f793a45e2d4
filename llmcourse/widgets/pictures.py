"""Still pictures of widgets, for where no widget can run: GitHub, a saved notebook, paper.

Drawn by matplotlib on a canvas of their own, so that a learner's pyplot state is untouched.
"""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, ListedColormap
from matplotlib.figure import Figure
from torch import Tensor

SIGNED = LinearSegmentedColormap.from_list("signed", ["#e0874f", "#ffffff", "#5aa2cd"])
MASK = ListedColormap(["#f0f1f3", "#8fc0dd", "#eda47a"])  # hidden, may look, looks ahead


def new_figure(width: float, height: float, title: str) -> Figure:
    """An empty figure with a title, in inches."""
    figure = Figure(figsize=(width, height), layout="constrained")
    figure.suptitle(title, fontsize=12, x=0.01, ha="left")
    return figure


def token_axes(axes: Axes, rows: Sequence[str], columns: Sequence[str]) -> None:
    """Label both axes with tokens, as far as there is room."""
    for names, axis, rotation in ((rows, axes.yaxis, 0), (columns, axes.xaxis, 90)):
        step = max(1, -(-len(names) // 32))
        axis.set_ticks(range(0, len(names), step))
        axis.set_ticklabels(
            [name.replace("$", r"\$") for name in names[::step]], rotation=rotation, fontsize=8
        )
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def weights_map(axes: Axes, weights: Tensor, rows: Sequence[str], columns: Sequence[str]) -> None:
    """Attention weights from 0 to 1 in cividis, rows looking from, columns looked at."""
    top = float(weights.nan_to_num().max())
    axes.imshow(weights.numpy(), cmap="cividis", vmin=0, vmax=top, aspect="auto")
    token_axes(axes, rows, columns)
    axes.set_xlabel("looks at", fontsize=9)
    axes.set_ylabel("looks from", fontsize=9)


def heat_maps(title: str, parts: Sequence[tuple[str, Tensor]], tokens: Sequence[str]) -> Figure:
    """Matrices side by side with a row for each token; a square one is taken for weights."""
    widths = [max(matrix.shape[1], 3) for _, matrix in parts]
    figure = new_figure(2.6 + 0.24 * sum(widths), 2.0 + 0.24 * len(tokens), title)
    grid = figure.subplots(1, len(parts), squeeze=False, width_ratios=widths)[0]
    for axes, (name, matrix) in zip(grid, parts, strict=True):
        if matrix.shape[1] == len(tokens):
            weights_map(axes, matrix, tokens, tokens)
        else:
            top = float(matrix.nan_to_num().abs().max()) or 1.0
            axes.imshow(matrix.numpy(), cmap=SIGNED, vmin=-top, vmax=top, aspect="auto")
            token_axes(axes, tokens if axes is grid[0] else [], [])
        axes.set_title(name, fontsize=9, loc="left")
    return figure
