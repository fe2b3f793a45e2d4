"""Whether the processes of one submission hold too much memory together.

Seen from its guard, whose /proc shows that submission's processes alone. Not seen is what no
process has mapped, such as files in memory: limits of their own bound those. Standard library
only.
"""

import contextlib
import os
from collections.abc import Iterator

PAGE = os.sysconf("SC_PAGE_SIZE")


def over(limit: int) -> bool:
    """Whether they hold more bytes than this; a page that several share counts once."""
    resident = sum(int(text.split()[1]) * PAGE for text in _each("statm"))
    return resident > limit and sum(map(_share, _each("smaps_rollup"))) > limit


def _share(text: str) -> int:
    """One process's part of the pages that it has."""
    line = next((line for line in text.splitlines() if line.startswith("Pss:")), "Pss: 0 kB")
    return int(line.split()[1]) << 10


def _each(name: str) -> Iterator[str]:
    for process in filter(str.isdigit, os.listdir("/proc")):
        # It may have ended meanwhile. Any other error ends the guard, and so the submission.
        with (
            contextlib.suppress(FileNotFoundError, ProcessLookupError),
            open(f"/proc/{process}/{name}", encoding="ascii") as file,
        ):
            yield file.read()
