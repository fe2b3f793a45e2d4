"""The exercise's cell is copied and answered in the copy."""

from __future__ import annotations

import copy
from typing import Any

EXPECTED: dict[str, int] = {"causal_mask": 3}

ANSWER = """def causal_mask(length):
    position = torch.arange(length)
    return position[:, None] >= position"""


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    at = next(i for i, cell in enumerate(notebook["cells"]) if cell["id"] == "causal_mask")
    second = copy.deepcopy(notebook["cells"][at])
    second["source"] = ANSWER
    notebook["cells"].insert(at + 1, second)
    return notebook
