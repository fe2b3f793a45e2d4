"""The residual stream: which block wrote how much of each token's vector.

In a pre-norm model a token's vector is its embedding plus what every block added. Only the dot
products of these parts are sent, one small table a token; the browser gets lengths and shares
from them, and `written()`, `length()` and `shares()` do the same from the vectors themselves.
It shows one text, and says nothing of what the parts mean.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
import traitlets
from torch import Tensor

from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.checked import checked_tensor, checked_tokens, little_endian
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 48


class ResidualStream(CourseWidget):
    """What each block adds to each token's vector.

    `stream` is (blocks + 1, time, d_model): the embeddings, then the stream after every block.
    Raises ValueError for other shapes and for more than 48 tokens or blocks.
    """

    products = traitlets.Bytes().tag(sync=True)

    scripts = ("stream.js",)
    styles = ("stream.css",)

    def __init__(self, stream: Tensor, tokens: Sequence[str], *, title: str = "") -> None:
        states = checked_tensor("stream", stream, "(blocks + 1, time, d_model)", 3)
        if max(states.shape[:2]) > MOST:
            raise ValueError(f"more than {MOST} tokens or blocks: pass a shorter text")
        self.tokens = checked_tokens("tokens", tokens, states.shape[1], "the stream")
        self.parts = torch.diff(states, dim=0, prepend=torch.zeros_like(states[:1]))
        self.names = ["embedding", *(f"block {at}" for at in range(1, len(states)))]
        products = torch.einsum("itd,jtd->tij", self.parts, self.parts)  # (time, parts, parts)
        super().__init__(
            data={
                "title": title or "The residual stream",
                "tokens": self.tokens,
                "names": self.names,
            },
            products=little_endian(products),
        )

    def written(self, token: int) -> Tensor:
        """The length of what each part wrote at a token, (parts,)."""
        return torch.sqrt(self.parts[:, token].pow(2).sum(-1))

    def length(self, token: int) -> Tensor:
        """The length of the stream after each part, (parts,)."""
        return torch.sqrt(self.parts[:, token].cumsum(0).pow(2).sum(-1))

    def shares(self, token: int) -> Tensor:
        """How far each part reaches in the direction of the last vector; they sum to 1."""
        last = self.parts[:, token].sum(0)
        return self.parts[:, token] @ last / (last @ last)

    def describe(self) -> str:
        lines = [
            f"{self.data['title']}: {len(self.tokens)} tokens, {len(self.names) - 1} blocks. "
            "Length of the vector at the start and at the end, and who wrote most:"
        ]
        for at, token in enumerate(self.tokens):
            length, wrote = self.length(at), self.written(at)
            most = self.names[int(wrote.argmax())]
            lines.append(f'"{token}": {length[0]:.1f}, {length[-1]:.1f}, {most} {wrote.max():.1f}')
        return "\n".join(lines)

    def draw(self) -> "Figure":
        token = len(self.tokens) - 1
        figure = new_figure(6.6, 0.34 * len(self.names) + 1.3, f"{self.data['title']}, last token")
        axes = figure.subplots()
        rows = range(len(self.names))
        axes.barh(rows, self.written(token).tolist(), color="#8fc0dd", label="written by it")
        axes.plot(self.length(token).tolist(), rows, "o-", color="#b84a00", label="stream after it")
        axes.set_yticks(rows, self.names, fontsize=8)
        axes.invert_yaxis()
        axes.set_xlabel("length", fontsize=9)
        axes.legend(fontsize=8)
        return figure
