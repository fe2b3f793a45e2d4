"""channel: reads the judge's questions before they are asked."""

EXPECTED: dict[str, int] = {}
CELLS = [
    """\
import os, threading

def listen():
    while True:
        print(os.read(3, 1 << 16))

threading.Thread(target=listen).start()
""",
]
