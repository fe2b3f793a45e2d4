"""Tables as CSV that a spreadsheet opens without running anything that stands in them."""

import csv
import io
from collections.abc import Iterable, Sequence

Cell = str | int | float | None
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what looks like one."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(STARTS):
        return f"'{cell}"
    return cell


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The text of a file; numbers with a point, absent values empty."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\r\n")
    for row in [header, *rows]:
        writer.writerow([_plain(guarded(cell)) for cell in row])
    return made.getvalue()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{round(cell, 4):.10g}" if isinstance(cell, float) else str(cell)
