"""memory: returns a tensor of 40 GB that takes no memory here."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    return torch.zeros(1).expand(10_000_000_000)
""",
}
