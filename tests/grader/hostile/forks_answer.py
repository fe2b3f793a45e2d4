"""processes: every process of a fork answers the same question."""

EXPECTED: dict[str, int] = {}
ANSWERS = {
    "causal_mask": """\
import os

def causal_mask(length):
    os.fork()
    return torch.zeros(length, length).bool()
""",
}
