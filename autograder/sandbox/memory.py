"""Whether the processes of one submission hold too much memory together.

Seen from its guard, whose /proc shows that submission's processes alone. Memory that belongs to no
process is bounded by the size of the folders, or cannot be had (`syscalls`). Standard library only.
"""

import contextlib
import os
from collections.abc import Callable, Iterator


def over(limit: int, told_to_stop: Callable[[], object]) -> bool:
    """Whether they hold more bytes than this; a page that several share counts once.

    What they share takes long to find out where there are many. So it is asked only if they hold
    too much without sharing; and once told to stop, it does, and says no.
    """
    held, tables = 0, 0
    for text in _each("status", told_to_stop):
        tables += _bytes(text, "VmPTE:")
        held += _bytes(text, "RssAnon:") + _bytes(text, "RssShmem:")
    if held + tables <= limit:
        return False
    shares = sum(_bytes(text, "Pss:") for text in _each("smaps_rollup", told_to_stop))
    return shares + tables > limit


def _bytes(text: str, name: str) -> int:
    line = next((line for line in text.splitlines() if line.startswith(name)), f"{name} 0 kB")
    return int(line.split()[1]) << 10


def _each(name: str, told_to_stop: Callable[[], object]) -> Iterator[str]:
    for process in filter(str.isdigit, os.listdir("/proc")):
        if told_to_stop():
            return
        # It may have ended meanwhile. Any other error ends the guard, and so the submission.
        with (
            contextlib.suppress(FileNotFoundError, ProcessLookupError),
            open(f"/proc/{process}/{name}", encoding="utf-8", errors="replace") as file,
        ):
            yield file.read()
