"""exit: an exit handler sends an answer of its own."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import atexit, os

def last():
    for fd in range(3, 20):
        try:
            os.write(fd, b"\\0\\0\\0\\x02\\0\\0\\0\\0{}")
        except OSError:
            pass

atexit.register(last)
def causal_mask(length):
    raise SystemExit
""",
}
