"""Embeddings and positions: laws, torch's own gradients, and transformers' Llama."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F
from transformers import LlamaConfig
from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding, apply_rotary_pos_emb

from llmcourse.models import neighbors, positions
from llmcourse.models.config import ModelConfig
from llmcourse.models.transformer import rope_tables, rotate


def randn(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def test_lookup_is_the_one_hot_product() -> None:
    ids, table = torch.tensor([[0, 4, 4], [2, 0, 1]]), randn(5, 3)
    assert torch.equal(positions.embed(ids, table), F.one_hot(ids, 5).float() @ table)


def test_gradient_reaches_the_rows_in_use_alone() -> None:
    ids, upstream = torch.tensor([[0, 4, 4], [2, 0, 4]]), randn(2, 3, 3)
    table = torch.zeros(6, 3, requires_grad=True)
    F.embedding(ids, table).backward(upstream)
    found = positions.embedding_gradient(ids, upstream, 6)
    torch.testing.assert_close(found, table.grad)
    assert not found[[1, 3, 5]].any()
    torch.testing.assert_close(found[4], upstream[0, 1] + upstream[0, 2] + upstream[1, 2])


def test_sinusoids_are_the_papers() -> None:
    table = positions.sinusoidal(torch.tensor([0, 7, 300]), 6)
    for row, p in zip(table, (0, 7, 300), strict=True):
        for i in range(3):
            angle = torch.tensor(p / 10_000 ** (2 * i / 6), dtype=torch.float64)
            torch.testing.assert_close(row[2 * i].double(), angle.sin(), atol=1e-6, rtol=0)
            torch.testing.assert_close(row[2 * i + 1].double(), angle.cos(), atol=1e-6, rtol=0)


@pytest.mark.parametrize("k", [1, 5, 30])
def test_a_shift_is_one_linear_map(k: int) -> None:
    table = positions.sinusoidal(torch.arange(100), 12).double()
    fit = torch.linalg.lstsq(table[:-k], table[k:], driver="gelsd").solution
    assert (table[:-k] @ fit - table[k:]).abs().max() < 1e-5


def test_rotary_is_llamas() -> None:
    """The half-split form, as transformers and the course's own model compute it."""
    config = LlamaConfig(hidden_size=32, num_attention_heads=4, head_dim=8, rope_theta=10_000.0)
    query, key, at = randn(1, 4, 5, 8), randn(1, 4, 5, 8, seed=1), torch.tensor([3, 0, 17, 4, 90])
    cos, sin = LlamaRotaryEmbedding(config)(query, at[None])
    theirs = apply_rotary_pos_emb(query, key, cos, sin)
    for ours, expected in zip((query, key), theirs, strict=True):
        torch.testing.assert_close(positions.rotary(ours, at), expected, atol=1e-4, rtol=1e-4)
    small = ModelConfig(
        family="llama", vocab_size=9, d_model=32, n_layers=1, n_heads=4, n_kv_heads=4, d_head=8,
        d_ff=8, max_length=100,
    )  # fmt: skip
    tables = [table[at] for table in rope_tables(small)]
    ours = positions.rotary(query, at, small.rope_theta)
    torch.testing.assert_close(ours, rotate(query, *tables), atol=1e-4, rtol=1e-4)


def test_rotary_scores_know_the_distance_alone() -> None:
    query, key = randn(1, 8).double(), randn(1, 8, seed=1).double()

    def score(m: int, n: int) -> float:
        at = [torch.tensor([place]) for place in (m, n)]
        return (positions.rotary(query, at[0]) @ positions.rotary(key, at[1]).mT).item()

    assert score(9, 4) == pytest.approx(score(109, 104), abs=1e-9)
    assert score(9, 4) != pytest.approx(score(4, 9), abs=1e-3)
    turned = positions.rotary(query, torch.tensor([77]))
    assert turned.norm().item() == pytest.approx(query.norm().item())


def test_only_positions_tell_which_token_stood_before() -> None:
    found = neighbors.measure_positions(
        positions.sinusoidal, positions.rotary, (12, 24), steps=150, progress=False
    )
    assert found["no positions"][0] < 0.4
    assert min(found[kind][0] for kind in ("sinusoidal", "learned", "rotary")) > 0.95
    assert found["rotary"][1] > found["sinusoidal"][1] + 0.1
    assert found["rotary"][1] > found["learned"][1] + 0.1


def test_the_learned_table_ends() -> None:
    with pytest.raises(ValueError, match="end at 64"):
        neighbors.measure_positions(positions.sinusoidal, positions.rotary, (65,), steps=1)
