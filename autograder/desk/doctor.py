"""Looks at everything that grading needs, and says what to do where something is amiss.

It starts the sandbox, opens the gradebook and the journal, holds releases against their sources,
and looks at versions, disk space and permissions. It changes nothing, and grades nothing.
"""

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from packaging.requirements import Requirement

from autograder import COURSE, ROOT, SOLUTIONS, notebook_path
from autograder.build import notebook
from autograder.journal import Journal, JournalError
from autograder.lesson import Lesson, LessonError, read
from autograder.place import Place
from autograder.sheet import Sheet
from llmcourse.doctor import Row
from llmcourse.environment import requirements
from llmcourse.merge import label

LEAST_DISK, GOOD_DISK = 200 << 20, 2 << 30  # bytes
RELEASE = "run `python -m autograder release{}`"
BUILD = "run `make build`, read what changed, then `release` and `regrade --since {}`"
SHARED = 0o077


def look(place: Place) -> Iterator[Row]:
    """Everything that is looked at, one after the other; a look that fails is a row too."""
    looks: list[tuple[str, Callable[[], Row]]] = [
        ("system", system),
        ("packages", packages),
        ("sandbox", sandbox),
        ("disk", lambda: disk(place)),
        ("folder", lambda: folder(place)),
        ("gradebook", lambda: gradebook(place)),
        ("journal", lambda: journal(place)),
    ]
    for path in sorted(SOLUTIONS.glob("[0-9][0-9]_*.py")):
        looks.append((path.stem, lambda path=path: release(place, path)))  # type: ignore[misc]
    for name, one in looks:
        try:
            yield one()
        except Exception as error:
            yield Row(name, "fail", f"could not be looked at: {type(error).__name__}: {error}")


def system() -> Row:
    """Linux, and not as root."""
    if sys.platform != "linux":
        return Row("system", "fail", sys.platform, "grade on Linux: the sandbox needs it")
    if os.geteuid() == 0:
        words = "grade as an ordinary user on a machine that has nothing else to lose"
        return Row("system", "warn", "Linux, as root", words)
    return Row("system", "ok", "Linux, as an ordinary user")


def packages() -> Row:
    """Whether what is installed is within the ranges of pyproject.toml."""
    wrong: list[str] = []
    for needed in map(Requirement, requirements(ROOT, frozenset({"grade"}))):
        try:
            found = version(needed.name)
        except PackageNotFoundError:
            wrong.append(f"{needed.name} is missing")
            continue
        if not needed.specifier.contains(found, prereleases=True):
            wrong.append(f"{needed.name} {found} is not {needed.specifier}")
    python = f"Python {sys.version.split()[0]}, torch {version('torch')}"
    if wrong:
        return Row("packages", "fail", ", ".join(wrong), "run `make setup`")
    return Row("packages", "ok", f"{python}, nbgrader {version('nbgrader')}")


def sandbox() -> Row:
    """Whether it can be set up, and leaks nothing in its own test."""
    from autograder.sandbox import Sandbox, SandboxError
    from autograder.sandbox.cage import NoBubblewrap

    try:
        with Sandbox():
            return Row("sandbox", "ok", "works, and passed its own test")
    except (SandboxError, NoBubblewrap) as error:
        words = "nothing can be graded before this is mended: see autograder/README.md"
        return Row("sandbox", "fail", str(error), words)


def disk(place: Place) -> Row:
    """Room for what grading writes."""
    there = next(path for path in (place.run, *place.run.parents) if path.exists())
    free = shutil.disk_usage(there).free
    found = f"{free / 1e9:.1f} GB free at {there}"
    if free < LEAST_DISK:
        return Row("disk", "fail", found, "make room first")
    if free < GOOD_DISK:
        return Row("disk", "warn", found, "make room before a large class")
    return Row("disk", "ok", found)


def folder(place: Place) -> Row:
    """Whether others on this machine can read marks and hidden tests."""
    if not place.run.exists():
        return Row("folder", "ok", f"{place.run} is not there yet: `collect` makes it")
    if not os.access(place.run, os.W_OK):
        return Row(
            "folder", "fail", f"{place.run} cannot be written", "make it yours, or use --run"
        )
    if place.run.stat().st_mode & SHARED:
        words = f"unless a group grades together: chmod 700 {place.run}"
        return Row(
            "folder", "warn", "others on this machine can read marks and hidden tests", words
        )
    return Row("folder", "ok", f"{place.run} is yours alone")


def _database(place: Place) -> Path | None:
    """The gradebook's file; None where it is kept by a server."""
    url = place.course.db_url
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def gradebook(place: Place) -> Row:
    """Whether it opens and is whole, and what it holds."""
    path = _database(place)
    if path and not path.exists():
        return Row("gradebook", "warn", "there is none yet", RELEASE.format(""))
    if path:
        with closing(sqlite3.connect(path, timeout=5)) as base:
            (whole,) = base.execute("pragma quick_check").fetchone()
        if whole != "ok":
            words = f"put {path.name} back from a copy"
            return Row("gradebook", "fail", f"it is damaged: {whole}", words)
    with Gradebook(place.course.db_url, place.course.course_id) as book:
        found = f"{len(book.assignments)} lessons, {len(book.students)} students"
    return Row("gradebook", "ok", found)


def journal(place: Place) -> Row:
    """Whether another grader is at work, and what is still to be written."""
    if not place.journal.exists():
        return Row("journal", "ok", "nothing has been graded yet")
    try:
        with Journal(place.journal) as found:
            waiting = sum(
                not entry.written
                for path in SOLUTIONS.glob("[0-9][0-9]_*.py")
                for entry in found.entries(path.stem).values()
            )
    except JournalError as error:
        return Row("journal", "warn", str(error))
    if waiting:
        return Row("journal", "warn", f"{waiting} results wait", "run the same `grade` again")
    return Row("journal", "ok", "nothing waits to be written")


def release(place: Place, path: Path) -> Row:
    """Whether source, release and gradebook are of one piece."""
    try:
        lesson = read(path)
    except LessonError as error:
        return Row(path.stem, "fail", str(error), "mend the source")
    if changed := _differs_from_release(lesson):
        return Row(lesson.name, "warn", changed, BUILD.format(lesson.name[:2]))
    sheet = _sheet(place, lesson.name)
    if sheet is None:
        if place.students(lesson.name):
            words = RELEASE.format(f" {lesson.name[:2]}")
            return Row(lesson.name, "fail", "handed in, but not in the gradebook", words)
        return Row(lesson.name, "ok", "not in the gradebook")
    if differs_from_gradebook(lesson, sheet):
        words = f"{RELEASE.format(f' {lesson.name[:2]}')}, then `regrade --since {lesson.name[:2]}`"
        return Row(lesson.name, "warn", "the gradebook has other tests than the source", words)
    waiting = sum(
        not notebook_path(place.autograded(student), lesson.name).exists()
        for student in place.students(lesson.name)
    )
    grade = f"run `python -m autograder grade {lesson.name[:2]}`" if waiting else ""
    found = f"release {lesson.release} everywhere" + (f", {waiting} not graded" if waiting else "")
    return Row(lesson.name, "warn" if waiting else "ok", found, grade)


def _sheet(place: Place, lesson: str) -> Sheet | None:
    """What the gradebook has of a lesson."""
    path = _database(place)
    if path and not path.exists():
        return None
    with Gradebook(place.course.db_url, place.course.course_id) as book:
        try:
            return Sheet.of(book, lesson)
        except MissingEntry:
            return None


def _differs_from_release(lesson: Lesson) -> str:
    """Whether course/ lacks the lesson, or shows something else in a cell that both have whole."""
    path = notebook_path(COURSE, lesson.name)
    if not path.exists():
        return "course/ has no release of it"
    released = json.loads(path.read_text(encoding="utf-8"))
    if released["metadata"]["llmcourse"]["release"] != lesson.release:
        return "the source has another release number than course/"
    whole = ("prose", "setup", "show", "check")
    theirs = {
        (label(cell)["role"], label(cell)["key"]): "".join(cell["source"])
        for cell in released["cells"]
        if label(cell).get("role") in whole
    }
    ours = {(cell.role, cell.key): cell.text for cell in lesson.cells if cell.role in whole}
    return "" if ours == theirs else "the source has changed since course/ was built"


def differs_from_gradebook(lesson: Lesson, sheet: Sheet) -> bool:
    """Whether tests and given parts there are others: of an answer it has the stub alone."""
    locked = [c for c in notebook(lesson).cells if c.metadata.get("nbgrader", {}).get("locked")]
    sources = {cell.metadata.nbgrader.grade_id: cell.source for cell in locked}
    return any(
        name not in sheet.sources or sheet.sources[name].source != text
        for name, text in sources.items()
    )
