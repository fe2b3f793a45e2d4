"""forged value: an object whose __class__ says that it is a tensor."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
class Liar:
    __class__ = torch.Tensor
    shape = (1, 1)
    dtype = torch.bool

def causal_mask(length):
    return Liar()
""",
}
