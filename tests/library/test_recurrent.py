"""LSTM and GRU steps against torch's own cells, and layers' costs against torch's FLOP counter."""

from __future__ import annotations

import torch
from torch.utils.flop_counter import FlopCounterMode

from llmcourse.models import attention
from llmcourse.models.recurrent import gru_step, layer_flops, lstm_states, lstm_step


def numbers(*shape: int, seed: int = 0) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def test_lstm_steps_are_torchs_layer() -> None:
    layer = torch.nn.LSTM(3, 4, dtype=torch.float64)
    x = numbers(7, 3)
    with torch.no_grad():
        expected, _ = layer(x)
        bias = layer.bias_ih_l0 + layer.bias_hh_l0
        hidden, cells = lstm_states(lstm_step, x, layer.weight_ih_l0.T, layer.weight_hh_l0.T, bias)
    torch.testing.assert_close(hidden[1:], expected)
    assert cells.shape == (8, 4)
    assert not hidden[0].any()


def test_gru_steps_are_torchs_layer() -> None:
    layer = torch.nn.GRU(3, 4, dtype=torch.float64)
    x, h = numbers(7, 3), torch.zeros(1, 4, dtype=torch.float64)
    with torch.no_grad():
        expected, _ = layer(x)
        for row, wanted in zip(x, expected, strict=True):
            h = gru_step(
                row[None],
                h,
                layer.weight_ih_l0.T,
                layer.weight_hh_l0.T,
                layer.bias_ih_l0,
                layer.bias_hh_l0,
            )
            torch.testing.assert_close(h[0], wanted)


def test_flops_are_those_that_torch_counts() -> None:
    length, d_model, d_ff = 9, 8, 20
    x = torch.ones(1, length, d_model)
    counted = layer_flops(length, d_model, d_ff)
    with FlopCounterMode(display=False) as counter:
        query, key, value = attention.project(x, *torch.ones(3, d_model, d_model))
        weights = attention.scaled_scores(
            *(attention.split_heads(part, 2) for part in (query, key))
        )
        output = attention.merge_heads(weights @ attention.split_heads(value, 2))
        output @ torch.ones(d_model, d_model)
    assert counter.get_total_flops() == counted["projections"] + counted["attention"]
    with FlopCounterMode(display=False) as counter:
        x @ torch.ones(d_model, d_ff) @ torch.ones(d_ff, d_model)
    assert counter.get_total_flops() == counted["feed_forward"]
    state = torch.ones(1, d_model)
    with FlopCounterMode(display=False) as counter:
        for row in x[0]:
            both = torch.cat([row[None], state], dim=1) @ torch.ones(2 * d_model, 4 * d_model)
            state = both[:, :d_model]
    assert counter.get_total_flops() == counted["lstm"]
