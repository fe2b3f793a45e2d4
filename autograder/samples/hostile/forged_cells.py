"""channel: says that its cells were run, in a form that nobody expects."""

EXPECTED: dict[str, int] = {}
CELLS = [
    """\
import json, os, struct

for said in ([1], [None], [{"printed": {"a": [1]}, "error": 3}], "x", {}):
    header = json.dumps({"cells": said}).encode()
    for fd in range(3, 64):
        try:
            os.write(fd, struct.pack("!II", len(header), 0) + header)
        except OSError:
            pass
""",
]
