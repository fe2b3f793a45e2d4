"""processes: threads that go on computing beside all other answers."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import threading

def spin():
    while True:
        sum(range(1000))

threading.Thread(target=spin).start()
""",
]
