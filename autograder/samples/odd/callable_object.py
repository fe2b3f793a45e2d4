"""The answer is an object with __call__."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
class CausalMask(torch.nn.Module):
    def forward(self, length):
        position = torch.arange(length)
        return position[:, None] >= position

causal_mask = CausalMask()
""",
}
