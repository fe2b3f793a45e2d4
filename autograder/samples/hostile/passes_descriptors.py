"""channel: sends descriptors along with its answer."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os, socket

line = socket.socket(fileno=os.dup(3))
socket.send_fds(line, [b"\\0\\0\\0\\2\\0\\0\\0\\0{}"], [0] * 50)
""",
]
