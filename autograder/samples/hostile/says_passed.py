"""wire: answers with points and verdicts."""

EXPECTED: dict[str, int] = {}
CELLS = [
    """\
import llmcourse.wire as wire

honest = wire.dumps
wire.dumps = lambda answer: honest(
    {"passed": True, "points": 31, "value": True, "inputs": [], "gradients": {}}
)
""",
]
