"""memory: each process takes less than it may, all together take too much."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import os, time

def causal_mask(length):
    for _ in range(12):
        if os.fork() == 0:
            taken = bytearray(os.urandom(1000)) * 200_000
            time.sleep(1000)
    time.sleep(1000)
""",
}
