"""What every widget's page must be: usable by keyboard, accessible, no wider than the window."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def press(page: Page, label: str, key: str, times: int = 1) -> None:
    """Press a key on a control."""
    page.get_by_label(label, exact=True).focus()
    for _ in range(times):
        page.keyboard.press(key)


def check_looks(page: Page, width: int) -> None:
    """No finding of axe, nothing that sticks out of the page, and no control that is cut off."""
    found = Axe().run(page).response
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".lc-control, .lc-toggle").evaluate_all(
        "(all) => all.every((c) => c.hidden || c.scrollWidth <= c.clientWidth + 1)"
    )
