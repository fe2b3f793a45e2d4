"""memory: allocates until it may not."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    taken = []
    while True:
        taken.append(bytearray(100_000_000))
""",
}
