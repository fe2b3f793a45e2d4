"""Another kernel's name, and a title with an umlaut."""

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
    kernel = {"name": "conda-env-übung-py", "display_name": "Python (Übung)", "language": "python"}
    notebook["metadata"]["kernelspec"] = kernel
    return notebook
