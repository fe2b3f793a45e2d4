"""time: an own cell never ends and blocks the alarm."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import signal

signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True:
    pass
""",
]
