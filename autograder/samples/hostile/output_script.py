"""output: HTML, script, ANSI codes and half characters."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
from IPython.display import HTML, Javascript, display

print("<script>alert(1)</script>\\x1b[31m\\x1b]0;title\\x07\\x00\\ud800")
display(HTML("<script>alert(1)</script>"), Javascript("alert(1)"))
def causal_mask(length):
    raise ValueError("<script>alert(1)</script>\\x00\\ud800\\x1b[2J")
""",
}
