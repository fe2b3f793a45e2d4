"""Honest submissions that look odd get every point that they deserve.

Each module of `autograder.samples.odd` says what is odd about it and which exercises it solves.
"""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from autograder.samples import Sample, samples

ODD = samples("odd")
LONGEST_SECONDS = 30


def test_there_are_enough() -> None:
    assert len(ODD) >= 25


@pytest.mark.parametrize("sample", ODD, ids=lambda sample: sample.name)
def test_it_gets_what_it_deserves(grading: Any, sample: Sample) -> None:
    notebook, started = grading.handed_in(sample), time.monotonic()
    marked = grading.mark(notebook)
    assert grading.points(marked) == sample.expected
    assert time.monotonic() - started < LONGEST_SECONDS
    assert grading.survivors() == []


def test_a_file_with_windows_line_ends(grading: Any) -> None:
    """Line ends of the file itself, and the mark that some editors put first."""
    text = json.dumps(grading.handed_in(ODD[0]), indent=1).replace("\n", "\r\n")
    marked = grading.mark(text)
    assert grading.points(marked) == ODD[0].expected
