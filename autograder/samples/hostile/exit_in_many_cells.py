"""exit: one cell after another ends the process."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os; os._exit(0)
""",
    """\
import os; os._exit(1)
""",
    """\
import os; os.abort()
""",
    """\
import os; os.kill(os.getpid(), 9)
""",
    """\
import os; os.kill(os.getpid(), 11); os._exit(0)
""",
    """\
import ctypes; ctypes.string_at(0)
""",
]
