"""The desk's commands that bring marks in: collect and regrade.

A command imports what it needs itself, so that each starts at once. Exit codes are those of
`autograder.screen`.
"""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table

from autograder import RUN
from autograder.desk import DeskError
from autograder.screen import STOPPED, UNDONE, console, end, handed_in, lesson_names, progress, say

if TYPE_CHECKING:
    from autograder.desk.collect import Plan
    from autograder.desk.regrade import Proposal
    from autograder.place import Place
    from autograder.pool import Graders

app = typer.Typer()
Run = Annotated[Path, typer.Option(help="folder with submitted/ and gradebook.db")]
Anonymous = Annotated[bool, typer.Option("--anonymous", help="pseudonyms for ids and names")]
SHOWN = 200  # lines of a table; then only what is worth a look


@app.command("collect")
def collect_command(
    path: Annotated[Path, typer.Argument(help="a folder or a zip, also Canvas's or Moodle's")],
    roster: Annotated[
        Path | None, typer.Option(help="CSV of student ids, with names or numbers of the platform")
    ] = None,
    lesson: Annotated[str, typer.Option(help="only this one: 03 or 03_attention")] = "",
    at: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d %H:%M"], help="when all of it was handed in, in UTC"),
    ] = None,
    file_times: Annotated[
        bool, typer.Option("--file-times", help="the files' own times say when, in this time zone")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only say what would be done")] = False,
    run: Run = RUN,
) -> None:
    """Bring in what was handed in: the newest counts, what it replaces is kept aside.

    Ends with 1 if something was refused, with 2 if PATH or the roster cannot be read.
    """
    from autograder.desk.archive import opened
    from autograder.desk.collect import Collector, Times
    from autograder.desk.incoming import Reader
    from autograder.desk.roster import read_roster
    from autograder.place import Place

    only = lesson_names([lesson])[0] if lesson else ""
    collector = Collector(Place(run.resolve()), Times(at, file_times))
    try:
        reader = Reader(lesson_names(), read_roster(roster) if roster else None, only)
        with opened(path) as files:
            plan = collector.plan(reader.read(files))
            if not dry_run:
                collector.carry_out(plan)
    except DeskError as error:
        end(str(error))
    except OSError as error:
        end(f"a file cannot be written: {error}. Run the same command again", UNDONE)
    _show_plan(plan, reader.left_out, dry_run)


def _show_plan(plan: "Plan", left_out: int, dry_run: bool) -> None:
    from autograder.desk.collect import NEW, NEWER, SAME

    table = Table("student", "lesson", "", "from", "note")
    table.columns[3].overflow = "fold"
    few = len(plan.steps) <= SHOWN
    for step in plan.steps:
        if few or step.notes or step.action not in (NEW, SAME):
            cells = (step.handed.student, step.handed.lesson, step.action, step.handed.source)
            table.add_row(*map(escape, cells), ", ".join(step.notes))
    for one in plan.refused:
        table.add_row("", "", "[red]refused[/red]", escape(one.source), escape(one.why))
    if table.row_count:
        console.print(table)
    put = sum(step.action in (NEW, NEWER) for step in plan.steps)
    same = sum(step.action == SAME for step in plan.steps)
    would = "would be collected; nothing was written" if dry_run else "collected"
    others = f", {left_out} other files left out" if left_out else ""
    say(f"✓ {put} {would}, {same} unchanged{others}")
    if plan.refused:
        end(f"{len(plan.refused)} refused", UNDONE)
    if not plan.steps:
        end("no notebook was in there")


@app.command("regrade")
def regrade_command(
    since: Annotated[
        str, typer.Option(help="03: all of a lesson; 03@2: graded with its release 2 or later; 2")
    ],
    student: Annotated[list[str] | None, typer.Option(help="only these; all if none")] = None,
    apply: Annotated[bool, typer.Option("--apply", help="let new marks count, unasked")] = False,
    jobs: Annotated[int, typer.Option(min=0, help="workers; one a core if 0")] = 0,
    anonymous: Anonymous = False,
    run: Run = RUN,
) -> None:
    """Grade again after a correction; show old and new marks before any of them counts.

    Marks and comments that a person entered stay. Ends with 1 if anything could not be graded: it
    keeps its old mark.
    """
    from autograder.desk.regrade import read_since
    from autograder.place import Place
    from autograder.pool import Pool

    place, trouble = Place(run.resolve()), False
    try:
        wanted = read_since(since, lesson_names())
        chosen = [lesson for lesson in wanted.lessons if place.students(lesson)]
        for lesson in chosen or end(f"nobody handed in {', '.join(wanted.lessons)}"):
            with Pool(jobs) as pool:
                asked = (place, lesson, wanted.release, student, apply, anonymous)
                trouble = _regrade(pool, *asked) or trouble
    except DeskError as error:
        end(str(error))
    except KeyboardInterrupt:
        end("stopped; the same command goes on from there", STOPPED)
    if trouble:
        raise typer.Exit(UNDONE)


def _regrade(
    pool: "Graders",
    place: "Place",
    lesson: str,
    release: int,
    students: list[str] | None,
    apply: bool,
    anonymous: bool,
) -> bool:
    """Whether anything could not be graded."""
    from autograder.desk.pseudonyms import naming
    from autograder.desk.regrade import Proposal, Regrade
    from autograder.engine import STOPS

    job, name = Regrade(place, lesson, pool), naming(place.run, anonymous)
    wanted = handed_in(place, lesson, students)
    chosen = [one for one in job.students(release) if one in wanted]
    try:
        with progress() as bar:
            steps = job.propose(chosen)
            *_, made = bar.track(steps, len(chosen), description=f"regrading {lesson}")
            assert isinstance(made, Proposal)
        _show_changes(made, name)
        if made.results and (apply or _agreed()):
            told = job.apply(made)
            say(f"✓ the new marks of {len(told)} students count")
    except STOPS as error:
        end(str(error), UNDONE)
    return bool(made.trouble)


def _agreed() -> bool:
    if sys.stdin.isatty():
        return typer.confirm("Shall these marks count?")
    say("no mark has changed: run it with --apply to let the new ones count")
    return False


def _show_changes(made: "Proposal", name: Callable[[str], str]) -> None:
    table = Table("student", "exercise", "old", "new", "a person's, which counts")
    for change in sorted(made.changes, key=lambda one: (name(one.student), one.exercise)):
        by_hand = "" if change.by_hand is None else f"{change.by_hand:g}"
        marks = ("none" if mark is None else f"{mark:g}" for mark in (change.old, change.new))
        table.add_row(escape(name(change.student)), change.exercise, *marks, by_hand)
    if made.changes:
        console.print(table)
    for student, words in made.trouble.items():
        say(f"✗ {name(student)} keeps the old marks: {words}")
    whose = len({change.student for change in made.changes})
    same = f"{made.unchanged} as they were" if made.unchanged else ""
    again = f"{len(made.results)} graded again, {whose} of them with other marks"
    say(f"{made.lesson}: " + ", ".join(filter(None, (again if made.results else "", same))))
