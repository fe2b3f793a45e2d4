"""As Colab saves it: its own metadata, other ids, our labels kept."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    return torch.arange(length)[:, None] >= torch.arange(length)
""",
}


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    notebook["metadata"]["colab"] = {"provenance": []}
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] |= {"id": f"x{number}", "colab": {"base_uri": "https://localhost:8080/"}}
        cell["id"] = f"x{number}"
    return notebook
