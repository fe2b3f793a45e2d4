"""One call of a function, and everything about it that a check compares.

The function gets copies of the inputs, so that it cannot spoil a case, and torch's random numbers
start from the same seed in every call. The learner's own random state is left as it was.

Not observed: what is printed, how long it takes, changes to globals.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from llmcourse.checks.cases import Case
from llmcourse.checks.compare import DOUBLE, Tolerance, agree

SEED = 20
MAX_MESSAGE = 500
GRADIENT_RTOL, GRADIENT_ATOL = 1e-3, 1e-4


@dataclass(frozen=True)
class Observation:
    """What a call did.

    Attributes:
        value: what it returned, detached and copied; None when it raised.
        error: type and message of what it raised, or None.
        changed: names of the arguments that it changed in place.
        gradients: gradient by input, such as "query" or "weights[0]", of the sum of the outputs
            weighted by a fixed vector that is not constant. An input that no gradient reaches is
            absent. None where the case asks for none.
    """

    value: object
    error: tuple[str, str] | None = None
    changed: tuple[str, ...] = ()
    gradients: dict[str, Tensor] | None = None


def observe(
    function: Callable[..., object],
    case: Case,
    *,
    raised: Callable[[BaseException], None] | None = None,
) -> Observation:
    """Call a function on a case, by position; what it raises is part of the observation.

    Everything is caught but KeyboardInterrupt. `raised` is handed the exception itself, whose
    traceback an observation does not keep.
    """
    leaves: dict[str, Tensor] = {}
    with torch.random.fork_rng(devices=[]), torch.enable_grad():
        args = {name: _copy(value, name, leaves, case) for name, value in case.args.items()}
        torch.default_generator.manual_seed(SEED)
        try:
            output = function(*args.values())
            gradients = _gradients(output, leaves) if case.gradients else None
            value = _plain(output)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            if raised:
                raised(error)
            return Observation(None, (type(error).__name__, _message(error)), _changed(args, case))
    return Observation(value, None, _changed(args, case), gradients)


def observed(function: Callable[..., object], *inputs: object) -> dict[str, object]:
    """What a probe of a hidden test returns: the value, the gradients, the inputs afterwards.

    Gradients are named by the input's position, "0", "1", ...; what the function raises is raised.
    """
    case = Case("", {str(i): value for i, value in enumerate(inputs)}, gradients=True)
    leaves: dict[str, Tensor] = {}
    with torch.random.fork_rng(devices=[]), torch.enable_grad():
        args = [_copy(value, name, leaves, case) for name, value in case.args.items()]
        torch.default_generator.manual_seed(SEED)
        output = function(*args)
        gradients = _gradients(output, leaves)
        value = _plain(output)
    return {"value": value, "gradients": gradients, "inputs": [_plain(arg) for arg in args]}


def alike(a: Observation, b: Observation, *, double: float = DOUBLE) -> bool:
    """Whether two calls on one case did the same.

    Errors compare by type and message, values within tolerance: `double` is that of float64.
    """
    if a.error or b.error:
        return a.error == b.error
    return (
        agree(a.value, b.value, double=double)
        and set(a.changed) == set(b.changed)
        and (a.gradients is None) == (b.gradients is None)
        and not (wrong_gradients(a, b) if a.gradients is not None else ())
    )


def wrong_gradients(actual: Observation, expected: Observation) -> tuple[str, ...]:
    """Names of the inputs whose gradient differs; a missing gradient equals one of zeros."""
    ours, theirs = actual.gradients or {}, expected.gradients or {}
    names = [*theirs, *(name for name in ours if name not in theirs)]
    return tuple(name for name in names if not same_gradient(ours.get(name), theirs.get(name)))


def gradient_tolerance(expected: Tensor) -> Tolerance:
    """How far a gradient may lie apart: its small entries are sums of large terms that cancel."""
    sizes = expected.detach().abs().nan_to_num(posinf=0)
    largest = float(sizes.max()) if sizes.numel() else 0.0
    return Tolerance(GRADIENT_RTOL, GRADIENT_ATOL * max(1.0, largest))


def same_gradient(ours: Tensor | None, theirs: Tensor | None) -> bool:
    """Whether two gradients agree; a missing one equals one of zeros."""
    if ours is not None and theirs is not None:
        apart = gradient_tolerance(theirs)
        return agree(ours, theirs, rtol=apart.rtol, atol=apart.atol)
    one = ours if theirs is None else theirs
    return one is None or not bool(one.any())


def _copy(value: Any, name: str, leaves: dict[str, Tensor], case: Case) -> Any:
    """A copy to call with; where gradients are asked for, its floating tensors become `leaves`.

    The function gets a clone of the leaf: a leaf itself could not be changed in place, and the
    learner would read torch's complaint instead of ours.
    """
    if isinstance(value, Tensor):
        fresh = value.detach().clone()
        if not (case.gradients and fresh.is_floating_point()):
            return fresh
        leaves[name] = fresh.requires_grad_()
        return fresh.clone()
    if type(value) in (list, tuple):
        return type(value)(_copy(v, f"{name}[{i}]", leaves, case) for i, v in enumerate(value))
    if type(value) is dict:
        return {k: _copy(v, f"{name}[{k!r}]", leaves, case) for k, v in value.items()}
    return copy.deepcopy(value)


def _gradients(output: object, leaves: dict[str, Tensor]) -> dict[str, Tensor]:
    outputs = [tensor for tensor in _tensors(output) if tensor.requires_grad]
    if not outputs or not leaves:
        return {}
    weights = [_weights(tensor, start) for start, tensor in enumerate(outputs)]
    found = torch.autograd.grad(outputs, list(leaves.values()), weights, allow_unused=True)
    pairs = zip(leaves, found, strict=True)
    return {name: gradient.detach().clone() for name, gradient in pairs if gradient is not None}


def _weights(tensor: Tensor, start: int) -> Tensor:
    """Not constant, since the gradient of the plain sum of a softmax is zero."""
    steps = torch.arange(tensor.numel(), dtype=torch.float64) + start
    return torch.cos(steps).reshape(tensor.shape).to(tensor.device, tensor.dtype)


def _tensors(value: object) -> Iterator[Tensor]:
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _tensors(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _tensors(item)


def _plain(value: Any) -> Any:
    """A copy that later changes cannot reach, of the plain container types."""
    if isinstance(value, Tensor):
        return value.detach().clone()
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _changed(args: dict[str, object], case: Case) -> tuple[str, ...]:
    return tuple(name for name in args if not _equal(args[name], case.args[name]))


def _equal(now: object, before: object) -> bool:
    try:
        return agree(_plain(now), before, rtol=0, atol=0)
    except Exception:  # such as a list that was put into itself
        return False


def _message(error: BaseException) -> str:
    try:
        return str(error)[:MAX_MESSAGE]
    except Exception:
        return ""
