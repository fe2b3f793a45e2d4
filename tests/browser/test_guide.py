"""The widget that the author's guide prints works as it is printed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from llmcourse.widgets import base
from tests.browser.conftest import OpenPage

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "authors_guide.md"


def printed(file: str) -> str:
    pattern = rf"^`{re.escape(file)}`:\n\n```\w+\n(.*?)^```$"
    found = re.search(pattern, GUIDE.read_text(encoding="utf-8"), re.M | re.S)
    assert found, f"the guide prints no {file}"
    return found[1]


def test_the_guides_widget(
    open_page: OpenPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    static = tmp_path / "static"
    shutil.copytree(base.STATIC, static)
    (static / "square.js").write_text(printed("llmcourse/widgets/static/square.js"))
    monkeypatch.setattr(base, "STATIC", static)
    base.static_text.cache_clear()
    names: dict[str, Any] = {"__name__": "square"}
    exec(printed("llmcourse/widgets/square.py"), names)
    widget = names["Square"](top=12)
    page = open_page(widget)
    number = page.get_by_label("Number")
    for expected in range(1, 13):
        number.press("ArrowRight")
        assert page.inner_text(".lc-finding") == (
            f"The square of {expected} is {names['square'](expected)}."
        )
    assert widget.png().startswith(b"\x89PNG")
    assert "At first: the square of 0 is 0." in widget.describe()
