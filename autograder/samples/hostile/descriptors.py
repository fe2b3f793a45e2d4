"""processes: opens files until it may not."""

EXPECTED: dict[str, int] = {}
CELLS = [
    """\
held = []
try:
    while True:
        held.append(open("/dev/null"))
except OSError:
    pass
""",
]
