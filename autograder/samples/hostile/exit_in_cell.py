"""exit: os._exit while a cell runs."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os

os._exit(0)
""",
]
