"""nbgrader's form grader in JupyterLab, on a course folder of its own, as an instructor uses it.

with FormGrader(browser, pupils) as grader:
    grader.autograde("ada")
    grader.open_submission("ada")
    grader.comment("causal_mask", "Look at the diagonal.")
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, FrameLocator, Locator

from autograder import COURSE, ROOT, notebook_path
from autograder.answers import at_hand
from autograder.pupils import Pupil, hand_in
from autograder.release import release
from tests.browser.lab import Lab

LESSON = "03_attention"
RESTORED = "window.jupyterapp?.restored.then(() => true)"


class FormGrader(Lab):
    """A JupyterLab whose folder is a course: this repository's settings, and what was handed in."""

    def __init__(self, browser: Browser, pupils: Sequence[Pupil]) -> None:
        super().__init__(browser, width=1600)
        self._pupils = pupils

    @property
    def run(self) -> Path:
        """Where what belongs to students and to grading lies."""
        return self.notebooks / "autograder" / "run"

    @property
    def form(self) -> FrameLocator:
        """The form grader's part of the page."""
        return self.page.frame_locator("iframe")

    def __enter__(self) -> FormGrader:
        super().__enter__()
        return self

    def _write_settings(self) -> None:
        super()._write_settings()
        shutil.copy(ROOT / "nbgrader_config.py", self.notebooks)
        shutil.copytree(COURSE / LESSON, self.notebooks / "course" / LESSON)
        release(at_hand(LESSON)[0], run=self.run, course=COURSE)
        for pupil in self._pupils:
            path = notebook_path(self.run / "submitted" / pupil.name, LESSON)
            path.parent.mkdir(parents=True)
            made = hand_in(pupil, notebook_path(COURSE, LESSON))
            path.write_text(json.dumps(made), encoding="utf-8")

    def list_submissions(self) -> None:
        """JupyterLab's menu, the list of assignments, and the list of submissions."""
        self.page.goto(f"http://127.0.0.1:{self.port}/lab?reset&token={self.token}")
        self.page.wait_for_function(RESTORED)
        self.page.get_by_role("menuitem", name="Nbgrader").click()
        self.page.get_by_role("menuitem", name="Formgrader", exact=True).click()
        self.form.locator(".num-submissions a").click()
        self.row(self._pupils[0].name).wait_for()

    def row(self, student: str) -> Locator:
        """A student's line in the list of submissions."""
        return self.form.locator("tr", has=self.form.locator(".student-id", has_text=student))

    def score(self, student: str) -> str:
        return self.row(student).locator(".score").inner_text()

    def autograde(self, student: str) -> str:
        """Press the button; what nbgrader says, and the list is there again."""
        return self._press(student, ".autograde a")

    def generate_feedback(self, student: str) -> str:
        return self._press(student, ".generate-feedback a")

    def _press(self, student: str, button: str) -> str:
        self.row(student).locator(button).click()
        said = self.form.locator(".modal-body > div > p")
        said.wait_for(timeout=60_000)
        text = said.inner_text()
        self.form.get_by_role("button", name="OK").click()
        self.form.locator(".modal").wait_for(state="detached")
        return text

    def open_submission(self, student: str) -> None:
        """From the student's name in the list to the notebook with its fields for marks."""
        self.row(student).locator(".student-name a").click()
        self.form.locator("td.name a", has_text=LESSON).click()
        self.form.locator("textarea.comment").first.wait_for()

    def comment(self, exercise: str, words: str) -> None:
        """Write a comment below an answer, and wait until it is saved."""
        self._type(f"#{exercise}-comment", words, "/api/comment/")

    def mark(self, exercise: str, points: int) -> None:
        """Give points by hand."""
        self._type(f"#test-{exercise}", str(points), "/api/grade/")

    def _type(self, name: str, text: str, saves: str) -> None:
        field = self.form.locator(f"{name}[placeholder]")  # the page writes one when it is ready
        with self.page.expect_response(lambda answer: saves in answer.url) as saved:
            field.fill(text)
            field.blur()
        assert saved.value.ok

    def open_feedback(self, student: str) -> None:
        """The page that the student gets."""
        path = (self.run / "feedback" / student / LESSON / f"{LESSON}.html").relative_to(
            self.notebooks
        )
        self.page.goto(f"http://127.0.0.1:{self.port}/files/{path}?token={self.token}")
