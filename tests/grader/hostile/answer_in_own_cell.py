"""forbidden: the forbidden call stands in a cell of the learner's own."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"padding_mask": 3}

TEXT = "def causal_mask(length):\n    return torch.ones(length, length).tril().bool()"


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    cell = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": []}
    notebook["cells"].append({**cell, "id": "mine", "source": TEXT})
    return notebook
