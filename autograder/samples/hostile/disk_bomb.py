"""disk: fills its folder and shared memory."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os

for folder in ("/scratch", "/dev/shm"):
    for number in range(100):
        try:
            with open(f"{folder}/{number}", "wb") as file:
                file.write(bytes(8 << 20))
        except OSError:
            break
""",
]
