"""Attention as torch computes it: the reference that lessons show and checks compare with.

Every function here is built from torch's own operators wherever torch has one, so that what
a learner writes by hand is held against an implementation that shares no line with it.
Masks are boolean and True means "may look". What does not fit is refused in the lesson's words,
since learners build on these parts. Nothing here is tuned for speed.

Sources: Vaswani et al. 2017 (arXiv:1706.03762); Ainslie et al. 2023 for grouped-query
attention (arXiv:2305.13245).
"""

import math
from collections.abc import Callable

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor
from torch.nn import functional as F

Attend = Callable[[Tensor, Tensor, Tensor, Tensor | None], tuple[Tensor, Tensor]]


def softmax(scores: Float[Tensor, "*lead n"]) -> Float[Tensor, "*lead n"]:
    """Probabilities over the last axis."""
    return scores.softmax(dim=-1)


def project(
    x: Float[Tensor, "batch time d_model"],
    w_q: Float[Tensor, "d_model d_k"],
    w_k: Float[Tensor, "d_model d_k"],
    w_v: Float[Tensor, "d_model d_v"],
) -> tuple[Tensor, Tensor, Tensor]:
    """Three views of each token: what it asks, what it offers, what it hands over."""
    for name, weights in (("w_q", w_q), ("w_k", w_k), ("w_v", w_v)):
        if x.shape[-1] != weights.shape[0]:
            raise ValueError(
                f"{name} has {weights.shape[0]} rows, and a token of x {x.shape[-1]} numbers"
            )
    return F.linear(x, w_q.mT), F.linear(x, w_k.mT), F.linear(x, w_v.mT)


def scaled_scores(
    query: Float[Tensor, "*lead query d_k"], key: Float[Tensor, "*lead key d_k"]
) -> Float[Tensor, "*lead query key"]:
    """Dot product of every query with every key, divided by the square root of d_k."""
    if query.shape[-1] != key.shape[-1]:
        raise ValueError(f"a query has {query.shape[-1]} numbers, a key {key.shape[-1]}")
    _fitting_heads(query, key, "key")
    return torch.einsum("...qd,...kd->...qk", query, key) / math.sqrt(query.shape[-1])


def attention(
    query: Float[Tensor, "*lead query d_k"],
    key: Float[Tensor, "*lead key d_k"],
    value: Float[Tensor, "*lead key d_v"],
    mask: Bool[Tensor, "*#lead query key"] | None = None,
) -> tuple[Float[Tensor, "*lead query d_v"], Float[Tensor, "*lead query key"]]:
    """Scaled dot-product attention: (output, weights). Each row of weights sums to 1."""
    scores = scaled_scores(query, key)
    if key.shape[-2] != value.shape[-2]:
        raise ValueError(f"there are {key.shape[-2]} keys and {value.shape[-2]} values")
    _fitting_heads(query, value, "value")
    if mask is not None:
        _fitting_mask(mask, scores)
        scores = torch.where(mask, scores, float("-inf"))
    return F.scaled_dot_product_attention(query, key, value, attn_mask=mask), scores.softmax(-1)


def causal_mask(length: int) -> Bool[Tensor, "query key"]:
    """True where a query may look at a key: at itself and at what came before."""
    return torch.ones(length, length, dtype=torch.bool).tril()


def padding_mask(lengths: Int[Tensor, " batch"], n_keys: int) -> Bool[Tensor, "batch 1 1 key"]:
    """True at the real tokens of each sequence, False at the padding after them."""
    rows = [F.pad(torch.ones(int(n), dtype=torch.bool), (0, n_keys - int(n))) for n in lengths]
    return torch.stack(rows)[:, None, None, :]


def split_heads(
    x: Float[Tensor, "batch time d_model"], n_heads: int
) -> Float[Tensor, "batch heads time d_head"]:
    """Cut each token's vector into n_heads consecutive pieces, one for each head."""
    if x.ndim != 3 or x.shape[-1] % n_heads:
        raise ValueError(
            f"split_heads got shape {tuple(x.shape)} and {n_heads} heads; it takes "
            "(batch, time, d_model), and d_model must be a multiple of n_heads"
        )
    return torch.stack(x.chunk(n_heads, dim=-1), dim=1)


def merge_heads(x: Float[Tensor, "batch heads time d_head"]) -> Float[Tensor, "batch time d_model"]:
    """Undo split_heads: lay the heads' pieces side by side again."""
    if isinstance(x, tuple):
        raise ValueError("merge_heads got a tuple: attention returns (output, weights)")
    if x.ndim != 4:
        raise ValueError(
            f"merge_heads got shape {tuple(x.shape)}; it takes (batch, heads, time, d_head)"
        )
    return torch.cat(x.unbind(1), dim=-1)


def multi_head_attention(
    x: Float[Tensor, "batch time d_model"],
    w_q: Float[Tensor, "d_model d_model"],
    w_k: Float[Tensor, "d_model d_model"],
    w_v: Float[Tensor, "d_model d_model"],
    w_o: Float[Tensor, "d_model d_model"],
    n_heads: int,
    mask: Bool[Tensor, "#batch #heads query key"] | None = None,
) -> Float[Tensor, "batch time d_model"]:
    """Several attentions side by side, concatenated and mixed by w_o."""
    query, key, value = (split_heads(part, n_heads) for part in project(x, w_q, w_k, w_v))
    output, _ = attention(query, key, value, mask)
    return F.linear(merge_heads(output), w_o.mT)


def grouped_query_attention(
    query: Float[Tensor, "batch n_heads query d_head"],
    key: Float[Tensor, "batch n_kv_heads key d_head"],
    value: Float[Tensor, "batch n_kv_heads key d_head"],
    mask: Bool[Tensor, "#batch #heads query key"] | None = None,
) -> Float[Tensor, "batch n_heads query d_head"]:
    """Attention in which neighboring query heads share one key/value head."""
    return F.scaled_dot_product_attention(query, key, value, attn_mask=mask, enable_gqa=True)


def cross_attention(
    decoder_states: Float[Tensor, "batch target d_model"],
    encoder_states: Float[Tensor, "batch source d_model"],
    w_q: Float[Tensor, "d_model d_k"],
    w_k: Float[Tensor, "d_model d_k"],
    w_v: Float[Tensor, "d_model d_v"],
    encoder_mask: Bool[Tensor, "batch source"] | None = None,
) -> tuple[Float[Tensor, "batch target d_v"], Float[Tensor, "batch target source"]]:
    """The decoder asks, the encoder answers: (output, weights)."""
    query, key, value = decoder_states @ w_q, encoder_states @ w_k, encoder_states @ w_v
    mask = None if encoder_mask is None else encoder_mask[:, None, :]
    return attention(query, key, value, mask)


def as_attention(multi_head: Callable[..., Tensor]) -> Attend:
    """The attention function (query, key, value, mask) that a multi-head attention does inside.

    For models that take an attention function: each head's slice of the input holds its query,
    key and value, and weight matrices of zeros and ones pick them out. Beside its value each token
    hands over a mark of its own, so that the output tells the weights too. As many queries as keys.
    """

    def attend(
        query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        batch, n_heads, time, d_head = query.shape
        marks = torch.eye(time).to(query).expand(batch, n_heads, time, time)
        x = merge_heads(torch.cat([query, key, value, marks], dim=-1))
        whole = torch.eye(3 * d_head + time).to(query)
        scale = math.sqrt(len(whole) / d_head)  # it will divide by the root of the whole width
        picks = [
            _first_columns(whole[:, :d_head] * scale),
            _first_columns(whole[:, d_head : 2 * d_head]),
            _first_columns(whole[:, 2 * d_head :]),
        ]
        w_q, w_k, w_v = (torch.kron(torch.eye(n_heads).to(query), pick) for pick in picks)
        wide = None if mask is None else mask.reshape((1,) * (4 - mask.ndim) + mask.shape)
        mixed = multi_head(x, w_q, w_k, w_v, torch.eye(x.shape[-1]).to(x), n_heads, wide)
        parts = split_heads(mixed, n_heads)
        return parts[..., :d_head], parts[..., d_head : d_head + time]

    return attend


def _first_columns(matrix: Tensor) -> Tensor:
    """A square matrix that begins with these columns and is 0 in the others."""
    return F.pad(matrix, (0, len(matrix) - matrix.shape[1]))


def _fitting_heads(query: Tensor, other: Tensor, name: str) -> None:
    """Refuse keys or values whose batch and heads are neither the queries' nor 1."""
    ours, theirs = query.shape[:-2], other.shape[:-2]
    try:
        torch.broadcast_shapes(ours, theirs)  # type: ignore[no-untyped-call]
    except RuntimeError:
        words = f"query has shape {tuple(query.shape)}, {name} {tuple(other.shape)}"
        if len(ours) == len(theirs) == 2 and ours[1] != theirs[1]:
            words = f"{name} has {theirs[1]} heads, query has {ours[1]}"
            if ours[1] % theirs[1] == 0:
                words += f": repeat each {name} head {ours[1] // theirs[1]} times"
        raise ValueError(words) from None


def _fitting_mask(mask: Tensor, scores: Tensor) -> None:
    """Refuse a mask that is not boolean, or does not spread over the scores."""
    if not isinstance(mask, Tensor) or mask.dtype != torch.bool:
        kind = str(mask.dtype) if isinstance(mask, Tensor) else type(mask).__name__
        raise ValueError(f"the mask is {kind}; it must be a tensor of True and False")
    ours, theirs = tuple(mask.shape), tuple(scores.shape)
    fits = len(ours) <= len(theirs) and all(
        m in (1, s) for m, s in zip(reversed(ours), reversed(theirs), strict=False)
    )
    if not fits:
        raise ValueError(
            f"the mask has shape {ours}, the scores {theirs}: from the last axis to the front, "
            "each axis of the mask must have their length or 1"
        )
