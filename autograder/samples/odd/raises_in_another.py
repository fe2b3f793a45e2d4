"""One answer raises, the others count."""

EXPECTED: dict[str, int] = {"causal_mask": 3, "split_heads": 3}
ANSWERS = {
    "project": """\
def project(x, w_q, w_k, w_v):
    raise ValueError("I do not know")
""",
    "causal_mask": """\
def causal_mask(length):
    return torch.arange(length)[:, None] >= torch.arange(length)
""",
    "split_heads": """\
def split_heads(x, n_heads):
    batch, time, d_model = x.shape
    return x.view(batch, time, n_heads, -1).permute(0, 2, 1, 3)
""",
}
