"""A value as a JSON tree beside its arrays: the inner half of `llmcourse.wire`.

None, bool, int, str, list and finite float stand for themselves; every other value is an object
with one key, its tag: {"tuple": [...]}, {"dict": [[key, value], ...]}, {"tensor": ["0"]}. Only the
exact types are taken, so that what is read equals what was written. `read` believes nothing: a
tag, a number or a spelling that `write` would not have made raises `WireError`.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

MAX_AXES = 32
MAX_INT_BITS = 4096
DTYPES = {str(d).split(".")[1]: d for d in vars(torch).values() if isinstance(d, torch.dtype)}
TENSOR_DTYPES = {torch.bool, torch.uint8, torch.uint16, torch.uint32, torch.uint64,
                 torch.int8, torch.int16, torch.int32, torch.int64, torch.float16,
                 torch.bfloat16, torch.float32, torch.float64, torch.complex64,
                 torch.float8_e4m3fn, torch.float8_e4m3fnuz, torch.float8_e5m2,
                 torch.float8_e5m2fnuz}  # fmt: skip


class WireError(ValueError):
    """A value that cannot be written, or bytes that cannot be trusted."""


@dataclass(frozen=True)
class Limits:
    """Bounds on one message.

    Attributes:
        max_bytes: length of the whole message, in bytes.
        max_depth: how deep containers may be nested.
        max_nodes: how many values it may hold, those inside containers counted.
    """

    max_bytes: int = 64 * 2**20
    max_depth: int = 32
    max_nodes: int = 100_000


def write(value: object, limits: Limits) -> tuple[Any, dict[str, Tensor]]:
    """The JSON tree of a value, and its arrays under the names that the tree calls them by."""
    writer = _Writer(limits)
    return writer.node(value, "value", 0), writer.tensors


def read(tree: Any, tensors: dict[str, Tensor], limits: Limits) -> Any:
    """The value of a tree; every array must be used exactly once."""
    for name, tensor in tensors.items():
        if tensor.ndim > MAX_AXES:
            raise WireError(f"array {name!r:.20} has {tensor.ndim} axes, at most {MAX_AXES}")
        if tensor.dtype is torch.bool and bool((tensor.view(torch.uint8) > 1).any()):
            raise WireError(f"array {name!r:.20} holds bytes that are neither True nor False")
    reader = _Reader(limits, dict(tensors))
    value = reader.value(tree, "value", 0)
    if reader.tensors:
        raise WireError(f"{len(reader.tensors)} arrays that no value uses")
    return value


class _Counter:
    """Counts values and depth against the limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.n_nodes = 0

    def enter(self, path: str, depth: int) -> None:
        self.n_nodes += 1
        if self.n_nodes > self.limits.max_nodes:
            raise WireError(f"more than {self.limits.max_nodes} values, at {path:.200}")
        if depth > self.limits.max_depth:
            raise WireError(f"nested deeper than {self.limits.max_depth}, at {path:.200}")


class _Writer(_Counter):
    def __init__(self, limits: Limits) -> None:
        super().__init__(limits)
        self.tensors: dict[str, Tensor] = {}
        self.n_bytes = 0

    def node(self, obj: Any, path: str, depth: int) -> Any:
        self.enter(path, depth)
        kind = type(obj)
        if kind in (type(None), bool, str):
            return obj
        if kind is int:
            return _bounded(obj, path)
        if kind is float:
            return obj if math.isfinite(obj) else {"float": repr(obj)}
        if kind is complex:
            return {"complex": [repr(obj.real), repr(obj.imag)]}
        if kind is bytes:
            return {"bytes": base64.b64encode(obj).decode("ascii")}
        if kind is torch.dtype:
            return {"dtype": str(obj).removeprefix("torch.")}
        if kind in (Tensor, torch.nn.Parameter):
            return self.tensor(obj, path)
        if kind is np.ndarray:
            return self.array(obj, path)
        return self.container(obj, path, depth)

    def container(self, obj: Any, path: str, depth: int) -> Any:
        kind = type(obj)
        if kind in (list, tuple):
            items = [self.node(item, f"{path}[{i}]", depth + 1) for i, item in enumerate(obj)]
            return items if kind is list else {"tuple": items}
        if kind is dict:
            return {"dict": [self.pair(key, obj[key], path, depth + 1) for key in obj]}
        if kind in (set, frozenset):
            items = [self.node(item, f"an item of {path}", depth + 1) for item in obj]
            return {kind.__name__: sorted(items, key=json.dumps)}
        name = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
        raise WireError(f"cannot write a value of type {name}, at {path:.200}")

    def pair(self, key: object, value: object, path: str, depth: int) -> list[Any]:
        place = f"{path}[{key!r:.50}]" if type(key) in (str, int) else f"{path}[...]"
        return [self.node(key, f"a key of {path}", depth), self.node(value, place, depth)]

    def tensor(self, tensor: Tensor, path: str) -> dict[str, list[Any]]:
        if tensor.layout is not torch.strided or tensor.is_quantized or tensor.is_meta:
            raise WireError(f"cannot write a tensor that is not dense, at {path:.200}")
        self.reserve(tensor, path)
        plain = tensor.detach().cpu().resolve_conj().resolve_neg()
        order = _storage_order(plain)
        return {"tensor": [self.store(plain.permute(order) if order else plain), *order]}

    def array(self, array: np.ndarray[Any, Any], path: str) -> dict[str, list[Any]]:
        if not array.dtype.isnative or array.dtype.kind not in "biufc":
            raise WireError(f"cannot write an array of dtype {array.dtype}, at {path:.200}")
        if array.nbytes > self.limits.max_bytes:
            raise WireError(f"arrays of more than {self.limits.max_bytes} bytes, at {path:.200}")
        try:
            tensor = torch.from_numpy(np.array(array, order="C", copy=True))
        except TypeError as error:
            raise WireError(f"cannot write an array of {array.dtype}, at {path:.200}") from error
        self.reserve(tensor, path)
        return {"array": [self.store(tensor)]}

    def reserve(self, tensor: Tensor, path: str) -> None:
        if tensor.dtype not in TENSOR_DTYPES:
            raise WireError(f"cannot write an array of {tensor.dtype}, at {path:.200}")
        if tensor.ndim > MAX_AXES:
            raise WireError(f"{tensor.ndim} axes, at most {MAX_AXES}, at {path:.200}")
        self.n_bytes += tensor.numel() * tensor.element_size()
        if self.n_bytes > self.limits.max_bytes:
            raise WireError(f"arrays of more than {self.limits.max_bytes} bytes, at {path:.200}")

    def store(self, tensor: Tensor) -> str:
        name = str(len(self.tensors))
        self.tensors[name] = tensor.clone(memory_format=torch.contiguous_format)
        return name


class _Reader(_Counter):
    def __init__(self, limits: Limits, tensors: dict[str, Tensor]) -> None:
        super().__init__(limits)
        self.tensors = tensors

    def value(self, node: Any, path: str, depth: int) -> Any:
        self.enter(path, depth)
        if isinstance(node, dict):
            if len(node) != 1:
                raise WireError(f"expected one tag, found {len(node)}, at {path:.200}")
            ((tag, content),) = node.items()
            return self.tagged(tag, content, path, depth)
        if isinstance(node, list):
            return self.items(node, path, depth)
        if type(node) is int:
            return _bounded(node, path)
        if isinstance(node, float) and not math.isfinite(node):
            raise WireError(f"a number out of range, at {path:.200}")
        return node

    def tagged(self, tag: str, content: Any, path: str, depth: int) -> Any:
        if tag in ("tuple", "set", "frozenset", "dict", "tensor", "array", "complex"):
            if not isinstance(content, list):
                raise WireError(f"{tag}: expected a list, at {path:.200}")
            return self.listed(tag, content, path, depth)
        if not isinstance(content, str):
            raise WireError(f"{tag!r:.50}: expected text, at {path:.200}")
        if tag == "float" and content in ("nan", "inf", "-inf"):
            return float(content)
        if tag == "bytes":
            return _bytes(content, path)
        if tag == "dtype" and content in DTYPES:
            return DTYPES[content]
        raise WireError(f"unknown tag {tag!r:.50} or content, at {path:.200}")

    def listed(self, tag: str, content: list[Any], path: str, depth: int) -> Any:
        if tag == "tuple":
            return tuple(self.items(content, path, depth))
        if tag == "dict":
            return self.pairs(content, path, depth)
        if tag == "tensor":
            return self.tensor(content, path)
        if tag == "array":
            return self.array(content, path)
        if tag == "complex":
            return _complex(content, path)
        return self.unique(tag, content, path, depth)

    def items(self, content: Iterable[Any], path: str, depth: int) -> list[Any]:
        return [self.value(item, f"{path}[{i}]", depth + 1) for i, item in enumerate(content)]

    def unique(self, tag: str, content: list[Any], path: str, depth: int) -> Any:
        items = self.items(content, path, depth)
        try:
            result = frozenset(items) if tag == "frozenset" else set(items)
        except TypeError as error:
            raise WireError(f"{tag}: {error}, at {path:.200}") from error
        if len(result) != len(items):
            raise WireError(f"{tag}: an item stands twice, at {path:.200}")
        return result

    def pairs(self, content: list[Any], path: str, depth: int) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for pair in content:
            if not isinstance(pair, list) or len(pair) != 2:
                raise WireError(f"dict: expected pairs, at {path:.200}")
            key = self.value(pair[0], f"a key of {path}", depth + 1)
            value = self.value(pair[1], f"{path}[...]", depth + 1)
            try:
                twice = key in result
                result[key] = value
            except TypeError as error:
                raise WireError(f"dict: {error}, at {path:.200}") from error
            if twice:
                raise WireError(f"dict: a key stands twice, at {path:.200}")
        return result

    def tensor(self, content: list[Any], path: str) -> Tensor:
        tensor, order = self.take(content, path), content[1:]
        if not order:
            return tensor
        if any(type(axis) is not int for axis in order) or sorted(order) != [*range(tensor.ndim)]:
            raise WireError(f"tensor: a bad order of axes, at {path:.200}")
        return tensor.permute([order.index(axis) for axis in range(tensor.ndim)])

    def array(self, content: list[Any], path: str) -> np.ndarray[Any, Any]:
        try:
            array: np.ndarray[Any, Any] = self.take(content[:1], path).numpy()
        except TypeError as error:
            raise WireError(f"array: {error}, at {path:.200}") from error
        return array

    def take(self, content: list[Any], path: str) -> Tensor:
        if not content or not isinstance(content[0], str) or content[0] not in self.tensors:
            raise WireError(f"an array that is missing or used twice, at {path:.200}")
        return self.tensors.pop(content[0])


def _bounded(number: int, path: str) -> int:
    if number.bit_length() > MAX_INT_BITS:
        raise WireError(f"an int of more than {MAX_INT_BITS} bits, at {path:.200}")
    return number


def _bytes(text: str, path: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise WireError(f"bytes: {error}, at {path:.200}") from error


def _complex(content: list[Any], path: str) -> complex:
    try:
        real, imag = (float(part) for part in content)
    except (TypeError, ValueError) as error:
        raise WireError(f"complex: {error}, at {path:.200}") from error
    if [repr(real), repr(imag)] != content:
        raise WireError(f"complex: expected two numbers as text, at {path:.200}")
    return complex(real, imag)


def _storage_order(tensor: Tensor) -> list[int]:
    """The axes from the slowest in memory to the fastest; empty where that is their own order."""
    if tensor.is_contiguous():
        return []
    strides = tensor.stride()
    order = sorted(range(tensor.ndim), key=lambda axis: -strides[axis])
    return order if tensor.permute(order).is_contiguous() else []
