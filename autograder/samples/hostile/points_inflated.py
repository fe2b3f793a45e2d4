"""metadata: every test says that it is worth a thousand points."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"padding_mask": 3}


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    for cell in notebook["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"].update(points=1000, grade=True, solution=True)
    notebook["metadata"]["llmcourse"]["exercises"] = {"causal_mask": {"points": 1000}}
    return notebook
