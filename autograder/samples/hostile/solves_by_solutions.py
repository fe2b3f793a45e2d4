"""secrets: takes its answers from the instructor's file."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import pathlib

text = ""
for place in ("@ROOT@/solutions", "../../../solutions", "../../solutions", "/course/solutions"):
    for path in pathlib.Path(place).rglob("*03_attention*"):
        text += path.read_text()
exec(text.partition("### BEGIN SOLUTION")[2] or "def causal_mask(length): return None")
""",
}
