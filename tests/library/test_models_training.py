"""A tiny model trained on synthetic rows: the same bits after a stop, no token twice."""

from __future__ import annotations

import json
import sys
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch
from torch.nn import functional as F
from typer.testing import CliRunner

from llmcourse.data import batches
from llmcourse.models import shards, train
from llmcourse.models.config import ModelConfig
from llmcourse.models.loading import load
from llmcourse.models.recipes import FULL, SMALL, Recipe, chains
from llmcourse.models.shards import Stream, plan, start_writers, stream_of
from llmcourse.models.training import Place, Report, Training

CONFIG = ModelConfig(
    vocab_size=64, d_model=16, n_layers=1, n_heads=2, n_kv_heads=1, d_head=8, d_ff=24, max_length=32
)
BASE = Recipe(
    "tiny-base", CONFIG, "base", "base", steps=60, rows=64, learning_rate=1e-2, length=16,
    warm_up=5, snapshots=(10, 30),
)  # fmt: skip
INSTRUCT = replace(
    BASE, name="tiny-instruct", stage="instruct", data="instruct", start="tiny-base", snapshots=()
)
MODULE = '''
import numpy as np

def batches(stage, seed, batch_size, length):
    """Counting modulo 40 from a random number; an instruct row counts in its second half."""
    rng = np.random.default_rng(seed)
    while True:
        start = rng.integers(0, 40, (batch_size, 1))
        tokens = 8 + (start + np.arange(length)) % 40
        mask = np.ones((batch_size, length), np.uint8)
        if stage == "instruct":
            mask[:, : length // 2] = 0
        yield tokens.astype(np.uint16), mask

def tokenizer_files():
    return {}
'''


@pytest.fixture(autouse=True)
def _one_thread() -> Generator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def counting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A data module that the processes of a training can import too."""
    (tmp_path / "counting_data.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    sys.modules.pop("counting_data", None)
    import counting_data  # type: ignore[import-not-found]

    return counting_data  # type: ignore[no-any-return]


@pytest.fixture
def place(tmp_path: Path, counting: Any, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setattr(shards, "ROWS", 128)
    made = Place(tmp_path / "run")
    made.data.mkdir(parents=True)
    for stream, index in plan(made.data, (BASE, INSTRUCT)):
        stream.write(index, counting)
    return made


def silent(report: Report) -> None:
    pass


def weights_of(place: Place, name: str) -> bytes:
    return (place.checkpoints / name / "model.safetensors").read_bytes()


def test_a_stopped_training_ends_with_the_same_bits(place: Place, counting: Any) -> None:
    reports: list[float] = []
    assert Training(BASE, place, counting, device="cpu").run(lambda r: reports.append(r.loss))
    assert reports[-1] < 0.7 * reports[0]
    expected = {name: weights_of(place, name) for name in ("tiny-base", "tiny-step-30")}
    other = replace(place, folder=place.folder.parent / "other")
    other.folder.mkdir()
    place.data.rename(other.data)
    stops = 0
    while not Training(BASE, other, counting, device="cpu").run(silent, deadline=0):
        stops += 1
    assert stops == 2
    for name, data in expected.items():
        assert weights_of(other, name) == data
    record = json.loads((other.checkpoints / "tiny-base" / "training.json").read_text())
    assert [step for step, _ in record["losses"]] == [20, 40, 60]
    assert record["recipe"]["tokens"] == 60 * 64 * 16
    assert load(other.checkpoints / "tiny-base").config == CONFIG


def test_fine_tuning_goes_on_from_the_base(place: Place, counting: Any) -> None:
    with pytest.raises(FileNotFoundError, match="goes on from tiny-base, which is not trained"):
        Training(INSTRUCT, place, counting, device="cpu")
    Training(BASE, place, counting, device="cpu").run(silent)
    tuned = Training(INSTRUCT, place, counting, device="cpu")
    for name, weight in tuned.model.state_dict().items():
        expected = load(place.checkpoints / "tiny-base").state_dict()[name]
        torch.testing.assert_close(weight, expected, rtol=1e-2, atol=1e-2)
    assert tuned.run(silent)
    assert place.done("tiny-instruct")
    assert not place.done("tiny-step-99")


def test_only_what_counts_is_learned(place: Place, counting: Any) -> None:
    training = Training(BASE, place, counting, device="cpu")
    ids, targets = next(stream_of(place.data, INSTRUCT).batches(64, 0, torch.device("cpu")))
    assert ids.shape == targets.shape == (64, 16)
    assert (targets[:, :7] == -100).all()
    assert torch.equal(targets[:, 7:-1], ids[:, 8:])
    logits = training.model(ids).logits[:, 7:]
    expected = F.cross_entropy(logits.flatten(0, 1), targets[:, 7:].flatten())
    torch.testing.assert_close(training.loss(ids, targets), expected)


def test_batches_are_found_again_by_counting(place: Place) -> None:
    stream = stream_of(place.data, BASE)
    rows = [next(stream.batches(64, step, torch.device("cpu")))[0] for step in range(5)]
    one_after_another = stream.batches(64, 0, torch.device("cpu"))
    for expected in rows:
        assert torch.equal(next(one_after_another)[0], expected)
    assert not torch.equal(rows[0], rows[2])
    with pytest.raises(ValueError, match="rows must divide"):
        next(stream.batches(48, 0, torch.device("cpu")))


def test_a_file_that_never_comes(tmp_path: Path) -> None:
    with pytest.raises(TimeoutError, match="do the writers run"):
        Stream(tmp_path, "base", 16).read(0, patience=0.05)


def test_the_courses_data_becomes_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import llmcourse.data

    monkeypatch.setattr(shards, "ROWS", 4)
    for stage in ("base", "instruct"):
        stream = Stream(tmp_path, stage, 65)
        stream.write(3, llmcourse.data)  # type: ignore[arg-type]
        tokens, mask = stream.read(3)
        expected, counts = next(batches(stage, 1_000_003 + 3, 4, 65))
        assert np.array_equal(tokens, expected)
        assert np.array_equal(mask, counts.astype(bool))


def test_the_learning_rate_rises_and_falls_to_nothing() -> None:
    recipe = replace(BASE, steps=100, warm_up=10)
    rates = [recipe.rate(step) for step in range(100)]
    assert rates[0] == pytest.approx(1e-3)
    assert max(rates) == rates[9] == rates[10] == pytest.approx(1e-2)
    assert rates[55] == pytest.approx(0.5e-2)
    assert rates[99] == pytest.approx(1e-2 / 90)
    cosine = replace(recipe, schedule="cosine")
    assert cosine.rate(55) == pytest.approx(0.5e-2)
    assert cosine.rate(20) > recipe.rate(20)


def test_the_recipes_fit_together() -> None:
    assert [[r.name for r in row] for row in chains(FULL)] == [
        ["main-base", "main-instruct"],
        ["draft-base", "draft-instruct"],
    ]
    tokens = {recipe.name: recipe.tokens / 1e6 for recipe in FULL}
    assert 900 <= tokens["main-base"] <= 1000
    assert 700 <= tokens["main-instruct"] <= 800
    assert 500 <= tokens["draft-base"] <= 600
    for recipe in (*FULL, *SMALL):
        assert shards.ROWS % recipe.rows == 0
        before = [r for r in (*FULL, *SMALL) if r.name == recipe.start]
        assert all(recipe.learning_rate < r.learning_rate for r in before)
    streams = {stream for stream, _ in plan(Path(), FULL)}
    assert len(streams) == 2


def test_everything_in_processes_of_its_own(
    tmp_path: Path, counting: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    place = Place(tmp_path / "run")
    recipes = (replace(BASE, rows=256, steps=40), replace(INSTRUCT, rows=256, steps=20))
    assert train.run(recipes, place, "counting_data", "cpu", workers=1, minutes=0) == 3
    assert not place.done("tiny-base")
    assert train.run(recipes, place, "counting_data", "cpu", workers=2) == 0
    assert place.done("tiny-base")
    assert place.done("tiny-instruct")
    assert "tiny-instruct" in capfd.readouterr().out


def test_writers_share_the_work(tmp_path: Path, counting: ModuleType) -> None:
    recipe = replace(BASE, rows=512, steps=10)
    for writer in start_writers("counting_data", tmp_path / "many", [recipe], 2):
        writer.join()
    paths = [stream.path(index) for stream, index in plan(tmp_path / "many", [recipe])]
    assert sorted(paths) == sorted((tmp_path / "many").iterdir())
    assert len(paths) == 5
    alone = Stream(tmp_path, "base", 17)
    alone.write(3, counting)  # type: ignore[arg-type]
    assert np.array_equal(alone.read(3)[0], stream_of(tmp_path / "many", recipe).read(3)[0])


def test_without_a_gpu_the_full_models_are_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    import typer

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    app = typer.Typer()
    app.command()(train.train)
    result = CliRunner().invoke(app, [])
    assert result.exit_code == 1
    assert "No GPU found" in result.output
    assert "--small" in result.output
