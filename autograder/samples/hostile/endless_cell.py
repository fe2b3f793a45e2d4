"""time: one of the learner's own cells never ends."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
while True:
    pass
""",
]
