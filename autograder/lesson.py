"""Reads a lesson's source: a Jupytext percent notebook whose cells all have a role.

It knows what a cell is and where it stands; whether the lesson is sound is `autograder.rules`'
business, and nothing here runs the lesson's code.
"""

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jupytext

ROLES = ("prose", "setup", "show", "exercise", "check", "test")
HIDDEN_GIVEN = "from llmcourse.checks.observe import observed"  # what every probe may use
JUPYTEXT = {"lines_to_next_cell", "lines_to_end_of_cell_marker"}  # what it notes for itself
SOLUTION = ("### BEGIN SOLUTION", "### END SOLUTION")
HIDDEN = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")
HEADING = re.compile(
    r"^#{2,3} (?P<number>[\d.]+) (?P<title>.+?)\s+(?P<stars>[★☆]{3}) · (?P<minutes>\d+) min"
    r" · (?P<points>\d+) points?$",
    re.MULTILINE,
)


class LessonError(Exception):
    """The source of a lesson is wrong; the message names the file, the line and the remedy."""

    def __init__(self, path: Path, line: int, words: str) -> None:
        super().__init__(f"{path}:{line}: {words}")


@dataclass(frozen=True)
class Cell:
    """One cell of the source; `line` is where its marker stands in the file."""

    role: str
    key: str
    text: str
    line: int
    options: dict[str, Any]

    @property
    def id(self) -> str:
        """Cell id and grade id: an exercise's is its bare key."""
        return self.key if self.role == "exercise" else f"{self.role}-{self.key}"

    @cached_property
    def tree(self) -> ast.Module:
        """The cell's code, its lines numbered as in the file."""
        return ast.increment_lineno(ast.parse(self.text), self.line)

    def region(self, marks: tuple[str, str]) -> str:
        """The lines between two marks, dedented by nothing, without the marks."""
        lines = self.text.splitlines()
        begin, end = (next(i for i, line in enumerate(lines) if line.strip() == m) for m in marks)
        return "\n".join(lines[begin + 1 : end])


@dataclass(frozen=True)
class Exercise:
    """An exercise with all that belongs to it."""

    cell: Cell
    test: Cell
    title: str
    points: int

    @property
    def key(self) -> str:
        return self.cell.key

    @property
    def forbid(self) -> list[str]:
        """What the answer may not call: library functions, and the finished part itself."""
        return [*self.cell.options.get("forbid", []), f"given.{self.key}"]

    @property
    def hidden(self) -> str:
        """The code of the hidden tests, ready to be run after the answer."""
        return f"{HIDDEN_GIVEN}\n{self.test.region(HIDDEN)}"

    @property
    def reference(self) -> str:
        return str(self.cell.options["reference"])


@dataclass(frozen=True)
class Lesson:
    """A lesson as its author wrote it."""

    path: Path
    cells: list[Cell]

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def release(self) -> int:
        return int(self.cells[0].options["release"])

    @cached_property
    def title(self) -> str:
        """The first heading, without its number."""
        first = self.cells[0].text.splitlines()[0]
        return re.sub(r"^#\s*(\d+\s*·\s*)?", "", first)

    def of(self, role: str) -> list[Cell]:
        return [cell for cell in self.cells if cell.role == role]

    def find(self, role: str, key: str) -> Cell | None:
        return next((c for c in self.cells if (c.role, c.key) == (role, key)), None)

    @cached_property
    def exercises(self) -> list[Exercise]:
        """Only meaningful once the rules hold."""
        return [self._exercise(cell) for cell in self.of("exercise")]

    def _exercise(self, cell: Cell) -> Exercise:
        test, prose = self.find("test", cell.key), self.find("prose", cell.key)
        heading = HEADING.search(prose.text) if prose else None
        if test is None or heading is None:
            raise LessonError(self.path, cell.line, "not checked yet: rules.require comes first")
        return Exercise(cell, test, heading["title"].strip(), int(test.options["points"]))

    @property
    def setup(self) -> str:
        """All that is given before any exercise."""
        return "\n\n".join(cell.text for cell in self.of("setup"))


def read(path: Path) -> Lesson:
    """Read a source. Raises LessonError where a cell has no role or more than one."""
    text = path.read_text(encoding="utf-8")
    lines = [n for n, line in enumerate(text.splitlines(), 1) if re.match(r"# %%( |$)", line)]
    cells = jupytext.reads(text, fmt="py:percent").cells
    if not lines or len(lines) != len(cells):
        raise LessonError(path, 1, "the file must begin with a cell marker, `# %%`")
    return Lesson(path, [_cell(path, line, cell) for line, cell in zip(lines, cells, strict=True)])


def _cell(path: Path, line: int, cell: Any) -> Cell:
    options = {key: cell.metadata[key] for key in cell.metadata if key not in JUPYTEXT}
    roles = [role for role in ROLES if role in options]
    if len(roles) != 1:
        found = f"has the roles {', '.join(roles)}" if roles else "has no role"
        raise LessonError(path, line, f"this cell {found}; give it one of {', '.join(ROLES)}")
    role = roles[0]
    key = options.pop(role)
    if not isinstance(key, str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,50}", key):
        raise LessonError(path, line, f"{role}={key!r}: a key is letters, digits, - and _")
    if (role == "prose") != (cell.cell_type == "markdown"):
        raise LessonError(path, line, f"a {cell.cell_type} cell cannot be {role}")
    return Cell(role, key, cell.source, line, options)
