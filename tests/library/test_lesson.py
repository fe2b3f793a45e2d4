"""A lesson in use: its record, what `check` survives and notes, what `yours` returns."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from torch import Tensor

from llmcourse import wire
from llmcourse.checks import lesson
from llmcourse.checks.examine import PASSED, Finding
from llmcourse.checks.records import ExerciseRecord, LessonRecord, RecordError, load, save


def causal_mask(length: int) -> Tensor:
    position = torch.arange(length)
    return position[:, None] >= position[None, :]


def named(name: str, function: Callable[..., object]) -> Callable[..., object]:
    function.__name__ = name
    return function


def stub() -> Callable[..., object]:
    def causal_mask(length: int) -> Tensor:
        raise NotImplementedError

    return causal_mask


def test_saving_what_was_loaded_gives_the_same_bytes(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "again.safetensors"
    save(path, load("03_attention", data))
    assert path.read_bytes() == (data / "03_attention.safetensors").read_bytes()


def test_records_keep_cases_and_observations(data: Path) -> None:
    found = load("03_attention").exercises["weigh"]
    assert [one.name for one in found.cases] == ["two numbers", "three rows"]
    assert found.cases[0].gradients
    assert found.mistakes[1].observations[0].error == ("ValueError", "no")
    gradients = found.expected[1].gradients
    assert gradients is not None
    assert gradients["x"].shape == (3, 4)


def test_an_unknown_lesson_names_the_known(data: Path) -> None:
    with pytest.raises(RecordError, match="03_attention"):
        lesson("99_none")
    with pytest.raises(RecordError):
        lesson("../data/03_attention")


@pytest.mark.parametrize("tree", [5, {}, {"format": 1, "exercises": [1]}, {"format": 2}])
def test_a_damaged_record_says_so(data: Path, tree: object) -> None:
    (data / "bad.safetensors").write_bytes(wire.dumps(tree))
    with pytest.raises(RecordError):
        load("bad")


def test_a_record_needs_an_observation_a_case(record: LessonRecord, tmp_path: Path) -> None:
    short = ExerciseRecord(**{**vars(record.exercises["weigh"]), "expected": []})
    with pytest.raises(ValueError, match="one observation a case"):
        save(tmp_path / "x.safetensors", LessonRecord("x", "X", {"weigh": short}))


class Odd(BaseException):
    def __str__(self) -> str:
        raise RuntimeError("no words")


def stop(error: type[BaseException]) -> Callable[..., object]:
    def causal_mask(length: int) -> Tensor:
        raise error

    return causal_mask


@pytest.mark.parametrize("error", [SystemExit, Odd, GeneratorExit, RecursionError, MemoryError])
def test_whatever_is_raised_is_told(
    told: Callable[[object], str], error: type[BaseException]
) -> None:
    assert error.__name__ in told(stop(error))


def test_a_learner_can_interrupt(told: Callable[[object], str]) -> None:
    stdout = sys.stdout
    with pytest.raises(KeyboardInterrupt):
        told(stop(KeyboardInterrupt))
    assert sys.stdout is stdout


def test_odd_results_are_told(told: Callable[[object], str]) -> None:
    class Hostile(torch.Tensor):
        @classmethod
        def __torch_function__(cls, *_: object, **__: object) -> object:
            raise RuntimeError("ha")

    endless: list[object] = []
    endless.append(endless)
    for value in (endless, object(), Hostile, iter([]), torch.ones(2).to_sparse(), "x" * 10**6):
        assert told(named("causal_mask", lambda length, value=value: value)).startswith("✗")
    hostile = torch.ones(2, 2).bool().as_subclass(Hostile)

    def causal_mask(length: int) -> object:
        return hostile

    assert told(causal_mask).startswith("✗")


def test_printing_is_kept_short_and_warnings_are_not_red(told: Callable[[object], str]) -> None:
    def answer(length: int) -> Tensor:
        print("here")
        print("to stderr", file=sys.stderr)
        warnings.warn("mind the gap", stacklevel=2)
        print("y" * 5000)
        return causal_mask(length)

    said = told(named("causal_mask", answer))
    assert said.startswith(f"✓ Causal Mask: {PASSED}\nYour code printed:\n    here\n    to stderr")
    assert "characters more" in said
    assert len(said) < 2300

    def quiet(length: int) -> Tensor:
        warnings.warn("mind the gap", stacklevel=2)
        return causal_mask(length)

    assert "UserWarning: mind the gap" in told(named("causal_mask", quiet))


def test_the_learners_random_state_is_left_alone(told: Callable[[object], str]) -> None:
    torch.manual_seed(1)
    first = torch.rand(3)
    torch.manual_seed(1)
    told(causal_mask)
    assert torch.equal(torch.rand(3), first)


def test_a_fault_of_the_check_is_told(
    told: Callable[[object], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Finding:
        raise RuntimeError("inside")

    monkeypatch.setattr("llmcourse.checks.check.examine", broken)
    assert "The check itself failed (RuntimeError: inside)" in told(causal_mask)


def test_validating_raises_the_plain_text(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check, _ = lesson("03_attention")
    monkeypatch.setenv("NBGRADER_VALIDATING", "1")
    check(causal_mask)
    with pytest.raises(AssertionError, match="Not started yet"):
        check(stub())
    with pytest.raises(AssertionError, match="`causal_mask`, `weigh`"):
        check(3)


def test_attempts_are_counted_in_the_work_folder(
    told: Callable[[object], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "work" / "03_attention"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    told(stub())
    told(3)
    assert not (tmp_path / "work" / "progress.json").exists()
    told(named("causal_mask", lambda length: 1))
    told(causal_mask)
    found = json.loads((tmp_path / "work" / "progress.json").read_text())
    entry = found["lessons"]["03_attention"]["causal_mask"]
    assert (entry["attempts"], entry["passing"]) == (2, True)


def test_a_place_that_cannot_be_written_costs_nothing(
    told: Callable[[object], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LLMCOURSE_PROGRESS", str(tmp_path / "file" / "progress.json"))
    assert told(causal_mask).startswith("✓")


@pytest.fixture
def reference(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "shown_reference.py").write_text("def causal_mask(length):\n    return 'ours'\n")
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.usefixtures("reference")
def test_yours_is_the_learners_once_it_passes(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, yours = lesson("03_attention")
    assert yours(causal_mask) is causal_mask
    assert capsys.readouterr().out == ""
    calls = []

    def stub(length: int) -> Tensor:
        calls.append(length)
        print("aside")
        raise NotImplementedError

    stand_in = yours(named("causal_mask", stub))
    assert stand_in(3) == "ours"
    assert yours(stub) is stand_in
    assert calls == [2]
    words = (
        "Shown with the course's own `causal_mask`; yours takes over once its visible tests pass."
    )
    assert capsys.readouterr().out == f"{words}\n{words}\n"


def test_yours_of_something_else_comes_back(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, yours = lesson("03_attention")
    assert yours(load) is load
    assert "no exercise `load`" in capsys.readouterr().out


@pytest.mark.usefixtures("reference")
def test_yours_takes_callables_that_cannot_be_keys(data: Path) -> None:
    class Mask:
        __name__ = "causal_mask"
        __hash__ = None  # type: ignore[assignment]

        def __call__(self, length: int) -> Tensor:
            return causal_mask(length)

    mask = Mask()
    _, yours = lesson("03_attention")
    assert yours(mask) is mask
