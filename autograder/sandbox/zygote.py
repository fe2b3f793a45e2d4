"""The warm process inside the outer sandbox: torch is imported once, each submission is a fork.

It computes nothing: one parallel torch operation here, and every child would hang in its next.
It takes requests on one file descriptor; each brings two more, the line to the judge and a
lifeline whose end kills the submission.
"""

import os
import select
import signal
import socket
import sys
from typing import Any

import inmate  # type: ignore[import-not-found]
import memory  # type: ignore[import-not-found]
import namespaces  # type: ignore[import-not-found]
import syscalls  # type: ignore[import-not-found]

POLL_MS = 200


def main(control: socket.socket, megabytes: int) -> None:
    """Serve until the grader goes away."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    shell = inmate.warm_up()
    control.sendall(b"R")
    while True:
        message, fds, _, _ = socket.recv_fds(control, 64, 2)
        if not message:
            return
        slot = int(message)
        if os.fork() == 0:
            control.close()
            _guard(slot, fds[0], fds[1], megabytes, shell)
        for fd in fds:
            os.close(fd)


def _guard(slot: int, line: int, lifeline: int, megabytes: int, shell: Any) -> None:
    """The first child: makes namespaces, forks the inmate into them, and outlives it."""
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        namespaces.die_with_parent()
        os.setsid()
        due = namespaces.enter(slot)
        pid = os.fork()
        if pid == 0:
            os.close(lifeline)
            _lock_up(slot, line, due, megabytes, shell)
        os.close(line)
        _watch(pid, lifeline, megabytes)
        status = 0
    finally:
        os._exit(status)


def _watch(pid: int, lifeline: int, megabytes: int) -> None:
    """Kill the inmate, and with process 1 all others in there, when the lifeline ends.

    Also when they hold too much memory together: a limit of the kernel's is for each alone.
    """
    watched = os.pidfd_open(pid)
    poll = select.poll()
    poll.register(watched, select.POLLIN)
    poll.register(lifeline, select.POLLIN | select.POLLHUP)
    while not poll.poll(POLL_MS) and not memory.over(megabytes << 20, lambda: poll.poll(0)):
        pass
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _lock_up(slot: int, line: int, due: bool, megabytes: int, shell: Any) -> None:
    """The second child, process 1 of its namespace: becomes nobody, then runs the submission."""
    try:
        namespaces.die_with_parent()
        namespaces.furnish(inmate.WORK_MEGABYTES)
        namespaces.become_nobody(slot, due)
        namespaces.limit(memory=megabytes, **inmate.LIMITS)
        syscalls.refuse()
        inmate.serve(socket.socket(fileno=line), shell)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2]))
