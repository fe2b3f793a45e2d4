"""time: every question takes almost as long as it may."""

EXPECTED: dict[str, int] = {}
ANSWERS = {
    "causal_mask": """\
import time
def causal_mask(length):
    time.sleep(1000)
""",
    "padding_mask": """\
def padding_mask(lengths, n_keys):
    time.sleep(1000)
""",
    "split_heads": """\
def split_heads(x, n_heads):
    time.sleep(1000)
""",
    "project": """\
def project(x, w_q, w_k, w_v):
    time.sleep(1000)
""",
}
