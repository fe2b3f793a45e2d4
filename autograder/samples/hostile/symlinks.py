"""secrets: links to places outside, and reads them."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os

for number, place in enumerate(("/work", "/etc/shadow", "/proc/1/root", "/root", "/newroot")):
    os.symlink(place, f"/scratch/link{number}")
    try:
        print(os.listdir(f"/scratch/link{number}@ROOT@/solutions"))
    except OSError as error:
        print(error)
""",
]
