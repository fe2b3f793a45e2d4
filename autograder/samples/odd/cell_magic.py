"""%%time stands over the answer."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
%%time
def causal_mask(length):
    return torch.arange(length)[:, None] >= torch.arange(length)
""",
}
