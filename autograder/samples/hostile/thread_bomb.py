"""processes: starts threads until it may not."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import threading, time

def causal_mask(length):
    while True:
        threading.Thread(target=time.sleep, args=(1000,)).start()
""",
}
