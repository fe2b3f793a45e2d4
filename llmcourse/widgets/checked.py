"""Inputs of widgets, checked with a message that says what to pass. Draws and computes nothing."""

from collections.abc import Sequence

import torch
from torch import Tensor


def checked_tensor(name: str, value: object, shape: str, n_dims: int | tuple[int, ...]) -> Tensor:
    """`value` as a detached double tensor on the CPU, if it is finite and has `n_dims` axes."""
    if not isinstance(value, Tensor):
        raise ValueError(f"{name} is a {type(value).__name__}: pass a torch tensor {shape}")
    dims = (n_dims,) if isinstance(n_dims, int) else n_dims
    if value.ndim not in dims:
        raise ValueError(f"{name} has shape {tuple(value.shape)}: pass {shape}")
    if 0 in value.shape:
        raise ValueError(f"{name} has shape {tuple(value.shape)}, so it is empty: pass {shape}")
    numbers = value.detach().to("cpu", torch.float64)
    if not bool(torch.isfinite(numbers).all()):
        raise ValueError(f"{name} holds nan or inf: pass finite numbers")
    return numbers


def checked_tokens(name: str, tokens: Sequence[str], count: int, what: str) -> list[str]:
    """`tokens` as a list of `count` strings."""
    if isinstance(tokens, str):
        raise ValueError(
            f'{name} is one string: pass a list, such as {name}="{tokens[:20]}".split()'
        )
    names = list(tokens)
    if not all(isinstance(token, str) for token in names):
        raise ValueError(f"{name} holds something that is no string: pass the tokens' text")
    if len(names) != count:
        raise ValueError(
            f"{name} has {len(names)} tokens but {what} has {count}: pass {count} tokens"
        )
    return names


def little_endian(*tensors: Tensor) -> bytes:
    """Doubles of the tensors one after the other, little end first, as the scripts read them."""
    return b"".join(tensor.contiguous().numpy().astype("<f8").tobytes() for tensor in tensors)
