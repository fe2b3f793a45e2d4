"""cells: no tests, no checks, no setup."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"padding_mask": 3}


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    gone = ("test", "check", "setup")
    cells = notebook["cells"]
    notebook["cells"] = [c for c in cells if c["metadata"]["llmcourse"]["role"] not in gone]
    return notebook
