"""One exercise's mark, and how it is told: to nbgrader as a number, to people as a card."""

from dataclasses import dataclass, field
from html import escape
from typing import Any

from autograder.judge import Failure, Outcome
from llmcourse.checks.authoring import Mistake

MIME = "application/vnd.llmcourse.verdict+json"
SHOWN = 5


@dataclass(frozen=True)
class Mark:
    """Points for one exercise, with the reasons; no points where it was not graded."""

    exercise: str
    possible: int
    outcome: Outcome
    mistake: Mistake | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def points(self) -> float | None:
        """None where the test itself broke: that is nobody's zero."""
        if self.outcome.fault:
            return None
        return float(self.possible if self.outcome.passed else 0)

    def bundle(self) -> dict[str, Any]:
        """The mark as a notebook output. nbgrader reads the plain text."""
        return {"text/plain": repr(self.points), "text/html": self._card(), MIME: self.verdict()}

    def verdict(self) -> dict[str, Any]:
        """The mark as plain data, for reports."""
        return {
            "exercise": self.exercise,
            "points": self.points,
            "seed": self.outcome.seed,
            "failures": [vars(failure) for failure in self.outcome.failures],
            "mistake": self.mistake.name if self.mistake else None,
            "ask": self.mistake.ask if self.mistake else None,
            "fault": self.outcome.fault,
        }

    def _card(self) -> str:
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        if self.outcome.fault:
            return f"<p>○ Not graded: {escape(self.outcome.fault)}</p>{notes}"
        if self.outcome.passed:
            return f"<p>✓ {sum(self.outcome.made.values())} hidden checks passed.</p>{notes}"
        failures = self.outcome.failures
        rows = "".join(f"<li>{escape(told(failure))}</li>" for failure in failures[:SHOWN])
        more = f"<p>and {len(failures) - SHOWN} more.</p>" if len(failures) > SHOWN else ""
        ask = f"<p><b>A question:</b> {escape(self.mistake.ask)}</p>" if self.mistake else ""
        return f"<p>✗ What did not hold:</p><ul>{rows}</ul>{more}{ask}{notes}"


def told(failure: Failure) -> str:
    """Which check, on which input, and what was wrong."""
    where = f"{failure.check}, {failure.case}" if failure.case else failure.check
    return f"{where}: {failure.words}"
