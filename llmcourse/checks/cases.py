"""A case: the named inputs of one call of the learner's function."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """One call.

    Attributes:
        name: what learners read, such as "two tokens".
        args: the first arguments by parameter name, in the parameters' order; tensors, numbers
            and containers of them.
        gradients: whether gradients with respect to the floating-point inputs are compared too.
    """

    name: str
    args: dict[str, object]
    gradients: bool = False


def case(name: str, /, *, gradients: bool = False, **args: object) -> Case:
    """The call `function(**args)` under a name; the smallest case should stand first."""
    return Case(name, args, gradients)
