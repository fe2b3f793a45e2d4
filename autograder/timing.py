"""Where the time of grading goes: seconds by what they were spent on, nothing counted twice."""

import contextlib
import time
from collections import defaultdict
from collections.abc import Iterator

_spent: defaultdict[str, float] = defaultdict(float)
_inner: list[float] = [0.0]


@contextlib.contextmanager
def spent(on: str) -> Iterator[None]:
    """Count the seconds in here, less those of inner blocks, which count for themselves."""
    _inner.append(0.0)
    started = time.perf_counter()
    try:
        yield
    finally:
        seconds = time.perf_counter() - started
        _spent[on] += seconds - _inner.pop()
        _inner[-1] += seconds


def take() -> dict[str, float]:
    """What was counted in this process since the last time."""
    found = dict(_spent)
    _spent.clear()
    return found
