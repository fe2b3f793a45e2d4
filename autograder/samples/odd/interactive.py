"""@interact on a cell of its own, and show cells that were edited."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    return torch.arange(length)[:, None] >= torch.arange(length)[None, :]
""",
}
CELLS = [
    """\
from ipywidgets import interact
@interact(n=(1, 5))
def picture(n=2):
    return torch.ones(n)
""",
]
