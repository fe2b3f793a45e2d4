"""output: a hundred cells, each printing all that it may."""

from __future__ import annotations

from typing import Any

from autograder.samples import OWN_CELL

EXPECTED: dict[str, int] = {"padding_mask": 3}


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    for number in range(100):
        made = {**OWN_CELL, "id": f"flood-{number}", "source": "print('x' * 100_000)"}
        notebook["cells"].append(made)
    return notebook
