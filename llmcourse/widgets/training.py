"""A training that moves while it runs: loss, held-out loss, learning rate, progress and samples.

Python sends a small summary of the curve a few times a second; the browser draws it, smooths it
and lets the reader go back to what the model wrote earlier. Afterwards it is a widget like the
others, with picture, words and a page of its own. It stops nothing: that is the notebook's
button, since a kernel that computes hears no widget.
"""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import traitlets

from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from llmcourse.models.storyteller import Report

POINTS = 240
STATES = {
    "waiting": "not begun",
    "training": "training",
    "stopped": "stopped; run the cell again to go on",
    "finished": "finished",
}


class TrainingMonitor(CourseWidget):
    """Shows a training; hand `show` to whatever trains.

    At most one update is sent in `every` seconds, but each change of state at once.
    """

    live = traitlets.Dict().tag(sync=True)

    scripts = ("training.js", "training_view.js")
    styles = ("training.css",)

    def __init__(self, title: str = "A training, live", *, every: float = 0.25) -> None:
        super().__init__(data={"title": title, "states": STATES}, live=summary(None))
        self.every, self._sent = every, 0.0

    def show(self, report: "Report") -> None:
        """Send how far the training is, unless something was sent a moment ago."""
        now = time.monotonic()
        if report.state == self.live["state"] and now - self._sent < self.every:
            return
        self._sent = now
        self.__dict__.pop("_png", None)
        self.live = summary(report)

    def describe(self) -> str:
        live = self.live
        lines = [f"{self.data['title']}: {finding(live)}"]
        lines += [f"held-out loss {loss:.2f} after step {step}" for step, loss in live["held_out"]]
        lines += [f"after step {step} it wrote: {text}" for step, text in live["samples"]]
        return "\n".join(lines)

    def draw(self) -> "Figure":
        live = self.live
        figure = new_figure(7.2, 3.4, self.data["title"])
        axes = figure.subplots()
        if live["losses"]:
            steps, losses = zip(*live["losses"], strict=True)
            axes.plot(steps, losses, color="#9cc4dd", linewidth=1, label="loss of each batch")
            axes.plot(steps, smoothed(losses, 0.8), color="#0072B2", label="smoothed")
        if live["held_out"]:
            axes.plot(*zip(*live["held_out"], strict=True), "D", color="#D55E00", label="held out")
        axes.set(xlabel="step", ylabel="loss", xlim=(0, live["n_steps"]))
        axes.set_yscale("log")
        ticks = log_ticks(*extent(live))
        axes.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
        axes.minorticks_off()
        if live["losses"]:
            axes.legend(fontsize=8)
        return figure


def summary(report: "Report | None") -> dict[str, Any]:
    """What is sent of a report: at most 240 points of a curve, each the mean of its steps."""
    if report is None:
        empty: dict[str, Any] = {"losses": [], "rates": [], "held_out": [], "samples": []}
        return empty | {"state": "waiting", "step": 0, "n_steps": 1, "tokens": 0, "seconds": 0.0}
    return {
        "state": report.state,
        "step": report.step,
        "n_steps": report.n_steps,
        "tokens": report.step * report.tokens_per_step,
        "seconds": round(report.seconds, 1),
        "losses": binned(report.losses),
        "rates": binned(report.rates),
        "held_out": [[step, round(loss, 4)] for step, loss in report.held_out],
        "samples": [[step, text] for step, text in report.samples],
    }


def binned(values: Sequence[float], most: int = POINTS) -> list[list[float]]:
    """[last step of a bin, mean of the bin], steps counted from 1; bins are equally wide."""
    width = max(1, -(-len(values) // most))
    parts = [values[i : i + width] for i in range(0, len(values), width)]
    ends = [min(len(values), (i + 1) * width) for i in range(len(parts))]
    return [[e, float(f"{sum(p) / len(p):.5g}")] for e, p in zip(ends, parts, strict=True)]


def smoothed(values: Sequence[float], weight: float) -> list[float]:
    """Moving average that forgets: weight * before + (1 - weight) * value, corrected at the start.

    The twin of `smoothed` in training.js, and the same formula as AdamW's first moment.
    """
    out, mean = [], 0.0
    for step, value in enumerate(values, start=1):
        mean = weight * mean + (1 - weight) * value
        out.append(mean / (1 - weight**step))
    return out


def extent(live: dict[str, Any]) -> tuple[float, float]:
    """Smallest and largest loss shown, widened a little; the twin of `extent` in training.js."""
    losses = [loss for _, loss in (*live["losses"], *live["held_out"]) if loss > 0]
    return (0.9 * min(losses), 1.1 * max(losses)) if losses else (0.5, 8.0)


def log_ticks(low: float, high: float) -> list[float]:
    """1, 2 and 5 times powers of ten within the range, 1 to 9 times where these are too few.

    The twin of `logTicks` in training.js.
    """

    def within(digits: Sequence[int]) -> list[float]:
        marks = [float(f"{m * 10.0**e:g}") for e in range(-4, 5) for m in digits]
        return [mark for mark in marks if low <= mark <= high]

    few = within((1, 2, 5))
    return few if len(few) > 2 else within(range(1, 10))


def finding(live: dict[str, Any]) -> str:
    """The sentence under the curve; the twin of `finding` in training.js."""
    said = STATES[live["state"]]
    if not live["losses"]:
        return f"{said.capitalize()}."
    words = f"Step {live['step']} of {live['n_steps']}: loss {live['losses'][-1][1]:.2f}"
    if live["held_out"]:
        words += f", held out {live['held_out'][-1][1]:.2f}"
    return f"{words}, after {live['tokens']:,} tokens and {live['seconds']:.0f} s; {said}."
