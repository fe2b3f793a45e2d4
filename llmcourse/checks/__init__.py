"""Visible checks: what a learner's function returns, against what the course's own returns.

    check, yours = lesson("03_attention")
    check(causal_mask)                # says what is wrong, smallest case first
    yours(causal_mask)                # the learner's function if it passes, else the course's own

Nothing here awards points: marks come from hidden tests, which learners do not have. The arrays
that the checks compare with are built from the lesson's source and lie in `data/`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llmcourse.checks.cases import Case, case

__all__ = ["Case", "case", "lesson"]


def lesson(
    name: str,
) -> tuple[Callable[[object], None], Callable[[Callable[..., Any]], Callable[..., Any]]]:
    """The two functions `check, yours` of a lesson, such as "03_attention".

    Raises:
        RecordError: when there is no such lesson, or its checks have not been built.
    """
    from llmcourse.checks.check import Lesson  # torch is slow to import; progress needs none of it
    from llmcourse.checks.records import load

    found = Lesson(load(name))
    return found.check, found.yours
