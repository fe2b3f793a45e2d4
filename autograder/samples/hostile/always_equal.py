"""forged value: an object that equals everything."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
class Equal:
    def __eq__(self, other):
        return True

    def __getattr__(self, name):
        return Equal()

    def __call__(self, *args):
        return Equal()

def causal_mask(length):
    return Equal()
""",
}
