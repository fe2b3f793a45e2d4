"""The answer's cell is split: a helper above, the function below without a label."""

from __future__ import annotations

from typing import Any

from autograder.samples import OWN_CELL

EXPECTED: dict[str, int] = {"causal_mask": 3}

HELPER = "def upright(position):\n    return position[:, None]"
ANSWER = """def causal_mask(length):
    position = torch.arange(length)
    return upright(position) >= position"""


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    at = next(i for i, cell in enumerate(notebook["cells"]) if cell["id"] == "causal_mask")
    notebook["cells"][at]["source"] = HELPER
    notebook["cells"].insert(at + 1, {**OWN_CELL, "id": "below", "source": ANSWER})
    return notebook
