"""exit: a timer ends the process in the middle of a call."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import os, threading, time

def causal_mask(length):
    threading.Timer(0.05, os._exit, (0,)).start()
    time.sleep(1000)
""",
}
