"""Earlier drafts with a forbidden call stand in cells above."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    return torch.arange(length)[:, None] >= torch.arange(length)
""",
}
CELLS = [
    """\
def causal_mask(length):
    return torch.ones(length, length).tril().bool()
""",
]
