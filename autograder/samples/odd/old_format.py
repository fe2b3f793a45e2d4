"""Saved as nbformat 4.4, which knows no cell ids."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    position = torch.arange(length)
    return position[:, None] >= position
""",
}


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    notebook["nbformat_minor"] = 4
    for cell in notebook["cells"]:
        del cell["id"]
    return notebook
