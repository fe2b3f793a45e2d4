"""Indented with tabs, trailing spaces, empty lines."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"causal_mask": 3}

ANSWER = "\n\ndef causal_mask(length):   \n\tposition = torch.arange(length)\n\n\n" + (
    "\treturn position[:, None] >= position   \n\n\n"
)


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    for cell in notebook["cells"]:
        cell["source"] = ANSWER if cell["id"] == "causal_mask" else cell["source"]
    return notebook
