"""leaves traces: files in every folder that can be written to."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os

def folders():
    for folder, inner, _ in os.walk("/"):
        inner[:] = [name for name in inner if name not in ("proc", "usr", "root", "venv")]
        yield folder

for folder in folders():
    try:
        open(f"{folder}/LEFTOVER", "w").close()
    except OSError:
        pass
""",
]
