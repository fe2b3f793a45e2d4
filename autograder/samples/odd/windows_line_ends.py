"""Line ends of Windows in every cell."""

from __future__ import annotations

from typing import Any

EXPECTED: dict[str, int] = {"attention": 4}
ANSWERS = {
    "attention": """\
def attention(query, key, value, mask=None):
    scores = given.scaled_scores(query, key)
    if mask is not None:
        scores = scores.masked_fill(~mask, float("-inf"))
    weights = scores.softmax(-1)
    return weights @ value, weights
""",
}


def tamper(notebook: dict[str, Any]) -> dict[str, Any]:
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")
    return notebook
