"""processes: becomes another program."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import os

def causal_mask(length):
    os.execv("/usr/bin/sleep", ["sleep", "1000"])
""",
}
