"""Cells of its own raise, and the answers do not care."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    return torch.arange(length)[:, None] >= torch.arange(length)
""",
}
CELLS = [
    """\
undefined_name
""",
    """\
def broken(:
""",
    """\
raise SystemExit
""",
]
