"""The desk's commands that look after a place: forget and doctor.

Each imports what it needs itself. Exit codes are those of `autograder.screen`.
"""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from autograder import RUN
from autograder.desk import DeskError
from autograder.desk.commands import Run
from autograder.screen import UNDONE, console, end, say

if TYPE_CHECKING:
    from autograder.desk.forget import Trace

app = typer.Typer()


@app.command("forget")
def forget_command(
    student: Annotated[str, typer.Argument(help="the student's id")],
    yes: Annotated[bool, typer.Option("--yes", help="remove it unasked")] = False,
    run: Run = RUN,
) -> None:
    """Remove everything that is kept of a student; show first what that is.

    Ends with 2 if nothing is kept of them, with 1 if it was not removed.
    """
    from autograder.desk.forget import find, remove
    from autograder.place import Place

    place = Place(run.resolve())
    try:
        trace = find(place, student)
        if not trace.any:
            end(f"nothing is kept of {student!r} in {place.run}")
        _show_trace(trace)
        if not (yes or typer.confirm("Remove all of it? There is no way back")):
            end("nothing was removed", UNDONE)
        remove(place, trace)
        left = find(place, student).any
    except DeskError as error:
        end(str(error))
    except OSError as error:
        end(f"not all of it could be removed: {error}. Run the same command again", UNDONE)
    if left:
        end("something was left: run the same command again", UNDONE)
    say(f"✓ nothing is left of {student} in {place.run}")
    if trace.copies:
        say(f"Made before, and may still name them: {', '.join(map(str, trace.copies))}")


def _show_trace(trace: "Trace") -> None:
    table = Table("what", "where", "how much")
    for folder, count in trace.folders.items():
        table.add_row("files", escape(str(folder)), str(count))
    for lesson, count in trace.rows.items():
        table.add_row("gradebook", lesson, f"{count} marks and comments")
    if trace.in_gradebook:
        table.add_row("gradebook", "list of students", "1")
    for path, count in trace.journals.items():
        table.add_row("journal", escape(str(path)), str(count))
    if trace.pseudonym:
        table.add_row("pseudonym", "private/pseudonyms.json", "1")
    console.print(table)


@app.command("doctor")
def doctor_command(run: Run = RUN) -> None:
    """Look whether grading can work here, and say what to do where it cannot.

    Ends with 1 if something must be mended first; warnings alone end with 0.
    """
    from autograder.desk.doctor import look
    from autograder.place import Place
    from llmcourse.doctor import SIGNS

    failed = 0
    colors = {"ok": "green", "warn": "yellow", "fail": "red"}
    with console.status("looking ..."):
        for row in look(Place(run.resolve())):
            failed += row.state == "fail"
            mark = f"[{colors[row.state]}]{SIGNS[row.state]}[/]"
            words = escape(f"{row.name}: {row.found}")
            advice = f"\n  → {escape(row.advice)}" if row.advice else ""
            console.print(f"{mark} {words}{advice}", highlight=False, soft_wrap=True)
    if failed:
        end(f"{failed} to be mended first", UNDONE)
