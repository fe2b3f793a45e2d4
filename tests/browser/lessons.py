"""What holds for every lesson in a real JupyterLab: it runs offline, its controls move by key."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.browser.lab import Lab

MOVES = {"range": ("ArrowRight", "ArrowLeft"), "select": ("ArrowDown", "ArrowUp")}


def check_lesson(lab: Lab, n_widgets: int) -> None:
    """After "Run All": no error, no request to elsewhere, so many widgets, all of them usable."""
    sections = lab.page.locator(".lc")
    sections.nth(n_widgets - 1).wait_for()
    assert lab.blocked == []
    assert lab.errors == []
    wrong = lab.page.locator(".jp-OutputArea-output[data-mime-type*=error]")
    assert wrong.all_inner_texts() == []
    assert sections.count() == n_widgets
    for at in range(n_widgets):
        section = sections.nth(at)
        title = section.get_attribute("aria-label")
        section.scroll_into_view_if_needed()
        inputs = section.locator("input:visible:enabled, select:visible:enabled")
        assert inputs.count(), f"nothing moves in {title}"
        for number in range(inputs.count()):
            assert moves(inputs.nth(number), section), (title, number)


def moves(control: Locator, section: Locator) -> bool:
    """Whether a key press changes the widget, and the focus stays where it was."""
    kind = control.get_attribute("type") or "select"
    control.focus()
    if kind == "text":
        before = drawn(section)
        control.press_sequentially(" a")
        return drawn(section) != before
    for key in MOVES.get(kind, ("Space",)):
        before = drawn(section)
        control.press(key)
        if not control.evaluate("node => node === document.activeElement"):
            return False
        if drawn(section) != before:
            return True
    return False


def drawn(section: Locator) -> str:
    """All that is shown: text, lines, colors, and what canvases hold."""
    return str(
        section.evaluate(
            "node => node.innerHTML + [...node.querySelectorAll('canvas')]"
            ".map(canvas => canvas.toDataURL()).join()"
            " + [...node.querySelectorAll('input, select')]"
            ".map(input => [input.value, input.checked, input.selectedIndex]).join()"
        )
    )


def widget(lab: Lab, title: str) -> Locator:
    """The widget with this title, scrolled into view."""
    found = lab.page.get_by_role("region", name=title, exact=True)
    found.scroll_into_view_if_needed()
    return found


def finding(section: Locator) -> str:
    """The sentence that says what is to be seen."""
    return section.locator(".lc-finding").inner_text()
