"""Only checks that were made and held earn points; whatever else happens has a reason."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from typing import Any

import pytest
import torch

from autograder.judge import AnswerError, Judge, Outcome, Verdict, hear, in_process
from autograder.marks import Mark
from autograder.stock import Score
from llmcourse.checks.observe import observed


def judged(verdict: Verdict, seed: int = 1) -> Outcome:
    return hear(verdict, Judge(in_process, seed))


def probing(answer: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *inputs: observed(answer, *inputs)


def double(x: torch.Tensor) -> torch.Tensor:
    return x + x


def against_double(answer: Callable[..., Any]) -> Outcome:
    return judged(lambda judge: judge.same(probing(answer), double, judge.normal(4), case="four"))


def test_the_right_answer_passes() -> None:
    outcome = against_double(lambda x: 2 * x)
    assert outcome.passed
    assert set(outcome.made) == {"values", "inputs unchanged", "gradients"}


@pytest.mark.parametrize(
    ("answer", "check"),
    [
        (lambda x: x, "values"),
        (lambda x: (x + x).double(), "dtype"),
        (lambda x: (x + x)[None], "shape"),
        (lambda x: [2 * x], "type"),
        (lambda x: None, "type"),
        (lambda x: (x + x).detach(), "gradients"),
        (lambda x: x.data.mul_(2) * 1, "inputs unchanged"),
        (lambda x: 1 / 0, "runs"),
        (lambda x: sys.exit(), "runs"),
        (lambda x: lambda: x, "runs"),
    ],
)
def test_a_wrong_answer_fails_by_name(answer: Callable[..., Any], check: str) -> None:
    outcome = against_double(answer)
    assert not outcome.passed
    assert not outcome.fault
    assert check in outcome.failed_checks


def test_a_verdict_without_checks_is_a_fault() -> None:
    outcome = judged(lambda judge: None)
    assert not outcome.passed
    assert "no check" in outcome.fault


def test_a_broken_verdict_is_a_fault_and_not_the_learners() -> None:
    def verdict(judge: Judge) -> None:
        raise KeyError("oops")

    assert "KeyError" in judged(verdict).fault


def test_a_verdict_that_stumbles_over_a_wrong_answer_is_no_fault() -> None:
    def verdict(judge: Judge) -> None:
        answer = judge.ask(lambda: {"value": 1})
        judge.equal(answer["value"], torch.ones(2), case="two ones")
        answer["value"][0].missing()

    outcome = judged(verdict)
    assert not outcome.fault
    assert outcome.failed_checks == {"type"}


def test_warnings_and_prints_cost_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    def answer(x: torch.Tensor) -> torch.Tensor:
        warnings.warn("careful", stacklevel=1)
        print("loud", file=sys.stderr)
        return x + x

    assert against_double(answer).passed
    assert capfd.readouterr() == ("", "")


def test_draws_depend_on_the_seed_alone() -> None:
    def drawn(seed: int) -> list[Any]:
        torch.manual_seed(torch.randint(100, (1,)).item())
        judge = Judge(in_process, seed)
        return [judge.draw(range(99), 5), judge.normal(3).tolist(), judge.flips(9).tolist()]

    assert drawn(7) == drawn(7) != drawn(8)


def test_what_a_probe_returns_is_data_only() -> None:
    """Objects that claim to equal everything do not cross the wire."""

    class Equal(torch.Tensor):
        def __eq__(self, other: object) -> bool:  # type: ignore[override]
            return True

    assert not against_double(lambda x: Equal(torch.zeros(4))).passed


def test_a_score_reads_as_points_and_as_a_page() -> None:
    score = Score(0)
    score.mark = Mark("<b>", 3, against_double(lambda x: x))
    bundle = score._repr_mimebundle_()
    assert bundle["text/plain"] == "0.0"
    assert "What did not hold" in bundle["text/html"]
    assert "<b>" not in bundle["text/html"]


def test_a_fault_is_nobodys_zero() -> None:
    mark = Mark("double", 3, judged(lambda judge: None))
    assert mark.points is None
    assert "Not graded" in mark.bundle()["text/html"]


def test_float64_is_held_to_ten_digits() -> None:
    def verdict(answer: Callable[..., Any]) -> Verdict:
        x = torch.linspace(1, 2, 5, dtype=torch.float64)
        return lambda judge: judge.same(probing(answer), double, x, case="double precision")

    assert judged(verdict(lambda x: 2 * x)).passed
    assert judged(verdict(lambda x: (2.1 * x.float() - 0.1 * x.float()).double())).failed_checks


def test_a_strided_input_is_not_contiguous_and_the_same() -> None:
    def flat(x: torch.Tensor) -> torch.Tensor:
        return 2 * x.view(-1, 4).view(x.shape)

    def verdict(judge: Judge) -> None:
        x = judge.normal(2, 3, 4)
        turned = judge.strided(x)
        judge.that(torch.equal(turned, x), "another tensor", check="same numbers", case="strided")
        judge.that(not turned.is_contiguous(), "contiguous", check="order", case="strided")
        judge.same(probing(flat), double, turned, case="another order in memory")

    outcome = judged(verdict)
    assert outcome.failed_checks == {"runs"}
    assert "view size is not compatible" in outcome.failures[0].words
    for shape in [(3, 1), (1, 4)]:
        with pytest.raises(ValueError, match="contiguous either way"):
            Judge(in_process, 1).strided(torch.ones(shape))


def test_every_failure_names_its_case() -> None:
    def broken(x: int) -> int:
        raise ValueError("no")

    def verdict(judge: Judge) -> None:
        judge.that(judge.ask(lambda x: x, 3, case="three") == 4, "not 4", check="sum")
        judge.that(judge.ask(lambda x: x, 3) == 4, "not 4", check="sum")
        judge.ask(broken, 5, case="five")

    assert [failure.case for failure in judged(verdict).failures] == ["three", "question 2", "five"]


def test_what_was_raised_is_noted_without_the_place_the_sandbox_adds() -> None:
    error = AnswerError("ValueError", "no such (shape)")
    placed = AnswerError("ValueError", "no such (shape) (line 3: raise ValueError(x))")
    assert error.said == placed.said == "ValueError: no such (shape)"
