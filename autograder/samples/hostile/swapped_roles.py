"""cells: labels and ids are exchanged between cells."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"padding_mask": 3}

ANSWER = "def causal_mask(length):\n    return None"


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    for cell in notebook["cells"]:
        if cell["metadata"]["llmcourse"] == {"role": "test", "key": "causal_mask"}:
            cell["cell_type"] = "markdown"
            cell["metadata"]["llmcourse"] = {"role": "prose", "key": "causal_mask"}
        if cell["id"] == "test-split_heads":
            cell["metadata"]["llmcourse"] = {"role": "exercise", "key": "causal_mask"}
            cell["source"] = ANSWER
    return notebook
