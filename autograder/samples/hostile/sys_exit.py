"""exit: sys.exit, exit() and KeyboardInterrupt."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import sys
def causal_mask(length):
    sys.exit(0)
""",
    "split_heads": """\
def split_heads(x, n_heads):
    raise KeyboardInterrupt
""",
}
CELLS = [
    """\
exit()
""",
    """\
quit()
""",
]
