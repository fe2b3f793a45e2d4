"""forbidden: hands in the finished part itself."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    return given.causal_mask(length)
""",
}
