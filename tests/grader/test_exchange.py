"""nbgrader's exchange, as on a JupyterHub: one instructor and two students, each with a home.

As on a hub of containers everybody is the account `jovyan`, and JUPYTERHUB_USER tells who it is;
the exchange is a folder that all of them share.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder import COURSE, ROOT, notebook_path
from autograder.answers import at_hand
from autograder.pupils import School, hand_in
from autograder.release import release

LESSON = "00_start_here"
HUB = """
c = get_config()
c.CourseDirectory.course_id = "llmcourse"
c.Exchange.root = {exchange!r}
c.Exchange.path_includes_course = False
"""
DESK = """
from pathlib import Path
from autograder.configuration import configure
home = Path({home!r})
configure(get_config(), home, home, release=home / "release")
"""


@dataclass(frozen=True)
class Account:
    """Somebody with an account on the hub."""

    name: str
    home: Path
    settings: Path

    def run(self, *command: str) -> str:
        """Run a module in the own home."""
        return self._run(sys.executable, "-m", *command)

    def nbgrader(self, command: str, *options: str) -> str:
        """`nbgrader COMMAND`, in a container where the account is `jovyan`."""
        container = ("bwrap", "--dev-bind", "/", "/", "--ro-bind", str(self.passwd), "/etc/passwd")
        return self._run(*container, sys.executable, "-m", "nbgrader", command, *options)

    @property
    def passwd(self) -> Path:
        return self.settings / "passwd"

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            command,
            cwd=self.home,
            env={
                **os.environ,
                "HOME": str(self.home),
                "JUPYTERHUB_USER": self.name,
                "JUPYTER_CONFIG_PATH": str(self.settings),
                "JUPYTER_CONFIG_DIR": str(self.home / ".jupyter"),
                "JUPYTER_RUNTIME_DIR": str(self.home / ".runtime"),
                "PYTHONPATH": str(ROOT),
            },
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


@pytest.fixture
def hub(tmp_path: Path) -> dict[str, Account]:
    """An exchange that all may write to, settings that all may read, and three homes."""
    exchange, settings = tmp_path / "exchange", tmp_path / "etc"
    exchange.mkdir()
    exchange.chmod(0o777)
    settings.mkdir()
    text = HUB.format(exchange=str(exchange))
    (settings / "nbgrader_config.py").write_text(text, encoding="utf-8")
    account = f"jovyan:x:{os.getuid()}:{os.getgid()}::/home/jovyan:/bin/sh\n"
    (settings / "passwd").write_text(account, encoding="ascii")
    made = {name: Account(name, tmp_path / name, settings) for name in ("teacher", "ada", "bob")}
    for one in made.values():
        one.home.mkdir()
    return made


def test_released_fetched_submitted_collected_graded_and_back(hub: dict[str, Account]) -> None:
    teacher = hub["teacher"]
    known = zip(School(LESSON).a_class(2), ("ada", "bob"), strict=True)
    pupils = [replace(one, name=name) for one, name in known]
    desk = DESK.format(home=str(teacher.home))
    (teacher.home / "nbgrader_config.py").write_text(desk, encoding="utf-8")
    release(at_hand(LESSON)[0], run=teacher.home, course=COURSE)
    shutil.copytree(COURSE / LESSON, teacher.home / "release" / LESSON, dirs_exist_ok=True)
    teacher.nbgrader("release_assignment", LESSON)

    for pupil in pupils:
        student = hub[pupil.name]
        student.nbgrader("fetch_assignment", LESSON)
        path = notebook_path(student.home, LESSON)
        path.write_text(json.dumps(hand_in(pupil, path)), encoding="utf-8")
        student.nbgrader("submit", LESSON)

    teacher.nbgrader("collect", LESSON)
    said = teacher.run("autograder", "grade", "00", "--run", str(teacher.home), "--jobs", "1")
    assert "2 of 2 graded" in said
    with Gradebook(f"sqlite:///{teacher.home}/gradebook.db", "llmcourse") as gradebook:
        marks = {s.student.id: s.score for s in gradebook.assignment_submissions(LESSON)}
    assert marks == {pupil.name: float(pupil.total) for pupil in pupils}

    teacher.nbgrader("generate_feedback", LESSON)
    teacher.nbgrader("release_feedback", LESSON)
    for pupil in pupils:
        student = hub[pupil.name]
        student.nbgrader("fetch_feedback", LESSON)
        (page,) = (student.home / LESSON / "feedback").rglob("*.html")
        assert f"{pupil.total:g}" in page.read_text(encoding="utf-8")
