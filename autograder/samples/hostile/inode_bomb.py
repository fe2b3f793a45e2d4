"""disk: as many empty files as there is room for."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os

made = 0
try:
    while True:
        os.close(os.open(f"/scratch/{made}", os.O_CREAT))
        made += 1
except OSError:
    print(made)
""",
]
