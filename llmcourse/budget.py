"""How much a training or measuring cell may spend: `LLMCOURSE_BUDGET=quick|full`.

Full is for learners and is the default; quick is for tests, where a whole lesson must run in
seconds. Every cell that trains or measures asks `scaled(full, quick)`. This module does not
measure time and stops nothing.
"""

import os
from typing import Literal, TypeVar, cast

Budget = Literal["quick", "full"]
T = TypeVar("T")


def budget() -> Budget:
    """The budget that the environment asks for; a ValueError names a value that is neither."""
    chosen = os.environ.get("LLMCOURSE_BUDGET", "full")
    if chosen not in ("quick", "full"):
        raise ValueError(f"LLMCOURSE_BUDGET is {chosen!r}; set it to 'quick' or 'full'.")
    return cast(Budget, chosen)


def scaled(full: T, quick: T) -> T:
    """`full` or `quick`, whichever the budget asks for."""
    return full if budget() == "full" else quick
