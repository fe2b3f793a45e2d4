"""output: a hundred cells, each printing all that it may."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"padding_mask": 3}


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    cell = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
    for number in range(100):
        made = {**cell, "id": f"flood-{number}", "source": "print('x' * 100_000)"}
        notebook["cells"].append(made)
    return notebook
