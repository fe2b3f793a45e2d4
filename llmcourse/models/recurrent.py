"""One step of an LSTM and of a GRU as torch computes them, and what layers cost in operations.

Weights stand as lesson 1 multiplies them, `x @ w_x`: (d_in, gates * d_model), gates side by side
in torch's order: input, forget, candidate, output (LSTM); reset, update, candidate (GRU). Torch
keeps them transposed. No layer to train: `torch.nn.LSTM` is that.

Sources: Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000; Cho et al. 2014
(arXiv:1406.1078), with the reset gate behind the matrix product as in cuDNN.
"""

from collections.abc import Callable

import torch
from jaxtyping import Float
from torch import Tensor

LSTMStep = Callable[[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor], tuple[Tensor, Tensor]]


def lstm_step(
    x: Float[Tensor, "batch d_in"],
    h: Float[Tensor, "batch d_model"],
    c: Float[Tensor, "batch d_model"],
    w_x: Float[Tensor, "d_in four_d"],
    w_h: Float[Tensor, "d_model four_d"],
    b: Float[Tensor, " four_d"],
) -> tuple[Float[Tensor, "batch d_model"], Float[Tensor, "batch d_model"]]:
    """The next hidden state and the next cell state."""
    h, c = torch.lstm_cell(x, (h, c), w_x.mT, w_h.mT, b, torch.zeros_like(b))
    return h, c


def gru_step(
    x: Float[Tensor, "batch d_in"],
    h: Float[Tensor, "batch d_model"],
    w_x: Float[Tensor, "d_in three_d"],
    w_h: Float[Tensor, "d_model three_d"],
    b_x: Float[Tensor, " three_d"],
    b_h: Float[Tensor, " three_d"],
) -> Float[Tensor, "batch d_model"]:
    """The next hidden state, which is all the memory there is."""
    return torch.gru_cell(x, h, w_x.mT, w_h.mT, b_x, b_h)


def lstm_states(
    step: LSTMStep, x: Float[Tensor, "time d_in"], w_x: Tensor, w_h: Tensor, b: Tensor
) -> tuple[Float[Tensor, "time+1 d_model"], Float[Tensor, "time+1 d_model"]]:
    """Hidden and cell states before the first input and after each, by this step."""
    h = c = torch.zeros(1, w_h.shape[0], dtype=x.dtype)
    states = [(h, c)]
    for at in range(len(x)):
        h, c = step(x[at : at + 1], h, c, w_x, w_h, b)
        states.append((h, c))
    hidden, cells = (torch.cat(part) for part in zip(*states, strict=True))
    return hidden, cells


def layer_flops(length: int, d_model: int, d_ff: int) -> dict[str, int]:
    """Operations of one layer's matrix products on one sequence; a multiply-add counts as two.

    "lstm" is a whole LSTM layer of inputs and states d_model wide; "projections", "attention" and
    "feed_forward" together are a transformer layer. Masks save nothing here.
    """

    def product(rows: int, inner: int, columns: int) -> int:
        return 2 * rows * inner * columns

    return {
        "lstm": length * (product(1, d_model, 4 * d_model) + product(1, d_model, 4 * d_model)),
        "projections": 4 * product(length, d_model, d_model),
        "attention": product(length, d_model, length) + product(length, length, d_model),
        "feed_forward": product(length, d_model, d_ff) + product(length, d_ff, d_model),
    }
