"""`make demo`: the main job on real input, from a release to marks and feedback pages.

A class hands in a zip, as a learning platform delivers it; nbgrader collects it, grades it and
writes feedback, with this repository's configuration, on a gradebook of its own. Some of the class
are odd and some attack the grader. The marks that each made-up student deserves are known
beforehand, and every one must come out; nothing secret may, and no process may stay.
"""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder import COURSE, RUN, notebook_path
from autograder.desk.report import Section, render
from autograder.judge import Failure
from autograder.lesson import Lesson
from autograder.marks import MIME, told
from autograder.orphans import left_behind
from autograder.place import Place
from autograder.pupils import Pupil, School, hand_in, sampled
from autograder.release import release
from autograder.samples import KINDS, samples

CONFIG = """from pathlib import Path
from autograder.configuration import configure
run = Path({run!r})
configure(get_config(), run, run, release=run / "release")
"""


NOTHING_TYPED = "NotImplementedError"
NOTE = 70  # characters of what the judge noted


@dataclass
class Demo:
    """One run of the demonstration in a folder of its own."""

    lesson: Lesson
    pupils: list[Pupil]
    run: Path
    console: Console
    canary: str = field(default_factory=lambda: secrets.token_hex(16))

    def play(self) -> bool:
        """Play all of it; True when every mark is the one expected, and nothing got out."""
        started = time.monotonic()
        self._step("release the lesson", self._release)
        self._step(f"a class of {len(self.pupils)} hands in", self._hand_in)
        self._step("collect", lambda: self._nbgrader("zip_collect", self.lesson.name, "--force"))
        with left_behind() as survivors:
            grade = "autograde", self.lesson.name
            self._step("grade", lambda: self._nbgrader(*grade, for_all=False))
        self._step("write feedback", lambda: self._nbgrader("generate_feedback", self.lesson.name))
        self._step("write the report", self._report)
        wrong, undeserved = self._marks()
        self._commonest()
        leaked = self.leaked()
        pages = os.path.relpath(self.run / "feedback")
        self.console.print(f"\nFeedback pages: {pages}/<student>/", soft_wrap=True)
        self.console.print(f"Report on the class: {os.path.relpath(self.report)}", soft_wrap=True)
        self.console.print(
            f"undeserved points: {undeserved:g} · processes left behind: {len(survivors)}"
            f" · secrets in what students get to read: {', '.join(leaked) or 'none'}"
        )
        verdict = f"[red]{wrong} marks are wrong[/red]" if wrong else "every mark is as expected"
        self.console.print(f"{verdict}; {time.monotonic() - started:.0f} s in all")
        return not (wrong or survivors or leaked)

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
        (self.run / "secret.txt").write_text(self.canary, encoding="utf-8")
        release(self.lesson, run=self.run, course=COURSE)

    def _hand_in(self) -> None:
        archive = self.run / "downloaded" / self.lesson.name / "archive"
        archive.mkdir(parents=True)
        with zipfile.ZipFile(archive / "class.zip", "w", zipfile.ZIP_DEFLATED) as file:
            for pupil in self.pupils:
                made = hand_in(pupil, notebook_path(COURSE, self.lesson.name))
                file.writestr(f"{pupil.name}/{self.lesson.name}.ipynb", json.dumps(made))

    def _nbgrader(self, *words: str, for_all: bool = True) -> None:
        """Run one of nbgrader's commands; stop where it fails, unless it may do so for some."""
        command = [sys.executable, "-m", "nbgrader", *words, "--log-level=ERROR"]
        secret = {**os.environ, "GEMINI_API_KEY": self.canary}
        done = subprocess.run(
            command, cwd=self.run, env=secret, capture_output=True, text=True, check=False
        )
        if done.returncode:
            self.console.print(done.stdout + done.stderr, markup=False)
            if for_all:
                raise SystemExit(f"nbgrader {words[0]} failed")

    @property
    def report(self) -> Path:
        return self.run / "report.html"

    def _report(self) -> None:
        section = Section(Place(self.run), self.lesson.name, str, anonymous=False)
        self.report.write_text(render([section]), encoding="utf-8")

    def _marks(self) -> tuple[int, float]:
        """Show all marks; how many are wrong, and by how much they are too high together."""
        table = Table("student", "handed in", "expected", "given", "", "what the judge noted")
        wrong, undeserved = 0, 0.0
        with Gradebook(f"sqlite:///{self.run / 'gradebook.db'}") as gradebook:
            for pupil in self.pupils:
                graded = notebook_path(self.run / "autograded" / pupil.name, self.lesson.name)
                submission = gradebook.find_submission(self.lesson.name, pupil.name)
                given = submission.score if graded.exists() else None
                good = given == pupil.total
                wrong += not good
                undeserved += max((given or 0) - pupil.total, 0)
                mark = "✓" if good else "[red]✗[/red]"
                shown = "none" if given is None else f"{given:g}"
                noted = escape(self._noted(pupil))
                table.add_row(pupil.name, pupil.kind, str(pupil.total), shown, mark, noted)
        self.console.print(table)
        return wrong, undeserved

    def _noted(self, pupil: Pupil) -> str:
        """Why the first mark that is missing is, but for what was never begun."""
        path = notebook_path(self.run / "autograded" / pupil.name, self.lesson.name)
        if not path.exists():
            return "not graded"
        failures = [first_failure(verdict) for verdict in verdicts_in(path)]
        begun = [words for words in failures if words and NOTHING_TYPED not in words]
        stopped = [text for text in printed_in(path) if "was left out" in text]
        hostile = pupil.sample is not None and pupil.sample.kind == "hostile"
        nothing = "it came to nothing" if hostile else ""
        return " ".join((*stopped, *begun, nothing)[0].split())[:NOTE]

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

    def leaked(self) -> list[str]:
        """Secrets that a student gets to read: in feedback, or in what cells printed."""
        paths = sorted((self.run / "autograded").glob("*/*/*.ipynb"))
        texts = [text for path in paths for text in printed_in(path)]
        for page in sorted((self.run / "feedback").glob("*/*/*.html")):
            texts.append(unescape(re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8"))))
        known = {"the canary": self.canary, **{line: line for line in hidden_lines(self.lesson)}}
        return [name for name, secret in known.items() if any(secret in text for text in texts)]


def hidden_lines(lesson: Lesson) -> set[str]:
    """The longer lines of all verdicts, by which they would be recognized."""
    verdicts = [exercise.hidden.partition("def verdict")[2] for exercise in lesson.exercises]
    lines = {line.strip() for verdict in verdicts for line in verdict.splitlines()}
    return {line for line in lines if len(line) > 30}


def verdicts_in(path: Path) -> list[dict[str, Any]]:
    """The verdicts that an autograded notebook holds, one for each exercise that was judged."""
    return [
        output["data"][MIME]
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", [])
        if MIME in output.get("data", {})
    ]


def printed_in(path: Path) -> list[str]:
    """What the cells of an autograded notebook printed and raised."""
    return [
        "".join(output["text"])
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", [])
        if "text" in output
    ]


def first_failure(verdict: dict[str, Any]) -> str:
    """What a verdict says first; empty where all held."""
    words = [told(Failure(**failure)) for failure in verdict["failures"][:1]]
    return (verdict["fault"] or "".join(words)).strip()


def demo(size: int, console: Console, every_sample: bool = False) -> bool:
    """Play the demonstration with a class of this size, or with all odd and hostile samples."""
    school = School("03_attention")
    pupils = [sampled(each) for kind in KINDS for each in samples(kind)]
    chosen = pupils if every_sample else school.mixed_class(size)
    return Demo(school.lesson, chosen, RUN / "demo", console).play()
