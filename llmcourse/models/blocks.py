"""The blocks of a transformer, encoder, decoder and Llama's, and the models made of them.

What lesson 4 shows and compares with, and its one handful of given parts: the layers are here
under their names too. Weights are plain dictionaries, so that every function stands alone; the
decoder-only model runs through `llmcourse.models.transformer`, which shares no line with what a
learner writes. Nothing here trains, samples or keeps a cache.

Sources: Vaswani et al. 2017 (arXiv:1706.03762), Xiong et al. 2020 (arXiv:2002.04745), Touvron et
al. 2023 (arXiv:2302.13971).
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from jaxtyping import Bool, Float, Int
from safetensors.torch import load_file
from torch import Tensor
from torch.func import functional_call
from torch.nn import functional as F

from llmcourse.models import transformer
from llmcourse.models.attention import (
    causal_mask,
    grouped_query_attention,
    merge_heads,
    padding_mask,
    split_heads,
)
from llmcourse.models.config import ModelConfig
from llmcourse.models.layers import (
    attend,
    attend_and_tell,
    embed,
    feed_forward,
    gated_feed_forward,
    layer_norm,
    normalize,
    positions,
    residual_stack,
    rms_norm,
    transform,
)

__all__ = [  # what lessons use of the parts, beside everything defined below
    "attend", "causal_mask", "embed", "feed_forward", "gated_feed_forward",
    "grouped_query_attention", "layer_norm", "merge_heads", "normalize", "padding_mask",
    "positions", "residual_stack", "rms_norm", "split_heads", "transform",
]  # fmt: skip

Weights = dict[str, Any]
"""Tensors by name, dictionaries of them by part, and lists of these by layer."""
Layers = Mapping[str, Callable[[Tensor], Tensor]]


def encoder_block(
    x: Float[Tensor, "batch time d_model"],
    weights: Weights,
    n_heads: int,
    mask: Bool[Tensor, "batch 1 1 time"] | None = None,
    pre_norm: bool = False,
) -> Float[Tensor, "batch time d_model"]:
    """Self-attention and feed-forward, each with a residual and a layer normalization."""
    layers: Layers = {
        "attention": lambda x: attend(x, x, **weights["attention"], n_heads=n_heads, mask=mask),
        "feed_forward": lambda x: feed_forward(x, **weights["feed_forward"]),
    }
    return _joined(x, layers, weights, pre_norm)


def decoder_block(
    y: Float[Tensor, "batch target d_model"],
    memory: Float[Tensor, "batch source d_model"],
    weights: Weights,
    n_heads: int,
    memory_mask: Bool[Tensor, "batch 1 1 source"] | None = None,
    pre_norm: bool = False,
) -> Float[Tensor, "batch target d_model"]:
    """Masked self-attention, cross-attention to the memory, feed-forward; joined as above."""
    return _decoded(attend, y, memory, weights, n_heads, memory_mask, pre_norm)


def decoder_block_and_tell(
    y: Tensor, memory: Tensor, weights: Weights, n_heads: int, memory_mask: Tensor | None = None
) -> tuple[Tensor, Float[Tensor, "batch heads target source"]]:
    """The same, post-norm, with the weights of its cross-attention."""
    told: list[Tensor] = []

    def ask(y: Tensor, memory: Tensor, **options: Any) -> Tensor:
        output, looks = attend_and_tell(y, memory, **options)
        told.append(looks)
        return output

    return _decoded(ask, y, memory, weights, n_heads, memory_mask, False), told[0]


def _decoded(
    ask: Callable[..., Tensor],
    y: Tensor,
    memory: Tensor,
    weights: Weights,
    n_heads: int,
    mask: Tensor | None,
    pre_norm: bool,
) -> Tensor:
    own: dict[str, Any] = {"n_heads": n_heads, "mask": causal_mask(y.shape[1])[None, None]}
    layers: Layers = {
        "attention": lambda y: attend(y, y, **weights["attention"], **own),
        "cross_attention": lambda y: ask(
            y, memory, **weights["cross_attention"], n_heads=n_heads, mask=mask
        ),
        "feed_forward": lambda y: feed_forward(y, **weights["feed_forward"]),
    }
    return _joined(y, layers, weights, pre_norm)


def _joined(x: Tensor, layers: Layers, weights: Weights, pre_norm: bool) -> Tensor:
    for name, layer in layers.items():
        norm = weights[f"{name}_norm"]
        x = x + layer(layer_norm(x, **norm)) if pre_norm else layer_norm(x + layer(x), **norm)
    return x


def encode(
    source: Int[Tensor, "batch source"],
    weights: Weights,
    n_heads: int,
    lengths: Int[Tensor, " batch"] | None = None,
) -> Float[Tensor, "batch source d_model"]:
    """The encoder of figure 1: one vector for each source token."""
    mask = None if lengths is None else padding_mask(lengths, source.shape[1])
    memory = embed(source, weights["source_embedding"])
    for block in weights["encoder"]:
        memory = encoder_block(memory, block, n_heads, mask)
    return memory


def decode(
    target: Int[Tensor, "batch target"],
    memory: Float[Tensor, "batch source d_model"],
    weights: Weights,
    n_heads: int,
    lengths: Int[Tensor, " batch"] | None = None,
) -> Float[Tensor, "batch target vocabulary"]:
    """The decoder of figure 1: logits of the token after each target token."""
    mask = None if lengths is None else padding_mask(lengths, memory.shape[1])
    y = embed(target, weights["target_embedding"])
    for block in weights["decoder"]:
        y = decoder_block(y, memory, block, n_heads, mask)
    return F.linear(y, weights["target_embedding"])


def encoder_decoder(
    source: Int[Tensor, "batch source"],
    target: Int[Tensor, "batch target"],
    weights: Weights,
    n_heads: int,
    lengths: Int[Tensor, " batch"] | None = None,
) -> Float[Tensor, "batch target vocabulary"]:
    """The whole of figure 1; `lengths` counts the real tokens of each source sentence."""
    return decode(target, encode(source, weights, n_heads, lengths), weights, n_heads, lengths)


def greedy_decode(
    source: Int[Tensor, " source"],
    weights: Weights,
    n_heads: int,
    start: int,
    end: int,
    max_tokens: int,
) -> list[int]:
    """The likeliest token, again and again, until `end` or `max_tokens`; without the two marks."""
    memory = encode(source[None], weights, n_heads)
    return list(_written(memory, weights, n_heads, (start, end), max_tokens))


def _written(
    memory: Tensor, weights: Weights, n_heads: int, marks: tuple[int, int], most: int
) -> Iterator[int]:
    so_far = [marks[0]]
    for _ in range(most):
        logits = decode(torch.tensor([so_far]), memory, weights, n_heads)
        so_far.append(int(logits[0, -1].argmax()))
        if so_far[-1] == marks[1]:
            return
        yield so_far[-1]


def rotate(
    x: Float[Tensor, "batch heads time d_head"], theta: float = 10000.0
) -> Float[Tensor, "batch heads time d_head"]:
    """Rotary positions: each token's queries or keys turned by angles that grow with its place."""
    cos, sin = _tables(x.shape[2], x.shape[3], theta)
    return transformer.rotate(x, cos.to(x), sin.to(x))


def _tables(time: int, d_head: int, theta: float) -> tuple[Tensor, Tensor]:
    config = ModelConfig(d_head=d_head, max_length=time, rope_theta=theta)
    return transformer.rope_tables(config)


def llama_block(
    x: Float[Tensor, "batch time d_model"],
    weights: Weights,
    n_heads: int,
    n_kv_heads: int,
    theta: float = 10000.0,
    eps: float = 1e-5,
) -> Float[Tensor, "batch time d_model"]:
    """Causal grouped-query attention with rotary positions, gated feed-forward, both pre-normed."""
    time = x.shape[1]
    config = _config({"embedding": x[0], "blocks": [weights]}, n_heads, n_kv_heads, theta, eps)
    cos, sin = _tables(time, config.d_head, theta)
    sight = transformer.Sight((cos.to(x), sin.to(x)), None, time > 1, None)
    with torch.device("meta"):  # weights come from the caller
        block = transformer.Block(config)
    output, _ = functional_call(block, _fused(weights), (x, sight, None, 0))
    return output  # type: ignore[no-any-return]


def decoder_only(
    ids: Int[Tensor, "batch time"],
    weights: Weights,
    n_heads: int,
    n_kv_heads: int,
    theta: float = 10000.0,
    eps: float = 1e-5,
) -> Float[Tensor, "batch time vocabulary"]:
    """A whole language model: embedding, blocks, norm, and the embedding again as unembedding."""
    config = _config(weights, n_heads, n_kv_heads, theta, eps)
    named = {"embedding.weight": weights["embedding"], "norm.weight": weights["norm"]["gain"]}
    for layer, block in enumerate(weights["blocks"]):
        named |= {f"blocks.{layer}.{name}": tensor for name, tensor in _fused(block).items()}
    cos, sin = _tables(ids.shape[1], config.d_head, theta)
    named |= {"cos": cos.to(weights["embedding"]), "sin": sin.to(weights["embedding"])}
    with torch.device("meta"):
        model = transformer.Transformer(config)
    return functional_call(model, named, (ids,)).logits  # type: ignore[no-any-return]


def _config(
    weights: Weights, n_heads: int, n_kv_heads: int, theta: float, eps: float
) -> ModelConfig:
    vocab_size, d_model = weights["embedding"].shape
    first = weights["blocks"][0]
    return ModelConfig(
        vocab_size=vocab_size,
        d_model=d_model,
        n_layers=len(weights["blocks"]),
        n_heads=n_heads,
        n_kv_heads=n_kv_heads,
        d_head=first["attention"]["w_q"].shape[1] // n_heads,
        d_ff=first["feed_forward"]["w_up"].shape[1],
        norm_eps=eps,
        rope_theta=theta,
    )


def _fused(block: Weights) -> dict[str, Tensor]:
    """A block's weights under the names and in the layout of `transformer.Block`."""
    seen, fed = block["attention"], block["feed_forward"]
    return {
        "attention_norm.weight": block["attention_norm"]["gain"],
        "attention.qkv.weight": torch.cat([seen["w_q"], seen["w_k"], seen["w_v"]], 1).T,
        "attention.output.weight": seen["w_o"].T,
        "mlp_norm.weight": block["feed_forward_norm"]["gain"],
        "mlp.up.weight": torch.cat([fed["w_gate"], fed["w_up"]], 1).T,
        "mlp.down.weight": fed["w_down"].T,
    }


def read_llama(file: str | Path) -> Weights:
    """The weights in a Llama-format safetensors file, nested as `decoder_only` takes them."""
    tensors = {name: tensor.float() for name, tensor in load_file(file).items()}
    layers = {int(name.split(".")[2]) for name in tensors if name.startswith("model.layers.")}
    return {
        "embedding": tensors["model.embed_tokens.weight"],
        "blocks": [_llama_layer(tensors, f"model.layers.{layer}.") for layer in sorted(layers)],
        "norm": {"gain": tensors["model.norm.weight"]},
    }


def _llama_layer(tensors: dict[str, Tensor], prefix: str) -> Weights:
    def matrices(part: str, names: dict[str, str]) -> dict[str, Tensor]:
        return {
            ours: tensors[f"{prefix}{part}.{theirs}_proj.weight"].T
            for ours, theirs in names.items()
        }

    return {
        "attention_norm": {"gain": tensors[f"{prefix}input_layernorm.weight"]},
        "attention": matrices("self_attn", {f"w_{x}": x for x in "qkvo"}),
        "feed_forward_norm": {"gain": tensors[f"{prefix}post_attention_layernorm.weight"]},
        "feed_forward": matrices("mlp", {f"w_{x}": x for x in ("gate", "up", "down")}),
    }
