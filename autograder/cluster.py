"""Grades on a Dask cluster: the crews of `autograder.pool`, on machines that somebody started.

    dask scheduler                                              # on one machine
    python -m distributed.cli.dask_worker tcp://HOST:8786       # in a checkout, on those that grade
    python -m autograder grade 03 --scheduler tcp://HOST:8786   # where the gradebook is

What was handed in travels as bytes and results come back, so the machines share no folder. Each
thread of a worker keeps a crew of one, with a sandbox of its own. A worker with other tests or
another version of what judges refuses. What a lost worker held is given to another one by Dask.
Nothing here starts machines, and nothing guards the wires: that is for Dask's own TLS settings.
"""

import socket
import threading
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

from distributed import Client, Future, wait
from distributed.scheduler import KilledWorker

from autograder import basis
from autograder.pool import DEPTH, GIVEN_UP, TICK_SECONDS, Pool, Refused
from autograder.results import Result
from autograder.sheet import Sheet

ANSWER_SECONDS = 10  # for the scheduler
WORKER_SECONDS = 60  # without any worker

_crews: dict[tuple[int, str], Pool] = {}  # of this process, by thread and what they grade


class Cluster:
    """Somebody's Dask scheduler and its workers. Use it as a context."""

    def __init__(self, address: str) -> None:
        self.address = address

    def __enter__(self) -> "Cluster":
        try:
            self._client = Client(self.address, timeout=ANSWER_SECONDS)
        except (OSError, TimeoutError, ValueError) as error:
            raise Refused(
                f"no Dask scheduler answers at {self.address}: start `dask scheduler` there"
            ) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def results(self, setup: dict[str, Any], paths: dict[str, Path]) -> Iterator[Result | None]:
        """Grade these submissions, by student; None where nothing came for a second.

        Raises Refused.
        """
        tasks, running, seen = deque(paths.items()), dict[Future[Any], str](), time.monotonic()
        while tasks or running:
            if threads := sum(self._client.nthreads().values()):
                seen = time.monotonic()
            elif time.monotonic() - seen > WORKER_SECONDS:
                raise Refused(
                    f"the scheduler at {self.address} has no worker: start "
                    f"`python -m distributed.cli.dask_worker {self.address}` in a checkout"
                )
            while tasks and len(running) < DEPTH * threads:
                student, path = tasks.popleft()
                work = grade, setup, student, path.name, path.read_bytes()
                running[self._client.submit(*work, pure=False)] = student
            done = self._done(running)
            yield from (_result(future, running.pop(future)) for future in done)
            if not done:
                yield None

    def _done(self, running: dict[Future[Any], str]) -> list[Future[Any]]:
        if not running:
            time.sleep(TICK_SECONDS)
            return []
        try:
            return list(wait(list(running), TICK_SECONDS, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            return []


def _result(future: Future[Any], student: str) -> Result:
    if future.status == "finished":
        return Result.loads(future.result())
    if future.status == "error":
        error = future.exception()
        if isinstance(error, KilledWorker):
            return Result(student, trouble=GIVEN_UP)
        raise error if isinstance(error, Refused) else Refused(f"a worker failed: {error!r}")
    raise Refused("the Dask scheduler has gone")


def grade(setup: dict[str, Any], student: str, name: str, data: bytes) -> str:
    """Grade one submission where this runs: a result as text. Raises Refused."""
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        (result,) = filter(None, _crew(setup).results(setup, {student: path}))
    return result.dumps()


def _crew(setup: dict[str, Any]) -> Pool:
    """This thread's crew for these tests; one that is warm is kept for the next submission."""
    thread = threading.get_ident()
    key = thread, setup["tests"]
    if key not in _crews:
        _agree(setup)
        for old in [one for one in _crews if one[0] == thread]:
            _crews.pop(old).__exit__(None, None, None)
        _crews[key] = Pool(1).__enter__()
    return _crews[key]


def _agree(setup: dict[str, Any]) -> None:
    """Refuse if this machine would judge otherwise than the one that asked."""
    tests = basis.tests(setup["lesson"], Sheet.loads(setup["sheet"]))
    if (tests, basis.environment()) != (setup["tests"], setup["environment"]):
        raise Refused(
            f"the worker on {socket.gethostname()} has other lessons, packages or another Python: "
            "bring it to the same commit and the same constraints.txt"
        )
