"""processes: detaches a child into a session of its own to outlive the grading."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os, time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for fd in range(256):
            try:
                os.close(fd)
            except OSError:
                pass
        time.sleep(1000)
    os._exit(0)
""",
]
