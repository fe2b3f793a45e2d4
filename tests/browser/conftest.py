"""One headless Chromium for all browser tests, and pages that allow neither errors nor requests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, sync_playwright

from autograder import SOLUTIONS
from autograder.build import notebook
from autograder.lesson import read
from llmcourse.gemini.keys import VARIABLES
from llmcourse.widgets import CourseWidget
from tests.browser.lab import Lab

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; skips, naming the Debian package, without one."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("needs the package chromium (Debian: sudo apt install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def ran_lesson(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Lab]]:
    """`ran_lesson(name)`: JupyterLab after "Run All" on a lesson's solutions."""
    folder = tmp_path_factory.mktemp("solutions")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LLMCOURSE_BUDGET", "quick")
        for name in VARIABLES:  # no lesson is run with a key
            patch.delenv(name, raising=False)
        with Lab(browser) as lab:

            def run(name: str) -> Lab:
                path = folder / f"{name}.ipynb"
                nbformat.write(notebook(read(SOLUTIONS / f"{name}.py")), path)
                lab.open(path)
                lab.run_all(timeout=180)
                return lab

            yield run


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    """`open_page(widget, scheme=, width=)`: its standalone page, loaded from disk.

    Afterwards the test fails if a page asked for anything else or wrote to its console.
    """
    pages: list[Page] = []
    wrong: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            wrong.append(f"console: {message.text}")

    def guard(route: Route) -> None:
        if route.request.url.startswith(("file:", "data:", "blob:")):
            route.continue_()
        else:
            wrong.append(f"request: {route.request.url}")
            route.abort()

    def opened(widget: CourseWidget, *, scheme: str = "light", width: int = 1040) -> Page:
        path = tmp_path / f"page{len(pages)}.html"
        path.write_text(widget.to_html(), encoding="utf-8")
        page = browser.new_page(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        page.set_default_timeout(8000)
        page.on("console", note)
        page.on("pageerror", lambda error: wrong.append(f"page: {error}"))
        page.route("**/*", guard)
        page.goto(path.as_uri())
        page.wait_for_selector(".lc-finding:not(:empty)")
        pages.append(page)
        return page

    yield opened
    for page in pages:
        page.close()
    assert wrong == []
