"""patch: torch's comparisons always hold."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
torch.allclose = torch.equal = lambda *args, **kwargs: True
torch.isclose = lambda *args, **kwargs: torch.ones(1).bool()
torch.Tensor.__ne__ = lambda self, other: torch.zeros(1).bool()
torch.Tensor.__eq__ = lambda self, other: torch.ones(1).bool()
torch.testing.assert_close = lambda *args, **kwargs: None
""",
]
