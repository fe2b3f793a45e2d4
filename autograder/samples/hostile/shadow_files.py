"""patch: modules written beside the notebook shadow the course's."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
CELLS = [
    """\
import os, sys

os.makedirs("/scratch/llmcourse", exist_ok=True)
for name in ("llmcourse/__init__", "torch", "json", "frames", "inmate", "sitecustomize"):
    with open(f"/scratch/{name}.py", "w") as file:
        file.write("raise SystemExit")
sys.path.insert(0, "/scratch")
""",
]
