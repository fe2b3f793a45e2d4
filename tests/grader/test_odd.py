"""Honest submissions that look odd get every point that they deserve.

Each file in `odd/` says what is odd about it and which exercises it solves.
"""

from __future__ import annotations

import json
import runpy
import time
from pathlib import Path
from typing import Any

import pytest

FILES = sorted((Path(__file__).parent / "odd").glob("*.py"))
LONGEST_SECONDS = 30


def test_there_are_enough() -> None:
    assert len(FILES) >= 25


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_gets_what_it_deserves(grading: Any, path: Path) -> None:
    notebook, started = grading.typed(path), time.monotonic()
    marked = grading.mark(notebook)
    assert grading.points(marked) == runpy.run_path(str(path))["EXPECTED"]
    assert time.monotonic() - started < LONGEST_SECONDS
    assert grading.survivors() == []


def test_a_file_with_windows_line_ends(grading: Any) -> None:
    """Line ends of the file itself, and the mark that some editors put first."""
    text = json.dumps(grading.typed(FILES[0]), indent=1).replace("\n", "\r\n")
    marked = grading.mark(text)
    assert grading.points(marked) == runpy.run_path(str(FILES[0]))["EXPECTED"]
