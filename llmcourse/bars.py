"""A progress bar over anything that takes more than a moment, on a terminal and in a notebook."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

Item = TypeVar("Item")


@contextmanager
def bar(words: str, total: int, *, show: bool = True) -> Iterator[Callable[..., None]]:
    """A bar of so many steps; call what it gives after each of them, perhaps with other words."""
    columns = (TextColumn("{task.description}"), BarColumn(24), MofNCompleteColumn())
    with Progress(*columns, disable=not show) as progress:
        task = progress.add_task(words, total=total)

        def advance(words: str | None = None) -> None:
            progress.update(task, advance=1, description=words)

        yield advance
        progress.refresh()  # a notebook keeps the last frame drawn while the bar was live


def with_bar(items: Sequence[Item], words: str, *, show: bool = True) -> Iterator[Item]:
    """The items one by one, with a bar that says how many are done."""
    with bar(words, len(items), show=show) as advance:
        for item in items:
            yield item
            advance()
