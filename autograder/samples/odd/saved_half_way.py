"""Saved while a cell ran: answers half typed, outputs of errors."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    return torch.arange(length)[:, None] >= torch.arange(length)
""",
    "padding_mask": """\
def padding_mask(lengths, n_keys):
    real = torch.arange(
""",
}

ERROR = {"output_type": "error", "ename": "KeyboardInterrupt", "evalue": "", "traceback": []}


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"], cell["outputs"] = None, [ERROR]
    return notebook
