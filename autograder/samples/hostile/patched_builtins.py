"""patch: len, isinstance, type, print and exec."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import builtins

builtins.len = lambda value: 1
builtins.isinstance = lambda value, kind: True
builtins.exec = lambda *args: None
""",
]
