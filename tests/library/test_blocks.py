"""The parts of lesson 4 beside torch's layers and `transformers`; the translator made of them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from llmcourse.models import blocks
from llmcourse.models.figure_one import FigureOne, train_figure_one
from llmcourse.models.translator import END, START, Trained
from llmcourse.models.weights import decoder_shapes, encoder_shapes, filled, llama_shapes


def drawn(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def random_weights(shapes: Any, seed: int = 0) -> Any:
    generator = torch.Generator().manual_seed(seed)
    return filled(shapes, lambda name, shape: 0.5 * torch.randn(shape, generator=generator))


def test_norms_are_torchs() -> None:
    x, gain, bias = 3 * drawn(2, 3, 8), drawn(8, seed=1), drawn(8, seed=2)
    theirs = nn.LayerNorm(8, eps=0.1)
    theirs.load_state_dict({"weight": gain, "bias": bias})
    torch.testing.assert_close(blocks.layer_norm(x, gain, bias, 0.1), theirs(x))
    root = nn.RMSNorm(8, eps=0.1)
    root.load_state_dict({"weight": gain})
    torch.testing.assert_close(blocks.rms_norm(x, gain, 0.1), root(x))
    torch.testing.assert_close(blocks.normalize(x).mean(-1), torch.zeros(2, 3), atol=1e-6, rtol=0)


def test_gated_feed_forward_is_llamas() -> None:
    transformers = pytest.importorskip("transformers")
    from transformers.models.llama.modeling_llama import LlamaMLP

    config = transformers.LlamaConfig(hidden_size=6, intermediate_size=10, num_attention_heads=2)
    theirs, x = LlamaMLP(config), drawn(2, 3, 6)
    matrices = (part.weight.T for part in (theirs.gate_proj, theirs.up_proj, theirs.down_proj))
    torch.testing.assert_close(blocks.gated_feed_forward(x, *matrices), theirs(x))


def load_block(layer: nn.Module, weights: dict[str, Any], names: dict[str, str]) -> None:
    """Our weights into torch's own encoder or decoder layer, without attention biases."""
    state = {}
    for theirs, ours in names.items():
        part = weights[ours]
        stacked = torch.cat([part["w_q"], part["w_k"], part["w_v"]], 1).T
        state |= {f"{theirs}.in_proj_weight": stacked, f"{theirs}.out_proj.weight": part["w_o"].T}
        state |= {f"{theirs}.in_proj_bias": torch.zeros(len(stacked))}
        state |= {f"{theirs}.out_proj.bias": torch.zeros(len(part["w_o"]))}
    fed = weights["feed_forward"]
    state |= {"linear1.weight": fed["w_in"].T, "linear1.bias": fed["b_in"]}
    state |= {"linear2.weight": fed["w_out"].T, "linear2.bias": fed["b_out"]}
    for number, name in enumerate([*names.values(), "feed_forward"], 1):
        norm = weights[f"{name}_norm"]
        state |= {f"norm{number}.weight": norm["gain"], f"norm{number}.bias": norm["bias"]}
    layer.load_state_dict(state)


@pytest.mark.parametrize("pre_norm", [False, True])
def test_blocks_are_torchs_layers(pre_norm: bool) -> None:
    weights = random_weights(decoder_shapes(8, 12))
    lengths = torch.tensor([5, 2])
    x, y = drawn(2, 5, 8), drawn(2, 4, 8, seed=1)
    mask = blocks.padding_mask(lengths, 5)
    options = {"dropout": 0.0, "batch_first": True, "norm_first": pre_norm}
    encoder = nn.TransformerEncoderLayer(8, 2, 12, **options)
    load_block(encoder, weights, {"self_attn": "attention"})
    ours = blocks.encoder_block(x, weights, 2, mask, pre_norm)
    theirs = encoder(x, src_key_padding_mask=~mask[:, 0, 0])
    real = mask[:, 0, 0]
    torch.testing.assert_close(ours[real], theirs[real], atol=1e-5, rtol=1e-4)
    decoder = nn.TransformerDecoderLayer(8, 2, 12, **options)
    load_block(decoder, weights, {"self_attn": "attention", "multihead_attn": "cross_attention"})
    hidden = ~blocks.causal_mask(4)
    theirs = decoder(y, x, tgt_mask=hidden, memory_key_padding_mask=~mask[:, 0, 0])
    ours = blocks.decoder_block(y, x, weights, 2, mask, pre_norm)
    torch.testing.assert_close(ours, theirs, atol=1e-5, rtol=1e-4)
    if not pre_norm:
        again, looks = blocks.decoder_block_and_tell(y, x, weights, 2, mask)
        torch.testing.assert_close(again, ours)
        torch.testing.assert_close(looks.sum(-1), torch.ones(2, 2, 4))
        assert not looks[1, :, :, 2:].any()


def test_decoder_only_is_transformers_llama() -> None:
    transformers = pytest.importorskip("transformers")
    config = transformers.LlamaConfig(
        vocab_size=23, hidden_size=12, intermediate_size=14, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=2, head_dim=6, tie_word_embeddings=True,
        rms_norm_eps=0.02, rope_parameters={"rope_type": "default", "rope_theta": 50.0},
        bos_token_id=None, eos_token_id=None,
    )  # fmt: skip
    theirs = transformers.LlamaForCausalLM(config).eval()
    shapes = {"embedding": (23, 12), "blocks": [llama_shapes(12, 4, 2, 6, 14)] * 2}
    weights = random_weights({**shapes, "norm": {"gain": (12,)}})
    state = theirs.state_dict()
    state["model.embed_tokens.weight"] = state["lm_head.weight"] = weights["embedding"]
    state["model.norm.weight"] = weights["norm"]["gain"]
    for at, block in enumerate(weights["blocks"]):
        prefix = f"model.layers.{at}."
        state[prefix + "input_layernorm.weight"] = block["attention_norm"]["gain"]
        state[prefix + "post_attention_layernorm.weight"] = block["feed_forward_norm"]["gain"]
        for part, name in (("attention", "self_attn"), ("feed_forward", "mlp")):
            for key, matrix in block[part].items():
                state[f"{prefix}{name}.{key.removeprefix('w_')}_proj.weight"] = matrix.T
    theirs.load_state_dict(state)
    ids = torch.randint(23, (2, 7), generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        expected = theirs(ids).logits
    ours = blocks.decoder_only(ids, weights, 4, 2, theta=50.0, eps=0.02)
    torch.testing.assert_close(ours, expected, atol=1e-4, rtol=1e-4)


def test_a_stack_of_llama_blocks_is_decoder_only() -> None:
    shapes = {"embedding": (23, 12), "blocks": [llama_shapes(12, 4, 2, 6, 14)] * 2}
    weights = random_weights({**shapes, "norm": {"gain": (12,)}})
    ids = torch.tensor([[3, 1, 4, 1, 5]])
    x = weights["embedding"][ids]
    for block in weights["blocks"]:
        x = blocks.llama_block(x, block, 4, 2, theta=50.0, eps=0.02)
    logits = blocks.rms_norm(x, weights["norm"]["gain"], 0.02) @ weights["embedding"].T
    ours = blocks.decoder_only(ids, weights, 4, 2, theta=50.0, eps=0.02)
    torch.testing.assert_close(ours, logits, atol=1e-5, rtol=1e-4)


def test_gradients_reach_every_weight() -> None:
    shapes = {"embedding": (9, 8), "blocks": [llama_shapes(8, 2, 1, 4, 6)] * 2}
    weights = random_weights({**shapes, "norm": {"gain": (8,)}})
    leaves: list[Tensor] = []

    def leaf(name: str, shape: Any) -> Tensor:
        leaves.append(drawn(*shape, seed=len(leaves)).requires_grad_())
        return leaves[-1]

    weights = filled({**shapes, "norm": {"gain": (8,)}}, leaf)
    blocks.decoder_only(torch.tensor([[1, 2, 3]]), weights, 2, 1).pow(2).sum().backward()
    assert all(each.grad is not None and each.grad.any() for each in leaves)


def test_filled_names_every_tensor() -> None:
    names: list[str] = []
    filled([encoder_shapes(4, 6)], lambda name, shape: names.append(name) or torch.zeros(shape))
    assert "0.attention.w_q" in names
    assert "0.feed_forward_norm.gain" in names
    assert len(names) == len(set(names)) == 12


def test_rotation_knows_only_the_distance() -> None:
    x, y = drawn(1, 1, 1, 6).expand(1, 1, 8, 6), drawn(1, 1, 1, 6, seed=1).expand(1, 1, 8, 6)
    scores = (blocks.rotate(x) @ blocks.rotate(y).mT)[0, 0]
    torch.testing.assert_close(scores[2, 5], scores[0, 3])
    torch.testing.assert_close(scores[7, 4], scores[4, 1])
    assert not torch.allclose(scores[0, 1], scores[0, 3])


@cache
def trained() -> Trained:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LLMCOURSE_BUDGET", "quick")
        return train_figure_one(progress=False)


def figure_one() -> FigureOne:
    model = trained().model
    assert isinstance(model, FigureOne)
    return model


def test_figure_one_learns_in_the_quick_budget() -> None:
    assert trained().accuracy >= 0.95
    assert len(trained().losses) == 150


def test_greedy_decode_writes_what_the_model_writes() -> None:
    model = figure_one()
    for english in ("the red cat sleeps today", "my dog sees every young horse"):
        ids = model.encode(english)
        (words,), _ = model.write(ids[None])
        written = blocks.greedy_decode(ids, model.plain(), model.n_heads, START, END, 16)
        assert model.decode(written) == words


def test_alignment_finds_the_words() -> None:
    model = figure_one()
    looks = model.alignment("the red cat sleeps today", "nai dormak kel rudo lo".split())
    assert looks.shape == (2, 4, 6, 5)
    best = looks.amax((0, 1))[:5]  # over layers and heads
    assert (best[range(5), [4, 3, 2, 1, 0]] > 0.5).all()


def test_training_that_diverges_says_so() -> None:
    def broken(x: Tensor, *rest: Any) -> Tensor:
        return x * torch.nan

    with pytest.raises(FloatingPointError, match="nan after 1 steps"):
        train_figure_one(broken, steps=2, progress=False)
