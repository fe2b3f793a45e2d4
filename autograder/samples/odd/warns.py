"""Warnings and prints on stderr."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
import sys, warnings
def causal_mask(length):
    warnings.warn("careful")
    print("loud", file=sys.stderr)
    position = torch.arange(length)
    return position[:, None] >= position
""",
}
