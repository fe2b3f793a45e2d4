"""The lesson of one exercise that the author's guide prints, small enough to break in every way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "authors_guide.md"


def printed(file: str) -> str:
    """The block of code that the guide prints under a file's name."""
    found = re.search(
        rf"^`{re.escape(file)}`:\n\n```python\n(.*?)^```$", GUIDE.read_text("utf-8"), re.M | re.S
    )
    assert found, f"the guide prints no {file}"
    return found[1]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The path of the small lesson, with its mistakes beside it."""
    path = tmp_path / "90_doubling.py"
    path.write_text(printed("solutions/90_doubling.py"), encoding="utf-8")
    (tmp_path / "mistakes").mkdir()
    mistakes = printed("solutions/mistakes/90_doubling.py")
    (tmp_path / "mistakes" / path.name).write_text(mistakes, encoding="utf-8")
    return path
