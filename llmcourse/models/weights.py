"""Shapes of a block's weights, nested as the blocks take them, and tensors in these shapes.

    weights = filled(encoder_shapes(64, 128), lambda name, shape: torch.randn(shape))

Knows the three blocks of `llmcourse.models.blocks` and nothing of how weights are trained.
"""

from collections.abc import Callable
from typing import Any

from torch import Tensor

Shape = tuple[int, ...]
Shapes = dict[str, Any]


def encoder_shapes(d_model: int, d_ff: int) -> Shapes:
    """Of an encoder block: self-attention and feed-forward, each with a norm."""
    return _block(("attention",), d_model, d_ff)


def decoder_shapes(d_model: int, d_ff: int) -> Shapes:
    """Of a decoder block: the same and a cross-attention."""
    return _block(("attention", "cross_attention"), d_model, d_ff)


def llama_shapes(d_model: int, n_heads: int, n_kv_heads: int, d_head: int, d_ff: int) -> Shapes:
    """Of a decoder-only block: grouped-query attention and gated feed-forward, without biases."""
    query, key = (d_model, n_heads * d_head), (d_model, n_kv_heads * d_head)
    up = d_model, d_ff
    return {
        "attention_norm": {"gain": (d_model,)},
        "attention": {"w_q": query, "w_k": key, "w_v": key, "w_o": query[::-1]},
        "feed_forward_norm": {"gain": (d_model,)},
        "feed_forward": {"w_gate": up, "w_up": up, "w_down": up[::-1]},
    }


def _block(attentions: tuple[str, ...], d_model: int, d_ff: int) -> Shapes:
    square, row = (d_model, d_model), (d_model,)
    shapes: Shapes = {name: {f"w_{x}": square for x in "qkvo"} for name in attentions}
    shapes["feed_forward"] = {
        "w_in": (d_model, d_ff), "b_in": (d_ff,), "w_out": (d_ff, d_model), "b_out": row,
    }  # fmt: skip
    return shapes | {f"{name}_norm": {"gain": row, "bias": row} for name in shapes}


def filled(shapes: Any, make: Callable[[str, Shape], Tensor], name: str = "") -> Any:
    """The same nesting with a tensor for every shape; `make` gets its full name and the shape."""
    if isinstance(shapes, dict):
        return {key: filled(part, make, f"{name}.{key}") for key, part in shapes.items()}
    if isinstance(shapes, list):
        return [filled(part, make, f"{name}.{at}") for at, part in enumerate(shapes)]
    return make(name.removeprefix("."), shapes)


def detached(tree: Any) -> Any:
    """The same nesting of tensors, cut off from their graph."""
    if isinstance(tree, dict):
        return {key: detached(part) for key, part in tree.items()}
    return [detached(part) for part in tree] if isinstance(tree, list) else tree.detach()
