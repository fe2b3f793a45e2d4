"""Attention weights of layers and heads, from any model, shown as lines and heat maps.

Up to 12,500 weights are sent as they are, in single precision. More are sent as bytes, each row
against its largest weight: then a weight is shown to within 1/510 of that, and the largest is
exact. Up to 64 tokens are drawn as shapes, more as pixels.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
import traitlets
from torch import Tensor

from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.checked import checked_tensor, checked_tokens, little_endian
from llmcourse.widgets.pictures import new_figure, token_axes, weights_map

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_EXACT = 12_500
LARGEST_SHAPES = 64
SHAPE = "of attention weights (layers, heads, query, key), (heads, query, key) or (query, key)"


class AttentionViewer(CourseWidget):
    """Look into attention weights: (layers, heads, query, key), or without the first axes.

    `tokens` name the queries, `key_tokens` the keys where they differ (cross-attention),
    `head_names` the heads of each layer; the head at `layer` and `head` and the token at `query`
    are selected at first. Raises ValueError unless the weights are finite, not
    negative and every row sums to 1.
    """

    weights = traitlets.Bytes().tag(sync=True)
    peaks = traitlets.Bytes().tag(sync=True)

    scripts = ("attention.js", "attention_draw.js", "attention_view.js")
    styles = ("attention.css",)

    def __init__(
        self,
        weights: Tensor,
        tokens: Sequence[str],
        key_tokens: Sequence[str] | None = None,
        *,
        head_names: Sequence[str] | None = None,
        layer: int = 0,
        head: int = 0,
        query: int = -1,
        title: str = "",
    ) -> None:
        numbers = checked_weights(weights)
        layers, heads, queries, keys = numbers.shape
        self.tokens = checked_tokens("tokens", tokens, queries, "the query axis")
        self.key_tokens = _names_of_keys(key_tokens, self.tokens, keys)
        names = [f"head {head}" for head in range(heads)] if head_names is None else head_names
        self.head_names = checked_tokens("head_names", names, heads, "each layer")
        sent, peaks = _sent(numbers)
        self._weights, self._shown = numbers, sent.double()
        if peaks is not None:
            self._shown = self._shown / 255 * peaks[..., None]
        largest = max(queries, keys)
        self._least = 0.05 if largest <= LARGEST_SHAPES else 0.01  # as the script hides lines
        super().__init__(
            data={
                "title": title or "Who looks at whom",
                "shape": [layers, heads, queries, keys],
                "tokens": self.tokens,
                "key_tokens": self.key_tokens,
                "head_names": self.head_names,
                "layer": range(layers)[layer],
                "head": range(heads)[head],
                "query": range(queries)[query],
            },
            weights=sent.numpy().tobytes(),
            peaks=b"" if peaks is None else little_endian(peaks),
        )

    def shown(self) -> Tensor:
        """The weights as the browser has them, (layers, heads, query, key), in double precision."""
        return self._shown

    def top(self, query: int, *, layer: int = 0, head: int = 0, count: int = 3) -> list[int]:
        """The keys that a query looks at most, strongest first, the earlier of equals first."""
        row = self._shown[layer, head, query]
        order = row.argsort(descending=True, stable=True)[:count].tolist()
        return [int(key) for key in order if row[key] > 0]

    def named(self, query: int, *, layer: int = 0, head: int = 0) -> list[int]:
        """The keys that the finding names: the first three of some weight, or the first alone."""
        row, best = self._shown[layer, head, query], self.top(query, layer=layer, head=head)
        return [key for key in best if key == best[0] or row[key] >= self._least]

    def describe(self) -> str:
        layers, heads, queries, keys = self._weights.shape
        layer, head = self.data["layer"], self.data["head"]
        words = (
            f"{self.data['title']}: attention weights of {layers} layer(s) with {heads} head(s), "
        )
        lines = [
            f"{words}{queries} queries and {keys} keys. In layer {layer}, {self.head_names[head]}:"
        ]
        for query in range(queries)[-16:]:
            best = [
                f'"{self.key_tokens[key]}" {self._weights[layer, head, query, key]:.2f}'
                for key in self.named(query, layer=layer, head=head)
            ]
            lines.append(f'"{self.tokens[query]}" looks most at {", ".join(best)}')
        return "\n".join(lines)

    def draw(self) -> "Figure":
        layers, heads, queries, keys = self._weights.shape
        if layers * heads > 3 or max(queries, keys) > 24:
            return self._overview()
        width, height = 1.4 + 0.24 * keys, 1.7 + 0.24 * queries
        figure = new_figure(width * heads * layers, height, str(self.data["title"]))
        grid = figure.subplots(1, layers * heads, squeeze=False)[0]
        for at, axes in enumerate(grid):
            weights_map(axes, self._weights.flatten(0, 1)[at], self.tokens, self.key_tokens)
            if len(grid) > 1:
                axes.set_title(self.head_names[at % heads], fontsize=9, loc="left")
        return figure

    def _overview(self) -> "Figure":
        layers, heads, queries, keys = self._weights.shape
        tiles = self._weights / self._weights.amax(dim=(-1, -2), keepdim=True)
        gap = max(1, max(queries, keys) // 12)
        tiles = torch.nn.functional.pad(tiles, (0, gap, 0, gap), value=torch.nan)
        mosaic = tiles.permute(0, 2, 1, 3).flatten(0, 1).flatten(1, 2)  # layers down, heads across
        figure = new_figure(0.9 * heads + 1.1, 0.9 * layers + 0.8, str(self.data["title"]))
        axes = figure.subplots()
        axes.imshow(mosaic.numpy(), cmap="cividis", aspect="auto", interpolation="nearest")
        across = [(keys + gap) * head + keys / 2 - 0.5 for head in range(heads)]
        down = [(queries + gap) * layer + queries / 2 - 0.5 for layer in range(layers)]
        token_axes(axes, [], [])
        short = all(len(name) < 10 for name in self.head_names)
        names = self.head_names if short else [str(head) for head in range(heads)]
        axes.set_xticks(across, names, rotation=0, fontsize=8)
        axes.set_yticks(down, [f"layer {layer}" for layer in range(layers)], fontsize=8)
        return figure


def _names_of_keys(given: Sequence[str] | None, tokens: list[str], keys: int) -> list[str]:
    """`given`, or else the names of the queries, which must then be as many as the keys."""
    if given is None and keys != len(tokens):
        raise ValueError(
            f"the weights have {len(tokens)} queries and {keys} keys: pass key_tokens as well"
        )
    return checked_tokens("key_tokens", tokens if given is None else given, keys, "the key axis")


def _sent(weights: Tensor) -> tuple[Tensor, Tensor | None]:
    """Weights as they cross: floats, or bytes and what 255 stands for in each row."""
    if weights.numel() <= MOST_EXACT:
        return weights.float().contiguous(), None
    peaks = weights.amax(dim=-1)  # (layers, heads, query)
    return (weights / peaks[..., None] * 255).round().to(torch.uint8).contiguous(), peaks


def checked_weights(weights: Tensor) -> Tensor:
    """Attention weights with all four axes, in double precision, or a ValueError that says why."""
    numbers = checked_tensor("weights", weights, SHAPE, (2, 3, 4))
    if bool((numbers < 0).any()):
        raise ValueError(
            "weights are negative somewhere: pass them after the softmax, not the scores"
        )
    full = numbers[(None,) * (4 - numbers.ndim)]
    off = (full.sum(dim=-1) - 1).abs()  # (layers, heads, query)
    if float(off.max()) > min(full.shape[-1] / 255, 0.05):
        layer, head, query = np.unravel_index(int(off.argmax()), off.shape)
        raise ValueError(
            f"the weights of query {query} (layer {layer}, head {head}) sum to "
            f"{float(full[layer, head, query].sum()):.3g}, not 1: pass softmax over the last axis"
        )
    return full
