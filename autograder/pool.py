"""Keeps a crew of grading processes busy, and starts another one when it has ended.

Yields results as they come. A submission that twice ended a crew which graded nothing else is
given up, ungraded; nobody else's grading ends with it.
"""

import json
import os
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Iterator
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from autograder import ROOT
from autograder.crew import READY
from autograder.results import Result

PROGRAM = ("-m", "autograder.crew")
DEPTH = 2  # submissions that a worker has at hand: the next one waits there, not here
TICK_SECONDS = 1.0
MOST_DEATHS = 2
MOST_STARTS = 5
GIVEN_UP = "the grading processes ended each time they graded this"


class Refused(Exception):
    """Nothing can be graded; the message says why."""


class Graders(Protocol):
    """Whoever grades submissions: a `Pool` here, or a `cluster.Cluster` elsewhere."""

    def results(self, setup: dict[str, Any], paths: dict[str, Path]) -> Iterator[Result | None]:
        """Results as they come, each submission's once; None now and then. Raises Refused."""


class Crew:
    """One crew, from its start to its end."""

    def __init__(self, size: int) -> None:
        pairs = [Pipe() for _ in range(size)]
        fds = [theirs.fileno() for _, theirs in pairs]
        path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        self._process = subprocess.Popen(
            [sys.executable, *PROGRAM, str(os.getpid()), *map(str, fds)],
            pass_fds=fds,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": path},
            process_group=0,  # a Ctrl-C is for this process alone
        )
        for _, theirs in pairs:
            theirs.close()
        self.lines = [mine for mine, _ in pairs]
        self.held: dict[Connection, deque[str]] = {}  # by worker, the first being graded

    def close(self) -> None:
        """End it, whatever it is doing."""
        for line in self.lines:
            line.close()
        self._process.kill()
        self._process.wait()

    def results(self, setup: dict[str, Any], paths: dict[str, Path]) -> Iterator[Result | None]:
        """Results of these submissions until the last one, or until the crew has ended.

        None where nothing came for a second.
        """
        tasks, left = deque(paths.items()), len(paths)
        try:
            if not self.held:
                self.lines[0].send_bytes(json.dumps(setup).encode())
            while left:
                answers = self._hear(tasks)
                left -= len(answers)
                yield from answers
                if not answers:
                    yield None
        except (EOFError, ConnectionError):
            return

    def _hear(self, tasks: deque[tuple[str, Path]]) -> list[Result]:
        """What has come by now, at most one answer from each worker, which gets another task."""
        found: list[Result] = []
        ready = wait(self.lines, TICK_SECONDS)
        for line in [line for line in self.lines if line in ready]:
            answer = line.recv_bytes()
            if answer == READY:
                self.held[line] = deque()
            else:
                found.append(self._result(line, answer))
        for line, students in self.held.items():
            while tasks and len(students) < DEPTH:
                student, path = tasks.popleft()
                students.append(student)
                line.send_bytes(json.dumps({"student": student, "path": str(path)}).encode())
        return found

    def _result(self, line: Connection, answer: bytes) -> Result:
        found = json.loads(answer)
        if "refused" in found:
            raise Refused(found["refused"])
        self.held[line].popleft()
        return Result(**found)


class Pool:
    """A crew of so many workers, and another when it ends. Use it as a context.

    The processes get warm, which takes seconds, while whoever has entered does something else.
    """

    def __init__(self, jobs: int = 0) -> None:
        self.jobs = jobs or len(os.sched_getaffinity(0))

    def __enter__(self) -> "Pool":
        self._crew = Crew(self.jobs)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._crew.close()

    def results(self, setup: dict[str, Any], paths: dict[str, Path]) -> Iterator[Result | None]:
        """Grade these submissions, by student. Raises Refused."""
        left, deaths, starts = dict(paths), Counter[str](), 0
        suspects: list[str] = []  # each of these is graded alone
        while left:
            chosen = {student: left[student] for student in suspects[:1]} or dict(left)
            for result in self._crew.results(setup, chosen):
                if result:
                    del left[result.student]
                yield result
            if not chosen.keys() & left.keys():
                suspects = [student for student in suspects if student in left]
                continue
            starts = 0 if self._crew.held else starts + 1
            if starts == MOST_STARTS:
                raise Refused(f"the grading processes ended {starts} times before they began")
            held = [students[0] for students in self._crew.held.values() if students]
            if suspects:
                deaths.update(held)
            suspects = [one for one in dict.fromkeys([*suspects, *held]) if one in left]
            for student in [one for one in suspects if deaths[one] == MOST_DEATHS]:
                suspects.remove(student)
                del left[student]
                yield Result(student, trouble=GIVEN_UP)
            self._crew.close()
            self._crew = Crew(self.jobs)
