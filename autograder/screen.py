"""What the instructor's commands share: the terminal, how they end, and how lessons are named.

Exit codes: 0 all is well; 1 something was left undone and was named (ungraded, refused, a gap);
2 what was typed or given is wrong; 130 after Ctrl-C.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from autograder import SOLUTIONS

if TYPE_CHECKING:
    from autograder.place import Place

UNDONE, WRONG, STOPPED = 1, 2, 130

console = Console()


def say(words: str) -> None:
    """Print words as they are, whatever is in them."""
    console.print(words, highlight=False, markup=False, soft_wrap=True)


def end(words: str, code: int = WRONG) -> NoReturn:
    """Say what is wrong and end with this code."""
    say(f"✗ {words}")
    raise typer.Exit(code)


def lesson_names(names: Iterable[str] | None = None) -> list[str]:
    """Full names of lessons, each of which may be shortened to its number; all if none is given."""
    known = sorted(path.stem for path in SOLUTIONS.glob("[0-9][0-9]_*.py"))
    found: list[str] = []
    for name in names or known:
        matching = [lesson for lesson in known if name in (lesson, lesson[:2])]
        if not matching:
            end(f"no lesson {name!r}; there are {', '.join(known)}")
        found += matching
    return found


def handed_in(place: "Place", lesson: str, wanted: list[str] | None) -> list[str]:
    """These students, or all, who handed a lesson in."""
    known = place.students(lesson)
    if unknown := [name for name in wanted or [] if name not in known]:
        end(f"{unknown[0]!r} handed in no {lesson}; {len(known)} others did")
    if not known:
        end(f"nobody handed in {lesson}: `collect` it, or put it into {place.run}/submitted/")
    return list(dict.fromkeys(wanted or known))


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar with how many are done and how much time is left."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    times = (TextColumn("·"), TimeElapsedColumn(), TextColumn("· left"), TimeRemainingColumn())
    quiet = not console.is_terminal
    with Progress(*columns, *times, console=console, transient=True, disable=quiet) as made:
        yield made
