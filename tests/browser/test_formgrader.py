"""An instructor grades with nbgrader's form grader, in a real browser and without a network.

Buttons go through the same sandbox and judge as the command line. What students handed in may
not do anything in the instructor's page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from autograder.pupils import Pupil, School
from tests.browser.formgrader import LESSON, FormGrader

COMMENT = "Nearly: look at the *last* token again."
RAN = "window.ran"
SCRIPT = (
    "<b>Hello</b> [a](javascript:window.ran=3) <script>window.ran = 1</script>"
    '<img src="nowhere" onerror="window.ran = 2"><textarea id="test-project">7</textarea>'
)


@pytest.fixture(scope="module")
def pupils() -> list[Pupil]:
    """One with known mistakes and a script, one with everything right, one who ends the process."""
    school = School(LESSON)
    ends = "import os\ndef causal_mask(length):\n    os._exit(0)\n"
    return [
        replace(school.pupil("ada", "mistakes", right=3, wrong=2), note=SCRIPT),
        school.pupil("alan", "right", right=9),
        Pupil("mallory", "exits", {"causal_mask": ends}, {"causal_mask": 0}, {}),
    ]


@pytest.fixture(scope="module")
def grader(browser: Browser, pupils: list[Pupil]) -> Iterator[FormGrader]:
    """The form grader at its list of submissions, none of them graded yet."""
    with FormGrader(browser, pupils) as grader:
        grader.list_submissions()
        yield grader


def test_the_button_shows_the_marks(grader: FormGrader, pupils: list[Pupil]) -> None:
    for pupil in pupils:
        expect(grader.row(pupil.name).locator(".status")).to_have_text("needs autograding")
        assert grader.autograde(pupil.name).startswith("Successfully autograded")
        expect(grader.row(pupil.name).locator(".score")).to_have_text(f"{pupil.total} / 31")
    expect(grader.form.locator(".label-success", has_text="graded")).to_have_count(3)


def test_marks_and_comments_of_a_person(grader: FormGrader, pupils: list[Pupil]) -> None:
    ada = pupils[0]
    exercise = next(iter(ada.mistakes))
    grader.open_submission("ada")
    page = grader.form.locator("body")
    assert "What did not hold" in page.inner_text()
    assert page.evaluate(RAN) is None
    expect(grader.form.locator("textarea:not(.comment)")).to_have_count(0)
    expect(grader.form.locator("blockquote").first).to_contain_text("The tiger jumped")
    grader.comment(exercise, COMMENT)
    grader.mark(exercise, 1)
    page.press("Tab")
    expect(grader.form.locator(".tabbable:focus")).to_have_count(1)
    grader.list_submissions()
    assert grader.score("ada") == f"{ada.total + 1} / 31"


def test_they_survive_grading_again(grader: FormGrader, pupils: list[Pupil]) -> None:
    assert grader.autograde("ada").startswith("Successfully autograded")
    expect(grader.row("ada").locator(".score")).to_have_text(f"{pupils[0].total + 1} / 31")
    expect(grader.row("ada").locator(".status")).to_have_text("needs manual grading")


def test_the_feedback_page(grader: FormGrader, pupils: list[Pupil], tmp_path: Path) -> None:
    assert grader.generate_feedback("ada").startswith("Successfully generated feedback")
    grader.open_feedback("ada")
    page = grader.page
    text = page.locator("body").inner_text()
    assert COMMENT.replace("*", "") in text
    asked = {mistake.name: mistake.ask for mistake in School(LESSON).book.mistakes}
    for exercise, mistake in pupils[0].mistakes.items():
        card = page.locator(".nbgrader_cell", has=page.locator(f'a[name="test-{exercise}"]'))
        said = card.locator("xpath=following::div[contains(@class, 'output_wrapper')][1]")
        expect(said).to_contain_text("What did not hold")
        expect(said).to_contain_text(asked[mistake])
        expect(said.locator("li").first).to_contain_text(":")
    assert "HIDDEN TESTS" not in text
    assert "judge." not in text
    assert page.evaluate(RAN) is None
    expect(page.locator("script[src], img[src=nowhere]")).to_have_count(0)


def test_nothing_left_the_machine(grader: FormGrader) -> None:
    assert grader.blocked == []
    assert grader.errors == []
