"""exit: os._exit in the call."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import os

def causal_mask(length):
    os._exit(0)
""",
}
