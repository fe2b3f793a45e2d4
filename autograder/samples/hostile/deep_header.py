"""channel: a header that is nested a hundred thousand deep."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import os, struct

def causal_mask(length):
    text = b"[" * 100_000
    os.write(3, struct.pack("!II", len(text), 0) + text)
    os._exit(0)
""",
}
