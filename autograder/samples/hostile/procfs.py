"""secrets: environment, memory and roots of other processes."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os

for process in os.listdir("/proc"):
    for name in ("environ", "cmdline", "root", "cwd", "fd"):
        try:
            path = f"/proc/{process}/{name}"
            print(os.listdir(path) if os.path.isdir(path) else open(path).read(), path)
        except OSError:
            pass
""",
]
