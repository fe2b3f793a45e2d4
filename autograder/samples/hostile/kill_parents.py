"""escape: kills everything that it can name."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os, signal

for process in (os.getppid(), 2, 3, 4, 5, -os.getpgrp() or -1, -1):
    try:
        os.kill(process, signal.SIGKILL)
    except OSError as error:
        print(error)
""",
]
