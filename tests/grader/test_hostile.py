"""Submissions that try to earn what they did not, to learn secrets, or to do harm.

Each file in `hostile/` says what it tries. All of them also solve one exercise honestly, the
padding mask; where the attack is on that very process it may be lost, and the file says so. What
none may have is a point more than it says, a fault of the grader, a secret, a process that
outlives it, or an effect on the next submission.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

FILES = sorted((Path(__file__).parent / "hostile").glob("*.py"))
HONEST = "padding_mask"
LONGEST_SECONDS = 30
EVERY = 10


def test_there_are_enough() -> None:
    assert len(FILES) >= 60


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_gets_what_it_deserves(grading: Any, path: Path) -> None:
    notebook, started = grading.typed(path, HONEST), time.monotonic()
    marked = grading.mark(notebook)
    seconds = time.monotonic() - started
    assert grading.survivors() == []
    assert grading.points(marked) == expected(path)
    assert seconds < LONGEST_SECONDS
    told = grading.told(marked)
    told.encode()
    assert "canary" not in told
    assert len(told) < 1_000_000
    assert [line for line in verdict_lines(grading) if line in told] == []
    if FILES.index(path) % EVERY == EVERY - 1:
        assert_victim_has_full_marks(grading)


def expected(path: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("EXPECTED"):
            found = eval(line.partition(" = ")[2])
            break
    return found


def verdict_lines(grading: Any) -> list[str]:
    hidden = [exercise.hidden.partition("def verdict")[2] for exercise in grading.lesson.exercises]
    return [line.strip() for text in hidden for line in text.splitlines() if len(line) > 30]


def assert_victim_has_full_marks(grading: Any) -> None:
    notebook = grading.released
    for cell in notebook["cells"]:
        if cell["id"] in grading.full:
            cell["source"] = grading.reference(cell["id"])
    assert grading.points(grading.mark(notebook)) == grading.full
