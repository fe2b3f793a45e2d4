"""A small lesson of two exercises, its record saved where `lesson()` looks for it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import torch
from torch import Tensor

from llmcourse.checks import Case, case, lesson, records
from llmcourse.checks.observe import observe
from llmcourse.checks.records import ExerciseRecord, KnownMistake, LessonRecord, save

if TYPE_CHECKING:
    from llmcourse.gemini import Service
    from llmcourse.gemini.api import LocalApi
    from tests.library.standin import Google


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


def tiny_api() -> LocalApi:
    """The local Gemini server over a model of random weights, which writes nonsense fast."""
    from llmcourse.data import tokenizer_files
    from llmcourse.gemini.api import LocalApi
    from llmcourse.gemini.backend import ModelBackend
    from llmcourse.models.config import ModelConfig
    from llmcourse.models.tokens import tokenizer_from_json
    from llmcourse.models.transformer import Transformer

    def backend() -> ModelBackend:
        torch.manual_seed(0)
        shape = {"d_model": 32, "n_layers": 2, "n_heads": 4, "n_kv_heads": 2, "d_head": 8}
        config = ModelConfig(**shape, d_ff=48, end_ids=(0, 5))
        tokenizer = tokenizer_from_json(tokenizer_files()["tokenizer.json"])
        return ModelBackend(Transformer(config, tokenizer).eval().requires_grad_(False))

    return LocalApi({"main-instruct": backend, "draft-instruct": backend})


@pytest.fixture
def gemini_api() -> LocalApi:
    """The same without a socket, and without a past."""
    return tiny_api()


@pytest.fixture(scope="session")
def gemini_server() -> Iterator[Service]:
    """The same over HTTP, for all tests."""
    from llmcourse.gemini import connect
    from llmcourse.gemini.server import Server

    with Server(tiny_api()) as server:
        service = connect(address=server.address)
        yield service
        service.close()


@pytest.fixture
def gemini(gemini_server: Service) -> Service:
    """The server for all tests, its faults and calls forgotten."""
    gemini_server.faults([])
    gemini_server.forget_calls()
    return gemini_server


@pytest.fixture
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing in the environment that the SDKs or `connect` would heed."""
    from llmcourse.gemini import keys, models

    for name in (*keys.VARIABLES, models.VARIABLE, "GOOGLE_GEMINI_BASE_URL", "GOOGLE_CLOUD_PROJECT",
                 "GOOGLE_CLOUD_LOCATION", "GOOGLE_GENAI_USE_VERTEXAI"):  # fmt: skip
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    """A stand-in for Google's service, where the SDKs look for the real one."""
    from tests.library.standin import Google, serving

    made = Google()
    with serving(made) as address:
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", address)
        yield made
