"""channel: random bytes to every descriptor."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os

for fd in range(3, 64):
    try:
        os.write(fd, os.urandom(5000))
    except OSError:
        pass
""",
]
