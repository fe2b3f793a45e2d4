"""cells: one cell of three megabytes."""

from __future__ import annotations

from typing import Any

from autograder.samples import OWN_CELL

EXPECTED: dict[str, int] = {"padding_mask": 3}


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    notebook["cells"].append({**OWN_CELL, "id": "huge", "source": "x = '" + "x" * 3_000_000 + "'"})
    return notebook
