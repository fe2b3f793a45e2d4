"""Embeddings and positions: the reference of lesson 2, from torch's own operators.

The rotary form is the half-split one of Llama checkpoints: number i of a head turns together
with number i + d_head/2. (Su et al. describe neighbors, 2i with 2i + 1; a fixed reordering of a
head's numbers turns one into the other.) Everything takes the positions it is to encode: a model
that goes on with a text does not start at 0. Nothing is cached.

Sources: Vaswani et al. 2017 (arXiv:1706.03762), Su et al. 2021 (arXiv:2104.09864).
"""

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn import functional as F

BASE = 10_000.0


def embed(
    ids: Int[Tensor, "batch time"], table: Float[Tensor, "vocabulary d_model"]
) -> Float[Tensor, "batch time d_model"]:
    """The table's row for every id."""
    return F.embedding(ids, table)


def embedding_gradient(
    ids: Int[Tensor, "batch time"],
    upstream: Float[Tensor, "batch time d_model"],
    n_vocabulary: int,
) -> Float[Tensor, "vocabulary d_model"]:
    """Gradient of the loss by the table, given its gradient by what was looked up."""
    chosen = F.one_hot(ids.flatten(), n_vocabulary).to(upstream.dtype)
    return chosen.mT @ upstream.flatten(0, 1)


def sinusoidal(
    positions: Int[Tensor, " time"], d_model: int, base: float = BASE
) -> Float[Tensor, "time d_model"]:
    """Sines in the even columns, cosines in the odd ones, from fast to slow."""
    turns = _turns(positions, d_model, base)
    return torch.view_as_real(turns).flip(-1).flatten(-2).float()


def rotary(
    x: Float[Tensor, "*lead time d_head"], positions: Int[Tensor, " time"], base: float = BASE
) -> Float[Tensor, "*lead time d_head"]:
    """Each pair (i, i + d_head/2) turned by position times base^(-2i/d_head), in radians."""
    turned = torch.complex(*x.double().chunk(2, -1)) * _turns(positions, x.shape[-1], base)
    return torch.cat((turned.real, turned.imag), -1).to(x.dtype)


def _turns(positions: Tensor, width: int, base: float) -> Tensor:
    """cos + i sin of every angle, (time, width/2), in double precision."""
    exponents = torch.arange(0, width, 2, dtype=torch.float64) / width
    angles = torch.outer(positions.double(), base**-exponents)
    return torch.polar(torch.ones_like(angles), angles)
