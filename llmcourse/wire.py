"""Values as bytes: what the checks store and what crosses between a submission and its judge.

`dumps` writes safetensors bytes: the arrays are stored raw, and one metadata entry holds the rest
as a tagged JSON tree, so that tuples, bytes, sets, complex numbers, nan and dictionaries with any
hashable key come back as they were. Nothing is ever pickled, and reading runs no foreign code.

Reading is strict and bounded by `Limits`, for the bytes may come from an enemy: malformed input
raises `WireError` and nothing else.

Not kept: gradients and `requires_grad`, the device, which values shared memory, and the strides
of a tensor, apart from those of a dense transposed one.
"""

from __future__ import annotations

import json
import re
from typing import Any

from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors

from llmcourse.wiretree import Limits, WireError, read, write

__all__ = ["Limits", "WireError", "dumps", "loads"]

METADATA_KEY = "wire"
DEFAULT_LIMITS = Limits()
JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"')


def dumps(obj: object, *, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of `obj`: the same value gives the same bytes.

    Taken are None, bool, int (to 4096 bits), float, complex, str, bytes, list, tuple, dict, set,
    frozenset, torch.dtype, dense torch.Tensor (nn.Parameter too, as a plain tensor) and
    np.ndarray of numbers, all of exactly these types.

    Raises:
        WireError: for anything else, naming its type and where it lies; over a limit.
    """
    tree, tensors = write(obj, limits)
    text = json.dumps(tree, separators=(",", ":"), allow_nan=False)
    if len(text) > limits.max_bytes:
        raise WireError(f"too large: {len(text)} bytes without arrays, at most {limits.max_bytes}")
    data = save_tensors(tensors, metadata={METADATA_KEY: text})
    if len(data) > limits.max_bytes:
        raise WireError(f"too large: {len(data)} bytes, at most {limits.max_bytes}")
    return data


def loads(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Any:
    """The value that `dumps` wrote; its arrays are new and may be written to.

    Raises:
        WireError: when the bytes are malformed, or over a limit.
    """
    if len(data) > limits.max_bytes:
        raise WireError(f"too large: {len(data)} bytes, at most {limits.max_bytes}")
    tree = _parse(_tree_text(data, limits), 4 * limits.max_nodes)
    try:
        tensors = load_tensors(bytes(data))
    except Exception as error:
        raise WireError(f"not a safetensors message: {error}") from error
    return read(tree, tensors, limits)


def _tree_text(data: bytes, limits: Limits) -> str:
    """The JSON tree in the header of a safetensors message: length (u64), JSON, arrays."""
    length = int.from_bytes(data[:8], "little")
    if len(data) < 8 or length > len(data) - 8:
        raise WireError("not a safetensors message: its header is cut short")
    try:
        text = bytes(data[8 : 8 + length]).decode("ascii")
    except UnicodeDecodeError as error:
        raise WireError("not a safetensors message: its header is not ASCII") from error
    header = _parse(text, 16 * limits.max_nodes)
    metadata = header.get("__metadata__") if isinstance(header, dict) else None
    if not isinstance(metadata, dict) or list(metadata) != [METADATA_KEY]:
        raise WireError(f"not a message of this kind: its metadata must be {METADATA_KEY!r} alone")
    tree = metadata[METADATA_KEY]
    if not isinstance(tree, str):
        raise WireError("not a message of this kind: its tree is not text")
    return tree


def _parse(text: str, max_parts: int) -> Any:
    """Strict JSON. Its parts are counted first, since parsed they take far more memory."""
    skeleton = JSON_STRING.sub("", text)
    if sum(map(skeleton.count, "[{,")) > max_parts:
        raise WireError(f"JSON of more than {max_parts} parts")
    try:
        return json.loads(text, object_pairs_hook=_pairs, parse_constant=_refuse)
    except WireError:
        raise
    except (ValueError, RecursionError) as error:
        raise WireError(f"bad JSON: {error}") from error


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise WireError("bad JSON: a key stands twice")
    return result


def _refuse(name: str) -> None:
    raise WireError(f"bad JSON: {name} must be tagged")
