"""time: what it raises cannot be turned into text."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
class Endless(Exception):
    def __str__(self):
        while True:
            pass

def causal_mask(length):
    raise Endless
""",
}
