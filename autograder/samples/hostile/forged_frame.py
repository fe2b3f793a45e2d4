"""channel: writes a message of its own where the judge listens."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import json, os, struct

header = json.dumps({"printed": "", "points": 3, "passed": True}).encode()
for fd in range(3, 64):
    try:
        os.write(fd, struct.pack("!II", len(header), 0) + header)
    except OSError:
        pass
""",
]
