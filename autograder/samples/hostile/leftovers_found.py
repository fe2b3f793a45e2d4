"""leaves traces: looks for what the submission before it has left."""

EXPECTED: dict[str, int] = {"padding_mask": 3}
ANSWERS = {
    "causal_mask": """\
import os

found = [place for place in ("/", "/tmp", "/dev", "/dev/shm", "/scratch", "/course", "/var/tmp")
         if os.path.exists(f"{place}/LEFTOVER")]
if found:
    def causal_mask(length):
        position = torch.arange(length)
        return position[:, None] >= position
""",
}
