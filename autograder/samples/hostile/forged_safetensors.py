"""wire: answers are damaged, each in another way."""

EXPECTED: dict[str, int] = {}
ANSWERS = {
    "causal_mask": """\
import itertools, json, struct
import llmcourse.wire as wire

def message(header, data=b""):
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data

tensor = {"dtype": "BOOL", "shape": [1, 1], "data_offsets": [0, 1]}
forged = itertools.cycle([
    b"", b"{}", b"\\xff" * 64,
    message({"__metadata__": {"wire": '{"tensor": ["0"]}'}, "0": tensor}, b"\\2"),
    message({"__metadata__": {"wire": '{"tensor": ["0", 5, 5]}'}, "0": tensor}, b"\\1"),
    message({"__metadata__": {"wire": "[" * 50_000}}),
    message({"__metadata__": {"wire": '{"dict": [[[], 1]]}'}}),
    message({"__metadata__": {"wire": '{"float": "passed"}'}}),
    message({"__metadata__": {"wire": "null"}, "0": {**tensor, "shape": [2**40, 2**40]}}, b"\\1"),
])
wire.dumps = lambda answer: next(forged)
def causal_mask(length):
    return None
""",
}
