"""processes: both processes of a fork answer the same question, and so the next one too."""

EXPECTED: dict[str, int] = {}
ANSWERS = {
    "causal_mask": """\
import os

def causal_mask(length):
    if length == 1:
        os.fork()
    return torch.zeros(length, length).bool()
""",
}
