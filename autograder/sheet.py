"""What the gradebook says of a lesson's cells, as plain data that a worker can be handed.

nbgrader's own step that puts released cells back asks it what it would ask the gradebook.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from nbgrader.api import Gradebook, MissingEntry

Cell = TypeVar("Cell")


@dataclass(frozen=True)
class SourceCell:
    """A released cell: its text with solutions and hidden tests, and its checksum."""

    cell_type: str
    locked: bool
    source: str
    checksum: str


@dataclass(frozen=True)
class GradedCell:
    """A cell with points."""

    max_score: float


@dataclass(frozen=True)
class Sheet:
    """A lesson's cells by grade id, and its kernel."""

    kernel: dict[str, Any] | None
    sources: dict[str, SourceCell]
    graded: dict[str, GradedCell]

    @staticmethod
    def of(gradebook: Gradebook, lesson: str) -> "Sheet":
        """Read it. Raises MissingEntry for a lesson that was never released."""
        notebook = gradebook.find_notebook(lesson, lesson)
        return Sheet(
            json.loads(notebook.kernelspec) if notebook.kernelspec else None,
            {
                cell.name: SourceCell(cell.cell_type, cell.locked, cell.source, cell.checksum)
                for cell in notebook.source_cells
            },
            {cell.name: GradedCell(cell.max_score) for cell in notebook.grade_cells},
        )

    def dumps(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)

    @staticmethod
    def loads(text: str) -> "Sheet":
        found = json.loads(text)
        return Sheet(
            found["kernel"],
            {name: SourceCell(**cell) for name, cell in found["sources"].items()},
            {name: GradedCell(**cell) for name, cell in found["graded"].items()},
        )

    def find_source_cell(self, name: str, notebook: str, assignment: str) -> SourceCell:
        return _found(self.sources, name)

    def find_graded_cell(self, name: str, notebook: str, assignment: str) -> GradedCell:
        return _found(self.graded, name)


def _found(cells: dict[str, Cell], name: str) -> Cell:
    if name not in cells:
        raise MissingEntry(f"no cell {name}")
    return cells[name]
