"""output: 100 MB in lines, on one line, and on the descriptors."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os

print("x" * 100_000_000)
for _ in range(1000):
    print("y" * 100)
os.write(1, b"z" * 10_000_000)
os.write(2, b"z" * 10_000_000)
""",
]
