"""patch: the finished parts return the learner's own wrong answer."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
given.causal_mask = lambda length: torch.zeros(length, length).bool()
def causal_mask(length):
    return torch.zeros(length, length).bool()
""",
}
