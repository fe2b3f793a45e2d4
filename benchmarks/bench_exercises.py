"""Every known answer to every exercise over twenty seeds: does each exercise really grade?

Writes exercises.json and exercises.md beside this file, and ends with 1 if any exercise does not.
It measures no time that anything depends on.
"""

import json
import sys
from pathlib import Path
from typing import Any

from rich.console import Console

from autograder import SOLUTIONS
from autograder.answers import load_book
from autograder.lesson import read
from autograder.matrix import Matrix, examine
from autograder.records import record
from benchmarks.machine import stamp

SEEDS = 20
HERE = Path(__file__).parent
COMMAND = "make bench"


def matrices(console: Console) -> dict[str, list[Matrix]]:
    """All lessons' tables, printed as they come."""
    found: dict[str, list[Matrix]] = {}
    for path in sorted(SOLUTIONS.glob("[0-9][0-9]_*.py")):
        lesson = read(path)
        if lesson.exercises:
            book = load_book(lesson)
            known = record(lesson, book).exercises
            found[lesson.name] = examine(lesson, book, known, range(SEEDS))
            for matrix in found[lesson.name]:
                console.print(matrix.table())
    return found


def row(matrix: Matrix) -> dict[str, Any]:
    """One exercise in numbers: answers tried, and how many came out as they should."""
    kinds = {kind: [r for r in matrix.rows if r.kind == kind] for kind in ("mistake", "variant")}
    return {
        "exercise": matrix.exercise,
        "checks": len(matrix.checks),
        "mistakes": len(kinds["mistake"]),
        "mistakes_that_ever_passed": sum(bool(r.passed) for r in kinds["mistake"]),
        "variants": len(kinds["variant"]),
        "variants_that_ever_failed": sum(r.passed < matrix.seeds for r in kinds["variant"]),
        "complaints": matrix.complaints,
    }


def page(rows: dict[str, list[dict[str, Any]]]) -> str:
    """The table that people read."""
    lines = ["# Exercises against their known answers", "", *stamp(COMMAND), ""]
    lines += [f"Every answer was judged with {SEEDS} seeds.", ""]
    lines += ["| lesson | exercise | mistakes | ever passed | variants | ever failed | checks |"]
    lines += ["| --- | --- | --- | --- | --- | --- | --- |"]
    for lesson, found in rows.items():
        for r in found:
            numbers = (
                r["mistakes"],
                r["mistakes_that_ever_passed"],
                r["variants"],
                r["variants_that_ever_failed"],
                r["checks"],
            )
            lines.append(f"| {lesson} | {r['exercise']} | {' | '.join(map(str, numbers))} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    console = Console()
    rows = {name: [row(m) for m in found] for name, found in matrices(console).items()}
    text = json.dumps({"seeds": SEEDS, "command": COMMAND, "lessons": rows}, indent=1)
    (HERE / "exercises.json").write_text(text + "\n", encoding="utf-8")
    (HERE / "exercises.md").write_text(page(rows), encoding="utf-8")
    complaints = [c for found in rows.values() for r in found for c in r["complaints"]]
    for words in complaints:
        console.print(f"✗ {words}")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
