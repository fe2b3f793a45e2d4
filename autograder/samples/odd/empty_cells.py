"""Empty cells everywhere, and a markdown cell with script in it."""

from __future__ import annotations

from typing import Any

from autograder.samples import OWN_CELL

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    return torch.arange(length)[:, None] >= torch.arange(length)
""",
}


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    script = {"cell_type": "markdown", "metadata": {}, "source": "<script>alert(1)</script>"}
    raw = {"cell_type": "raw", "metadata": {}, "source": "what I tried"}
    more = []
    for number, cell in enumerate(notebook["cells"]):
        more += [cell, {**OWN_CELL, "id": f"empty-{number}", "source": " \n" * (number % 3)}]
    notebook["cells"] = [*more, {**script, "id": "script"}, {**raw, "id": "raw"}]
    return notebook
