"""%timeit, %matplotlib and a shell command among the code."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    return torch.arange(length)[:, None] >= torch.arange(length)
%timeit -n1 -r1 causal_mask(3)
""",
}
CELLS = [
    """\
%matplotlib inline
!echo hello
files = !ls
%timeit -n1 -r1 torch.arange(3)
%env LANG
""",
]
