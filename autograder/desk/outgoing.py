"""The desk's commands that give something out: feedback, report and export.

Each imports what it needs itself. Exit codes are those of `autograder.screen`.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from autograder import RUN
from autograder.desk import DeskError
from autograder.desk.commands import Anonymous, Run
from autograder.screen import UNDONE, end, handed_in, lesson_names, progress, say

if TYPE_CHECKING:
    from autograder.desk.feedback import Page
    from autograder.place import Place


class Format(StrEnum):
    """Whose import a file is for."""

    canvas = "canvas"
    moodle = "moodle"
    plain = "plain"


app = typer.Typer()
Only = Annotated[list[str] | None, typer.Option("--lesson", help="03 or 03_attention; all if none")]


@app.command("feedback")
def feedback_command(
    lesson: Only = None,
    student: Annotated[list[str] | None, typer.Option(help="only these; all if none")] = None,
    out: Annotated[
        Path | None, typer.Option(help="a folder, or a .zip, laid out for the platform's upload")
    ] = None,
    anonymous: Anonymous = False,
    run: Run = RUN,
) -> None:
    """Write the pages that students get: what failed, the question that helps, your comments.

    Ends with 1 if a page could not be written, such as for a submission that is not graded yet.
    """
    from autograder.desk.feedback import Feedback, lay_out
    from autograder.desk.pseudonyms import naming
    from autograder.place import Place

    place = Place(run.resolve())
    wanted = [
        (name, handed_in(place, name, student))
        for name in (lesson_names(lesson) if lesson else with_work(place))
    ]
    writer, name = Feedback(place), naming(place.run, anonymous)
    with progress() as bar:
        pages = [
            page
            for title, students in wanted
            for page in bar.track(writer.write(title, students), len(students), description=title)
        ]
    good = [page for page in pages if not page.trouble]
    try:
        if out:
            names = {page.student: name(page.student) for page in good} if anonymous else {}
            lay_out(place, good, out, names)
    except DeskError as error:
        end(str(error))
    except OSError as error:
        end(f"a page cannot be written: {error}", UNDONE)
    _tell(pages, name, out or place.run / "feedback")


def _tell(pages: "list[Page]", name: Callable[[str], str], where: Path) -> None:
    missing = [page for page in pages if page.trouble]
    for page in missing:
        say(f"✗ {name(page.student)}, {page.lesson}: {page.trouble}")
    say(f"✓ {len(pages) - len(missing)} of {len(pages)} pages in {where}")
    if missing:
        raise typer.Exit(UNDONE)


@app.command("report")
def report_command(
    lessons: Annotated[
        list[str] | None, typer.Argument(help="03 or 03_attention; all that were handed in if none")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="the page; report.html in RUN if none")] = None,
    anonymous: Anonymous = False,
    run: Run = RUN,
) -> None:
    """Write one HTML page on the class: marks, exercises, mistakes, who is stuck, who is alike."""
    from autograder.desk.pseudonyms import naming
    from autograder.desk.report import Section, render
    from autograder.place import Place

    place = Place(run.resolve())
    chosen = lesson_names(lessons) if lessons else with_work(place)
    page = out or place.run / "report.html"
    try:
        name = naming(place.run, anonymous)
        sections = [Section(place, lesson, name, anonymous) for lesson in chosen]
        page.write_text(render(sections), encoding="utf-8")
    except DeskError as error:
        end(str(error))
    except OSError as error:
        end(f"the report cannot be written: {error}")
    for section in sections:
        book = section.book
        counted = f"{len(book.graded)} of {len(book.works) + len(book.waiting)} graded"
        say(f"✓ {book.lesson}: {counted}, {len(section.matches)} pairs alike")
    say(str(page))


def with_work(place: "Place") -> list[str]:
    """Lessons that somebody handed in."""
    found = [lesson for lesson in lesson_names() if place.students(lesson)]
    return found or end(f"nobody handed in anything in {place.run}/submitted: `collect` it first")


@app.command("export")
def export_command(
    format: Annotated[
        Format, typer.Option("--format", help="whose import it is for")
    ] = Format.plain,
    lesson: Only = None,
    titles: Annotated[
        list[str] | None,
        typer.Option("--as", help='the platform\'s name of a lesson: "03=Attention (4711)"'),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="the file; marks-FORMAT.csv in RUN if none")
    ] = None,
    anonymous: Anonymous = False,
    run: Run = RUN,
) -> None:
    """Write marks as CSV, late penalties taken off. What is ungraded stays empty.

    Ends with 1 if anybody's mark is missing.
    """
    from autograder.answers import at_hand
    from autograder.desk.classbook import read_class
    from autograder.desk.export import export
    from autograder.desk.pseudonyms import naming
    from autograder.place import Place

    place = Place(run.resolve())
    file = out or place.run / f"marks-{format.value}.csv"
    chosen = lesson_names(lesson) if lesson else with_work(place)
    try:
        books = [read_class(place, at_hand(name)[0], notebooks=False) for name in chosen]
        name = naming(place.run, anonymous)
        made = export(books, format.value, _titles(titles), name, anonymous)
        file.write_text(made.text, encoding="utf-8", newline="")
    except DeskError as error:
        end(str(error))
    except OSError as error:
        end(f"{file} cannot be written: {error}", UNDONE)
    say(f"✓ {sum(len(book.graded) for book in books)} marks in {file}")
    if made.missing:
        end(f"no mark for {', '.join(made.missing)}: grade them, or give marks by hand", UNDONE)


def _titles(pairs: list[str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs or []:
        short, equals, title = pair.partition("=")
        if not equals or not title:
            end(f"--as {pair!r}: say a lesson, = and its name there, as in 03=Attention")
        found[lesson_names([short])[0]] = title
    return found
