"""The instructor's commands. Each says what it did; `autograder.screen` says how they end.

A command imports what it needs itself: torch and nbgrader take seconds, which grading uses better.
What happens before and after grading is in `autograder.desk`.
"""

import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder import CHECKS_DATA, COURSE, RUN, SOLUTIONS, SYLLABUS
from autograder.desk import commands, outgoing, upkeep
from autograder.pool import Graders, Pool, Refused
from autograder.screen import (
    STOPPED,
    UNDONE,
    console,
    end,
    handed_in,
    lesson_names,
    progress,
    say,
)

if TYPE_CHECKING:
    from autograder.lesson import Lesson
    from autograder.results import Graded

app = typer.Typer(help="Build, release and grade the course.", no_args_is_help=True)
for part in (commands, outgoing, upkeep):
    app.add_typer(part.app)
Lessons = Annotated[list[str] | None, typer.Argument(help="03 or 03_attention; all if none")]


def sources(names: list[str] | None) -> list[Path]:
    """The sources of these lessons; a name may be shortened to its number."""
    return [SOLUTIONS / f"{name}.py" for name in lesson_names(names)]


@app.command("build")
def build_command(
    lessons: Lessons = None,
    seeds: Annotated[int, typer.Option(min=1, help="random seeds for every answer")] = 3,
    course: Annotated[Path, typer.Option(help="where released notebooks go")] = COURSE,
    data: Annotated[Path, typer.Option(help="where visible checks' data goes")] = CHECKS_DATA,
) -> None:
    """Make course/ from solutions/ and prove that every exercise grades."""
    from autograder.build import BuildError
    from autograder.lesson import LessonError, read

    complaints: list[str] = []
    for path in sources(lessons):
        try:
            complaints += _build(read(path), seeds, course, data)
        except (LessonError, BuildError) as error:
            complaints.append(str(error))
    for words in complaints:
        console.print(f"[red]✗[/red] {words}", highlight=False, soft_wrap=True)
    if complaints:
        raise typer.Exit(1)


@app.command("release")
def release_command(lessons: Lessons = None) -> None:
    """Enter built lessons into the gradebook, so that submissions can be graded."""
    from autograder.build import BuildError
    from autograder.lesson import LessonError, read
    from autograder.release import release

    for path in sources(lessons):
        try:
            release(read(path), run=RUN, course=COURSE)
        except (LessonError, BuildError) as error:
            console.print(f"[red]✗[/red] {error}", highlight=False, soft_wrap=True)
            raise typer.Exit(1) from error
        console.print(f"✓ {path.stem} is in the gradebook")


@app.command("grade")
def grade_command(
    lesson: Annotated[str, typer.Argument(help="03 or 03_attention")],
    student: Annotated[list[str] | None, typer.Option(help="only these; all if none")] = None,
    run: Annotated[Path, typer.Option(help="folder with submitted/ and gradebook.db")] = RUN,
    jobs: Annotated[int, typer.Option(min=0, help="workers; one a core if 0")] = 0,
    scheduler: Annotated[str, typer.Option(help="a Dask cluster's, such as tcp://host:8786")] = "",
    force: Annotated[
        bool,
        typer.Option("--force/--resume", help="all of it anew, or only what is left to be done"),
    ] = False,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="say pseudonyms")] = False,
    timing: Annotated[Path | None, typer.Option(help="file for where the time went")] = None,
) -> None:
    """Grade what was handed in and has changed; go on where it was stopped last time.

    Ends with 1 if anything could not be graded, with 2 for an unknown lesson or student, with
    130 after Ctrl-C.
    """
    (name,) = lesson_names([lesson])
    try:
        with _graders(jobs, scheduler) as graders:  # they get warm while nbgrader is imported
            told = _grade(graders, run.resolve(), name, student, force, timing)
    except Refused as error:
        end(str(error), UNDONE)
    except KeyboardInterrupt:
        words = "stopped; what was graded is kept, and the same command goes on from there"
        end(words, STOPPED)
    _tell(told, run.resolve(), anonymous)


def _graders(jobs: int, scheduler: str) -> "AbstractContextManager[Graders]":
    if not scheduler:
        return Pool(jobs)
    from autograder.cluster import Cluster

    return Cluster(scheduler)


def _grade(
    graders: Graders,
    run: Path,
    lesson: str,
    students: list[str] | None,
    force: bool,
    timing: Path | None,
) -> "list[Graded]":
    from autograder.engine import STOPS, Engine
    from autograder.place import Place

    place = Place(run)
    chosen = handed_in(place, lesson, students)
    engine = Engine(place, lesson, graders, force)
    told: list[Graded] = []
    try:
        with progress() as bar:
            for graded in bar.track(engine.grade(chosen), len(chosen), description="grading"):
                told.append(graded)
    except STOPS as error:
        end(str(error), UNDONE)
    if timing:
        timing.write_text(json.dumps(engine.spent), encoding="utf-8")
    return told


def _tell(told: "list[Graded]", run: Path, anonymous: bool) -> None:
    from autograder.desk.pseudonyms import naming

    name = naming(run, anonymous)
    trouble = [graded for graded in told if graded.trouble]
    for one in sorted(trouble, key=lambda one: name(one.student)):
        say(f"✗ {name(one.student)}: {one.trouble}")
    same = sum(graded.unchanged for graded in told)
    unchanged = f", {same} of them unchanged since last time" if same else ""
    say(f"✓ {len(told) - len(trouble)} of {len(told)} graded{unchanged}")
    if trouble:
        raise typer.Exit(UNDONE)


@app.command("syllabus")
def syllabus_command(syllabus: Annotated[Path, typer.Option(help="the list")] = SYLLABUS) -> None:
    """Say where each item of the syllabus is taught. Ends with 1 if a lesson leaves a gap."""
    from autograder.lesson import LessonError, read
    from autograder.syllabus import SyllabusError, cover, read_items, table
    from llmcourse import widgets

    try:
        lessons = [read(path) for path in sources(None)]
        found = cover(read_items(syllabus), lessons, widgets.__all__)
    except (LessonError, SyllabusError) as error:
        console.print(f"[red]✗[/red] {error}", highlight=False, soft_wrap=True)
        raise typer.Exit(1) from error
    console.print(table(found))
    due, gaps = [one for one in found if one.due], [one for one in found if one.gaps]
    later = len(found) - len(due)
    console.print(
        f"{len(due) - len(gaps)} of {len(due)} items taught; {later} wait for their lesson"
    )
    for one in gaps:
        words = f"{one.item.id}, lesson {one.item.lesson}: {', '.join(one.gaps)}"
        console.print(f"[red]✗[/red] {words}", highlight=False, soft_wrap=True)
    if gaps:
        raise typer.Exit(1)


@app.command("demo")
def demo_command(
    size: Annotated[int, typer.Option(min=1, help="students")] = 30,
    samples: Annotated[
        bool, typer.Option("--samples", help="all odd and hostile samples instead")
    ] = False,
) -> None:
    """Release a lesson, let a made-up class hand it in, grade it, and compare the marks."""
    from autograder.demo import demo

    if not demo(size, console, samples):
        raise typer.Exit(1)


def _build(lesson: "Lesson", seeds: int, course: Path, data: Path) -> list[str]:
    from autograder.answers import load_book, mistakes_path
    from autograder.build import build, write
    from autograder.matrix import examine
    from autograder.records import record
    from llmcourse.checks import records as checks

    path = mistakes_path(lesson)
    made = build(lesson, course, path.read_text(encoding="utf-8") if path.exists() else "")
    complaints: list[str] = []
    if lesson.exercises:
        book = load_book(lesson)
        known = record(lesson, book)
        for matrix in examine(lesson, book, known.exercises, range(seeds)):
            console.print(matrix.table())
            complaints += matrix.complaints
        if complaints:
            return complaints
        checks.save(data / f"{lesson.name}.safetensors", known)
    written = write(made, course)
    points = sum(exercise.points for exercise in lesson.exercises)
    exercises = "1 exercise" if len(lesson.exercises) == 1 else f"{len(lesson.exercises)} exercises"
    console.print(f"✓ {written.parent.name}: {exercises}, {points} points")
    return []
