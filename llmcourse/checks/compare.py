"""What differs between an answer and what was expected, in words a learner can act on.

Differences are looked for in the order in which they should be mended: type, structure, shape,
dtype, and only then values. Checks in the notebook and the judge at grading both use this.

Tensors in double precision must agree to ten digits: whoever asks for it wants to know whether
the numbers on the way were kept in it too. Python's own floats may have been float32 once.

Not compared: devices, strides, `requires_grad`, and the order of dictionary keys.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from llmcourse.checks.words import (
    apart,
    axis_word,
    cell,
    dtype_words,
    kind_words,
    shown,
    shown_beside,
    some,
)

RTOL = 1e-4
ATOL = 1e-5
DOUBLE = 1e-10
DETOUR = 1e-6  # two ways through float32 to the same float64 numbers lie no further apart
KINDS = ("type", "structure", "shape", "dtype", "values")

Path = tuple[object, ...]


@dataclass(frozen=True)
class Tolerance:
    """How far floats may lie apart: None stands for what suits their dtype.

    `double` is what suits float64, relative and absolute.
    """

    rtol: float | None = None
    atol: float | None = None
    double: float = DOUBLE

    @property
    def exact(self) -> bool:
        return self.rtol == self.atol == 0

    def of(self, dtype: torch.dtype | None) -> tuple[float, float]:
        """Relative and absolute tolerance for a dtype; for Python's own floats, None."""
        double = dtype in (torch.float64, torch.complex128)
        rtol = (self.double if double else RTOL) if self.rtol is None else self.rtol
        atol = (self.double if double else ATOL) if self.atol is None else self.atol
        step = torch.finfo(dtype).eps if dtype else 0.0
        if self.exact or step < 1e-4:
            return rtol, atol
        return max(rtol, 1.25 * step), max(atol, step / 2)


@dataclass(frozen=True)
class Difference:
    """What is wrong first.

    Attributes:
        kind: "type", "structure", "shape", "dtype" or "values".
        words: one or two sentences.
        path: keys and indices that lead to the part that differs; empty for the whole.
    """

    kind: str
    words: str
    path: Path = ()


def difference(
    actual: object,
    expected: object,
    *,
    rtol: float | None = None,
    atol: float | None = None,
    may_be_none: bool = False,
) -> Difference | None:
    """The first difference to mend, or None where the two agree.

    Floats agree within `atol + rtol * |expected|`, by default 1e-5 and 1e-4, both 1e-10 for
    float64 and wider for dtypes below float32; nan agrees with nan and -inf with -inf; whole
    numbers and booleans only when they are equal. With both tolerances 0 floats must be equal too.

    Where the whole answer is None a missing `return` is asked after, unless it `may_be_none`.
    """
    found = list(_differences(actual, expected, (), Tolerance(rtol, atol)))
    if not found:
        return None
    first = min(found, key=lambda one: KINDS.index(one.kind))
    missing = actual is None and not may_be_none
    return replace(first, words=f"{first.words} Is a `return` missing?") if missing else first


def agree(
    a: object,
    b: object,
    *,
    rtol: float | None = None,
    atol: float | None = None,
    double: float = DOUBLE,
) -> bool:
    """Whether there is no difference; `double` is what suits float64 here."""
    return next(_differences(a, b, (), Tolerance(rtol, atol, double)), None) is None


def wrong_entries(actual: Tensor, expected: Tensor, tolerance: Tolerance | None = None) -> Tensor:
    """True where two tensors of one shape and dtype differ, in that shape."""
    tolerance = tolerance or Tolerance()
    actual, expected = actual.detach().cpu(), expected.detach().cpu()
    if not (expected.is_floating_point() or expected.is_complex()):
        return actual != expected
    if tolerance.exact and torch.equal(actual, expected):
        return torch.zeros_like(expected, dtype=torch.bool)
    rtol, atol = tolerance.of(expected.dtype)
    if expected.element_size() == 1:  # the eight-bit floats know no comparison
        actual, expected = actual.float(), expected.float()
    return ~torch.isclose(actual, expected, rtol=rtol, atol=atol, equal_nan=True)


def follow(value: object, path: Path) -> object:
    """The part of a nested value that a difference's path leads to."""
    for key in path:
        value = value[key]  # type: ignore[index]
    return value


def _differences(
    actual: object, expected: object, path: Path, tolerance: Tolerance
) -> Iterator[Difference]:
    words = _type_words(actual, expected)
    if words:
        yield Difference("type", _at(path) + words, path)
    elif isinstance(expected, Tensor) and isinstance(actual, Tensor):
        yield from _tensors(actual, expected, path, tolerance)
    elif isinstance(expected, np.ndarray) and isinstance(actual, np.ndarray):
        yield from _arrays(actual, expected, path, tolerance)
    elif isinstance(expected, (list, tuple)) and isinstance(actual, (list, tuple)):
        yield from _sequences(actual, expected, path, tolerance)
    elif isinstance(expected, dict) and isinstance(actual, dict):
        yield from _dicts(actual, expected, path, tolerance)
    elif not _same_plain(actual, expected, tolerance):
        ours, theirs = shown_beside(actual, expected)
        words = f"{_at(path)}it is {ours}, expected {theirs}."
        yield Difference("values", words, path)


def _type_words(actual: object, expected: object) -> str:
    """What is wrong with the type; empty where it will do."""
    if actual is None and expected is not None:
        return f"got None, expected {kind_words(expected)}."
    for kind in (Tensor, np.ndarray, bool, str, bytes, tuple, list, dict, set, frozenset):
        if isinstance(expected, kind):
            good = isinstance(actual, kind) and is_plain(actual)
            break
    else:
        whole_for_float = type(expected) is float and type(actual) is int
        good = whole_for_float or type(actual) is type(expected)
    if good:
        return ""
    return f"got {kind_words(actual)}, expected {kind_words(expected)}.{_advice(actual, expected)}"


def is_plain(value: object) -> bool:
    """Whether it is no tensor, or one whose numbers lie in memory: not sparse, nested or meta."""
    if not isinstance(value, Tensor):
        return True
    return not (value.is_nested or value.is_meta or value.layout != torch.strided)


def _advice(actual: object, expected: object) -> str:
    if isinstance(actual, Tensor) and actual.ndim == 0 and type(expected) in (int, float, bool):
        return " `.item()` turns it into a Python number."
    if isinstance(actual, np.ndarray) and isinstance(expected, Tensor):
        return " `torch.from_numpy(...)` would turn it into one; better stay in torch throughout."
    if isinstance(actual, (list, tuple)) and isinstance(expected, (list, tuple)):
        return f" `{type(expected).__name__}(...)` turns it into one."
    return ""


def _tensors(
    actual: Tensor, expected: Tensor, path: Path, tolerance: Tolerance
) -> Iterator[Difference]:
    if actual.shape != expected.shape:
        words = _shape_words(tuple(actual.shape), tuple(expected.shape))
        yield Difference("shape", _at(path) + words, path)
    elif actual.dtype != expected.dtype:
        words = f"dtype is {dtype_words(actual.dtype)}, expected {dtype_words(expected.dtype)}."
        yield Difference("dtype", _at(path) + words, path)
    elif expected.numel():
        wrong = wrong_entries(actual, expected, tolerance)
        if bool(wrong.any()):
            yield Difference("values", _at(path) + _values_words(actual, expected, wrong), path)


def _arrays(
    actual: np.ndarray[Any, Any],
    expected: np.ndarray[Any, Any],
    path: Path,
    tolerance: Tolerance,
) -> Iterator[Difference]:
    try:
        pair = torch.from_numpy(actual.copy()), torch.from_numpy(expected.copy())
    except TypeError:
        if actual.dtype != expected.dtype or not np.array_equal(actual, expected):
            yield Difference("values", f"{_at(path)}the arrays differ.", path)
    else:
        yield from _tensors(*pair, path, tolerance)


def _sequences(
    actual: list[object] | tuple[object, ...],
    expected: list[object] | tuple[object, ...],
    path: Path,
    tolerance: Tolerance,
) -> Iterator[Difference]:
    if len(actual) != len(expected):
        kind = type(expected).__name__
        words = f"the {kind} has {some(len(actual), 'part')}, expected {len(expected)}."
        yield Difference("structure", _at(path) + words, path)
        return
    for i, (ours, theirs) in enumerate(zip(actual, expected, strict=True)):
        yield from _differences(ours, theirs, (*path, i), tolerance)


def _dicts(
    actual: dict[object, object],
    expected: dict[object, object],
    path: Path,
    tolerance: Tolerance,
) -> Iterator[Difference]:
    missing = [key for key in expected if key not in actual]
    extra = [key for key in actual if key not in expected]
    if missing or extra:
        parts = [
            f"{what} {shown(keys)}"
            for what, keys in (("missing", missing), ("unknown", extra))
            if keys
        ]
        yield Difference("structure", f"{_at(path)}keys: {', '.join(parts)}.", path)
        return
    for key in expected:
        yield from _differences(actual[key], expected[key], (*path, key), tolerance)


def _same_plain(actual: object, expected: object, tolerance: Tolerance) -> bool:
    if isinstance(expected, (float, complex)) and isinstance(actual, (int, float, complex)):
        if isinstance(expected, complex) or isinstance(actual, complex):
            actual, expected = complex(actual), complex(expected)
            parts = ((actual.real, expected.real), (actual.imag, expected.imag))
            return all(_same_plain(*part, tolerance) for part in parts)
        if math.isnan(actual) or math.isnan(expected):
            return math.isnan(actual) and math.isnan(expected)
        rtol, atol = tolerance.of(None)
        return actual == expected or (
            math.isfinite(expected) and abs(actual - expected) <= atol + rtol * abs(expected)
        )
    return bool(actual == expected)


def _shape_words(actual: tuple[int, ...], expected: tuple[int, ...]) -> str:
    if len(actual) != len(expected):
        return (
            f"shape {actual} has {some(len(actual), 'axis')}, expected {len(expected)}: {expected}."
        )
    axes = [
        f"the {axis_word(axis, len(actual))} is {actual[axis]}, expected {expected[axis]}"
        for axis in range(len(actual))
        if actual[axis] != expected[axis]
    ]
    swapped = " Are two axes swapped?" if sorted(actual) == sorted(expected) else ""
    return f"shape {actual}: {'; '.join(axes)}.{swapped}"


def _values_words(actual: Tensor, expected: Tensor, wrong: Tensor) -> str:
    actual, expected = actual.detach().cpu(), expected.detach().cpu()
    count, total = int(wrong.sum()), wrong.numel()
    index = tuple(int(i) for i in wrong.nonzero()[0])
    here = f"at {cell(index)} " if index else ""
    ours, theirs = apart(actual[index].item(), expected[index].item())
    if total == 1:
        words = f"{here}it is {ours}, expected {theirs}."
    else:
        some_are = f"{count} of {total} entries {'is' if count == 1 else 'are'}"
        many = "every entry is" if count == total else some_are
        words = f"{many} wrong; the first, {here.strip()}, is {ours}, expected {theirs}."
    if actual.is_floating_point() or actual.is_complex():
        n_nan = int((torch.isnan(actual if actual.is_complex() else actual.double()) & wrong).sum())
        if n_nan:
            words += (
                f" {n_nan} of the wrong ones {'is' if n_nan == 1 else 'are'} nan (not a number)."
            )
    if expected.dtype == torch.float64 and torch.allclose(actual, expected, 1e-5, 1e-5):
        words += " To five digits they agree: was something on the way less exact than float64?"
    return words


def _at(path: Path) -> str:
    return f"In part {''.join(f'[{key!r}]' for key in path)}: " if path else ""
