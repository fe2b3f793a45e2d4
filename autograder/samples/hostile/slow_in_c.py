"""time: one call into C that no signal interrupts."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    return 3 ** (3**18) and None
""",
}
