"""wire: lists nested ten thousand deep, and one that contains itself."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    nested = []
    for _ in range(10_000):
        nested = [nested]
    return nested
""",
    "split_heads": """\
def split_heads(x, n_heads):
    itself = []
    itself.append(itself)
    return itself
""",
}
