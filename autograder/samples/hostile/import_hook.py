"""patch: an import hook that answers for every module."""

EXPECTED: dict[str, int] = {}
CELLS = [
    """\
import sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        raise ImportError("not today")

sys.meta_path.insert(0, Finder())
sys.modules.pop("llmcourse.checks.observe", None)
""",
]
