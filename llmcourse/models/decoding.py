"""Reading on, token after token, as fast as torch's own operators allow.

The model's `forward` is written to be read, and hooked, and taken apart. On a small model, though,
much of a token's time is Python calling modules: so a model in its plain form is run by one
flat loop over its weights. Anything else (a replaced layer, a hook, another precision, GPT-2)
goes through `forward`; both give the same numbers. Nothing is compiled.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from typing import cast

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn import functional as F

from llmcourse.models.cache import KVCache
from llmcourse.models.transformer import (
    Attention,
    Block,
    GatedMLP,
    Transformer,
    fused_attention,
)
from llmcourse.models.writer import Writer

Read = Callable[[Int[Tensor, "batch new"], bool], Float[Tensor, "batch read vocabulary"]]
"""Reads the next tokens of each row; says what may follow each, or with True the last one only."""

_PLAIN = (Transformer, Block, Attention, GatedMLP, nn.Linear, nn.Embedding, nn.RMSNorm)


@torch.inference_mode()
def write(
    model: Transformer, prompts: Sequence[Sequence[int]], writers: Sequence[Writer]
) -> Iterator[None]:
    """Let every writer write after its prompt; yields after each token of the batch."""
    longest = max(map(len, prompts))
    capacity = longest + max(writer.limit for writer in writers)
    weight = model.embedding.weight
    cache = KVCache(
        model.config,
        batch=len(prompts),
        capacity=capacity,
        dtype=weight.dtype,
        device=weight.device,
    )
    ids, padding = pad_left(prompts, weight.device)
    read = reader(model, cache, padding)
    logits = read(ids, True)[:, 0]
    while True:
        logprobs = logits.float().log_softmax(-1)
        chosen = [
            0 if writer.finish else writer.take(row)
            for writer, row in zip(writers, logprobs, strict=True)
        ]
        yield
        if all(writer.finish for writer in writers):
            return
        logits = read(torch.tensor(chosen, device=weight.device)[:, None], True)[:, 0]


def pad_left(
    rows: Sequence[Sequence[int]], device: torch.device
) -> tuple[Int[Tensor, "batch time"], Int[Tensor, " batch"] | None]:
    """The rows as one tensor that ends evenly, and how much padding each has, None without any."""
    longest = max(map(len, rows))
    missing = [longest - len(row) for row in rows]
    ids = [[0] * n + list(row) for n, row in zip(missing, rows, strict=True)]
    padding = torch.tensor(missing, device=device) if any(missing) else None
    return torch.tensor(ids, device=device), padding


def reader(model: Transformer, cache: KVCache, padding: Tensor | None = None) -> Read:
    """The fastest way for this model to read on."""
    if is_plain(model):
        return FlatReader(model, cache, padding)
    return lambda ids, last: model(ids, cache=cache, padding=padding, last_only=last).logits


def is_plain(model: Transformer) -> bool:
    """Whether the model is a float32 Llama without biases, replaced layers or hooks."""
    config = model.config
    return (
        config.family == "llama"
        and not config.attention_bias
        and not config.mlp_bias
        and model.embedding.weight.dtype == torch.float32
        and all(
            type(module) in (*_PLAIN, nn.ModuleList)
            and not module._forward_hooks
            and not module._forward_pre_hooks
            for module in model.modules()
        )
    )


class FlatReader:
    """`Transformer.forward` without modules: every layer's weights in one tuple."""

    def __init__(self, model: Transformer, cache: KVCache, padding: Tensor | None) -> None:
        self.model, self.cache, self.padding = model, cache, padding
        config = model.config
        self.n_queries, self.n_keys = config.n_heads, config.n_kv_heads
        self.d_head = config.d_head
        # x / sqrt(mean(x^2) + eps) = x * sqrt(d) / hypot(|x|, sqrt(d * eps)), in fewer operations.
        root = math.sqrt(config.d_model)
        self.floor = model.norm.weight.new_tensor(root * math.sqrt(config.norm_eps))
        self.norm = model.norm.weight * root
        self.layers = [
            (
                block.attention_norm.weight * root,
                block.attention.qkv.weight,
                block.attention.output.weight.T,
                block.mlp_norm.weight * root,
                block.mlp.up.weight,
                block.mlp.down.weight.T,
            )
            for block in cast("list[Block]", model.blocks)
        ]

    def __call__(self, ids: Tensor, last_only: bool) -> Tensor:
        batch, time = ids.shape
        floor, linear = self.floor, F.linear
        x, sight = self.model.enter(ids, self.cache, self.padding)
        assert sight.rope is not None
        cos, sin = sight.rope
        x = x.view(batch * time, -1)
        for i, (norm, qkv, output, mlp_norm, up, down) in enumerate(self.layers):
            heads = linear(_unit(x, floor) * norm, qkv).view(batch, time, -1, self.d_head)
            heads = heads.transpose(1, 2)
            turning = heads.narrow(1, 0, self.n_queries + self.n_keys)
            turned = turning.roll(self.d_head // 2, -1)
            torch.addcmul(turning * cos, turned, sin, out=turning)
            query, new = heads.split_with_sizes((self.n_queries, 2 * self.n_keys), 1)
            key, value = self.cache.append_both(i, new)
            mixed = fused_attention(query, key, value, sight).transpose(1, 2)
            x = torch.addmm(x, mixed.reshape(batch * time, -1), output)
            gate, lift = linear(_unit(x, floor) * mlp_norm, up).chunk(2, -1)
            x = torch.addmm(x, F.silu(gate).mul_(lift), down)
        self.cache.length += time
        x = x.view(batch, time, -1)
        x = _unit(x[:, -1:] if last_only else x, floor) * self.norm
        return linear(x, self.model.unembedding.weight)


def _unit(x: Tensor, floor: Tensor) -> Tensor:
    return x / torch.hypot(torch.linalg.vector_norm(x, dim=-1, keepdim=True), floor)
