"""escape: attaches to process 1 and to its parent."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import ctypes, os

libc = ctypes.CDLL(None, use_errno=True)
if os.fork() == 0:
    for process in (os.getppid(), 0, 2, 3):
        if process != 1:
            print(libc.ptrace(16, process, 0, 0))
    os._exit(0)
os.wait()
""",
]
