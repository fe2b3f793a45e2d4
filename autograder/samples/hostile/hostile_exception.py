"""output: an exception whose parts all misbehave."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
class Name(type):
    @property
    def __name__(cls):
        raise SystemExit

class Evil(BaseException, metaclass=Name):
    def __str__(self):
        raise Evil
    __repr__ = __format__ = __str__

    @property
    def __class__(self):
        raise KeyboardInterrupt

    @property
    def __traceback__(self):
        raise MemoryError

def causal_mask(length):
    raise Evil
""",
    "split_heads": """\
class Shout(str):
    def __getitem__(self, key):
        return self * 100
    def partition(self, word):
        return self, self, self

class Odd(Exception):
    def __str__(self):
        return Shout("!" * 100_000)

def split_heads(x, n_heads):
    raise Odd
""",
}
