"""The start page's map: every lesson in order, with what its visible checks said last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from llmcourse.checks import progress
from llmcourse.checks.overview import overview


@pytest.fixture
def work(tmp_path: Path) -> Path:
    exercises = [{"key": key, "title": f"Title of {key}", "points": 2} for key in "zab"]
    for name, found in (("00_start_here", []), ("03_attention", exercises)):
        ours = {"lesson": name, "title": name[3:].title(), "exercises": found}
        folder = tmp_path / name
        folder.mkdir()
        text = json.dumps({"cells": [], "metadata": {"llmcourse": ours}})
        (folder / f"{name}.ipynb").write_text(text)
    return tmp_path


def test_what_passes_and_what_is_open(work: Path) -> None:
    progress.record("03_attention", "z", True, work / "progress.json")
    progress.record("03_attention", "a", False, work / "progress.json")
    start, attention = overview(work)
    assert (start.words, attention.words) == ("to read", "1 of 3 exercises pass, 1 begun")
    page = overview(work)._repr_html_()
    assert "href='../03_attention/03_attention.ipynb'" in page
    assert "Title of a, Title of b" in page, "in the lesson's order, without what passes"
    assert "<progress max='3' value='1'" in page
    assert "03_attention" in repr(overview(work))


def test_other_files_do_no_harm(work: Path) -> None:
    (work / "05_mine").mkdir()
    (work / "05_mine" / "05_mine.ipynb").write_text("{not json")
    (work / "06_mine").mkdir()
    (work / "06_mine" / "06_mine.ipynb").write_text('{"metadata": {}}')
    (work / "progress.json").write_text("damaged")
    assert [row.name for row in overview(work)] == ["00_start_here", "03_attention"]
