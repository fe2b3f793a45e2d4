"""The logit lens: what a model would say next if it stopped after any of its blocks.

Given are the logits after every block; the five likeliest tokens of each place, their
probabilities, and the rank that the model's final choice has there are sent. The browser finds
from which block on the choice is settled, and `settled()` does the same. It makes no logits.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import traitlets
from torch import Tensor

from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.checked import checked_tensor, checked_tokens, little_endian
from llmcourse.widgets.pictures import new_figure, token_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TOP, MOST = 5, 48


class LogitLens(CourseWidget):
    """The next token as it stands after each block.

    `logits` is (blocks + 1, time, vocabulary), the last being the model's own; `text` gives the
    text of a token id. Raises ValueError for other shapes and for more than 48 tokens or blocks.
    """

    chances = traitlets.Bytes().tag(sync=True)

    scripts = ("lens.js",)
    styles = ("lens.css",)

    def __init__(
        self, logits: Tensor, tokens: Sequence[str], text: Callable[[int], str], *, title: str = ""
    ) -> None:
        numbers = checked_tensor("logits", logits, "(blocks + 1, time, vocabulary)", 3)
        if max(numbers.shape[:2]) > MOST or numbers.shape[2] < TOP:
            raise ValueError(f"pass at most {MOST} tokens and blocks, and {TOP} words or more")
        self.tokens = checked_tokens("tokens", tokens, numbers.shape[1], "the time axis")
        best = numbers.softmax(-1).topk(TOP)  # (blocks + 1, time, TOP)
        self.chances_of, self.ids = best.values, best.indices
        final = numbers.gather(-1, self.ids[-1:, :, :1].expand(len(numbers), -1, -1))
        self.ranks = (numbers > final).sum(-1) + 1  # (blocks + 1, time)
        ids = self.ids.tolist()
        words = {id: text(id) for row in ids for place in row for id in place}
        self.words = words
        super().__init__(
            data={
                "title": title or "The logit lens",
                "tokens": self.tokens,
                "top": [
                    [[words[id] for id in place] for place in row] for row in self.ids.tolist()
                ],
                "ids": self.ids[:, :, 0].tolist(),
                "ranks": self.ranks.tolist(),
                "count": TOP,
            },
            chances=little_endian(self.chances_of),
        )

    def settled(self, token: int) -> int:
        """The block from which on the likeliest token is the final one; 0 is the embedding."""
        first = self.ids[:, token, 0]
        wrong = (first != first[-1]).nonzero().flatten()
        return int(wrong[-1]) + 1 if len(wrong) else 0

    def describe(self) -> str:
        blocks = len(self.ids) - 1
        lines = [
            f"{self.data['title']}: {len(self.tokens)} tokens, {blocks} blocks. The model says:"
        ]
        for at, token in enumerate(self.tokens):
            final = self.words[int(self.ids[-1, at, 0])]
            chance = self.chances_of[-1, at, 0]
            lines.append(
                f'after "{token}": "{final}" {chance:.2f}, from block {self.settled(at)} on'
            )
        return "\n".join(lines)

    def draw(self) -> "Figure":
        rows, time = self.ids.shape[:2]
        figure = new_figure(1.3 + 0.78 * time, 1.5 + 0.32 * rows, str(self.data["title"]))
        axes = figure.subplots()
        chances = self.chances_of[..., 0].flip(0).numpy()
        axes.imshow(chances, cmap="cividis", vmin=0, vmax=1, aspect="auto")
        for row in range(rows):
            for at in range(time):
                chance = float(self.chances_of[row, at, 0])
                word = self.words[int(self.ids[row, at, 0])].strip()[:9].replace("$", r"\$")
                ink = "black" if chance > 0.5 else "white"
                axes.text(at, rows - 1 - row, word, ha="center", va="center", fontsize=7, color=ink)
        names = [f"block {row}" for row in range(rows - 1, 0, -1)]
        token_axes(axes, [*names, "embedding"], self.tokens)
        return figure
