"""Attention one step at a time, from embeddings to new vectors.

The browser computes every stage from the embeddings and the three weight matrices;
`QKVSteps.stages()` computes the same in torch. One sequence, one head, small enough to
read: longer ones belong in `AttentionViewer`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
import traitlets
from torch import Tensor

from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.checked import checked_tensor, checked_tokens, little_endian
from llmcourse.widgets.pictures import heat_maps

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST = 32


def attention_stages(
    x: Tensor, w_q: Tensor, w_k: Tensor, w_v: Tensor, mask: Tensor, *, scale: bool = True
) -> dict[str, Tensor]:
    """Every stage of scaled dot-product attention; `mask` (query, key) is True where allowed."""
    query, key, value = x @ w_q, x @ w_k, x @ w_v  # (time, d_k) twice, (time, d_v)
    scores = query @ key.T  # (query, key)
    scaled = scores / query.shape[-1] ** 0.5 if scale else scores
    masked = scaled.masked_fill(~mask, -torch.inf)
    weights = masked.softmax(dim=-1)
    return {
        "embeddings": x,
        "query": query,
        "key": key,
        "value": value,
        "scores": scores,
        "scaled": scaled,
        "masked": masked,
        "weights": weights,
        "output": weights @ value,
    }


class QKVSteps(CourseWidget):
    """Step through self-attention over `tokens`, every number computed in the browser.

    `x` is (time, d_model), the weights (d_model, d_k) and `origin` where they are from, `mask` a
    bool (query, key), True where a query may look; the token at `query` is selected at first. At
    most 32 tokens and 32 dimensions. Raises ValueError for anything else.
    Vaswani et al., "Attention Is All You Need" (2017), section 3.2.1.
    """

    numbers = traitlets.Bytes().tag(sync=True)
    mask = traitlets.Bytes().tag(sync=True)

    scripts = ("qkv.js", "qkv_view.js")
    styles = ("qkv.css",)

    def __init__(
        self,
        tokens: Sequence[str],
        x: Tensor,
        w_q: Tensor,
        w_k: Tensor,
        w_v: Tensor,
        *,
        mask: Tensor | None = None,
        query: int = -1,
        origin: str = "learned",
        title: str = "",
    ) -> None:
        rows = checked_tensor("x", x, "(time, d_model), without a batch axis", 2)
        time, d_model = rows.shape
        names = checked_tokens("tokens", tokens, time, "x")
        weights = _checked_projections(d_model, w_q=w_q, w_k=w_k, w_v=w_v)
        if max(time, d_model, *(w.shape[1] for w in weights)) > MOST:
            raise ValueError(f"more than {MOST} tokens or dimensions: pass a smaller example")
        self._inputs = (rows, weights[0], weights[1], weights[2])
        self._mask = _checked_mask(mask, time)
        self.tokens = names
        super().__init__(
            data={
                "title": title or "Self-attention, step by step",
                "tokens": names,
                "d_model": d_model,
                "d_k": weights[0].shape[1],
                "d_v": weights[2].shape[1],
                "masked": mask is not None,
                "origin": origin,
                "row": range(time)[query],
            },
            numbers=little_endian(rows, *weights),
            mask=b"" if mask is None else self._mask.numpy().tobytes(),
        )

    def stages(self, *, scale: bool = True, causal: bool = False) -> dict[str, Tensor]:
        """The stages in torch, in double precision: embeddings, query, key, value, scores,
        scaled, masked, weights and output; with the given mask, and a causal one if asked."""
        mask = self._mask.tril() if causal else self._mask
        x, w_q, w_k, w_v = self._inputs
        return attention_stages(x, w_q, w_k, w_v, mask, scale=scale)

    def describe(self) -> str:
        weights = self.stages()["weights"]
        lines = [
            f"{self.data['title']}: {len(self.tokens)} tokens, d_model {self.data['d_model']}, "
            f"d_k {self.data['d_k']}. Stages: embeddings; queries, keys and values; scores; "
            "scaling; mask; softmax; weighted sum of the values."
        ]
        for token, row in zip(self.tokens, weights, strict=True):
            if not row.isnan().any():
                best = int(row.argmax())
                lines.append(f'"{token}" looks most at "{self.tokens[best]}": {row[best]:.2f}')
        return "\n".join(lines)

    def draw(self) -> "Figure":
        stages = self.stages()
        parts = [("Q, queries", stages["query"]), ("K, keys", stages["key"])]
        parts += [("A, attention weights", stages["weights"]), ("Z, new vectors", stages["output"])]
        return heat_maps(str(self.data["title"]), parts, self.tokens)


def _checked_projections(d_model: int, **projections: Tensor) -> list[Tensor]:
    checked = []
    for name, value in projections.items():
        numbers = checked_tensor(name, value, "(d_model, d_k)", 2)
        if numbers.shape[0] != d_model:
            shape = tuple(numbers.shape)
            raise ValueError(
                f"{name} is {shape} but x has d_model {d_model}: pass ({d_model}, d_k)"
            )
        checked.append(numbers)
    if checked[0].shape != checked[1].shape:
        shapes = f"w_q is {tuple(checked[0].shape)} and w_k {tuple(checked[1].shape)}"
        raise ValueError(f"{shapes}: queries and keys need the same d_k")
    return checked


def _checked_mask(mask: Tensor | None, time: int) -> Tensor:
    if mask is None:
        return torch.ones(time, time, dtype=torch.bool)
    if not isinstance(mask, Tensor) or mask.dtype != torch.bool or mask.shape != (time, time):
        raise ValueError(f"mask: pass a bool tensor ({time}, {time}), True where a query may look")
    return mask.detach().cpu()
