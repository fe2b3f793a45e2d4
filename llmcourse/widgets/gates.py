"""An LSTM of a few units reads a sentence: gates, cells and hidden states at every word.

The learner's step is called here, once for each word and each bias of the forget gate; the browser
computes the gates from its states, and `gates()` is the twin. Nothing is trained, one layer only.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import torch
import traitlets
from torch import Tensor

from llmcourse.models.recurrent import LSTMStep, lstm_states
from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.checked import checked_tensor, checked_tokens, little_endian
from llmcourse.widgets.pictures import SIGNED, new_figure, token_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHIFTS = tuple(range(-6, 3))  # added to the forget gate's bias
READING = ("minus", "nothing", "plus")


class GateSteps(CourseWidget):
    """Step through `step(x, h, c, w_x, w_h, b) -> (h, c)` on sentences.

    `examples` maps a name to tokens and inputs (time, d_in). `units` name the cells; the first is
    read by the three words of `reading`: below, near and above zero. Raises ValueError where
    shapes do not fit, or where the step returns something else.
    """

    numbers = traitlets.Bytes().tag(sync=True)

    scripts = ("gates.js",)
    styles = ("gates.css",)

    def __init__(
        self,
        step: LSTMStep,
        examples: Mapping[str, tuple[Sequence[str], Tensor]],
        w_x: Tensor,
        w_h: Tensor,
        b: Tensor,
        *,
        units: Sequence[str],
        reading: Sequence[str] = READING,
        title: str = "",
    ) -> None:
        self.w_x, self.w_h = (checked_tensor(*part, 2) for part in self._named(w_x, w_h))
        self.b = checked_tensor("b", b, "(4 d_model)", 1)
        self.units = checked_tokens("units", units, len(self.w_h), "w_h")
        if not len(self.b) == self.w_h.shape[1] == self.w_x.shape[1] == 4 * len(self.units):
            raise ValueError(
                f"w_x, w_h and b need 4 x {len(self.units)} columns, four gates a unit"
            )
        if not examples:
            raise ValueError("examples is empty: pass at least one sentence")
        self.examples = {name: self._read(*pair) for name, pair in examples.items()}
        self.name = getattr(step, "__name__", type(step).__name__)
        self.runs = {
            name: [self._run(step, x, shift) for shift in SHIFTS]
            for name, (_, x) in self.examples.items()
        }
        super().__init__(
            data={
                "title": title or "Inside an LSTM",
                "name": self.name,
                "names": list(self.examples),
                "examples": [tokens for tokens, _ in self.examples.values()],
                "units": self.units,
                "shifts": list(SHIFTS),
                "size": self.w_x.shape[0],
                "reading": list(reading),
            },
            numbers=self._numbers(),
        )

    @staticmethod
    def _named(w_x: Tensor, w_h: Tensor) -> tuple[tuple[str, Tensor, str], tuple[str, Tensor, str]]:
        return ("w_x", w_x, "(d_in, 4 d_model)"), ("w_h", w_h, "(d_model, 4 d_model)")

    def _read(self, tokens: Sequence[str], x: Tensor) -> tuple[list[str], Tensor]:
        numbers = checked_tensor("x", x, "(time, d_in)", 2)
        if numbers.shape[1] != len(self.w_x):
            raise ValueError(f"x has {numbers.shape[1]} features, w_x takes {len(self.w_x)}")
        return checked_tokens("tokens", tokens, len(numbers), "x"), numbers

    def _run(self, step: LSTMStep, x: Tensor, shift: int) -> tuple[Tensor, Tensor]:
        """Hidden and cell states (time + 1, d_model) with this much added to the forget bias."""
        with torch.no_grad():
            hidden, cells = lstm_states(step, x, self.w_x, self.w_h, self._shifted(shift))
        if hidden.shape != (len(x) + 1, len(self.units)) or cells.shape != hidden.shape:
            raise ValueError(f"{self.name} returned states of shape {tuple(hidden.shape[1:])}")
        return hidden.double(), cells.double()

    def _numbers(self) -> bytes:
        """What the browser computes from: the weights, then each sentence's inputs and states."""
        parts = [self.w_x, self.w_h, self.b]
        for name, (_, x) in self.examples.items():
            parts += [x, *(state for run in self.runs[name] for state in run)]
        return little_endian(*parts)

    def _shifted(self, shift: int) -> Tensor:
        d = len(self.units)
        return self.b + torch.cat([torch.zeros(d), torch.full((d,), shift), torch.zeros(2 * d)])

    def gates(self, example: str, word: int, shift: int = 0) -> Tensor:
        """Input, forget, candidate and output gate at a word, (4, d_model)."""
        hidden, _ = self.runs[example][SHIFTS.index(shift)]
        sums = self.examples[example][1][word] @ self.w_x + hidden[word] @ self.w_h
        four = (sums + self._shifted(shift)).view(4, len(self.units))
        return torch.stack(
            [four[0].sigmoid(), four[1].sigmoid(), four[2].tanh(), four[3].sigmoid()]
        )

    def describe(self) -> str:
        lines = [f"{self.data['title']}: cells of {self.name} after each word."]
        for name, (tokens, _) in self.examples.items():
            _, cells = self.runs[name][SHIFTS.index(0)]
            held = [f"{token} {cell:.2f}" for token, cell in zip(tokens, cells[1:, 0], strict=True)]
            lines.append(f"{name} ({self.units[0]}): {', '.join(held)}")
        return "\n".join(lines)

    def draw(self) -> "Figure":
        longest = max(len(tokens) for tokens, _ in self.examples.values())
        height = 1.1 + (0.5 + 0.3 * len(self.units)) * len(self.examples)
        figure = new_figure(1.6 + 0.55 * longest, height, str(self.data["title"]))
        grid = figure.subplots(len(self.examples), 1, squeeze=False)[:, 0]
        for axes, (name, (tokens, _)) in zip(grid, self.examples.items(), strict=True):
            _, cells = self.runs[name][SHIFTS.index(0)]
            axes.imshow(cells[1:].T.tanh().numpy(), cmap=SIGNED, vmin=-1, vmax=1, aspect="auto")
            token_axes(axes, self.units, tokens)
        return figure
