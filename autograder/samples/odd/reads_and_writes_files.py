"""Notes in files beside the notebook, and temporary ones."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    return positions(length)[:, None] >= positions(length)
""",
}
CELLS = [
    """\
%%writefile mine.py
import torch

def positions(n):
    return torch.arange(n)
""",
    """\
import tempfile
from mine import positions
with tempfile.TemporaryFile() as file:
    torch.save(positions(3), file)
""",
]
