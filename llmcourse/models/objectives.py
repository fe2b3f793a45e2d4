"""What a model is asked to predict: inputs and labels of the three pre-training objectives.

Causal (decoder-only), masked (encoder-only) and sequence-to-sequence (encoder-decoder) language
modeling. A label of -100 is not counted in the loss, as torch's cross-entropy has it. Whole words
and spans are not masked together here, and nothing is padded but what comes padded.

Sources: Devlin et al. 2018 for 15 % and 80/10/10 (arXiv:1810.04805); Raffel et al. 2019 for
prefix and rest (arXiv:1910.10683).
"""

from collections.abc import Sequence

import torch
from jaxtyping import Bool, Int
from torch import Tensor

IGNORE = -100


def clm_targets(
    ids: Int[Tensor, "batch time"], pad_id: int
) -> tuple[Int[Tensor, "batch time-1"], Int[Tensor, "batch time-1"]]:
    """Inputs and labels of next-token prediction; padding is not to be predicted."""
    length = ids.shape[1] - 1
    inputs, labels = ids.narrow(1, 0, length), ids.narrow(1, 1, length)
    return inputs, torch.where(labels == pad_id, IGNORE, labels)


def mlm_mask(
    ids: Int[Tensor, "batch time"],
    special: Bool[Tensor, "batch time"],
    mask_id: int,
    n_vocab: int,
    chance: float = 0.15,
    to_mask: float = 0.8,
    to_random: float = 0.1,
) -> tuple[Int[Tensor, "batch time"], Int[Tensor, "batch time"]]:
    """Inputs with some tokens masked, replaced or kept, and labels at just these."""
    chosen = torch.bernoulli(torch.full(ids.shape, chance)).bool() & ~special
    shares = torch.tensor([to_mask, to_random, max(0.0, 1 - to_mask - to_random)])
    fate = torch.multinomial(shares, ids.numel(), replacement=True).view(ids.shape)
    others = torch.stack([torch.full_like(ids, mask_id), torch.randint_like(ids, n_vocab), ids])
    replaced = others.gather(0, fate[None])[0]
    return torch.where(chosen, replaced, ids), torch.where(chosen, ids, IGNORE)


def seq2seq_example(
    source: Sequence[int],
    target: Sequence[int] | None,
    cut: int,
    start_id: int,
    end_id: int,
) -> tuple[list[int], list[int], list[int]]:
    """Encoder input, decoder input and labels; without a target the source is cut in two."""
    pair = (source, target) if target is not None else (source[:cut], source[cut:])
    whole = [start_id, *pair[1], end_id]
    return list(pair[0]), whole[:-1], whole[1:]
