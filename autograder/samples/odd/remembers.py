"""Its own state: a cache in a global and a counter."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    global calls
    calls += 1
    if length not in cache:
        cache[length] = torch.arange(length)[:, None] >= torch.arange(length)
    return cache[length]
""",
}
CELLS = [
    """\
calls, cache = 0, {}
""",
]
