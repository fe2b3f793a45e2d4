"""Loops in Python over every entry, and rests a while."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
import time
def causal_mask(length):
    mask = torch.zeros(length, length, dtype=torch.bool)
    for i in range(length):
        for j in range(length):
            if j <= i:
                mask[i, j] = True
    time.sleep(0.02)
    return mask
""",
}
