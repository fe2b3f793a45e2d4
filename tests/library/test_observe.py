"""An observation is everything that one call did."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from llmcourse.checks import case
from llmcourse.checks.observe import Observation, alike, observe, same_gradient, wrong_gradients


def test_the_value_is_detached_and_copied() -> None:
    kept = torch.zeros(2, requires_grad=True)
    seen = observe(lambda: (kept, {"a": [kept]}), case("c"))
    with torch.no_grad():
        kept.fill_(7)
    assert isinstance(seen.value, tuple)
    assert seen.value[0].tolist() == [0, 0]
    assert not seen.value[0].requires_grad
    assert seen.value[1]["a"][0].tolist() == [0, 0]
    assert seen.error is None
    assert seen.gradients is None


def test_named_tuples_become_tuples() -> None:
    seen = observe(lambda x: x.max(dim=0), case("c", x=torch.eye(2)))
    assert type(seen.value) is tuple


def test_errors_are_observed_and_handed_over() -> None:
    errors: list[BaseException] = []
    seen = observe(lambda x: x[9], case("c", x=[1]), raised=errors.append)
    assert seen == Observation(None, ("IndexError", "list index out of range"))
    assert isinstance(errors[0], IndexError)


def test_only_an_interrupt_passes() -> None:
    def leave() -> None:
        raise SystemExit(3)

    def interrupt() -> None:
        raise KeyboardInterrupt

    assert observe(leave, case("c")).error == ("SystemExit", "3")
    with pytest.raises(KeyboardInterrupt):
        observe(interrupt, case("c"))


@pytest.mark.parametrize("gradients", [False, True])
def test_changed_inputs_are_named_and_the_case_is_not_spoiled(gradients: bool) -> None:
    def spoil(x: Tensor, rows: list[Tensor], names: dict[str, int], same: Tensor) -> Tensor:
        x += 1
        rows[0].zero_()
        names["b"] = 2
        return x + same

    inputs = case(
        "c",
        gradients=gradients,
        x=torch.ones(2),
        rows=[torch.ones(1)],
        names={},
        same=torch.ones(2),
    )
    seen = observe(spoil, inputs)
    assert seen.error is None
    assert seen.changed == ("x", "rows", "names")
    assert inputs.args["x"].tolist() == [1, 1]  # type: ignore[attr-defined]
    assert observe(spoil, inputs).changed == seen.changed


def test_changes_count_when_the_call_raises_and_nan_is_no_change() -> None:
    def spoil(x: list[int], y: Tensor) -> None:
        x.append(x)  # type: ignore[arg-type]
        raise ValueError

    assert observe(spoil, case("c", x=[1], y=torch.tensor([float("nan")]))).changed == ("x",)


def test_the_memory_order_of_inputs_is_kept() -> None:
    seen = observe(lambda x: x.is_contiguous(), case("c", x=torch.ones(2, 3).T))
    assert seen.value is False


def test_random_numbers_repeat_and_the_callers_are_left_alone() -> None:
    torch.manual_seed(5)
    expected = torch.rand(2)
    torch.manual_seed(5)
    first = observe(lambda: torch.rand(3), case("c"))
    assert torch.equal(torch.rand(2), expected)
    assert alike(first, observe(lambda: torch.rand(3), case("c")))


def test_gradients_of_a_softmax_are_not_zero() -> None:
    inputs = case(
        "c", gradients=True, x=torch.ones(2, 3), ws=[torch.ones(3)], d={"k": torch.ones(3)}
    )

    def function(x: Tensor, ws: list[Tensor], d: dict[str, Tensor]) -> dict[str, object]:
        return {"a": torch.softmax(x, -1) * ws[0], "b": [d["k"]], "n": 3}

    seen = observe(function, inputs)
    assert seen.gradients is not None
    assert set(seen.gradients) == {"x", "ws[0]", "d['k']"}
    assert all(bool(g.abs().max() > 0.01) for g in seen.gradients.values())
    assert torch.allclose(seen.gradients["d['k']"], torch.cos(torch.arange(1.0, 4.0)))


def test_gradients_are_found_where_the_notebook_turned_them_off() -> None:
    with torch.no_grad():
        seen = observe(lambda x: x * 2, case("c", gradients=True, x=torch.ones(2)))
    assert set(seen.gradients or {}) == {"x"}


def test_missing_gradients_equal_zeros() -> None:
    inputs = case("c", gradients=True, x=torch.ones(2), y=torch.ones(2))
    absent = observe(lambda x, y: x * 2, inputs)
    zeros = observe(lambda x, y: x * 2 + y * 0, inputs)
    blocked = observe(lambda x, y: x.detach() * 2, inputs)
    double = observe(lambda x, y: x * 4 - x.detach() * 2, inputs)
    assert alike(absent, zeros)
    assert wrong_gradients(blocked, absent) == ("x",)
    assert wrong_gradients(double, absent) == ("x",)
    assert not alike(blocked, absent)
    assert not alike(double, absent)


def test_a_failing_backward_is_an_error() -> None:
    def spoil(x: Tensor) -> Tensor:
        y = torch.exp(x)
        z = y * y
        y.zero_()
        return z

    error = observe(spoil, case("c", gradients=True, x=torch.ones(2))).error
    assert error is not None
    assert error[0] == "RuntimeError"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Observation(None, ("ValueError", "x")), Observation(None, ("ValueError", "x")), True),
        (Observation(None, ("ValueError", "x")), Observation(None, ("ValueError", "y")), False),
        (Observation(None, ("ValueError", "x")), Observation(None, ("TypeError", "x")), False),
        (Observation(None, ("ValueError", "x")), Observation(None), False),
        (Observation(1), Observation(1), True),
        (Observation(1), Observation(2), False),
        (Observation(1, changed=("x",)), Observation(1), False),
        (Observation(1, gradients={}), Observation(1), False),
    ],
)
def test_alike(a: Observation, b: Observation, expected: bool) -> None:
    assert alike(a, b) is expected
    assert alike(b, a) is expected


def test_a_gradient_is_held_against_its_largest_entry() -> None:
    large = torch.tensor([300.0, 0.0])  # where large terms cancel, rounding leaves more than 1e-4
    assert same_gradient(torch.tensor([300.0, 0.01]), large)
    assert not same_gradient(torch.tensor([300.0, 0.5]), large)
    assert not same_gradient(torch.tensor([0.01]), torch.tensor([0.0]))
    assert not same_gradient(torch.tensor([torch.nan]), torch.tensor([0.0]))
