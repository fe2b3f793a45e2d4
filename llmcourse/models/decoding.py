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
)
from llmcourse.models.writer import Writer

Read = Callable[[Int[Tensor, "batch new"], bool], Float[Tensor, "batch read vocabulary"]]
"""Reads the next tokens of each row; says what may follow each, or with True the last one only."""

_PLAIN = (Transformer, Block, Attention, GatedMLP, nn.Linear, nn.Embedding, nn.RMSNorm)


@torch.inference_mode()
def write(
    model: Transformer,
    prompts: Sequence[Sequence[int]],
    writers: Sequence[Writer],
    *,
    known: KVCache | None = None,
    n_known: int = 0,
) -> Iterator[None]:
    """Let every writer write after its prompt; yields after each token of the batch.

    The prompts' first `n_known` tokens, which are the same in all of them, are not read again but
    taken from the cache `known`; the prompts must then be of one length.
    """
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
    if known is not None:
        cache.begin_with(known, n_known)
    read = reader(model, cache, padding)
    logits = read(ids[:, cache.length :], True)[:, 0]
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
    """`Transformer.forward` without modules and without new memory.

    Every layer's weights are in one tuple, and every result goes into a buffer that was made, with
    all the views of it that a layer needs, when so many tokens were first read at once.
    """

    def __init__(self, model: Transformer, cache: KVCache, padding: Tensor | None) -> None:
        self.model, self.cache, self.padding = model, cache, padding
        self.root = math.sqrt(model.config.d_model)
        self.norm = model.norm.weight * self.root
        self.layers = [
            (
                block.attention_norm.weight * self.root,
                block.attention.qkv.weight.T,
                block.attention.output.weight.T,
                block.mlp_norm.weight * self.root,
                block.mlp.up.weight.T,
                block.mlp.down.weight.T,
            )
            for block in cast("list[Block]", model.blocks)
        ]
        self.buffers: dict[int, Buffers] = {}

    def __call__(self, ids: Tensor, last_only: bool) -> Tensor:
        batch, time = ids.shape
        if time not in self.buffers:
            self.buffers[time] = Buffers(self.model, batch, time)
        b, mm, append = self.buffers[time], torch.mm, self.cache.append_both
        attend = F.scaled_dot_product_attention
        embedded, sight = self.model.enter(ids, self.cache, self.padding)
        assert sight.rope is not None
        cos, (sin_low, sin_high) = sight.rope[0], sight.rope[1].chunk(2, -1)
        b.x.copy_(embedded.view_as(b.x))
        for i, (norm, qkv, output, mlp_norm, up, down) in enumerate(self.layers):
            mm(b.normed(norm), qkv, out=b.heads)
            torch.mul(b.straight, cos, out=b.turned)
            b.turned_low.addcmul_(b.straight_high, sin_low)
            b.turned_high.addcmul_(b.straight_low, sin_high)
            b.new_values.copy_(b.values)
            key, value = append(i, b.new)
            mixed = attend(b.query, key, value, sight.mask, 0.0, sight.causal, enable_gqa=time > 1)
            mixed = mixed if time == 1 else mixed.transpose(1, 2)
            b.x.addmm_(mixed.reshape(b.rows, -1), output)
            mm(b.normed(mlp_norm), up, out=b.gate_up)
            b.x.addmm_(F.silu(b.gate, inplace=True).mul_(b.up), down)
        self.cache.length += time
        x = b.normed(self.norm).view(batch, time, -1)
        return F.linear(x[:, -1:] if last_only else x, self.model.unembedding.weight)


class Buffers:
    """Room for what one layer computes on `batch` times `time` tokens, and views of it."""

    def __init__(self, model: Transformer, batch: int, time: int) -> None:
        c, new = model.config, model.embedding.weight.new_zeros
        n_turning, n_heads = c.n_heads + c.n_kv_heads, c.n_heads + 2 * c.n_kv_heads
        self.rows = batch * time
        # x / sqrt(mean(x^2) + eps) is sqrt(d) * x / |(x, sqrt(d * eps))|: one more number in x.
        self.longer = new(self.rows, c.d_model + 1)
        self.longer[:, -1] = math.sqrt(c.d_model * c.norm_eps)
        self.x, self.unit = self.longer[:, :-1], new(self.rows, c.d_model)
        self.size = new(self.rows, 1)
        self.heads = new(self.rows, n_heads * c.d_head)
        straight = self.heads.view(batch, time, n_heads, c.d_head).transpose(1, 2)
        self.straight, self.values = straight[:, :n_turning], straight[:, n_turning:]
        self.straight_low, self.straight_high = self.straight.chunk(2, -1)
        done = new(batch, n_heads, time, c.d_head)
        self.query, self.new = done[:, : c.n_heads], done[:, c.n_heads :]
        if time == 1:  # the query heads that share a key head become several queries to it
            self.query = self.query.view(batch, c.n_kv_heads, c.groups, c.d_head)
        self.turned, self.new_values = done[:, :n_turning], done[:, n_turning:]
        self.turned_low, self.turned_high = self.turned.chunk(2, -1)
        self.gate_up = new(self.rows, 2 * c.d_ff)
        self.gate, self.up = self.gate_up.chunk(2, -1)

    def normed(self, weight: Tensor) -> Tensor:
        """RMSNorm of x; the weight has been multiplied by sqrt(d)."""
        torch.linalg.vector_norm(self.longer, dim=-1, keepdim=True, out=self.size)
        return torch.div(self.x, self.size, out=self.unit).mul_(weight)
