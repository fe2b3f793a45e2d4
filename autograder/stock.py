"""Judges a hidden test inside the learner's own kernel, as stock nbgrader runs it.

The last line of every released test cell calls `grade`. It returns a number of points, which
nbgrader takes from the cell's output, together with a card that says what failed, on which
input, and the question of the known mistake if it is one. One process means that hostile code
could forge the number: this repository's own configuration keeps the two halves apart instead
(`autograder.marking`), and this module is for whoever grades with stock nbgrader.
"""

import inspect
import os
import secrets
from typing import Any

from autograder.answers import Room, at_hand, refuse_forbidden
from autograder.judge import Judge, Verdict, hear, in_process
from autograder.marks import Mark

SEED = "LLMCOURSE_GRADING_SEED"


class GraderFault(RuntimeError):
    """The test itself broke: the submission is not to blame and needs grading again."""


class Score(float):
    """Points that a notebook shows as the mark that they come from."""

    mark: Mark

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return self.mark.bundle()


def grade(verdict: Verdict, *, lesson: str, exercise: str) -> Score:
    """Judge the answer that stands in the verdict's own globals. Raises GraderFault."""
    source, book = at_hand(lesson)
    found = next(each for each in source.exercises if each.key == exercise)
    seed = fresh_seed()
    judge = Judge(in_process, seed)
    refuse_forbidden(judge, found, _source(verdict.__globals__.get(exercise)))
    outcome = hear(verdict, judge)
    if outcome.fault:
        raise GraderFault(f"{lesson}/{exercise}, seed {seed}: {outcome.fault}")
    mistake = None
    if not outcome.passed:
        mistake = Room(source).recognize(found, judge.transcript, seed, book)
    mark = Mark(exercise, found.points, outcome, mistake)
    score = Score(mark.points or 0)
    score.mark = mark
    return score


def fresh_seed() -> int:
    """A seed that nobody could know beforehand, or the one that is set to repeat a grading."""
    return int(os.environ.get(SEED) or secrets.randbelow(2**31))


def _source(answer: Any) -> str:
    try:
        return inspect.getsource(answer)
    except (OSError, TypeError):
        return ""
