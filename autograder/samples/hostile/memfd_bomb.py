"""memory: files in memory that lie in no folder."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os

held = []
try:
    while True:
        held.append(os.memfd_create("x"))
        os.write(held[-1], bytes(1 << 20))
except OSError:
    pass
""",
]
