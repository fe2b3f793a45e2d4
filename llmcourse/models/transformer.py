"""The course's language model: a decoder-only transformer that runs Llama and GPT-2 weights.

Read it from the bottom up: a `Transformer` is an embedding, a stack of `Block`s and a matrix back
to the vocabulary; a block is attention and a feed-forward layer, each behind a norm and added to
what came in. Queries, keys and values come from one fused matrix, as do gate and up: fewer,
larger products. The model looks inside itself on request (attention weights, hidden states) and
runs any attention function handed in. Loading is in `loading`, text in `generation`.

Sources: Touvron et al. 2023 (arXiv:2302.13971), Radford et al. 2019, Su et al. 2021 for rotary
positions (arXiv:2104.09864), Shazeer 2020 for the gate (arXiv:2002.05202).
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor, nn
from torch.nn import functional as F

from llmcourse.models import attention as reference
from llmcourse.models.cache import KVCache
from llmcourse.models.config import ModelConfig
from llmcourse.models.tokens import Tokenizer

Attend = Callable[[Tensor, Tensor, Tensor, Tensor | None], tuple[Tensor, Tensor]]
"""(query, key, value, mask) -> (output, weights); all have n_heads heads, mask True = may look."""


class Output(NamedTuple):
    """What a model says of a batch of texts, and what it was asked to show."""

    logits: Float[Tensor, "batch time vocabulary"]
    attentions: Float[Tensor, "layers batch heads query key"] | None = None
    hidden_states: Float[Tensor, "layers+1 batch time d_model"] | None = None
    """The residual stream before each block and after the last one, not yet normed."""


class Sight(NamedTuple):
    """Where the tokens of one call stand and what they may look at; the same for every layer."""

    rope: tuple[Tensor, Tensor] | None  # cosine, sine; each (batch or none, 1, time, d_head)
    mask: Bool[Tensor, "batch 1 query key"] | None
    causal: bool
    attend: Attend | None


def rope_tables(config: ModelConfig) -> tuple[Tensor, Tensor]:
    """Cosine and signed sine of every position's angles, each (max_length, d_head)."""
    exponents = torch.arange(0, config.d_head, 2).float() / config.d_head
    frequencies = 1.0 / config.rope_theta**exponents
    if scaling := config.rope_scaling:
        slowed = frequencies / scaling.factor
        if scaling.kind == "llama3":
            turns = scaling.original_length * frequencies / (2 * math.pi)
            low, high = scaling.low_frequency_factor, scaling.high_frequency_factor
            keep = ((turns - low) / (high - low)).clamp(0, 1)
            slowed = keep * frequencies + (1 - keep) * slowed
        frequencies = slowed
    angles = torch.outer(torch.arange(config.max_length).float(), frequencies)
    return angles.cos().repeat(1, 2), torch.cat((-angles.sin(), angles.sin()), dim=-1)


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turn each pair (i, i + d_head/2) by its position's angle."""
    return x * cos + x.roll(x.shape[-1] // 2, -1) * sin


def fused_attention(query: Tensor, key: Tensor, value: Tensor, sight: Sight) -> Tensor:
    """Grouped-query attention by torch's own kernels, no weights shown."""
    batch, _, time, d_head = query.shape
    if time > 1:
        return F.scaled_dot_product_attention(
            query, key, value, sight.mask, is_causal=sight.causal, enable_gqa=True
        )
    # One new token: the heads of a group are as good as several queries to one shared head.
    grouped = query.reshape(batch, key.shape[1], -1, d_head)
    return F.scaled_dot_product_attention(grouped, key, value, sight.mask).reshape(query.shape)


class Attention(nn.Module):
    """Causal self-attention; `n_heads` queries look through `n_kv_heads` keys and values."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.n_heads, self.n_kv_heads = config.n_heads, config.n_kv_heads
        self.d_head, self.groups = config.d_head, config.groups
        n_rows = (config.n_heads + 2 * config.n_kv_heads) * config.d_head
        self.qkv = nn.Linear(config.d_model, n_rows, config.attention_bias)
        self.output = nn.Linear(
            config.n_heads * config.d_head, config.d_model, config.attention_bias
        )

    def forward(
        self, x: Tensor, sight: Sight, cache: KVCache | None, layer: int
    ) -> tuple[Tensor, Tensor | None]:
        batch, time, _ = x.shape
        heads = self.qkv(x).view(batch, time, -1, self.d_head).transpose(1, 2)
        turning, value = heads.split((self.n_heads + self.n_kv_heads, self.n_kv_heads), dim=1)
        if sight.rope:
            turning = rotate(turning, *sight.rope)
        query, key = turning.split((self.n_heads, self.n_kv_heads), dim=1)
        if cache is not None:
            key, value = cache.append(layer, key, value)
        weights = None
        if sight.attend is None:
            mixed = fused_attention(query, key, value, sight)
        else:
            key, value = (part.repeat_interleave(self.groups, dim=1) for part in (key, value))
            mixed, weights = sight.attend(query, key, value, sight.mask)
        return self.output(mixed.transpose(1, 2).reshape(batch, time, -1)), weights


class GatedMLP(nn.Module):
    """down(silu(gate(x)) * up(x)); gate and up are the halves of one matrix."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.up = nn.Linear(config.d_model, 2 * config.d_ff, config.mlp_bias)
        self.down = nn.Linear(config.d_ff, config.d_model, config.mlp_bias)

    def forward(self, x: Tensor) -> Tensor:
        gate, up = self.up(x).chunk(2, dim=-1)
        return self.down(F.silu(gate) * up)  # type: ignore[no-any-return]


class PlainMLP(nn.Module):
    """down(gelu(up(x))), with GPT-2's tanh form of GELU."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.up = nn.Linear(config.d_model, config.d_ff, config.mlp_bias)
        self.down = nn.Linear(config.d_ff, config.d_model, config.mlp_bias)

    def forward(self, x: Tensor) -> Tensor:
        return self.down(F.gelu(self.up(x), approximate="tanh"))  # type: ignore[no-any-return]


def make_norm(config: ModelConfig) -> nn.RMSNorm | nn.LayerNorm:
    """RMSNorm for Llama, LayerNorm for GPT-2."""
    kind = nn.RMSNorm if config.family == "llama" else nn.LayerNorm
    return kind(config.d_model, eps=config.norm_eps)


class Block(nn.Module):
    """Attention, then feed-forward, each normed before and added to the residual stream."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.attention_norm, self.attention = make_norm(config), Attention(config)
        self.mlp_norm = make_norm(config)
        self.mlp = GatedMLP(config) if config.family == "llama" else PlainMLP(config)

    def forward(
        self, x: Tensor, sight: Sight, cache: KVCache | None, layer: int
    ) -> tuple[Tensor, Tensor | None]:
        mixed, weights = self.attention(self.attention_norm(x), sight, cache, layer)
        x = x + mixed
        return x + self.mlp(self.mlp_norm(x)), weights


class Transformer(nn.Module):
    """A language model over token ids; `tokenizer` is there when its folder had one."""

    cos: Tensor
    sin: Tensor

    def __init__(self, config: ModelConfig, tokenizer: Tokenizer | None = None) -> None:
        super().__init__()
        self.config, self.tokenizer = config, tokenizer
        self.embedding = nn.Embedding(config.vocab_size, config.d_model)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.n_layers))
        self.norm = make_norm(config)
        self.unembedding = nn.Linear(config.d_model, config.vocab_size, bias=False)
        if config.tied:
            self.unembedding.weight = self.embedding.weight
        if config.family == "gpt2":
            self.positions = nn.Embedding(config.max_length, config.d_model)
        else:
            cos, sin = rope_tables(config)
            self.register_buffer("cos", cos, persistent=False)
            self.register_buffer("sin", sin, persistent=False)
        self._initialize()

    def _initialize(self) -> None:
        """Small random weights; what writes to the residual stream starts smaller (GPT-2)."""
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                into_stream = name.endswith(("output.weight", "down.weight"))
                shrink = math.sqrt(2 * self.config.n_layers) if into_stream else 1.0
                nn.init.normal_(weight, std=0.02 / shrink)
            elif name.endswith("bias"):
                nn.init.zeros_(weight)

    @property
    def n_parameters(self) -> int:
        """Trained numbers, shared ones counted once."""
        return sum(weight.numel() for weight in self.parameters())

    def forward(
        self,
        ids: Int[Tensor, "batch time"],
        *,
        cache: KVCache | None = None,
        padding: Int[Tensor, " batch"] | None = None,
        attend: Attend | None = None,
        attentions: bool = False,
        hidden_states: bool = False,
        last_only: bool = False,
    ) -> Output:
        """Logits of the next token at every position, or with `last_only` at the last one.

        With a `cache`, `ids` go on after the tokens in it. `padding` counts the pad tokens that
        each row has on its left. `attend` replaces the attention function.
        """
        check_ids(ids, self.config, cache, padded=padding is not None)
        if attentions and attend is None:
            attend = reference.attention
        x, sight = self.enter(ids, cache, padding, attend)
        seen, streams = [], [x]
        for layer, block in enumerate(self.blocks):
            x, weights = block(x, sight, cache, layer)
            seen.append(weights)
            streams.append(x)
        if cache is not None:
            cache.length += ids.shape[1]
        return Output(
            self.unembed(x[:, -1:] if last_only else x),
            torch.stack([w for w in seen if w is not None]) if attentions else None,
            torch.stack(streams) if hidden_states else None,
        )

    def unembed(self, hidden: Float[Tensor, "*lead d_model"]) -> Float[Tensor, "*lead vocabulary"]:
        """Norm and logits of any point of the residual stream: the logit lens."""
        return self.unembedding(self.norm(hidden))  # type: ignore[no-any-return]

    def enter(
        self,
        ids: Tensor,
        cache: KVCache | None,
        padding: Tensor | None,
        attend: Attend | None = None,
    ) -> tuple[Tensor, Sight]:
        """Embedded tokens, their positions and what each may look at."""
        time, start = ids.shape[1], 0 if cache is None else cache.length
        total = start + time
        at: Tensor | slice = slice(start, total)
        if padding is not None:
            at = torch.arange(start, total, device=ids.device) - padding[:, None]
            at = at.clamp(0, self.config.max_length - 1)
        mask = None
        if padding is not None or attend is not None or (start > 0 and time > 1):
            mask = visible(start, total, padding, ids.device)
        causal = mask is None and time > 1
        x = self.embedding(ids)
        if self.config.family == "gpt2":
            return x + self.positions.weight[at], Sight(None, mask, causal, attend)
        cos, sin = self.cos[at], self.sin[at]
        if padding is not None:
            cos, sin = cos[:, None], sin[:, None]
        return x, Sight((cos, sin), mask, causal, attend)


def visible(
    start: int, total: int, padding: Tensor | None, device: torch.device | None = None
) -> Bool[Tensor, "batch 1 query key"]:
    """What the tokens from `start` on may look at: no later token, no padding but itself."""
    key = torch.arange(total, device=device)
    query = key[start:, None]
    mask = (key <= query)[None, None]
    if padding is None:
        return mask
    return mask & ((key >= padding[:, None, None, None]) | (key == query))


def check_ids(ids: Tensor, config: ModelConfig, cache: KVCache | None, *, padded: bool) -> None:
    """A ValueError for a tensor that holds no token ids, or more than the model can read."""
    if ids.dtype not in (torch.int64, torch.int32) or ids.dim() != 2 or 0 in ids.shape:
        raise ValueError(
            f"Token ids must be a non-empty integer tensor of shape (batch, time); this is "
            f"{ids.dtype} of shape {tuple(ids.shape)}. One text: torch.tensor([ids])."
        )
    total = ids.shape[1] + (cache.length if cache else 0)
    if cache and total > cache.capacity:
        raise ValueError(f"The cache has room for {cache.capacity} tokens; the text has {total}.")
    if total > config.max_length and not padded:
        raise ValueError(
            f"The text has {total} tokens; the model reads at most {config.max_length}. Shorten it."
        )
