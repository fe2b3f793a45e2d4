"""output: exceptions chained and grouped a thousand deep."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    error = ValueError("deep")
    for _ in range(5000):
        error = ExceptionGroup("more", [error])
    raise error
""",
}
