"""Numbers, dtypes, axes and types as a learner would say them."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
LONGEST, BEFORE = 120, 45  # characters shown of a value, and of those before a difference


def number(value: object, digits: int = 6) -> str:
    """A number to so many significant digits; a boolean or anything else by its name."""
    if isinstance(value, float):
        return f"{value:.{digits}g}"
    return str(value)


def apart(ours: object, theirs: object) -> tuple[str, str]:
    """Two numbers to as many digits as it takes to tell them apart."""
    for digits in (6, 9, 12, 17):
        words = number(ours, digits), number(theirs, digits)
        if words[0] != words[1]:
            break
    return words


def cell(index: tuple[int, ...]) -> str:
    """An index as it is typed: [0, 1]."""
    return f"[{', '.join(map(str, index))}]"


def axis_word(axis: int, n_axes: int) -> str:
    """first axis, second axis, ..., last axis."""
    if axis == n_axes - 1 and n_axes > 1:
        return "last axis"
    return f"{ORDINALS[axis]} axis" if axis < len(ORDINALS) else f"axis {axis}"


def some(count: int, noun: str) -> str:
    """1 part, 2 parts, 2 axes."""
    plural = noun.removesuffix("is") + "es" if noun.endswith("is") else noun + "s"
    return f"{count} {noun if count == 1 else plural}"


def dtype_name(dtype: torch.dtype) -> str:
    """float32, int64, bool."""
    return str(dtype).removeprefix("torch.")


def dtype_words(dtype: torch.dtype) -> str:
    """The name of a dtype and what it holds."""
    name = dtype_name(dtype)
    if dtype is torch.bool:
        return f"{name} (True or False)"
    if dtype.is_complex:
        return f"{name} (complex numbers)"
    return f"{name} ({'numbers with a fraction' if dtype.is_floating_point else 'whole numbers'})"


def kind_words(value: object) -> str:
    """What sort of thing a value is, with its article."""
    if value is None:
        return "None"
    if isinstance(value, Tensor) and (value.is_nested or value.is_meta):
        return "a nested tensor" if value.is_nested else "a tensor without numbers (meta)"
    if isinstance(value, Tensor) and value.layout != torch.strided:
        return "a sparse tensor"
    if isinstance(value, Tensor):
        return "a tensor without axes (0-d)" if value.ndim == 0 else "a tensor"
    if isinstance(value, np.ndarray):
        return "a NumPy array"
    if isinstance(value, np.generic):
        return f"a NumPy number ({type(value).__name__})"
    names = {bool: "True or False (a bool)", int: "a whole Python number (int)",
             float: "a Python number (float)", complex: "a complex Python number",
             str: "text (str)", dict: "a dictionary"}  # fmt: skip
    if type(value) in names:
        return names[type(value)]
    if isinstance(value, (list, tuple)):
        return f"a {type(value).__name__} of {some(len(value), 'part')}"
    name = type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def shown(value: object) -> str:
    """A value as Python writes it, cut where it is long."""
    text = repr(value)
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def shown_beside(actual: object, expected: object) -> tuple[str, str]:
    """Two values side by side; of long texts the part where they first differ."""
    ours, theirs = repr(actual), repr(expected)
    pairs = enumerate(zip(ours, theirs, strict=False))
    first = next((at for at, (a, b) in pairs if a != b), min(len(ours), len(theirs)))
    start = first - BEFORE if first > BEFORE + 10 else 0
    if max(len(ours), len(theirs)) <= LONGEST or not start:
        return shown(actual), shown(expected)
    return _cut(ours, start), _cut(theirs, start)


def _cut(text: str, start: int) -> str:
    """What of a text is shown from here on, with dots where something is left out."""
    part = text[start : start + LONGEST - 6]
    return f"...{part}{'...' if start + len(part) < len(text) else ''}"
