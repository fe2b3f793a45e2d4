"""Grading on a Dask cluster: real scheduler and workers, one of which is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from autograder import ROOT, cluster
from autograder.cluster import Cluster
from autograder.engine import Engine
from autograder.pool import GIVEN_UP, Refused
from autograder.sandbox.namespaces import die_with_parent

LESSON = "03_attention"
SIZE = 8


def start(program: str, folder: Path, *options: str) -> subprocess.Popen[bytes]:
    """A process of Dask's, alone in its group; what it says goes into a file."""
    command = [sys.executable, "-m", f"distributed.cli.{program}", *options]
    with (folder / f"{program}.log").open("ab") as log:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=log,
            stderr=log,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
            start_new_session=True,
            preexec_fn=die_with_parent,
        )


def end(process: subprocess.Popen[bytes]) -> None:
    """Kill it and all that it started, at once."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def machines(folder: Path, n_workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler's address, and workers that know it."""
    file = folder / "scheduler.json"
    place = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    options = (*place, "--scheduler-file", str(file))
    started = [start("dask_scheduler", folder, *options)]
    for _ in range(n_workers):
        place = ("--local-directory", str(folder), "--no-dashboard")
        options = ("--scheduler-file", str(file), "--nthreads", "1", "--no-nanny", *place)
        started.append(start("dask_worker", folder, *options))
    try:
        yield address(file), started[1:]
    finally:
        for process in started:
            if process.poll() is None:
                end(process)


def address(file: Path) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if file.exists() and (text := file.read_text()):
            return str(json.loads(text)["address"])
        time.sleep(0.05)
    raise TimeoutError("the scheduler did not start")


def test_a_worker_is_killed_in_the_middle_and_all_marks_are_right(
    classroom: Callable[[int], Any], tmp_path: Path
) -> None:
    room = classroom(SIZE)
    students = room.place.students(LESSON)
    with machines(tmp_path, 2) as (where, workers), Cluster(where) as graders:
        told = []
        for graded in Engine(room.place, LESSON, graders).grade(students):
            told.append(graded)
            if workers[0].poll() is None:
                end(workers[0])
    assert sorted(one.student for one in told) == sorted(students)
    assert room.marks() == room.deserved
    assert workers[0].returncode == -signal.SIGKILL


def test_who_judges_otherwise_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster.basis, "tests", lambda lesson, sheet: "these tests")
    monkeypatch.setattr(cluster.basis, "environment", lambda: "another Python")
    monkeypatch.setattr(cluster.Sheet, "loads", lambda text: None)
    setup = {"lesson": LESSON, "sheet": "", "tests": "these tests", "environment": "this Python"}
    with pytest.raises(Refused, match="the same commit"):
        cluster.grade(setup, "ada", f"{LESSON}.ipynb", b"{}")


def test_no_scheduler_and_no_worker_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(cluster, "ANSWER_SECONDS", 1)
    monkeypatch.setattr(cluster, "WORKER_SECONDS", 1)
    with pytest.raises(Refused, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        Cluster("tcp://127.0.0.1:9").__enter__()
    with machines(tmp_path, 0) as (where, _), Cluster(where) as graders:
        notebook = tmp_path / "a.ipynb"
        notebook.write_bytes(b"{}")
        with pytest.raises(Refused, match="has no worker: start"):
            list(graders.results({}, {"ada": notebook}))


def test_what_ends_every_worker_is_given_up() -> None:
    class Ended:
        status = "error"

        def exception(self) -> Exception:
            return cluster.KilledWorker("grade", "a worker", 4)

    future: Any = Ended()
    assert cluster._result(future, "ada").trouble == GIVEN_UP
