"""The learner's command line: lab, solution, doctor, update.

`python -m llmcourse` comes here once the environment stands. It grades nothing and builds
nothing: `python -m autograder` does.
"""

from __future__ import annotations

import os
import re
import sys
import webbrowser
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.syntax import Syntax
from rich.table import Table

from llmcourse import doctor as checkup
from llmcourse.bootstrap import locked
from llmcourse.environment import ROOT
from llmcourse.workspace import WORK, Opened, open_lessons

SOLUTIONS = ROOT / "solutions"
MARK = r"\s*### (BEGIN|END) SOLUTION\s*$"
START = "work/00_start_here/00_start_here.ipynb"

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    help="An interactive course on large language models.",
)


def fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)


@app.command()
def lab(
    browser: Annotated[bool, typer.Option(help="Open a browser where there is one.")] = True,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where JupyterLab listens.")] = 8888,
) -> None:
    """Bring work/ up to date and open the course in JupyterLab."""
    tell(refresh())
    command = lab_command(port, open_browser=browser and has_browser())
    os.execve(command[0], command, lab_environment())


@app.command()
def update() -> None:
    """Copy new lessons into work/ and merge released changes, your work untouched."""
    opened = refresh()
    tell(opened)
    if all(lesson.state == "kept" for lesson in opened):
        typer.echo("work/ is up to date." if opened else "There are no lessons in course/.")


@app.command()
def doctor() -> None:
    """Check Python, packages, machine and widgets, and say what to do."""
    found = checkup.rows()
    if sys.stdout.isatty():
        table = Table("", "What", "Found", "What to do")
        colors = {"ok": "green", "warn": "yellow", "fail": "red"}
        for row in found:
            sign = f"[{colors[row.state]}]{checkup.SIGNS[row.state]}[/]"
            words = (checkup.shorten(cell) for cell in (row.found, row.advice))
            table.add_row(sign, row.name, *map(escape, words))
        Console().print(table)
    else:
        typer.echo(checkup.as_text(found))
    if any(row.state == "fail" for row in found):
        raise typer.Exit(1)


@app.command()
def solution(
    lesson: Annotated[str, typer.Argument(help="03 or 03_attention")],
    exercise: Annotated[str, typer.Argument(help="the function to write, such as causal_mask")],
) -> None:
    """Show a solution, once you have tried the exercise."""
    if not SOLUTIONS.is_dir():
        fail("This copy of the course comes without solutions: your instructor holds them.")
    path = choose(lesson, sorted(SOLUTIONS.glob("[0-9]*_*.py")))
    cells = exercise_cells(path.read_text(encoding="utf-8"))
    if exercise not in cells:
        names = ", ".join(cells) or "none"
        fail(f"{path.stem} has no exercise {exercise!r}. Its exercises: {names}")
    if not tried(path.stem, exercise):
        fail(
            f"Try it first: in work/{path.stem}, write something in the cell of {exercise} and "
            f"run its check, check({exercise}). Then its solution is shown here."
        )
    show_code(cells[exercise])


def refresh() -> list[Opened]:
    with locked(WORK / ".lock", "Another program is bringing work/ up to date; waiting."):
        return open_lessons(work=WORK)


def tell(opened: list[Opened]) -> None:
    for lesson in opened:
        if lesson.message:
            typer.echo(lesson.message)


def has_browser() -> bool:
    """Whether a window can be opened here: not on a server, in a container or over ssh."""
    if sys.platform != "darwin" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        return False
    if "SSH_CONNECTION" in os.environ:
        return False
    try:
        return webbrowser.get() is not None
    except webbrowser.Error:
        return False


def lab_command(port: int, open_browser: bool) -> list[str]:
    """JupyterLab on the repository, opened at the start page."""
    start = START if (ROOT / START).exists() else "work"
    return [
        sys.executable,
        *("-m", "jupyterlab"),
        f"--ServerApp.root_dir={ROOT}",
        f"--LabApp.default_url=/lab/tree/{start}",
        f"--ServerApp.open_browser={open_browser}",
        f"--ServerApp.port={port}",
        *(["--ServerApp.allow_root=True"] if os.geteuid() == 0 else []),
    ]


def lab_environment() -> dict[str, str]:
    """The course's JupyterLab defaults (no news, no saved widget state) and its own kernel."""

    def first(value: Path, name: str) -> str:
        return os.pathsep.join([str(value), *filter(None, [os.environ.get(name)])])

    return {
        **os.environ,
        "JUPYTER_CONFIG_PATH": first(ROOT / "llmcourse" / "jupyter", "JUPYTER_CONFIG_PATH"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "PYTHONPATH": first(ROOT, "PYTHONPATH"),
    }


def choose(lesson: str, paths: list[Path]) -> Path:
    """The lesson meant by its name or its number."""
    found = [path for path in paths if lesson.zfill(2) in (path.stem, path.stem[:2])]
    if len(found) != 1:
        names = ", ".join(path.stem for path in paths) or "none"
        fail(f"There is no lesson {lesson!r}. The lessons: {names}")
    return found[0]


def exercise_cells(source: str) -> dict[str, str]:
    """Every exercise's cell in a lesson's source, without the solution's marks."""
    cells = {}
    for cell in re.split(r"^# %%", source, flags=re.MULTILINE)[1:]:
        options, _, code = cell.partition("\n")
        key = re.search(r'\bexercise="([^"]+)"', options)
        if key:
            kept = [line for line in code.splitlines() if not re.match(MARK, line)]
            cells[key[1]] = "\n".join(kept).strip("\n")
    return cells


def tried(lesson: str, exercise: str) -> bool:
    """Whether an attempt is on record."""
    from llmcourse.checks import progress  # brings torch along, so only here

    path = Path(os.environ.get("LLMCOURSE_PROGRESS") or WORK / progress.NAME)
    entry = progress.read(path).get(lesson, {}).get(exercise)
    return entry is not None and entry.attempts > 0


def show_code(code: str) -> None:
    if sys.stdout.isatty():
        Console().print(Syntax(code, "python", theme="ansi_dark", background_color="default"))
    else:
        typer.echo(code)


def main(arguments: list[str] | None = None) -> int:
    """Run a command; its exit status."""
    try:
        app(args=arguments, prog_name="python -m llmcourse")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0
