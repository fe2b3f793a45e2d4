"""cells: labels of the wrong form on cells of the learner's own."""

from __future__ import annotations

from typing import Any

from autograder.samples import OWN_CELL

EXPECTED: dict[str, int] = {"padding_mask": 3}

LABELS = ["text", 5, None, ["setup"], {"role": "test"}, {"role": ["setup"], "key": {}}]


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    cell = {**OWN_CELL, "source": "1 / 0"}
    for number, label in enumerate(LABELS):
        made = {**cell, "id": f"odd-{number}", "metadata": {"llmcourse": label}}
        notebook["cells"].append(made)
    return notebook
