"""Differences are found in the order in which they should be mended, and said in words."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch

from llmcourse.checks.compare import DETOUR, agree, difference, follow, wrong_entries

ones, tensor = torch.ones, torch.tensor
nan, inf = math.nan, math.inf


@pytest.mark.parametrize(
    ("actual", "expected", "kind", "words"),
    [
        (None, ones(2), "type", "got None, expected a tensor. Is a `return` missing?"),
        (np.ones(2), ones(2), "type", "got a NumPy array, expected a tensor."),
        (tensor(1.0), 1.0, "type", "a tensor without axes (0-d), expected a Python number (float)"),
        (1.0, tensor(1.0), "type", "got a Python number (float), expected a tensor without axes"),
        (True, 1, "type", "got True or False (a bool), expected a whole Python number (int)."),
        (1, True, "type", "got a whole Python number (int), expected True or False (a bool)."),
        (2.0, 2, "type", "got a Python number (float), expected a whole Python number (int)."),
        (np.float64(2), 2.0, "type", "got a NumPy number (float64)"),
        ([1, 2], (1, 2), "type", "got a list of 2 parts, expected a tuple of 2 parts. `tuple"),
        (ones(2), (ones(2), ones(2)), "type", "got a tensor, expected a tuple of 2 parts."),
        ((1,), (1, 2), "structure", "the tuple has 1 part, expected 2."),
        ({"a": 1}, {"b": 1}, "structure", "keys: missing ['b'], unknown ['a']."),
        (ones(2, 3, 5), ones(2, 3, 4), "shape", "shape (2, 3, 5): the last axis is 5, expected 4."),
        (ones(2, 3), ones(3, 2), "shape", "Are two axes swapped?"),
        (ones(3), ones(3, 1), "shape", "shape (3,) has 1 axis, expected 2: (3, 1)."),
        (ones(2, 2), ones(2, 2).bool(), "dtype", "dtype is float32 (numbers with a fraction), "),
        (ones(2), ones(2).long(), "dtype", "expected int64 (whole numbers)."),
        (
            ones(2) * 2,
            ones(2),
            "values",
            "every entry is wrong; the first, at [0], is 2, expected 1",
        ),
        (tensor([1.0, nan]), ones(2), "values", "is nan, expected 1. 1 of the wrong ones is nan"),
        (tensor(3), tensor(4), "values", "it is 3, expected 4."),
        (tensor([3]), tensor([4]), "values", "at [0] it is 3, expected 4."),
        (tensor([inf]), tensor([-inf]), "values", "at [0] it is inf, expected -inf."),
        ("a", "b", "values", "it is 'a', expected 'b'."),
        ({1, 2}, {1}, "values", "it is {1, 2}, expected {1}."),
        (torch.float32, torch.float16, "values", "it is torch.float32, expected torch.float16."),
        (np.ones(2), np.zeros(2), "values", "every entry is wrong"),
        (np.array(["a"]), np.array(["b"]), "values", "the arrays differ"),
        (1 + 2j, 1 + 3j, "values", "it is (1+2j), expected (1+3j)."),
    ],
)
def test_words(actual: object, expected: object, kind: str, words: str) -> None:
    found = difference(actual, expected)
    assert found is not None
    assert found.kind == kind
    assert words in found.words
    assert not agree(actual, expected)


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (tensor([nan, -inf, 1.0]), tensor([nan, -inf, 1.00001])),
        (2, 2.0),
        (nan, nan),
        (-inf, -inf),
        (1.00001, 1.0),
        (complex(nan, 1), complex(nan, 1)),
        (None, None),
        (ones(0, 3), ones(0, 3)),
        (ones(2, dtype=torch.bfloat16) * 1.0078125, ones(2, dtype=torch.bfloat16)),
        (ones(2).to(torch.float8_e4m3fn), ones(2).to(torch.float8_e4m3fn)),
        (torch.nn.Parameter(ones(2)), ones(2)),
        ({"a": [ones(2), (1, "x")]}, {"a": [ones(2), (1, "x")]}),
        (tensor([2**64 - 1], dtype=torch.uint64), tensor([2**64 - 1], dtype=torch.uint64)),
    ],
)
def test_agreement(actual: object, expected: object) -> None:
    assert difference(actual, expected) is None
    assert agree(actual, expected)


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (tensor([1.0]), tensor([1.001])),
        (tensor([nan]), tensor([inf])),
        (100_000, 100_001),
        (tensor([100_000]), tensor([100_001])),
        (1e300, inf),
        (1.0, nan),
        (ones(2).half() * 1.01, ones(2).half()),
        (ones(2).to(torch.float8_e5m2), (ones(2) * 2).to(torch.float8_e5m2)),
    ],
)
def test_near_is_not_enough(actual: object, expected: object) -> None:
    assert not agree(actual, expected)


def test_zero_tolerance_is_exact() -> None:
    a, b = tensor([1.0]), tensor([1.0000001])
    assert agree(a, b)
    assert not agree(a, b, rtol=0, atol=0)
    half = ones(1, dtype=torch.bfloat16)
    assert not agree(half, half * 1.0078125, rtol=0, atol=0)


def test_double_precision_is_asked_for_ten_digits() -> None:
    third = tensor([1 / 3], dtype=torch.float64)
    rounded = third.float().double()
    assert agree(third * (1 + 1e-11), third)
    assert not agree(rounded, third)
    assert not agree((np.ones(1) / 3).astype(np.float32).astype(float), np.ones(1) / 3)
    assert agree(rounded, third, double=DETOUR)
    assert agree(rounded, third, rtol=1e-6)
    assert agree(float(rounded), 1 / 3)


def test_one_entry_is_and_two_are() -> None:
    found = difference(tensor([1, 0, 0]), tensor([0, 0, 0]))
    assert found is not None
    assert found.words == "1 of 3 entries is wrong; the first, at [0], is 1, expected 0."


def test_shape_before_values_and_where() -> None:
    found = difference({"out": (ones(2), ones(3))}, {"out": (ones(2) * 5, ones(4))})
    assert found is not None
    assert (found.kind, found.path) == ("shape", ("out", 1))
    assert found.words.startswith("In part ['out'][1]: shape (3,): the first axis is 3")
    assert follow({"out": (1, 2)}, found.path) == 2


def test_count_and_first_index() -> None:
    wrong = ones(3, 3).tril(-1).bool()
    found = difference(wrong, ones(3, 3).tril().bool())
    assert found is not None
    assert found.words == (
        "3 of 9 entries are wrong; the first, at [0, 0], is False, expected True."
    )
    assert wrong_entries(wrong, ones(3, 3).tril().bool()).tolist() == torch.eye(3).bool().tolist()


def test_a_return_is_missed_only_where_none_is_the_whole_answer_and_means_nothing() -> None:
    asked = "Is a `return` missing?"
    for actual, expected, meant, asks in [
        (None, "a", False, True),
        (None, "a", True, False),
        ((None, 1), ("a", 1), False, False),
    ]:
        found = difference(actual, expected, may_be_none=meant)
        assert found is not None
        assert found.words.startswith(("got None", "In part [0]: got None"))
        assert (asked in found.words) == asks


def test_long_texts_are_shown_where_they_part() -> None:
    same = "user: How much? | model: calls calculator({'expression': '12 + 7'})" * 3
    found = difference(f"{same} | tool: 20 {same}", f"{same} | tool: 19 {same}")
    assert found is not None
    assert "| tool: 20 user" in found.words
    assert "| tool: 19 user" in found.words
    assert len(found.words) < 280
    ends = difference(same, f"{same} and more")
    assert ends is not None
    assert 'and more".' in ends.words
    starts = difference("b" + same, "a" + same)
    assert starts is not None
    assert starts.words.startswith('it is "buser')
