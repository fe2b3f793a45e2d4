"""Keys and values of the tokens read so far, so that no token is read twice.

The memory is taken once, for the longest text that will come, and filled from the left: a step
writes its few numbers and reads a view, nothing is copied or grown. `truncate` forgets the end,
which is how rejected drafts are taken back and how a shared beginning serves many texts. Rows
of a batch share one length; shorter prompts are padded on the left.
"""

import torch
from jaxtyping import Float
from torch import Tensor

from llmcourse.models.config import ModelConfig

Heads = Float[Tensor, "batch n_kv_heads time d_head"]


class KVCache:
    """Room for `capacity` tokens in every row of a batch."""

    def __init__(
        self,
        config: ModelConfig,
        *,
        batch: int = 1,
        capacity: int | None = None,
        dtype: torch.dtype = torch.float32,
        device: torch.device | str | None = None,
    ) -> None:
        self.batch, self.capacity = batch, capacity or config.max_length
        self.length = 0
        self.n_kv_heads = config.n_kv_heads
        shape = (batch, 2 * config.n_kv_heads, self.capacity, config.d_head)
        self.layers = [
            torch.zeros(shape, dtype=dtype, device=device) for _ in range(config.n_layers)
        ]
        """For each layer (batch, key heads then value heads, capacity, d_head)."""

    @property
    def n_bytes(self) -> int:
        """Memory taken, filled or not."""
        return len(self.layers) * self.layers[0].nbytes

    def append(self, layer: int, keys: Heads, values: Heads) -> tuple[Heads, Heads]:
        """Write one layer's new keys and values; returns views of all of them so far.

        No gradient flows through a cache.
        """
        return self.append_both(layer, torch.cat((keys, values), dim=1).detach())

    def append_both(self, layer: int, keys_and_values: Tensor) -> tuple[Heads, Heads]:
        """The same, given the heads of both in one tensor.

        The model moves `length` on when every layer has written.
        """
        new, store = keys_and_values.shape[2], self.layers[layer]
        store.narrow(2, self.length, new).copy_(keys_and_values)
        so_far = store.narrow(2, 0, self.length + new)
        keys, values = so_far.split_with_sizes((self.n_kv_heads, self.n_kv_heads), 1)
        return keys, values

    def begin_with(self, other: "KVCache", length: int) -> None:
        """Begin every row with the first `length` tokens of another cache, copied."""
        if not 0 <= length <= other.length:
            raise ValueError(f"Cannot take {length} tokens from a cache of {other.length}.")
        for own, theirs in zip(self.layers, other.layers, strict=True):
            own.narrow(2, 0, length).copy_(theirs.narrow(2, 0, length))
        self.length = length

    def truncate(self, length: int) -> None:
        """Forget all but the first `length` tokens."""
        if not 0 <= length <= self.length:
            raise ValueError(f"Cannot cut a cache of {self.length} tokens to {length}.")
        self.length = length
