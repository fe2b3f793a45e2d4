"""Charts that are read rather than moved: plotly, drawn offline, with a picture and words beside.

This is the one place where plotly's renderer is set: a figure goes into a notebook as data for
JupyterLab's own plotly, a few kilobytes and no request, as wide as its place (see core.css).
Importing plotly takes a moment, so `llmcourse.widgets` does not import this module.
"""

import base64
from collections.abc import Sequence
from io import BytesIO
from math import exp, log
from typing import Any

import numpy as np
import plotly.graph_objects as go  # type: ignore[import-untyped]
import plotly.io  # type: ignore[import-untyped]
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from plotly.subplots import make_subplots  # type: ignore[import-untyped]

from llmcourse.widgets.pictures import new_figure

RENDERER = "plotly_mimetype"
TITLE = "The cost of attention grows with the square of the length"
BLUE, GRAY = "#0072B2", "#767676"
COLORS = (BLUE, "#D55E00", "#009E73", "#CC79A7", "#767676")  # Okabe and Ito's
SIGNS = (("circle", "o"), ("square", "s"), ("diamond", "D"), ("triangle-up", "^"), ("x", "x"))
LAYOUT: dict[str, Any] = {
    "template": "plotly_white",
    "font": {"family": "system-ui, sans-serif", "color": "#1c2126"},
    "margin": {"l": 70, "r": 20, "t": 90, "b": 60},
    "legend": {"orientation": "h", "x": 1, "xanchor": "right", "y": 1.02, "yanchor": "bottom"},
}

plotly.io.renderers.default = RENDERER


class CourseFigure(go.Figure):  # type: ignore[misc]
    """A plotly figure whose notebook output also has a still picture and words.

    JupyterLab shows the picture at once and the live chart when the pointer enters it.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.__dict__["words"] = ""
        self.__dict__["picture"] = b""

    _ipython_display_ = None  # plotly's would show the chart without picture and words

    def _repr_mimebundle_(self, *args: Any, **options: Any) -> dict[str, Any]:
        return {
            **plotly.io.renderers[RENDERER].to_mimebundle(self.to_dict()),
            "image/png": base64.b64encode(self.__dict__["picture"]).decode(),
            "text/plain": self.__dict__["words"],
        }


def quadratic(lengths: Sequence[int], values: Sequence[float]) -> float:
    """The factor c of c times length squared that lies closest on a logarithmic scale."""
    logs = [log(value) - 2 * log(n) for n, value in zip(lengths, values, strict=True)]
    return exp(sum(logs) / len(logs))


def attention_cost(
    lengths: Sequence[int], seconds: Sequence[float], bytes_: Sequence[float], *, fit: bool = True
) -> CourseFigure:
    """Time and memory of the score matrix against length, both axes logarithmic.

    `seconds` and `bytes_` were measured at `lengths`; with `fit` a dashed line shows growth with
    the square of the length. Raises ValueError unless all three are positive and equally long.
    """
    _check(lengths, seconds, bytes_)
    panels = [
        ("Time", "s", list(seconds)),
        ("Memory of the scores", "MB", [size / 1e6 for size in bytes_]),
    ]
    figure = CourseFigure(make_subplots(1, 2, subplot_titles=[name for name, _, _ in panels]))
    for column, (name, unit, values) in enumerate(panels, start=1):
        place = {"row": 1, "col": column, "showlegend": column == 1, "x": list(lengths)}
        if fit:
            _add_guide(figure, lengths, values, place)
        figure.add_scatter(
            y=values,
            mode="lines+markers",
            name="measured",
            line={"color": BLUE},
            marker={"size": 8},
            hovertemplate=f"%{{x}} tokens: %{{y:.3g}} {unit}<extra></extra>",
            **place,
        )
        figure.update_yaxes(title=f"{name.split()[0].lower()} ({unit})", row=1, col=column)
    figure.__dict__["words"] = _words(lengths, seconds, bytes_)
    figure.__dict__["picture"] = _picture(lengths, panels, fit)
    return _laid_out(figure, lengths)


def _add_guide(
    figure: CourseFigure, lengths: Sequence[int], values: list[float], place: dict[str, Any]
) -> None:
    factor = quadratic(lengths, values)
    figure.add_scatter(
        y=[factor * n**2 for n in lengths],
        mode="lines",
        name="grows with length²",
        line={"dash": "dash", "color": GRAY, "width": 7},  # seen on both sides of what lies on it
        opacity=0.5,
        hoverinfo="skip",
        **place,
    )


def _laid_out(figure: CourseFigure, lengths: Sequence[int]) -> CourseFigure:
    ticks = {"tickvals": list(lengths), "ticktext": [str(n) for n in lengths]}
    figure.update_xaxes(type="log", title="length (tokens)", **ticks)
    figure.update_yaxes(type="log", dtick=1, exponentformat="power")
    figure.update_layout(
        title=TITLE,
        template="plotly_white",
        font={"family": "system-ui, sans-serif", "color": "#1c2126"},
        height=380,
        margin={"l": 70, "r": 20, "t": 90, "b": 60},
        legend={"orientation": "h", "x": 1, "xanchor": "right", "y": 1.12, "yanchor": "bottom"},
        meta={"description": figure.__dict__["words"]},
    )
    return figure


def _check(lengths: Sequence[int], seconds: Sequence[float], bytes_: Sequence[float]) -> None:
    if not len(lengths) == len(seconds) == len(bytes_) > 0:
        raise ValueError(
            f"{len(lengths)} lengths, {len(seconds)} times and {len(bytes_)} sizes: "
            "pass one time and one size for each length"
        )
    for name, values in (("lengths", lengths), ("seconds", seconds), ("bytes_", bytes_)):
        if any(value <= 0 for value in values):
            raise ValueError(f"{name} must be positive to stand on a logarithmic axis")


def _words(lengths: Sequence[int], seconds: Sequence[float], bytes_: Sequence[float]) -> str:
    lines = ["The cost of attention, measured, against the length of the sequence."]
    for n, time, size in zip(lengths, seconds, bytes_, strict=True):
        lines.append(f"{n} tokens: {time:.3g} s, {size / 1e6:.3g} MB of scores")
    return "\n".join(lines)


def _picture(
    lengths: Sequence[int], panels: list[tuple[str, str, list[float]]], fit: bool
) -> bytes:
    figure = new_figure(8.6, 3.8, TITLE)
    for axes, (name, unit, values) in zip(figure.subplots(1, 2), panels, strict=True):
        if fit:
            guide = [quadratic(lengths, values) * n**2 for n in lengths]
            axes.plot(lengths, guide, "--", color=GRAY, lw=6, alpha=0.5, label="grows with length²")
        axes.plot(lengths, values, "o-", color=BLUE, label="measured")
        axes.set(
            xscale="log",
            yscale="log",
            xlabel="length (tokens)",
            ylabel=f"{name.split()[0].lower()} ({unit})",
            title=name,
        )
        axes.set_xticks(list(lengths), [str(n) for n in lengths])
        axes.minorticks_off()
        axes.legend(fontsize=8)
    return _png(figure)


def lines(
    x: Sequence[float],
    series: dict[str, Sequence[float]],
    *,
    title: str,
    x_title: str,
    y_title: str,
    log_x: bool = False,
    log_y: bool = False,
    marks: bool = True,
) -> CourseFigure:
    """Named series over the same x, with a mark and a tick at each place, or without.

    Raises ValueError where a series has another length.
    """
    for name, values in series.items():
        if len(values) != len(x):
            raise ValueError(f"{name!r} has {len(values)} values for {len(x)} places on the x axis")
    figure, picture = CourseFigure(), new_figure(7.2, 3.6, title)
    axes = picture.subplots()
    _draw_series(figure, axes, x, series, marks)
    scale = {"type": "log", "tickvals": list(x)} if log_x else {}
    figure.update_xaxes(title=x_title, **scale)
    figure.update_yaxes(
        title=y_title,
        **({"type": "log", "exponentformat": "power"} if log_y else {"rangemode": "tozero"}),
    )
    few = slice(None, None, 1 if marks else max(1, len(x) // 8))
    read = {name: values[few] for name, values in series.items()}
    words = _series_words(title, x[few], x_title, read)
    figure.update_layout(title=title, height=360, **LAYOUT, meta={"description": words})
    axes.set(xlabel=x_title, ylabel=y_title)
    _scale_axes(axes, x if marks else None, log_x, log_y)
    if len(series) > 3:  # so many names would lie on the lines
        axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.01, 0.5))
    else:
        axes.legend(fontsize=8)
    figure.__dict__["words"], figure.__dict__["picture"] = words, _png(picture)
    return figure


def _draw_series(
    figure: CourseFigure,
    axes: Axes,
    x: Sequence[float],
    series: dict[str, Sequence[float]],
    marks: bool,
) -> None:
    """Every series in its color, in the live chart and in the picture."""
    for (name, values), color, sign in zip(series.items(), COLORS, SIGNS, strict=False):
        figure.add_scatter(
            x=list(x),
            y=list(values),
            name=name,
            mode="lines+markers" if marks else "lines",
            line={"color": color},
            marker={"size": 8, "symbol": sign[0]},
        )
        axes.plot(x, values, marker=sign[1] if marks else None, color=color, label=name)


def _scale_axes(axes: Axes, ticks: Sequence[float] | None, log_x: bool, log_y: bool) -> None:
    """The picture's scales, with 0 on a linear y axis and, if given, ticks on the x axis."""
    axes.set_xscale("log" if log_x else "linear")
    axes.set_yscale("log" if log_y else "linear")
    if not log_y:
        low, high = axes.get_ylim()
        axes.set_ylim(min(low, 0), max(high, 0))
    if ticks is not None:
        axes.set_xticks(list(ticks), [f"{place:g}" for place in ticks])
    axes.minorticks_off()


def _png(picture: Figure) -> bytes:
    buffer = BytesIO()
    picture.savefig(buffer, format="png", dpi=100)
    return buffer.getvalue()


def _series_words(
    title: str, x: Sequence[float], x_title: str, series: dict[str, Sequence[float]]
) -> str:
    rows = [
        f"{name}: "
        + ", ".join(f"{v:.3g} at {x_title} {p:g}" for p, v in zip(x, values, strict=True))
        for name, values in series.items()
    ]
    return "\n".join([f"{title}.", *rows])


def histograms(
    panels: dict[str, dict[str, Sequence[float]]], *, title: str, x_title: str, reach: float
) -> CourseFigure:
    """How often each value occurs, as outlines of 60 bins from -reach to reach, panel by panel.

    All panels share their axes; what lies outside counts in the share, and is said in words.
    """
    places = make_subplots(1, len(panels), shared_yaxes=True, subplot_titles=list(panels))
    figure = CourseFigure(places)
    picture = new_figure(8.6, 3.6, title)
    grid = picture.subplots(1, len(panels), squeeze=False, sharey=True)[0]
    edges, words = np.linspace(-reach, reach, 61), [f"{title}."]
    for column, (panel, series) in enumerate(panels.items(), start=1):
        axes = grid[column - 1]
        for (name, values), color in zip(series.items(), COLORS, strict=False):
            numbers = np.asarray(values, dtype=float)
            share = np.histogram(numbers, edges)[0] / len(numbers)
            spread = f"mean {numbers.mean():.2f}, standard deviation {numbers.std():.2f}"
            words.append(f"{panel}, {name}: {spread}")
            line = {"color": color, "shape": "hvh"}
            place = {"row": 1, "col": column, "showlegend": column == 1}
            figure.add_scatter(x=(edges[1:] + edges[:-1]) / 2, y=share, name=name, line=line,
                               mode="lines", **place)  # fmt: skip
            axes.stairs(share, edges, color=color, label=name)
        axes.set(xlabel=x_title, title=panel)
        axes.legend(fontsize=8)
    grid[0].set_ylabel("share of the values")
    figure.update_xaxes(title=x_title)
    figure.update_yaxes(title="share of the values", col=1)
    figure.update_layout(title=title, height=380, **LAYOUT)
    figure.update_layout(meta={"description": "\n".join(words)}, legend={"y": 1.12})
    figure.__dict__["words"], figure.__dict__["picture"] = "\n".join(words), _png(picture)
    return figure
