"""memory: shared memory, which a limit on private data does not see."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import mmap, time

def causal_mask(length):
    taken = []
    for _ in range(100):
        taken.append(mmap.mmap(-1, 200_000_000))
        for at in range(0, 200_000_000, 4096):
            taken[-1][at] = 1
    time.sleep(1000)
""",
}
