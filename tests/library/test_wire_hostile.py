"""Bytes that `wire` did not write are refused with WireError, whatever they are."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st
from safetensors.torch import save as save_tensors

from llmcourse.wire import Limits, WireError, dumps, loads


def message(tree: Any, tensors: dict[str, torch.Tensor] | None = None) -> bytes:
    text = tree if isinstance(tree, str) else json.dumps(tree)
    return save_tensors(tensors or {}, metadata={"wire": text})


ONE = {"0": torch.arange(6.0).reshape(2, 3)}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 8,
        b"\xff" * 100,
        (10**9).to_bytes(8, "little") + b"{}",
        save_tensors(ONE),
        save_tensors(ONE, metadata={"wire": "1", "more": "2"}),
        save_tensors(ONE, metadata={"other": "1"}),
        message("[1"),
        message("NaN"),
        message("1e999"),
        message("1" * 5000),
        message(str(2**4096)),
        message('{"tuple":[],"tuple":[]}'),
        message("[" * 100_000 + "]" * 100_000),
        message("[" * 40 + "]" * 40),
        message("[" + "0," * 500_000 + "0]"),
        message({}),
        message({"tuple": [], "set": []}),
        message({"pickle": "gASVAA=="}),
        message({"tuple": 3}),
        message({"bytes": "*"}),
        message({"bytes": "é"}),
        message({"bytes": 3}),
        message({"float": "1.5"}),
        message({"float": "infinity"}),
        message({"complex": ["1"]}),
        message({"complex": ["1.0", " 2"]}),
        message({"complex": [1.0, 2.0]}),
        message({"dtype": "Tensor"}),
        message({"set": [[1]]}),
        message({"set": [1, 1]}),
        message({"dict": [[1]]}),
        message({"dict": [[[], 1]]}),
        message({"dict": [[1, 1], [True, 2]]}),
        message({"dict": {"a": 1}}),
        message({"tensor": ["0"]}),
        message({"tensor": []}),
        message({"tensor": [0]}),
        message(1, ONE),
        message([{"tensor": ["0"]}] * 2, ONE),
        message({"tensor": ["0", 0, 0]}, ONE),
        message({"tensor": ["0", 1]}, ONE),
        message({"tensor": ["0", "a", "b"]}, ONE),
        message({"tensor": ["0", False, True]}, ONE),
        message({"array": ["0"]}, {"0": torch.ones(2, dtype=torch.bfloat16)}),
        message({"tensor": ["0"]}, {"0": torch.ones([1] * 40)}),
        message({"tensor": ["0"]}, {"0": torch.tensor([2], dtype=torch.uint8).view(torch.bool)}),
    ],
)
def test_malformed_messages_are_refused(data: bytes) -> None:
    with pytest.raises(WireError):
        loads(data)


def test_reading_is_bounded() -> None:
    data = dumps([torch.ones(100), [[1]], "text"])
    for limits in (Limits(max_bytes=100), Limits(max_depth=1), Limits(max_nodes=4)):
        with pytest.raises(WireError):
            loads(data, limits=limits)


def survives(data: bytes) -> None:
    try:
        value = loads(data)
    except WireError:
        return
    dumps(value)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
@example(b"\x02\x00\x00\x00\x00\x00\x00\x00{}")
def test_random_bytes_raise_nothing_else(data: bytes) -> None:
    survives(data)


SAMPLE = dumps(
    {
        "mask": torch.ones(3, 3).tril().bool().T,
        (1, b"x"): {2.5, "é"},
        "rows": [np.arange(4), math.nan, 1j, torch.float16, None],
        "bf16": torch.ones(2, dtype=torch.bfloat16),
    }
)
Edit = tuple[str, int, int]
edits = st.lists(
    st.tuples(
        st.sampled_from(["set", "cut", "insert", "flip"]),
        st.integers(0, len(SAMPLE) - 1),
        st.integers(0, 255),
    ),
    min_size=1,
    max_size=6,
)


def mutate(data: bytes, changes: list[Edit]) -> bytes:
    edited = bytearray(data)
    how: dict[str, Callable[[int, int], object]] = {
        "set": lambda at, byte: edited.__setitem__(slice(at, at + 1), bytes([byte])),
        "cut": lambda at, byte: edited.__delitem__(slice(at, at + byte % 4 + 1)),
        "insert": lambda at, byte: edited.insert(at, byte),
        "flip": lambda at, byte: edited.__setitem__(
            slice(at, at + 1), b'[]{}",:0123'[byte % 11 :][:1]
        ),
    }
    for name, at, byte in changes:
        how[name](at, byte)
    return bytes(edited)


@settings(max_examples=400, deadline=None)
@given(edits)
def test_changed_bytes_raise_nothing_else(changes: list[Edit]) -> None:
    survives(mutate(SAMPLE, changes))


trees = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.just("0"),
    lambda t: (
        st.lists(t, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "tuple",
                    "dict",
                    "set",
                    "frozenset",
                    "tensor",
                    "array",
                    "complex",
                    "bytes",
                    "float",
                ]
            ),
            t,
            max_size=2,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(trees)
def test_strange_trees_raise_nothing_else(tree: Any) -> None:
    survives(message(tree, ONE))
