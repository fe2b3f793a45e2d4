"""Judges a hidden test inside the learner's own kernel, as stock nbgrader runs it.

The last line of every released test cell calls `grade`. It returns a number of points, which
nbgrader takes from the cell's output, together with a card that says what failed, on which
input, and the question of the known mistake if it is one. One process means that hostile code
could forge the number: whoever needs marks that cannot be forged keeps the two halves apart.
"""

import inspect
import os
import secrets
from html import escape
from typing import Any

from autograder.answers import Room, at_hand, refuse_forbidden
from autograder.judge import Judge, Outcome, Verdict, hear, in_process
from llmcourse.checks.authoring import Mistake

SEED = "LLMCOURSE_GRADING_SEED"
MIME = "application/vnd.llmcourse.verdict+json"


class GraderFault(RuntimeError):
    """The test itself broke: the submission is not to blame and needs grading again."""


class Score(float):
    """Points, with the reasons. nbgrader reads the plain text, people the card."""

    exercise: str
    outcome: Outcome
    mistake: Mistake | None

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/plain": repr(float(self)), "text/html": self._card(), MIME: self.verdict()}

    def verdict(self) -> dict[str, Any]:
        """The outcome as plain data, for reports."""
        return {
            "exercise": self.exercise,
            "points": float(self),
            "seed": self.outcome.seed,
            "failures": [vars(failure) for failure in self.outcome.failures],
            "mistake": self.mistake.name if self.mistake else None,
            "ask": self.mistake.ask if self.mistake else None,
        }

    def _card(self) -> str:
        if self.outcome.passed:
            return f"<p>✓ {sum(self.outcome.made.values())} hidden checks passed.</p>"
        rows = "".join(
            f"<li>{escape(f'{failure.check}, {failure.case}'.rstrip(', '))}: "
            f"{escape(failure.words)}</li>"
            for failure in self.outcome.failures[:5]
        )
        ask = f"<p><b>A question:</b> {escape(self.mistake.ask)}</p>" if self.mistake else ""
        return f"<p>✗ What did not hold:</p><ul>{rows}</ul>{ask}"


def grade(verdict: Verdict, *, lesson: str, exercise: str) -> Score:
    """Judge the answer that stands in the verdict's own globals. Raises GraderFault."""
    source, book = at_hand(lesson)
    found = next(each for each in source.exercises if each.key == exercise)
    seed = int(os.environ.get(SEED) or secrets.randbelow(2**31))
    judge = Judge(in_process, seed)
    refuse_forbidden(judge, found, _source(verdict.__globals__.get(exercise)))
    outcome = hear(verdict, judge)
    if outcome.fault:
        raise GraderFault(f"{lesson}/{exercise}, seed {seed}: {outcome.fault}")
    score = Score(found.points if outcome.passed else 0)
    score.exercise, score.outcome, score.mistake = exercise, outcome, None
    if not outcome.passed:
        score.mistake = Room(source).recognize(found, judge.transcript, seed, book)
    return score


def _source(answer: Any) -> str:
    try:
        return inspect.getsource(answer)
    except (OSError, TypeError):
        return ""
