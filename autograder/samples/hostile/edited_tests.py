"""cells: the tests return full points, and so do the setup cells."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"padding_mask": 3}


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    for cell in notebook["cells"]:
        if cell["metadata"]["llmcourse"]["role"] in ("test", "check", "setup"):
            cell["source"] = "31.0"
            cell["outputs"] = []
    return notebook
