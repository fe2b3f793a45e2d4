"""channel: closes every descriptor."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import os

def causal_mask(length):
    os.closerange(0, 1000)
""",
}
