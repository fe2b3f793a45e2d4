"""wire: sends an empty list, so that nothing is compared."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import llmcourse.wire as wire

honest = wire.dumps
wire.dumps = lambda answer: honest([] if type(answer) is list else answer)
def causal_mask(length):
    return None
""",
}
