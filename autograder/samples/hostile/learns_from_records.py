"""overfitting: looks its answers up in the data of the visible checks."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
from llmcourse.checks import records

data = records.load("03_attention").exercises["causal_mask"]
table = {c.args["length"]: o.value for c, o in zip(data.cases, data.expected)}
def causal_mask(length):
    return table[length]
""",
}
