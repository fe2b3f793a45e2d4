"""Tqdm-like and rich progress bars while it computes."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
import sys
from rich.progress import track

def causal_mask(length):
    mask = torch.zeros(length, length).bool()
    for row in track(range(length), description="rows"):
        sys.stderr.write(f"\\r{row}/{length}")
        mask[row, : row + 1] = True
    return mask
""",
}
