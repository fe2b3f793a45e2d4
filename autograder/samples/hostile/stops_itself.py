"""time: SIGSTOP, so that it neither answers nor ends."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import os, signal

def causal_mask(length):
    if os.fork() == 0:
        os.kill(1, signal.SIGSTOP)
        os._exit(0)
    signal.raise_signal(signal.SIGSTOP)
    signal.pause()
""",
}
