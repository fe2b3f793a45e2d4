"""Keeps what a learner's code prints and warns of out of the way, and the start of it for later.

Only Python's own `print`, `sys.stderr` and `warnings` are heard; what C code writes is not.
"""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterator

LIMIT = 2000


class Heard(io.TextIOBase):
    """A text stream that keeps the first 2,000 characters."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.n_kept = 0
        self.n_lost = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        part = text[: LIMIT - self.n_kept]
        if part:
            self.kept.append(part)
        self.n_kept += len(part)
        self.n_lost += len(text) - len(part)
        return len(text)

    def text(self) -> str:
        """What was kept, and how much was not."""
        lost = f"\n... and {self.n_lost:,} characters more" if self.n_lost else ""
        return "".join(self.kept) + lost


@contextlib.contextmanager
def captured() -> Iterator[Heard]:
    """Whatever is printed or warned of in here goes to the stream."""
    heard = Heard()
    with (
        contextlib.redirect_stdout(heard),
        contextlib.redirect_stderr(heard),
        warnings.catch_warnings(record=True) as caught,
    ):
        warnings.simplefilter("default")
        yield heard
    for warning in caught:
        heard.write(f"{warning.category.__name__}: {warning.message}\n")
