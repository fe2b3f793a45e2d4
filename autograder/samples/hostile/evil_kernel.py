"""metadata: a kernel that starts another program, and megabytes of metadata."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"padding_mask": 3}


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    notebook["metadata"]["kernelspec"] = {
        "name": "../../../../tmp/evil",
        "display_name": "<script>",
        "argv": ["/bin/sh", "-c", "touch /tmp/evil"],
    }
    notebook["metadata"]["huge"] = ["x" * 1000] * 5000
    return notebook
