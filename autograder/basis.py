"""What marks rest on besides the submission, as hashes: the tests, and what runs and judges."""

import hashlib
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from autograder import COURSE, ROOT, SOLUTIONS, notebook_path
from autograder.sheet import Sheet

PACKAGES = ("torch", "numpy", "safetensors", "ipython", "jaxtyping", "nbgrader", "nbformat")
CODE = ("autograder", "autograder/sandbox", "llmcourse", "llmcourse/checks", "llmcourse/models")


def tests(lesson: str, sheet: Sheet) -> str:
    """A hash of the lesson: its release, source and mistakes, and what the gradebook has of it."""
    source = SOLUTIONS / f"{lesson}.py"
    files = (notebook_path(COURSE, lesson), source, SOLUTIONS / "mistakes" / source.name)
    parts = [path.read_bytes() for path in files if path.exists()]
    return _hash([*parts, sheet.dumps().encode()])


def environment() -> str:
    """A hash of Python, of the packages that compute, and of the code that runs and judges."""
    versions = [f"{name} {version(name)}" for name in PACKAGES]
    words = "\n".join([platform.python_version(), platform.machine(), *versions])
    return _hash([words.encode(), *(path.read_bytes() for path in _code())])


def _code() -> list[Path]:
    return sorted(path for folder in CODE for path in (ROOT / folder).glob("*.py"))


def _hash(parts: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()
