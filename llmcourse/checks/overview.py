"""The map of the lessons with the learner's progress, for the start page.

It reads the learner's own copies and progress.json; marks are not in it, for hidden tests give
those. Lessons link relative to the start page, so that JupyterLab opens them in place.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path

from llmcourse.checks.progress import Entry, read

WIDTH = 20


@dataclass(frozen=True)
class Row:
    """One lesson: where it lies and which of its exercises pass their visible checks."""

    name: str
    title: str
    passing: list[str]
    tried: list[str]
    exercises: dict[str, str]

    @property
    def words(self) -> str:
        if not self.exercises:
            return "to read"
        begun = f", {len(self.tried)} begun" if self.tried else ""
        return f"{len(self.passing)} of {len(self.exercises)} exercises pass{begun}"


class Overview(tuple[Row, ...]):
    """The rows; shows as a table in a notebook and as text elsewhere."""

    def __repr__(self) -> str:
        return "\n".join(f"{row.name:<24} {_bar(row):<{WIDTH}} {row.words}" for row in self)

    def _repr_html_(self) -> str:
        body = "".join(_html(row) for row in self)
        head = "".join(
            f"<th scope='col' style='text-align:left'>{name}</th>"
            for name in ("Lesson", "Progress", "Still open")
        )
        return f"<table><caption>Your lessons</caption><tr>{head}</tr>{body}</table>"


def overview(work: Path | None = None) -> Overview:
    """Every lesson beside this one, in order, with what its visible checks said last."""
    work = work or Path.cwd().parent
    progress = read(work / "progress.json")
    paths = sorted(path for path in work.glob("*/*.ipynb") if path.stem == path.parent.name)
    rows = (_row(path, progress.get(path.stem, {})) for path in paths)
    return Overview(row for row in rows if row)


def _row(path: Path, entries: dict[str, Entry]) -> Row | None:
    try:
        ours = json.loads(path.read_text(encoding="utf-8"))["metadata"]["llmcourse"]
        exercises = {str(one["key"]): str(one["title"]) for one in ours["exercises"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # not one of the course's notebooks, or one that cannot be read
    known = {key: entries[key] for key in exercises if key in entries}
    passing = [key for key, entry in known.items() if entry.passing]
    tried = [key for key in known if key not in passing]
    return Row(path.stem, str(ours["title"]), passing, tried, exercises)


def _bar(row: Row) -> str:
    if not row.exercises:
        return ""
    full = round(WIDTH * len(row.passing) / len(row.exercises))
    return "█" * full + "░" * (WIDTH - full)


def _html(row: Row) -> str:
    """Links lead from work/00_start_here/ to work/<lesson>/."""
    link = f"<a href='../{row.name}/{row.name}.ipynb'>{row.name[:2]} · {escape(row.title)}</a>"
    open_ones = ", ".join(
        escape(title) for key, title in row.exercises.items() if key not in row.passing
    )
    done, all_of_them = len(row.passing), len(row.exercises)
    spoken = f"aria-label='{escape(row.title)}: exercises that pass'"
    bar = f"<progress max='{all_of_them}' value='{done}' {spoken}></progress> "
    cells = (link, (bar if row.exercises else "") + row.words, open_ones)
    return "<tr>" + "".join(f"<td style='text-align:left'>{cell}</td>" for cell in cells) + "</tr>"
