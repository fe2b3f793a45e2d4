"""Submissions that try to earn what they did not, to learn secrets, or to do harm.

Each module of `autograder.samples.hostile` says what it tries. All of them also solve one exercise
honestly, the padding mask; where the attack is on that very process it may be lost, and the module
says so. What none may have is a point more than it says, a fault of the grader, a secret, a process
that outlives it, or an effect on the next submission.
"""

from __future__ import annotations

import time
from typing import Any

import pytest

from autograder.demo import hidden_lines
from autograder.samples import Sample, samples

HOSTILE = samples("hostile")
LONGEST_SECONDS = 30
EVERY = 10


def test_there_are_enough() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("sample", HOSTILE, ids=lambda sample: sample.name)
def test_it_gets_what_it_deserves(grading: Any, sample: Sample) -> None:
    notebook, started = grading.handed_in(sample), time.monotonic()
    marked = grading.mark(notebook)
    seconds = time.monotonic() - started
    assert grading.survivors() == []
    assert grading.points(marked) == sample.expected
    assert seconds < LONGEST_SECONDS
    told = grading.told(marked)
    told.encode()
    assert "canary" not in told
    assert len(told) < 1_000_000
    assert [line for line in hidden_lines(grading.lesson) if line in told] == []
    if HOSTILE.index(sample) % EVERY == EVERY - 1:
        assert_victim_has_full_marks(grading)


def assert_victim_has_full_marks(grading: Any) -> None:
    notebook = grading.released
    for cell in notebook["cells"]:
        if cell["id"] in grading.full:
            cell["source"] = grading.reference(cell["id"])
    assert grading.points(grading.mark(notebook)) == grading.full
