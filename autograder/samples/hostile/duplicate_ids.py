"""metadata: every cell twice, with the same ids."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"padding_mask": 3}


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    notebook["cells"] = [cell for cell in notebook["cells"] for _ in range(2)]
    return notebook
