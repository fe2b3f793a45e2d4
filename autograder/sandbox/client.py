"""The judge's end of the line: starts the sandbox, proves that it is tight, opens sessions.

Nothing that comes back is trusted: messages are bounded and parsed strictly, and whatever is odd
ends the session. A session that ends costs its own submission at most.
"""

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from autograder.sandbox import cage, frames
from autograder.sandbox.selftest import CODE, leaks, question

START_SECONDS = 60
GRACE_SECONDS = 5


class SandboxError(Exception):
    """The sandbox cannot be used: nothing may be graded in it."""


class SessionDied(Exception):
    """The submission's process ended or did not keep to the form; the message says why."""


class Session:
    """One submission's process. `run` its cells, then `ask` its probes."""

    def __init__(self, line: socket.socket, lifeline: int) -> None:
        self._line, self._lifeline = line, lifeline

    def run(self, cells: list[str], seconds: int = 30, total: int = 120) -> list[dict[str, str]]:
        """Run cells in order; what each printed and raised."""
        header, _ = self._exchange({"op": "run", "cells": cells, "seconds": seconds}, b"", total)
        found = header.get("cells")
        if not isinstance(found, list) or len(found) != len(cells):
            raise SessionDied("the submission's process did not keep to the form")
        return [{name: str(one.get(name, "")) for name in ("printed", "error")} for one in found]

    def ask(
        self, code: str, probe: str, question: bytes, seconds: int = 20
    ) -> tuple[dict[str, str], bytes]:
        """What a probe returned, as bytes for the wire, or its error."""
        request = {"op": "ask", "code": code, "probe": probe, "seconds": seconds}
        header, body = self._exchange(request, question, seconds + GRACE_SECONDS)
        return {str(name): str(value) for name, value in header.items()}, body

    def _exchange(
        self, header: dict[str, object], body: bytes, seconds: float
    ) -> tuple[dict[str, object], bytes]:
        try:
            self._line.settimeout(GRACE_SECONDS)
            frames.send(self._line, header, body)
            self._line.settimeout(seconds)
            return frames.receive(self._line)
        except TimeoutError as error:
            raise SessionDied(f"no answer within {seconds:g} s") from error
        except frames.FrameError as error:
            raise SessionDied(f"the submission's process ended ({error})") from error

    def close(self) -> None:
        """End the submission and everything that it started."""
        self._line.close()
        with contextlib.suppress(OSError):
            os.close(self._lifeline)


class Sandbox:
    """The outer sandbox with its warm process. Use it as a context; it tests itself first."""

    def __init__(self, slots: int = 64) -> None:
        self._slots, self._next = slots, 0

    def __enter__(self) -> "Sandbox":
        mine, theirs = socket.socketpair()
        with theirs:
            os.set_inheritable(theirs.fileno(), True)
            self._process = subprocess.Popen(
                cage.command(theirs.fileno()),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
        self._control = mine
        try:
            self._await_ready()
            self._test()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _await_ready(self) -> None:
        self._control.settimeout(START_SECONDS)
        try:
            ready = self._control.recv(1)
        except TimeoutError:
            ready = b""
        if ready != b"R":
            self._process.kill()
            said = self._process.communicate()[1].decode(errors="replace")[-2000:]
            raise SandboxError(f"the sandbox did not start:\n{said}")
        self._control.settimeout(None)

    def _test(self) -> None:
        """Look around inside as hostile code would; refuse to grade if anything is to be had."""
        with (
            socket.create_server(("127.0.0.1", 0)) as server,
            tempfile.NamedTemporaryFile() as canary,
            self.session() as session,
        ):
            asked = question(server.getsockname()[1], Path(canary.name))
            found = leaks(*session.ask(CODE, "look_around", asked, seconds=30))
        if found:
            raise SandboxError("the sandbox leaks, nothing is graded: " + "; ".join(found))

    @contextlib.contextmanager
    def session(self) -> Iterator[Session]:
        """A process for one submission; ended, with all that it started, on leaving."""
        mine, theirs = socket.socketpair()
        read, write = os.pipe()
        self._next = (self._next + 1) % self._slots
        try:
            fds = [theirs.fileno(), read]
            socket.send_fds(self._control, [str(self._next).encode()], fds)
        except OSError as error:
            raise SandboxError(f"the sandbox has ended: {error}") from error
        finally:
            theirs.close()
            os.close(read)
        session = Session(mine, write)
        try:
            yield session
        finally:
            session.close()

    def close(self) -> None:
        """End everything; a process that does not go is killed."""
        self._control.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        end = time.monotonic() + GRACE_SECONDS
        while self._process.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        self._process.kill()
        self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()
