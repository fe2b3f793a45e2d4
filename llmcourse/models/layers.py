"""Norms, feed-forward layers, attention, embedding: what the blocks of lesson 4 are made of.

Functions of tensors; weights lie as (in, out) and are multiplied from the right, `x @ w`. As far as
torch has an operator it is used: what a learner writes by hand is held against code that shares
no line with it. Nothing here keeps weights, trains or is tuned for speed.

Sources: Vaswani et al. 2017 (arXiv:1706.03762), Ba et al. 2016 (arXiv:1607.06450), Zhang and
Sennrich 2019 (arXiv:1910.07467), Shazeer 2020 (arXiv:2002.05202), Xiong et al. 2020
(arXiv:2002.04745).
"""

import math
from collections.abc import Callable

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor
from torch.nn import functional as F

from llmcourse.models.attention import attention, merge_heads, split_heads


def layer_norm(
    x: Float[Tensor, "*lead d_model"],
    gain: Float[Tensor, " d_model"],
    bias: Float[Tensor, " d_model"],
    eps: float = 1e-5,
) -> Float[Tensor, "*lead d_model"]:
    """Every token's vector with mean 0 and variance 1, then stretched and shifted."""
    return F.layer_norm(x, x.shape[-1:], gain, bias, eps)


def rms_norm(
    x: Float[Tensor, "*lead d_model"], gain: Float[Tensor, " d_model"], eps: float = 1e-5
) -> Float[Tensor, "*lead d_model"]:
    """Every token's vector divided by its root mean square, then stretched."""
    return F.rms_norm(x, x.shape[-1:], gain, eps)


def normalize(x: Float[Tensor, "*lead d_model"]) -> Float[Tensor, "*lead d_model"]:
    """Layer normalization without gain and bias."""
    return F.layer_norm(x, x.shape[-1:])


def transform(
    x: Float[Tensor, "*lead d_model"],
    w_in: Float[Tensor, "d_model d_ff"],
    w_out: Float[Tensor, "d_ff d_model"],
) -> Float[Tensor, "*lead d_model"]:
    """A small layer to stack: two matrices and a ReLU between them."""
    return F.linear(F.relu(F.linear(x, w_in.mT)), w_out.mT)


def residual_stack(
    x: Float[Tensor, "*lead d_model"], layers: list[tuple[Tensor, Tensor]], order: str
) -> Float[Tensor, "*lead d_model"]:
    """Layers on top of each other, joined in one of the orders plain, residual, post and pre."""
    steps: dict[str, Callable[[Tensor, Tensor, Tensor], Tensor]] = {
        "plain": transform,
        "residual": lambda x, w_in, w_out: x + transform(x, w_in, w_out),
        "post": lambda x, w_in, w_out: normalize(x + transform(x, w_in, w_out)),
        "pre": lambda x, w_in, w_out: x + transform(normalize(x), w_in, w_out),
    }
    for layer in layers:
        x = steps[order](x, *layer)
    return normalize(x) if order == "pre" else x


def feed_forward(
    x: Float[Tensor, "*lead d_model"],
    w_in: Float[Tensor, "d_model d_ff"],
    b_in: Float[Tensor, " d_ff"],
    w_out: Float[Tensor, "d_ff d_model"],
    b_out: Float[Tensor, " d_model"],
    activation: str = "relu",
) -> Float[Tensor, "*lead d_model"]:
    """Two linear maps with a ReLU or an exact GELU between them."""
    known: dict[str, Callable[[Tensor], Tensor]] = {"relu": F.relu, "gelu": F.gelu}
    bend = known[activation]
    return F.linear(bend(F.linear(x, w_in.mT, b_in)), w_out.mT, b_out)


def gated_feed_forward(
    x: Float[Tensor, "*lead d_model"],
    w_gate: Float[Tensor, "d_model d_ff"],
    w_up: Float[Tensor, "d_model d_ff"],
    w_down: Float[Tensor, "d_ff d_model"],
) -> Float[Tensor, "*lead d_model"]:
    """SwiGLU: one linear map, opened and closed by another one through SiLU, then a third."""
    return F.linear(F.silu(F.linear(x, w_gate.mT)) * F.linear(x, w_up.mT), w_down.mT)


def attend(
    x: Float[Tensor, "batch query d_model"],
    memory: Float[Tensor, "batch key d_model"],
    w_q: Tensor,
    w_k: Tensor,
    w_v: Tensor,
    w_o: Tensor,
    n_heads: int,
    mask: Bool[Tensor, "#batch #heads query key"] | None = None,
) -> Float[Tensor, "batch query d_model"]:
    """Multi-head attention from `x` to `memory`; self-attention when both are the same."""
    views = (x @ w_q, memory @ w_k, memory @ w_v)
    query, key, value = (split_heads(view, n_heads) for view in views)
    mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    return merge_heads(mixed) @ w_o


def attend_and_tell(
    x: Tensor,
    memory: Tensor,
    w_q: Tensor,
    w_k: Tensor,
    w_v: Tensor,
    w_o: Tensor,
    n_heads: int,
    mask: Tensor | None = None,
) -> tuple[Tensor, Float[Tensor, "batch heads query key"]]:
    """The same with its weights, which takes longer."""
    views = (x @ w_q, memory @ w_k, memory @ w_v)
    query, key, value = (split_heads(view, n_heads) for view in views)
    mixed, weights = attention(query, key, value, mask)
    return merge_heads(mixed) @ w_o, weights


def positions(time: int, d_model: int) -> Float[Tensor, "time d_model"]:
    """The sinusoidal positions of 2017: sines in the even places, cosines in the odd ones."""
    slow = torch.exp(-math.log(10000.0) * torch.arange(0, d_model, 2) / d_model)
    angles = torch.arange(time)[:, None] * slow
    return torch.stack((angles.sin(), angles.cos()), -1).flatten(1)


def embed(
    ids: Int[Tensor, "batch time"], table: Float[Tensor, "vocabulary d_model"]
) -> Float[Tensor, "batch time d_model"]:
    """Rows of the table times the square root of d_model, plus the positions."""
    d_model = table.shape[1]
    return F.embedding(ids, table) * math.sqrt(d_model) + positions(ids.shape[1], d_model).to(table)
