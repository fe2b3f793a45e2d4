"""Sets seeds, threads, printing and default dtype options for itself."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
def causal_mask(length):
    return torch.arange(length)[:, None] >= torch.arange(length)
""",
}
CELLS = [
    """\
torch.set_num_threads(2)
torch.manual_seed(1)
torch.set_printoptions(precision=2)
torch.autograd.set_detect_anomaly(False)
""",
]
