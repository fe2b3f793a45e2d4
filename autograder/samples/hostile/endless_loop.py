"""time: the answer never returns."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    while True:
        pass
""",
}
