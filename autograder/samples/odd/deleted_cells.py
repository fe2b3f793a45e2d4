"""Everything but the answered cell is deleted."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"padding_mask": 3}

ANSWER = """def padding_mask(lengths, n_keys):
    return (torch.arange(n_keys) < lengths[:, None])[:, None, None]"""


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    kept = [cell for cell in notebook["cells"] if cell["id"] == "padding_mask"]
    kept[0]["source"] = ANSWER
    notebook["cells"] = kept
    return notebook
