"""crash: recursion without end, the limit lifted, until the stack overflows."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import sys

sys.setrecursionlimit(10**9)

def causal_mask(length):
    return causal_mask(length) or causal_mask(length)
""",
}
