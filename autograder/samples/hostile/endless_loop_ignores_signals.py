"""time: the answer never returns and catches every interruption."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import signal

signal.signal(signal.SIGALRM, signal.SIG_IGN)

def causal_mask(length):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
""",
}
