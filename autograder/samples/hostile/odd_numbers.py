"""wire: integers of a thousand digits, nan, infinities and huge shapes."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import llmcourse.wire as wire

def causal_mask(length):
    return [2**4000, -(2**4000), float("nan"), float("inf"), complex("nan"), torch.zeros(0, 2**40)]
""",
    "split_heads": """\
def split_heads(x, n_heads):
    return 2**4000
""",
    "project": """\
def project(x, w_q, w_k, w_v):
    return 2**4000, {float("nan"): 1}, {(): b"x"}
""",
}
