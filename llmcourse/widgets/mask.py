"""Masks of attention, and a test for leaks that replaces a token and watches the outputs.

The learner's function is called here once for each length and its masks go to the browser as
bits; masks of the known kinds, and the leak test, are computed there. `mask()`, `changes()`
and `leaks()` do the same in torch. It judges nothing but looking ahead.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
import traitlets
from torch import Tensor

from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.checked import little_endian
from llmcourse.widgets.pictures import MASK, new_figure, token_axes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 4  # of the vectors in the leak test
LONGEST = 32


class MaskExplorer(CourseWidget):
    """Explore the masks of `mask_function(length)`: bool (query, key), True where it may look.

    Lengths from 1 to `max_length`; where the function fails or returns something else, the widget
    says so. Raises ValueError for too few `tokens` or a `max_length` outside 1 to 32.
    """

    bits = traitlets.Bytes().tag(sync=True)
    vectors = traitlets.Bytes().tag(sync=True)

    scripts = ("mask.js", "mask_view.js")
    styles = ("mask.css",)

    def __init__(
        self,
        mask_function: Callable[[int], Tensor],
        *,
        tokens: Sequence[str] | None = None,
        max_length: int = 12,
        title: str = "",
    ) -> None:
        if not 1 <= max_length <= LONGEST:
            raise ValueError(f"max_length is {max_length}: pass 1 to {LONGEST}")
        if not callable(mask_function):
            raise ValueError(f"pass the function itself, not a {type(mask_function).__name__}")
        if tokens is not None and (isinstance(tokens, str) or len(tokens) < max_length):
            raise ValueError(
                f"tokens: pass at least {max_length} in a list, or a smaller max_length"
            )
        self.name = getattr(mask_function, "__name__", type(mask_function).__name__)
        self.problems: dict[int, str] = {}
        self._masks = {n: self._called(mask_function, n) for n in range(1, max_length + 1)}
        generator = torch.Generator().manual_seed(2017)
        both = torch.randn(2, max_length, WIDTH, generator=generator, dtype=torch.float64)
        both *= 1.5 / both.norm(dim=-1, keepdim=True)  # near-even weights: every leak is visible
        self._vectors, self._others = both
        bits = torch.cat([mask.flatten() for mask in self._masks.values()]).numpy()
        super().__init__(
            data={
                "title": title or "Who may look at whom",
                "name": self.name,
                "tokens": ["token"] * max_length if tokens is None else list(tokens)[:max_length],
                "max_length": max_length,
                "width": WIDTH,
                "problems": {str(n): problem for n, problem in self.problems.items()},
            },
            bits=np.packbits(bits).tobytes(),
            vectors=little_endian(both),
        )

    def _called(self, function: Callable[[int], Tensor], length: int) -> Tensor:
        """The function's mask, or an empty one and a note of what went wrong."""
        try:
            mask: object = function(length)
        except Exception as error:
            said = f"{type(error).__name__}: {error}"[:500]
            self.problems[length] = f"{self.name}({length}) raised {said}"
        else:
            problem = mask_problem(mask, length)
            if problem is None and isinstance(mask, Tensor):
                return mask.detach().to("cpu", copy=True)
            self.problems[length] = f"{self.name}({length}) returned {problem}"
        return torch.zeros(length, length, dtype=torch.bool)

    def mask(self, length: int, kind: str = "given", amount: int = 0) -> Tensor:
        """The mask (query, key) of a kind: given, causal, window, prefix or padding."""
        if kind == "given":
            if length in self.problems:
                raise ValueError(self.problems[length])
            return self._masks[length]
        return known_mask(kind, length, amount)

    def changes(self, mask: Tensor, token: int) -> Tensor:
        """How far each output of a tiny attention moves when `token` is replaced, (query,)."""
        before = self._vectors[: len(mask)]
        after = before.clone()
        after[token] = self._others[token]
        outputs = [tiny_attention(x, mask) for x in (before, after)]
        return (outputs[1] - outputs[0]).abs().amax(dim=-1)

    def leaks(self, mask: Tensor, token: int) -> list[int]:
        """Positions before `token` whose output moves when it is replaced."""
        moved = self.changes(mask, token)[:token] > 1e-9
        return [int(position) for position in moved.nonzero().flatten()]

    def describe(self) -> str:
        lengths = f"lengths 1 to {len(self._masks)}"
        lines = [
            f"{self.data['title']}: the masks of {self.name} for {lengths}.",
            *self.problems.values(),
        ]
        for length, mask in self._masks.items():
            ahead = int(mask.triu(1).sum())
            if ahead:
                cells = "cell looks" if ahead == 1 else "cells look"
                lines.append(f"length {length}: {ahead} {cells} ahead: a leak")
        if len(lines) == 1:
            lines.append("No cell looks ahead: no leak at any length.")
        return "\n".join(lines)

    def draw(self) -> "Figure":
        length = min(8, len(self._masks))
        mask = self._masks[length]
        figure = new_figure(3.6, 3.4, f"{self.name}({length})")
        axes = figure.subplots()
        ahead = mask.triu(1)
        shades = torch.where(ahead, 2, mask.int())
        axes.imshow(shades.numpy(), cmap=MASK, vmin=0, vmax=2)
        for query, key in ahead.nonzero().tolist():
            axes.text(key, query, "L", ha="center", va="center", fontweight="bold")
        axes.set_xticks([i - 0.5 for i in range(1, length)], minor=True)
        axes.set_yticks([i - 0.5 for i in range(1, length)], minor=True)
        axes.grid(which="minor", color="white", linewidth=1.5)
        if length in self.problems:
            axes.text(0, 0, self.problems[length], fontsize=8, wrap=True, va="center")
        names = [f"{i} {token}" for i, token in enumerate(self.data["tokens"][:length])]
        token_axes(axes, names, names)
        axes.tick_params(which="both", length=0)
        axes.set_xlabel("looks at", fontsize=9)
        axes.set_ylabel("looks from", fontsize=9)
        return figure


def mask_problem(mask: object, length: int) -> str | None:
    """What keeps `mask` from being a mask of this length, in words, or None."""
    wanted = f"expected a bool tensor ({length}, {length}), True where a query may look at a key"
    if not isinstance(mask, Tensor):
        return f"{type(mask).__name__}; {wanted}"
    if tuple(mask.shape) != (length, length):
        return f"shape {tuple(mask.shape)}; {wanted}"
    if mask.dtype != torch.bool:
        return f"dtype {str(mask.dtype).removeprefix('torch.')}; {wanted}"
    return None


def known_mask(kind: str, length: int, amount: int = 0) -> Tensor:
    """A mask (query, key) of a known kind; `amount` is the window, the prefix or the padding."""
    position = torch.arange(length)
    query, key = position[:, None], position[None, :]
    masks = {
        "causal": key <= query,
        "window": (key <= query) & (key > query - amount),
        "prefix": (key <= query) | (key < amount),
        "padding": (key < length - amount).expand(length, length),
    }
    if kind not in masks:
        raise ValueError(f"no mask of kind {kind!r}: pass given, {', '.join(masks)}")
    return masks[kind]


def tiny_attention(x: Tensor, mask: Tensor) -> Tensor:
    """Attention of (time, d) vectors that are queries, keys and values at once."""
    scores = (x @ x.T / x.shape[-1] ** 0.5).masked_fill(~mask, -torch.inf)
    output: Tensor = scores.softmax(dim=-1) @ x
    return output
