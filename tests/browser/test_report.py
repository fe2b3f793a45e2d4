"""The report in a real browser: for everybody, at two widths, dark and light, and on paper."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from autograder import COURSE, notebook_path
from autograder.answers import at_hand
from autograder.desk.report import Section, render
from autograder.place import Place
from autograder.release import release
from tests.grader.desk import LESSON, a_class, grade, put

HOSTILE = "</mark><script>window.ran = 1</script><img src=x onerror='window.ran = 2'>"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report on a class of twelve, one of whom tries something."""
    run = tmp_path_factory.mktemp("report")
    place = Place(run)
    release(at_hand(LESSON)[0], run=run, course=COURSE)
    put(place, a_class())
    grade(place)
    notebook = notebook_path(place.autograded("nora"), LESSON)
    notebook.chmod(0o644)
    notebook.write_text(notebook.read_text().replace("rows = []", f"rows = [] # {HOSTILE}"))
    page = run / "report.html"
    page.write_text(render([Section(place, LESSON, str, False)]), encoding="utf-8")
    return page


@pytest.fixture
def page(browser: Browser, path: Path) -> Iterator[Page]:
    """The page; afterwards it must have said nothing and asked for nothing."""
    wrong: list[str] = []
    opened = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened.on("console", lambda message: wrong.append(message.text))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("request", lambda asked: wrong.append(asked.url) if asked.url[:4] == "http" else None)
    opened.goto(path.as_uri())
    yield opened
    opened.close()
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800])
def test_accessible_in_every_light_and_width(page: Page, scheme: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_figure_can_be_had_as_a_file(page: Page) -> None:
    page.locator("summary", has_text="Everybody's marks").click()
    with page.expect_download() as got:
        page.get_by_role("link", name="Everybody's marks as CSV").click()
    assert got.value.suggested_filename == f"{LESSON}-marks.csv"
    rows = list(csv.reader(io.StringIO(got.value.path().read_text("utf-8-sig"))))
    assert {row[0]: float(row[-1]) for row in rows[1:]} == {p.name: p.total for p in a_class()}


def test_charts_are_told_in_words(page: Page) -> None:
    chart = page.get_by_role("img", name="How marks are distributed")
    expect(chart.locator("desc")).to_contain_text("12 students, ")
    bars = chart.locator("rect").evaluate_all("each => each.map(bar => bar.height.baseVal.value)")
    assert len(bars) == 8
    assert max(bars) > 0
    expect(page.get_by_role("img", name="How hard exercises are")).to_be_visible()


def test_no_text_is_cut_off(page: Page) -> None:
    """Every word of a chart lies inside it, and no two of its words on each other."""
    boxes = page.locator("svg").evaluate_all(
        """charts => charts.map(chart => [chart, ...chart.querySelectorAll("text")].map(each => {
            const box = each.getBoundingClientRect()
            return [box.left, box.top, box.right, box.bottom]
        }))"""
    )
    for (left, top, right, bottom), *words in boxes:
        for a, b, c, d in words:
            assert left <= a < c <= right + 1
            assert top - 1 <= b < d <= bottom + 1
        for n, (a, b, c, d) in enumerate(words):
            for e, f, g, h in words[:n]:
                assert not (a < g and e < c and b + 3 < h and f + 3 < d)


def test_evidence_stands_side_by_side_and_runs_nothing(page: Page) -> None:
    pair = page.locator("details.pair")
    expect(pair).to_have_count(1)
    expect(pair.locator("summary")).to_contain_text("nora and omar share")
    left, right = pair.locator(".sides").first.locator("pre").all()
    boxes = left.bounding_box(), right.bounding_box()
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] + boxes[0]["width"] < boxes[1]["x"]
    expect(left.locator("mark", has_text="rows.append")).to_have_count(1)
    expect(left).to_contain_text(HOSTILE)
    assert page.evaluate("window.ran") is None


def test_on_paper_everything_is_open(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.get_by_role("row", name="omar 0")).to_be_visible()
    expect(page.get_by_role("navigation")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_by_keyboard_alone(page: Page) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Everybody's marks":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("rowheader", name="omar").first).to_be_visible()


def test_the_page_stands_alone(browser: Browser, path: Path, tmp_path: Path) -> None:
    """Copied away, it is the same."""
    shutil.copy(path, tmp_path / "copy.html")
    opened = browser.new_page()
    opened.goto((tmp_path / "copy.html").as_uri())
    expect(opened.get_by_role("heading", name="Report on the class")).to_be_visible()
    opened.close()
