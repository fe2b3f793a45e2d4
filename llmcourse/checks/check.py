"""The two functions that a lesson's cells call: `check` tells, `yours` chooses.

Neither raises in a live notebook, whatever the learner's code does: only KeyboardInterrupt
passes, so that an endless loop can be stopped. While nbgrader validates a notebook `check` raises
AssertionError with the same words.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import weakref
from collections.abc import Callable
from typing import Any

from llmcourse.checks import cards, progress
from llmcourse.checks.examine import Finding, examine
from llmcourse.checks.records import ExerciseRecord, LessonRecord

NO_ATTEMPT = ("not started", "unknown", "broken")


class Lesson:
    """The visible checks of one lesson."""

    def __init__(self, record: LessonRecord) -> None:
        self.record = record
        self._passing: weakref.WeakKeyDictionary[Any, bool] = weakref.WeakKeyDictionary()
        self._told: set[tuple[str, int | None]] = set()

    def check(self, function: object) -> None:
        """Show what is wrong with the learner's function, or that its visible tests pass.

        Raises:
            AssertionError: when it does not pass and NBGRADER_VALIDATING is set, for then
                nbgrader is running the notebook and nobody is looking at it.
        """
        try:
            finding = self.examine(function)
            card = cards.draw(finding)
        except Exception as error:
            finding = _broken(error)
            card = cards.draw(finding)
        self._note(function, finding)
        if os.environ.get("NBGRADER_VALIDATING") and not finding.passed:
            raise AssertionError(card.text)
        cards.show(card)

    def yours(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The learner's function if its visible tests pass, else the course's own and a banner.

        A function object is examined once. What no exercise is named after comes back as it is.
        """
        exercise = self._exercise(function)
        if exercise is None:
            cards.show(cards.draw(self._unknown(function)))
            return function
        if self._passes(function):
            return function
        self._tell_once(exercise.key)
        module, _, name = exercise.reference.rpartition(".")
        reference: Callable[..., Any] = getattr(importlib.import_module(module), name)
        return reference

    def _tell_once(self, key: str) -> None:
        """One banner for each exercise in a run of a cell is enough."""
        run = cards.run_of_the_cell()
        if run is None or (key, run) not in self._told:
            self._told.add((key, run))
            cards.show(cards.banner(key))

    def examine(self, function: object) -> Finding:
        """What `check` shows, as data."""
        exercise = self._exercise(function)
        if exercise is None or not callable(function):
            return self._unknown(function)
        return examine(function, exercise)

    def _exercise(self, function: object) -> ExerciseRecord | None:
        """By the function's name, or by the name under which the notebook knows it."""
        if not callable(function):
            return None
        name = getattr(function, "__name__", None)
        if isinstance(name, str) and name in self.record.exercises:
            return self.record.exercises[name]
        known = vars(sys.modules["__main__"])
        found = (one for key, one in self.record.exercises.items() if known.get(key) is function)
        return next(found, None)

    def _unknown(self, function: object) -> Finding:
        names = ", ".join(f"`{name}`" for name in self.record.exercises)
        if callable(function):
            name = getattr(function, "__name__", type(function).__name__)
            words = f"This lesson has no exercise `{name}`."
        else:
            kind = type(function).__name__
            words = f"Hand over the function itself, without calling it; this is a value ({kind})."
        return Finding("unknown", self.record.title, f"{words} Its exercises are: {names}.")

    def _passes(self, function: Callable[..., Any]) -> bool:
        with contextlib.suppress(TypeError):  # a callable that cannot be a key
            if function in self._passing:
                return self._passing[function]
        try:
            passing = self.examine(function).passed
        except Exception:
            passing = False
        with contextlib.suppress(TypeError):
            self._passing[function] = passing
        return passing

    def _note(self, function: object, finding: Finding) -> None:
        exercise = self._exercise(function)
        if exercise is None or finding.kind in NO_ATTEMPT:
            return
        with contextlib.suppress(OSError):  # a read-only folder must not cost the answer
            progress.record(self.record.lesson, exercise.key, finding.passed)


def _broken(error: Exception) -> Finding:
    words = f"The check itself failed ({type(error).__name__}: {error}). Please report this."
    return Finding("broken", "Check", words)
