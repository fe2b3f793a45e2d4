"""notebook machine: the display hook shows points."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import sys

sys.displayhook = get_ipython().displayhook = lambda value: 31.0
31.0
""",
]
