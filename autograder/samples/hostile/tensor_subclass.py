"""forged value: a tensor whose comparisons all hold."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
class Agreeable(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        return torch.ones(1).bool() if "eq" in function.__name__ else args[0]

def causal_mask(length):
    return torch.zeros(length, length).bool().as_subclass(Agreeable)
""",
}
