"""channel: announces four gigabytes."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os

for fd in range(3, 64):
    try:
        os.write(fd, b"\\xff" * 8 + b"x" * 1000)
    except OSError:
        pass
""",
]
