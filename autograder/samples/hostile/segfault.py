"""crash: writes to address 0."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import ctypes

def causal_mask(length):
    ctypes.memset(0, 1, 1)
""",
}
