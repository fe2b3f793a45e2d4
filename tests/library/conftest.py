"""A small lesson of two exercises, its record saved where `lesson()` looks for it."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import Tensor

from llmcourse.checks import Case, case, lesson, records
from llmcourse.checks.observe import observe
from llmcourse.checks.records import ExerciseRecord, KnownMistake, LessonRecord, save


def causal_mask(length: int) -> Tensor:
    position = torch.arange(length)
    return position[:, None] >= position[None, :]


def excludes_itself(length: int) -> Tensor:
    return torch.ones(length, length).tril(-1).bool()


def weigh(x: Tensor, scale: float) -> tuple[Tensor, Tensor]:
    weights = torch.softmax(x * scale, dim=-1)
    return weights, weights.sum(0)


def unscaled(x: Tensor, scale: float) -> tuple[Tensor, Tensor]:
    return weigh(x, 1.0)


def raises(x: Tensor, scale: float) -> tuple[Tensor, Tensor]:
    raise ValueError("no")


STUB = "raise NotImplementedError('replace these two lines')"
MASK_CASES = [case("two tokens", length=2), case("five tokens", length=5)]
WEIGH_CASES = [
    case("two numbers", gradients=True, x=torch.tensor([[1.0, 2.0]]), scale=2.0),
    case("three rows", gradients=True, x=torch.linspace(-1, 2, 12).reshape(3, 4), scale=0.5),
]


def exercise(
    function: Callable[..., object],
    cases: list[Case],
    mistakes: dict[str, Callable[..., object]],
    forbid: list[str],
) -> ExerciseRecord:
    known = [
        KnownMistake(wrong.__name__, ask, [observe(wrong, one) for one in cases])
        for ask, wrong in mistakes.items()
    ]
    return ExerciseRecord(
        key=function.__name__,
        title=function.__name__.replace("_", " ").title(),
        points=3,
        forbid=forbid,
        reference=f"shown_reference.{function.__name__}",
        parameters=list(inspect.signature(function).parameters),
        stub=f"def {function.__name__}{inspect.signature(function)}:\n    {STUB}\n",
        cases=cases,
        expected=[observe(function, one) for one in cases],
        mistakes=known,
    )


@pytest.fixture(scope="module")
def record() -> LessonRecord:
    mask = exercise(
        causal_mask, MASK_CASES, {"May a token look at itself?": excludes_itself}, ["torch.tril"]
    )
    asks = {"Is the scale used?": unscaled, "Why does it stop?": raises}
    return LessonRecord(
        "03_attention",
        "Attention",
        {"causal_mask": mask, "weigh": exercise(weigh, WEIGH_CASES, asks, [])},
    )


@pytest.fixture
def data(tmp_path: Path, record: LessonRecord, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(records, "DATA", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    for name in ("LLMCOURSE_PROGRESS", "NBGRADER_VALIDATING", "NBGRADER_EXECUTION"):
        monkeypatch.delenv(name, raising=False)
    save(tmp_path / "data" / "03_attention.safetensors", record)
    return tmp_path / "data"


@pytest.fixture
def told(data: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[object], str]:
    """What `check` says in plain text."""
    check, _ = lesson("03_attention")

    def tell(function: object) -> str:
        assert check(function) is None
        captured = capsys.readouterr()
        assert captured.err == ""
        return captured.out

    return tell
