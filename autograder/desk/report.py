"""The report on a class: one HTML file that needs nothing else, to be read, printed and kept.

What students wrote is shown as text and nothing of it runs; the page has no script at all.
"""

import base64
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.answers import at_hand
from autograder.desk import figures, statistics
from autograder.desk.classbook import ClassBook, Work, read_class
from autograder.desk.csvtable import Cell, to_csv
from autograder.desk.published import everything, published
from autograder.desk.similarity import Evidence, Pair, alike, forms
from autograder.place import Place

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Sheet:
    """A table of the page, and the same as a file to download."""

    name: str
    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    @property
    def link(self) -> str:
        data = to_csv(self.header, self.rows).encode("utf-8-sig")
        return "data:text/csv;charset=utf-8;base64," + base64.b64encode(data).decode()


@dataclass(frozen=True)
class Side:
    """One side of a comparison: lines of code, each with whether the other side has it too."""

    student: str
    lines: list[tuple[str, bool]]


@dataclass(frozen=True)
class Match:
    """A pair as the page shows it."""

    pair: Pair
    names: tuple[str, str]
    sides: list[tuple[str, Side, Side]]


class Section:
    """One lesson's part of the page."""

    def __init__(self, place: Place, lesson: str, name: Callable[[str], str], anonymous: bool):
        self.lesson, self.book_of_mistakes = at_hand(lesson)
        self.book: ClassBook = read_class(place, self.lesson)
        self.name, self.anonymous = name, anonymous
        self.titles = {task.key: task.title for task in self.book.tasks}
        self.marks = statistics.distribution(self.book)
        self.items = statistics.items(self.book)
        self.mistakes = statistics.mistakes(self.book)
        self.stuck = statistics.stuck(self.book)
        self.untouched = sorted(map(self.called, statistics.untouched(self.book)))
        self.ungraded = [work for work in self.book.works if work.ungraded]
        self.late = [work for work in self.book.works if work.late]
        self.matches = self._matches()

    def called(self, work: Work) -> str:
        """A student as the page names them."""
        id_ = self.name(work.student)
        return id_ if self.anonymous or not work.name else f"{work.name} ({id_})"

    @property
    def histogram(self) -> Markup:
        assert self.marks
        return figures.histogram(f"{self.book.lesson}-marks", self.marks, self.book.possible)

    @property
    def chart(self) -> Markup:
        return figures.exercises(f"{self.book.lesson}-exercises", self.items)

    @property
    def bins(self) -> Sheet:
        rows = (
            [(f"{b.low:g} to {b.high:g}", b.count) for b in self.marks.bins] if self.marks else []
        )
        return self._sheet("distribution", "Students by points", ("points", "students"), rows)

    @property
    def all_marks(self) -> Sheet:
        keys = [task.key for task in self.book.tasks]
        header = ("student", *keys, "late penalty", "total")
        rows = [
            (
                self.called(work),
                *(work.answers[key].points if key in work.answers else None for key in keys),
                work.penalty,
                None if work.ungraded else work.total,
            )
            for work in self.book.works
        ]
        return self._sheet("marks", "Everybody's marks", header, sorted(rows, key=lambda r: r[0]))

    @property
    def item_table(self) -> Sheet:
        header = (
            "exercise",
            "n",
            "solved",
            "tried",
            "not begun",
            "share of points",
            "discrimination",
            "95% from",
            "to",
            "same as published",
            "remark",
        )
        same = self._same_as_published()
        rows = [
            (
                item.task.title,
                item.n,
                item.solved,
                item.tried,
                item.untouched,
                round(item.share, 2),
                None if item.discrimination is None else round(item.discrimination, 2),
                *(map(_hundredths, item.interval) if item.interval else (None, None)),
                same[item.task.key],
                item.remark,
            )
            for item in self.items
        ]
        return self._sheet("exercises", "Exercises", header, rows)

    @property
    def mistake_table(self) -> Sheet:
        header = ("exercise", "mistake", "students", "of those who failed", "question")
        rows = [
            (one.task.title, one.name, one.count, one.failing, one.ask) for one in self.mistakes
        ]
        return self._sheet("mistakes", "Known mistakes, the commonest first", header, rows)

    @property
    def stuck_table(self) -> Sheet:
        header = ("student", "points", "solved", "tried without success", "not begun", "begin with")
        rows = [
            (
                self.called(one.work),
                one.work.total,
                len(one.solved),
                ", ".join(self.titles[key] for key in one.failing),
                len(one.untouched),
                one.ask,
            )
            for one in self.stuck
        ]
        return self._sheet(
            "stuck", "Students who are stuck, the most exercises first", header, rows
        )

    @property
    def pair_table(self) -> Sheet:
        header = ("one", "other", "shared", "part of the shorter", "typed alike", "exercises")
        rows = [
            (
                *match.names,
                match.pair.shared,
                round(match.pair.part, 2),
                round(match.pair.as_typed, 2),
                ", ".join(title for title, _, _ in match.sides),
            )
            for match in self.matches
        ]
        return self._sheet("pairs", "Pairs of submissions, the most alike first", header, rows)

    def _sheet(self, name: str, caption: str, header: Sequence[str], rows: Any) -> Sheet:
        return Sheet(f"{self.book.lesson}-{name}", caption, header, rows)

    def _same_as_published(self) -> dict[str, int]:
        """How many answers equal a published right or wrong one but for names and layout."""
        known = {
            key: {form for code in codes for form in forms(code)}
            for key, codes in published(self.lesson, self.book_of_mistakes).items()
        }
        return {
            key: sum(
                answer.begun and bool(forms(answer.code, key) & known[key])
                for work in self.book.works
                for name, answer in work.answers.items()
                if name == key
            )
            for key in known
        }

    def _matches(self) -> list[Match]:
        students = {
            work.student: {key: answer.code for key, answer in work.answers.items() if answer.begun}
            for work in self.book.works
        }
        pairs = alike(students, everything(self.lesson, self.book_of_mistakes))
        return [self._match(pair) for pair in pairs]

    def _match(self, pair: Pair) -> Match:
        names = self.name(pair.students[0]), self.name(pair.students[1])
        sides = [
            (self.titles[one.exercise], _side(one, 0, names[0]), _side(one, 1, names[1]))
            for one in pair.evidence
        ]
        return Match(pair, names, sides)


def _side(one: Evidence, which: int, student: str) -> Side:
    lines = one.codes[which].splitlines()
    return Side(student, [(line, n in one.lines[which]) for n, line in enumerate(lines, 1)])


def _hundredths(number: float) -> float:
    return round(number, 2)


def with_code(text: str) -> Markup:
    """Text in which what stands between backticks is set as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


def render(sections: Sequence[Section], now: datetime | None = None) -> str:
    """The page."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["with_code"] = with_code
    style = Markup((TEMPLATES / "report.css").read_text(encoding="utf-8"))
    made = (now or datetime.now(UTC)).strftime("%Y-%m-%d %H:%M UTC")
    template = environment.get_template("report.html.j2")
    return template.render(sections=sections, style=style, made=made)
