"""forbidden: the forbidden call stands in a cell of the learner's own."""

from __future__ import annotations

from typing import Any

from autograder.samples import OWN_CELL

EXPECTED: dict[str, int] = {"padding_mask": 3}

TEXT = "def causal_mask(length):\n    return torch.ones(length, length).tril().bool()"


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    notebook["cells"].append({**OWN_CELL, "id": "mine", "source": TEXT})
    return notebook
