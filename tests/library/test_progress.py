"""progress.json survives what happens to files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from llmcourse.checks import progress
from llmcourse.checks.progress import Entry, place, read, record


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LLMCOURSE_PROGRESS", "NBGRADER_EXECUTION", "NBGRADER_VALIDATING"):
        monkeypatch.delenv(name, raising=False)


def test_attempts_passing_and_when(tmp_path: Path) -> None:
    path = tmp_path / "new" / "progress.json"
    record("03", "mask", False, path)
    first = read(path)["03"]["mask"]
    assert (first.attempts, first.passing, first.passed) == (1, False, None)
    assert first.when.endswith("+00:00")
    record("03", "mask", True, path)
    record("04", "norm", False, path)
    passed = read(path)["03"]["mask"].passed
    assert passed
    record("03", "mask", False, path)
    last = read(path)["03"]["mask"]
    assert (last.attempts, last.passing, last.passed) == (3, False, passed)
    assert read(path)["04"]["norm"].attempts == 1


def test_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "work" / "a" / "work" / "03"
    inner.mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert place() is None
    record("03", "mask", True)
    assert read() == {}
    monkeypatch.chdir(inner)
    assert place() == inner.parent / "progress.json"
    monkeypatch.chdir(inner.parent)
    assert place() is None, "the folder of no lesson"
    monkeypatch.setenv("LLMCOURSE_PROGRESS", str(tmp_path / "p.json"))
    assert place() == tmp_path / "p.json"
    record("03", "mask", True)
    assert read()["03"]["mask"].passing


@pytest.mark.parametrize("name", ["NBGRADER_EXECUTION", "NBGRADER_VALIDATING"])
def test_nothing_is_written_while_nbgrader_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("LLMCOURSE_PROGRESS", str(tmp_path / "p.json"))
    monkeypatch.setenv(name, "autograde")
    record("03", "mask", True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"lessons": []}',
        b'{"lessons": {"03": {"mask": {"attempts": "many"}}}}',
        b'{"lessons": {"03": {"mask": {"stars": 3}}}}',
        b'{"lessons": {"03": 3}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_put_aside(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "progress.json"
    path.write_bytes(damage)
    assert read(path) == {}
    assert path.read_bytes() == damage
    record("03", "mask", True, path)
    assert read(path)["03"]["mask"].attempts == 1
    (aside,) = tmp_path.glob("progress.damaged-*.json")
    assert aside.read_bytes() == damage


def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "progress.json"
    record("03", "mask", True, path)
    before = path.read_bytes()

    def full(handle: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        record("03", "mask", False, path)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["progress.json"]


def test_the_file_is_readable_json(tmp_path: Path) -> None:
    path = tmp_path / "progress.json"
    record("03", "mask", True, path)
    tree = json.loads(path.read_text())
    assert tree["format"] == 1
    assert Entry(**tree["lessons"]["03"]["mask"]).passing


def test_progress_needs_no_torch() -> None:
    source = Path(progress.__file__).read_text()
    assert "torch" not in source
    assert "import torch" not in Path(progress.__file__).with_name("__init__.py").read_text()
