"""The processes that grade: one sandbox, and workers that are forks of one warm process.

Started as a program by `autograder.pool`, which hands it a line for each worker. They live and
die together: whatever ends one of them, a crash, a kill, the end of the sandbox or of who started
them, ends all, so that no process is left over and no mark rests on a sandbox that was falling
already. What was not answered by then is graded by the next crew.
"""

import gc
import json
import logging
import os
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn

from autograder.sandbox import Sandbox, SandboxError
from autograder.sandbox.cage import NoBubblewrap
from autograder.sandbox.namespaces import die_with_parent

READY = b"ready"
# The second is what backward() imports when it is first called.
MODULES = ("torch", "torch.fx.experimental.symbolic_shapes", "autograder.grader")


def main(parent: int, lines: "list[Connection]") -> int:
    """Refuse, or grade until the lines end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for who started this
    _stay_with(parent)
    sandbox = Sandbox()
    try:
        sandbox.start()  # it gets warm while this process does
        for module in MODULES:
            __import__(module)
        setup = json.loads(lines[0].recv_bytes())
        with sandbox:
            gc.freeze()
            workers = {_fork(setup, sandbox, lines, k) for k in range(len(lines))}
            for line in lines:
                line.close()
            _watch(workers)
    except (SandboxError, NoBubblewrap) as error:
        _refuse(lines[0], str(error))
    except EOFError:
        pass
    return 0


def _stay_with(parent: int) -> None:
    die_with_parent()
    if os.getppid() != parent:
        os._exit(1)


def _refuse(line: "Connection", words: str) -> None:
    line.send_bytes(json.dumps({"refused": words}).encode())


def _watch(workers: set[int]) -> None:
    """Wait for all workers to end well; if anything ends otherwise, end everything at once."""
    while workers:
        process, status = os.wait()
        if process not in workers or status:
            os._exit(1)
        workers.remove(process)


def _fork(setup: dict[str, Any], sandbox: Sandbox, lines: "list[Connection]", number: int) -> int:
    parent = os.getpid()
    process = os.fork()
    if process == 0:
        status = 1
        try:
            _stay_with(parent)
            sandbox.share(number, len(lines))
            for line in lines[:number] + lines[number + 1 :]:
                line.close()
            _work(setup, sandbox, lines[number])
            status = 0
        finally:
            os._exit(status)
    return process


def _work(setup: dict[str, Any], sandbox: Sandbox, line: "Connection") -> None:
    """Grade one submission after the other until the line ends."""
    import torch

    from autograder.answers import at_hand
    from autograder.grader import Grader
    from autograder.marking import Limits, Marker
    from autograder.place import Place
    from autograder.sheet import Sheet

    torch.set_num_threads(1)  # exercises are small: more threads would wait for each other
    logging.disable(logging.CRITICAL)
    try:
        lesson, config = setup["lesson"], Place(Path(setup["run"])).config
        marker = Marker(*at_hand(lesson), sandbox, Limits(**setup["limits"]))
        grader = Grader(lesson, Sheet.loads(setup["sheet"]), marker, config)
    except Exception as error:
        _refuse(line, f"{setup['lesson']} cannot be graded: {type(error).__name__}: {error}")
        return
    gc.freeze()
    line.send_bytes(READY)
    while True:
        try:
            task = json.loads(line.recv_bytes())
        except EOFError:
            return
        line.send_bytes(grader.grade(task["student"], Path(task["path"])).dumps().encode())


def run() -> NoReturn:
    """`python -m autograder.crew PARENT FD...`"""
    parent, *fds = map(int, sys.argv[1:])
    sys.exit(main(parent, [Connection(fd) for fd in fds]))


if __name__ == "__main__":
    run()
