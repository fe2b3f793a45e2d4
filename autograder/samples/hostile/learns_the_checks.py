"""overfitting: knows the visible cases' answers by heart."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    known = {1: [[1]], 2: [[1, 0], [1, 1]], 3: [[1, 0, 0], [1, 1, 0], [1, 1, 1]]}
    return torch.tensor(known.get(length, [[1]])).bool()
""",
}
