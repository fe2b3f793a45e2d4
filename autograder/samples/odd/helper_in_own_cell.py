"""The answer uses a function from a cell of its own."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    return positions(length)[:, None] >= positions(length)
""",
}
CELLS = [
    """\
def positions(n):
    return torch.arange(n)
""",
]
