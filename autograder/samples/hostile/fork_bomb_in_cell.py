"""processes: forks without end while its cell runs."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
""",
]
