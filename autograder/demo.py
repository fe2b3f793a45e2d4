"""`make demo`: the main job on real input, from a release to marks and feedback pages.

A class hands in a zip, as a learning platform delivers it; nbgrader collects it, grades it and
writes feedback, with this repository's configuration, on a gradebook of its own. The marks that
each made-up student deserves are known beforehand, and every one must come out.
"""

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from rich.console import Console
from rich.table import Table

from autograder import COURSE, RUN
from autograder.build import notebook_path
from autograder.lesson import Lesson
from autograder.marks import MIME
from autograder.pupils import Pupil, School, hand_in
from autograder.release import release

CONFIG = """from pathlib import Path
from autograder.configuration import configure
run = Path({run!r})
configure(get_config(), run, run, release=run / "release")
"""


@dataclass
class Demo:
    """One run of the demonstration in a folder of its own."""

    lesson: Lesson
    pupils: list[Pupil]
    run: Path
    console: Console

    def play(self) -> bool:
        """Play all of it; True when every mark is the one expected."""
        started = time.monotonic()
        self._step("release the lesson", self._release)
        self._step(f"a class of {len(self.pupils)} hands in", self._hand_in)
        self._step("collect", lambda: self._nbgrader("zip_collect", self.lesson.name, "--force"))
        self._step("grade", lambda: self._nbgrader("autograde", self.lesson.name))
        self._step("write feedback", lambda: self._nbgrader("generate_feedback", self.lesson.name))
        wrong = self._marks()
        self._commonest()
        pages = os.path.relpath(self.run / "feedback")
        self.console.print(f"\nFeedback pages: {pages}/<student>/", soft_wrap=True)
        verdict = f"[red]{wrong} marks are wrong[/red]" if wrong else "every mark is as expected"
        self.console.print(f"{verdict}; {time.monotonic() - started:.0f} s in all")
        return not wrong

    def _step(self, name: str, work: Any) -> None:
        started = time.monotonic()
        with self.console.status(f"{name} ..."):
            work()
        self.console.print(f"✓ {name} [dim]({time.monotonic() - started:.1f} s)[/dim]")

    def _release(self) -> None:
        shutil.rmtree(self.run, ignore_errors=True)
        self.run.mkdir(parents=True)
        text = CONFIG.format(run=str(self.run))
        (self.run / "nbgrader_config.py").write_text(text, encoding="utf-8")
        release(self.lesson, root=self.run, run=self.run, course=COURSE)

    def _hand_in(self) -> None:
        archive = self.run / "downloaded" / self.lesson.name / "archive"
        archive.mkdir(parents=True)
        with zipfile.ZipFile(archive / "class.zip", "w", zipfile.ZIP_DEFLATED) as file:
            for pupil in self.pupils:
                made = hand_in(pupil, notebook_path(COURSE, self.lesson.name))
                file.writestr(f"{pupil.name}/{self.lesson.name}.ipynb", json.dumps(made))

    def _nbgrader(self, *words: str) -> None:
        command = [sys.executable, "-m", "nbgrader", *words, "--log-level=ERROR"]
        done = subprocess.run(command, cwd=self.run, capture_output=True, text=True, check=False)
        if done.returncode:
            self.console.print(done.stdout + done.stderr, markup=False)
            raise SystemExit(f"nbgrader {words[0]} failed")

    def _marks(self) -> int:
        table = Table("student", "handed in", "expected", "given", "")
        wrong = 0
        with Gradebook(f"sqlite:///{self.run / 'gradebook.db'}") as gradebook:
            for pupil in self.pupils:
                given = gradebook.find_submission(self.lesson.name, pupil.name).score
                good = given == pupil.total
                wrong += not good
                mark = "✓" if good else "[red]✗[/red]"
                table.add_row(pupil.name, pupil.kind, str(pupil.total), f"{given:g}", mark)
        self.console.print(table)
        return wrong

    def _commonest(self) -> None:
        table = Table("times", "exercise", "mistake", "the question it gets", show_lines=False)
        found = Counter(
            (verdict["exercise"], verdict["mistake"], verdict["ask"])
            for verdict in self.verdicts()
            if verdict["mistake"]
        )
        for (exercise, mistake, ask), times in found.most_common(8):
            table.add_row(str(times), exercise, mistake, ask)
        self.console.print("\nThis class's commonest mistakes")
        self.console.print(table)

    def verdicts(self) -> list[dict[str, Any]]:
        """All verdicts on all exercises, read from the autograded notebooks."""
        paths = sorted((self.run / "autograded").glob("*/*/*.ipynb"))
        return [verdict for path in paths for verdict in verdicts_in(path)]


def verdicts_in(path: Path) -> list[dict[str, Any]]:
    """The verdicts that an autograded notebook holds, one for each exercise that was judged."""
    return [
        output["data"][MIME]
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", [])
        if MIME in output.get("data", {})
    ]


def demo(size: int, console: Console) -> bool:
    """Play the demonstration with a class of this size."""
    school = School("03_attention")
    return Demo(school.lesson, school.a_class(size), RUN / "demo", console).play()
