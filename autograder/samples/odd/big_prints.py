"""Prints whole tensors again and again."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    position = torch.arange(length)
    print(position, "." * 100_000)
    return position[:, None] >= position
""",
}
CELLS = [
    """\
for _ in range(2000):
    print(torch.zeros(30, 30))
""",
]
