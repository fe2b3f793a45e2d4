"""cells: brackets nested so deep that a parser gives up."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"padding_mask": 3}


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    for cell in notebook["cells"]:
        if cell["id"] == "causal_mask":
            cell["source"] = "def causal_mask(n):\n    return " + "(" * 5000 + "1" + ")" * 5000
        if cell["id"] == "split_heads":
            cell["source"] = "def split_heads(x, n):\n    return " + "-" * 20_000 + "1"
        if cell["id"] == "project":
            cell["source"] = "def project(x):\n    return 'a\0b\ud800'"
    return notebook
