"""Attention as torch computes it: the reference that lessons show and checks compare with.

Every function here is built from torch's own operators wherever torch has one, so that what
a learner writes by hand is held against an implementation that shares no line with it.
Masks are boolean and True means "may look". Nothing here is tuned for speed.

Sources: Vaswani et al. 2017 (arXiv:1706.03762); Ainslie et al. 2023 for grouped-query
attention (arXiv:2305.13245).
"""

import math

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor
from torch.nn import functional as F


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
    return F.linear(x, w_q.mT), F.linear(x, w_k.mT), F.linear(x, w_v.mT)


def scaled_scores(
    query: Float[Tensor, "*lead query d_k"], key: Float[Tensor, "*lead key d_k"]
) -> Float[Tensor, "*lead query key"]:
    """Dot product of every query with every key, divided by the square root of d_k."""
    return torch.einsum("...qd,...kd->...qk", query, key) / math.sqrt(query.shape[-1])


def attention(
    query: Float[Tensor, "*lead query d_k"],
    key: Float[Tensor, "*lead key d_k"],
    value: Float[Tensor, "*lead key d_v"],
    mask: Bool[Tensor, "*#lead query key"] | None = None,
) -> tuple[Float[Tensor, "*lead query d_v"], Float[Tensor, "*lead query key"]]:
    """Scaled dot-product attention: (output, weights). Each row of weights sums to 1."""
    scores = scaled_scores(query, key)
    if mask is not None:
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
    return torch.stack(x.chunk(n_heads, dim=-1), dim=1)


def merge_heads(x: Float[Tensor, "batch heads time d_head"]) -> Float[Tensor, "batch time d_model"]:
    """Undo split_heads: lay the heads' pieces side by side again."""
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
    """Attention in which neighbouring query heads share one key/value head."""
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
