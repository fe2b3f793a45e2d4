"""The gradebook on a database server: a real PostgreSQL, and two graders that write at once.

Needs the server's programs, as Debian's package `postgresql` brings them; skipped without.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from nbgrader.api import Gradebook

from autograder import COURSE, ROOT, notebook_path
from autograder.answers import at_hand
from autograder.place import Place
from autograder.pupils import Pupil, School, hand_in
from autograder.release import release

LESSON = "03_attention"
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [
    Path(found).parent for found in [shutil.which("postgres")] if found
]
SETTINGS = """
from pathlib import Path
from autograder.configuration import configure
run = Path({run!r})
configure(c, run, run, release=run / "release")
c.CourseDirectory.db_url = {url!r}
"""

MORE_KILLS = int(os.environ.get("CRASH_MOMENTS", "0")) // 10  # of the server, by `make bench-crash`

pytestmark = pytest.mark.skipif(not PROGRAMS, reason="PostgreSQL's server is not installed")


def run(folder: Path, program: str, *options: str) -> None:
    """One of PostgreSQL's programs, which refuse to be run by root."""
    user = "postgres" if os.getuid() == 0 else None
    command = [str(PROGRAMS[-1] / program), *options]
    subprocess.run(command, check=True, cwd=folder, user=user, stdout=subprocess.DEVNULL)


@dataclass(frozen=True)
class Server:
    """A database on a server of its own."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://teacher@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Begin; what a killed server leaves takes a while to end."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        until = time.monotonic() + 30
        while True:
            try:
                self._control("-w", "-l", str(self.folder / "log"), "-o", options, "start")
            except subprocess.CalledProcessError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)
            else:
                return

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def kill(self) -> None:
        """kill -9, as the machine does when it runs out of memory."""
        process = int((self.folder / "data/postmaster.pid").read_text().split()[0])
        os.kill(process, signal.SIGKILL)

    def _control(self, *options: str) -> None:
        run(self.folder, "pg_ctl", "-D", str(self.folder / "data"), *options)


@pytest.fixture
def server() -> Iterator[Server]:
    """One that runs."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        with socket.create_server(("127.0.0.1", 0)) as free:
            made = Server(folder, free.getsockname()[1])
        data = str(folder / "data")
        run(folder, "initdb", "-D", data, "-A", "trust", "-U", "teacher", "-E", "UTF8", "--no-sync")
        made.start()
        yield made
        made.stop()


def place(folder: Path, url: str, pupils: Sequence[Pupil]) -> Place:
    """What one grader has before them: these pupils' work, and the common gradebook."""
    folder.mkdir()
    text = SETTINGS.format(run=str(folder), url=url)
    (folder / "nbgrader_config.py").write_text(text, encoding="utf-8")
    for pupil in pupils:
        path = notebook_path(folder / "submitted" / pupil.name, LESSON)
        path.parent.mkdir(parents=True)
        made = hand_in(pupil, notebook_path(COURSE, LESSON))
        path.write_text(json.dumps(made), encoding="utf-8")
    return Place(folder)


def grade(where: Place, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "autograder", "grade", "03", "--jobs", "1", "--run"]
    return subprocess.Popen(
        [*command, str(where.run), *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def marks(server: Server) -> dict[str, float]:
    with Gradebook(server.url, "llmcourse") as gradebook:
        return {one.student.id: one.score for one in gradebook.assignment_submissions(LESSON)}


def test_two_graders_write_into_one_gradebook_at_once(server: Server, tmp_path: Path) -> None:
    pupils = School(LESSON).a_class(8)
    # Both have the first two: neither may fail because the other one was quicker.
    places = [
        place(tmp_path / "ada", server.url, pupils[:5]),
        place(tmp_path / "bob", server.url, pupils[:2] + pupils[5:]),
    ]
    for where in places:
        release(at_hand(LESSON)[0], run=where.run, course=COURSE)
    graders = [grade(where) for where in places]
    for grader in graders:
        said, _ = grader.communicate(timeout=300)
        assert grader.returncode == 0, said
    assert marks(server) == {pupil.name: float(pupil.total) for pupil in pupils}


def test_the_server_is_killed_in_the_middle_and_nothing_is_lost(
    server: Server, tmp_path: Path
) -> None:
    pupils = School(LESSON).a_class(24)
    where = place(tmp_path / "ada", server.url, pupils)
    release(at_hand(LESSON)[0], run=where.run, course=COURSE)
    grader = grade(where)
    until = time.monotonic() + 120
    while not marks(server) and time.monotonic() < until:
        time.sleep(0.05)
    server.kill()
    said, _ = grader.communicate(timeout=120)
    words = " ".join(said.split())
    assert (grader.returncode, "What was graded is kept" in words) == (1, True), said
    for _ in range(MORE_KILLS):
        server.start()
        grader = grade(where, "--force")
        time.sleep(random.uniform(0, 10))
        server.kill()
        said, _ = grader.communicate(timeout=120)
        assert grader.returncode == 1, said
    server.start()
    again = grade(where)
    said, _ = again.communicate(timeout=300)
    assert again.returncode == 0, said
    assert "unchanged since last time" in said
    assert marks(server) == {pupil.name: float(pupil.total) for pupil in pupils}


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    started = time.monotonic()
    url = "postgresql+psycopg://teacher@127.0.0.1:9/postgres"
    where = place(tmp_path / "ada", url, School(LESSON).a_class(1))
    said, _ = (grader := grade(where)).communicate(timeout=120)
    assert grader.returncode == 1
    assert "gradebook" in said
    assert "run the same command again" in " ".join(said.split())
    assert time.monotonic() - started < 60
