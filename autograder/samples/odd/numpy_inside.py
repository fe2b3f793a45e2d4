"""Computes in numpy and turns the result into a tensor."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
import numpy as np
def causal_mask(length):
    return torch.from_numpy(np.fromfunction(lambda i, j: i >= j, (length, length)))
""",
}
