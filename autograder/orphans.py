"""Which processes a piece of work leaves behind, however they detached themselves.

Linux hands an orphan to the nearest ancestor that asks for it. So whoever asks before the work
begins finds all that outlives it among its own children. Only for Linux, as the sandbox is.
"""

import contextlib
import ctypes
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

CHILD_SUBREAPER = 36
SECONDS_TO_GO = 5


@contextlib.contextmanager
def left_behind() -> Iterator[list[int]]:
    """A list that afterwards holds what was still running; that is killed then."""
    found: list[int] = []
    before = _children()
    _adopt(True)
    try:
        yield found
        found += _survivors(before)
    finally:
        _adopt(False)
        for process in found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)


def _survivors(before: set[int]) -> list[int]:
    """Children that are new and still there when they had a moment to go."""
    end = time.monotonic() + SECONDS_TO_GO
    while (new := [p for p in _children() - before if not _ended(p)]) and time.monotonic() < end:
        time.sleep(0.05)
    return sorted(new)


def _children() -> set[int]:
    found: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):
            found |= {int(word) for word in (task / "children").read_text("ascii").split()}
    return found


def _ended(process: int) -> bool:
    """Whether it has ended; if so, nothing of it remains."""
    with contextlib.suppress(ChildProcessError):
        return os.waitpid(process, os.WNOHANG)[0] != 0
    return True


def _adopt(on: bool) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(CHILD_SUBREAPER, int(on), 0, 0, 0)
