"""forbidden: the forbidden call hides under a cell magic."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
%%time
def causal_mask(length):
    return torch.ones(length, length).tril().bool()
""",
}
