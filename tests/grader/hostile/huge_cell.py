"""cells: one cell of three megabytes."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"padding_mask": 3}


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    cell = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
    notebook["cells"].append({**cell, "id": "huge", "source": "x = '" + "x" * 3_000_000 + "'"})
    return notebook
