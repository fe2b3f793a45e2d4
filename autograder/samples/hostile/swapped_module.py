"""patch: sys.modules holds the learner's own llmcourse and torch."""

EXPECTED: dict[str, int] = {}
CELLS = [
    """\
import sys, types

for name in [name for name in sys.modules if name.startswith(("llmcourse", "inmate", "frames"))]:
    sys.modules[name] = types.ModuleType(name)
""",
]
