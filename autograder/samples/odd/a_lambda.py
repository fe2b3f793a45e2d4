"""The answer is a lambda."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
causal_mask = lambda n: torch.arange(n)[:, None] >= torch.arange(n)
""",
}
