"""Other annotations, defaults and a decorator."""

EXPECTED: dict[str, int] = {"causal_mask": 3}
ANSWERS = {
    "causal_mask": """\
import functools
from typing import Optional

@functools.lru_cache(maxsize=None)
def causal_mask(length: "int", device: Optional[str] = None) -> "torch.BoolTensor":
    position = torch.arange(length, device=device)
    return position[:, None] >= position
""",
}
