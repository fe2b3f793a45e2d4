"""What `wire` writes comes back as it was; what it cannot write it names."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from llmcourse.wire import Limits, WireError, dumps, loads
from llmcourse.wiretree import TENSOR_DTYPES

DTYPES = sorted(TENSOR_DTYPES, key=str)
SHAPES = st.lists(st.integers(0, 3), max_size=4).map(tuple)
NUMPY = ["bool", "uint8", "uint64", "int16", "int64", "float16", "float32", "float64", "complex64"]


def make_tensor(dtype: torch.dtype, shape: tuple[int, ...], seed: int) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    raw = torch.randint(0, 256, (*shape, dtype.itemsize), dtype=torch.uint8, generator=generator)
    if dtype is torch.bool:
        return (raw[..., 0] % 2).bool()
    return raw.view(dtype).squeeze(-1)


def make_array(dtype: str, shape: tuple[int, ...], seed: int) -> np.ndarray[Any, Any]:
    return np.asarray(np.random.default_rng(seed).integers(0, 100, shape)).astype(dtype)


tensors = st.builds(make_tensor, st.sampled_from(DTYPES), SHAPES, st.integers(0, 99))
arrays = st.builds(make_array, st.sampled_from(NUMPY), SHAPES, st.integers(0, 99))
hashable = (  # without nan: a set that holds one equals no other set
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
    | st.text()
    | st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF)
    | st.binary()
    | st.sampled_from(DTYPES)
)
plain = hashable | st.floats() | st.complex_numbers()
keys = st.recursive(
    hashable,
    lambda k: st.lists(k, max_size=3).map(tuple) | st.frozensets(k, max_size=3),
    max_leaves=6,
)
values = st.recursive(
    plain | tensors | arrays,
    lambda v: (
        st.lists(v, max_size=4)
        | st.lists(v, max_size=4).map(tuple)
        | st.dictionaries(keys, v, max_size=4)
        | st.sets(keys, max_size=4)
    ),
    max_leaves=12,
)


def same(a: object, b: object) -> bool:
    """Equal down to types, signs of zero, nan and the bytes of arrays."""
    if type(a) is not type(b):
        return False
    if isinstance(a, torch.Tensor) and isinstance(b, torch.Tensor):
        ours, theirs = (t.contiguous().reshape(-1).view(torch.uint8) for t in (a, b))
        return a.dtype == b.dtype and a.shape == b.shape and torch.equal(ours, theirs)
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return same(list(a.items()), list(b.items()))
    if isinstance(a, (set, frozenset)) and isinstance(b, (set, frozenset)):
        return sorted(map(repr, a)) == sorted(map(repr, b)) or a == b
    return repr(a) == repr(b)


@settings(max_examples=150, deadline=None)
@given(values)
def test_values_come_back_as_they_were(value: object) -> None:
    data = dumps(value)
    assert same(loads(data), value)
    assert dumps(loads(data)) == data


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("shape", [(), (0,), (2, 0, 3), (3, 2)])
def test_every_dtype_and_shape(dtype: torch.dtype, shape: tuple[int, ...]) -> None:
    tensor = make_tensor(dtype, shape, 0)
    assert same(loads(dumps(tensor)), tensor)


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, -0.0, 5e-324, 1e308, 2**4095])
def test_numbers_at_the_edge(value: float) -> None:
    assert repr(loads(dumps(value))) == repr(value)


def test_the_memory_order_of_a_transposed_tensor_is_kept() -> None:
    tensor = torch.arange(24.0).reshape(2, 3, 4).permute(2, 0, 1)
    again = loads(dumps(tensor))
    assert torch.equal(again, tensor)
    assert again.stride() == tensor.stride()
    sliced = torch.arange(10)[::3]
    assert torch.equal(loads(dumps(sliced)), sliced)
    assert torch.equal(loads(dumps(torch.ones(1).expand(3, 4))), torch.ones(3, 4))


def test_views_and_parameters_become_plain_tensors() -> None:
    x = torch.tensor([1 + 2j]).conj()
    assert torch.equal(loads(dumps(x)), x)
    parameter = torch.nn.Parameter(torch.ones(2))
    again = loads(dumps([parameter, parameter]))
    assert type(again[0]) is torch.Tensor
    assert not again[0].requires_grad
    again[0].fill_(5)
    assert again[1].tolist() == [1, 1]


def test_arrays_come_back_writable() -> None:
    array = loads(dumps(np.arange(6.0)[::-2]))
    array[0] = 9
    assert array.tolist() == [9, 3, 1]


def test_the_same_value_gives_the_same_bytes() -> None:
    one, other = set(iter((0, 8))), set(iter((8, 0)))
    assert list(one) != list(other)
    assert dumps(one) == dumps(other)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (object(), "type object, at value"),
        ([1, (np.float64(2),)], r"type numpy.float64, at value\[1\]\[0\]"),
        ({"a": {3: print}}, r"at value\['a'\]\[3\]"),
        (torch.ones(2, dtype=torch.complex128), "complex128"),
        (torch.ones(2).to_sparse(), "not dense"),
        (torch.ones(2, device="meta"), "not dense"),
        (np.array(["a"]), "dtype <U1"),
        (np.array([object()]), "dtype object"),
        (np.ones(2, dtype=">f4"), "dtype >f4"),
        (2**4096, "4096 bits"),
        (torch.ones([1] * 33), "33 axes"),
        (type("Sub", (dict,), {})(), "Sub, at value"),
    ],
)
def test_what_cannot_be_written_is_named(value: object, words: str) -> None:
    with pytest.raises(WireError, match=words):
        dumps(value)


def nested(depth: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "limits"),
    [
        (nested(6), Limits(max_depth=5)),
        (nested(3000), Limits()),
        (list(range(101)), Limits(max_nodes=101)),
        (torch.ones(1000), Limits(max_bytes=3999)),
        (torch.ones(1).expand(10**9), Limits()),
        (np.broadcast_to(np.ones(1), (10**9,)), Limits()),
        ("x" * 1000, Limits(max_bytes=1000)),
    ],
    ids=["depth", "very deep", "nodes", "array", "expanded", "broadcast", "text"],
)
def test_writing_is_bounded(value: object, limits: Limits) -> None:
    with pytest.raises(WireError):
        dumps(value, limits=limits)


def test_a_value_inside_itself_is_refused() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(WireError, match="nested deeper"):
        dumps(value)
