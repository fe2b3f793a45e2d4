"""The judge's end of the line: starts the sandbox, proves that it is tight, opens sessions.

Nothing that comes back is trusted: messages are bounded and parsed strictly, and whatever is odd
ends the session. A session that ends costs its own submission at most.
"""

import contextlib
import itertools
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from autograder.hosting import Hosted, Server
from autograder.sandbox import cage, frames
from autograder.sandbox.selftest import CODE, leaks, question

START_SECONDS = 60
GRACE_SECONDS = 5
MEGABYTES = 4096
SLOTS = 64  # more than run at once
LONGEST = {"printed": 8_000, "error": 500, "message": 500}  # characters that are kept of each


class SandboxError(Exception):
    """The sandbox cannot be used: nothing may be graded in it."""


class SessionDied(Exception):
    """The submission's process ended or did not keep to the form; the message says why."""


class SessionEnded(SessionDied):
    """The process is not there any more, or nobody understands it."""


class Session:
    """One submission's process. `run` its cells, then `ask` its probes."""

    def __init__(self, line: socket.socket, lifeline: int) -> None:
        self._line, self._lifeline = line, lifeline

    def run(self, cells: list[str], seconds: int = 30) -> list[dict[str, str]]:
        """Run cells in order, each with its own time; what each printed and raised."""
        request = {"op": "run", "cells": cells, "seconds": seconds}
        header, _ = self._exchange(request, b"", len(cells) * seconds + GRACE_SECONDS)
        found = header.get("cells")
        if not isinstance(found, list) or len(found) != len(cells):
            raise SessionDied("the submission's process did not keep to the form")
        return [{"printed": "", "error": "", **_texts(one)} for one in found]

    def ask(
        self,
        code: str,
        probe: str,
        question: bytes,
        seconds: int = 20,
        hosted: Mapping[int, Hosted | Server] | None = None,
    ) -> tuple[dict[str, str], bytes]:
        """What a probe returned, as bytes for the wire, or its error.

        While it runs it may call what the judge hosts, which answers from here.
        """
        kinds = {str(place): one.kind for place, one in (hosted or {}).items()}
        request = {"op": "ask", "code": code, "probe": probe, "seconds": seconds, "hosted": kinds}
        end = time.monotonic() + seconds + GRACE_SECONDS
        header, body = self._exchange(request, question, seconds + GRACE_SECONDS)
        while "call" in header:
            reply = _reply(header["call"], body, hosted or {})
            header, body = self._exchange(*reply, max(end - time.monotonic(), 0.01))
        return _texts(header), body

    def _exchange(
        self, header: dict[str, object], body: bytes, seconds: float
    ) -> tuple[dict[str, object], bytes]:
        try:
            self._line.settimeout(GRACE_SECONDS)
            frames.send(self._line, header, body)
            return frames.receive(self._line, seconds)
        except TimeoutError as error:
            raise SessionDied(f"no answer within {seconds:g} s") from error
        except frames.FrameError as error:
            raise SessionEnded(f"the submission's process ended ({error})") from error

    def close(self) -> None:
        """End the submission and everything that it started."""
        self._line.close()
        with contextlib.suppress(OSError):
            os.close(self._lifeline)


def _reply(
    place: object, body: bytes, hosted: Mapping[int, Hosted | Server]
) -> tuple[dict[str, object], bytes]:
    """The answer to a call from inside; whatever goes wrong with it is the caller's to see."""
    one = next((one for key, one in hosted.items() if str(key) == place), None)
    if one is None:
        raise SessionDied("the submission's process did not keep to the form")
    from llmcourse import wire  # imports torch, while the warm process may be starting already

    try:
        return {}, wire.dumps(one.exchange(wire.loads(body)))
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"[: LONGEST["message"]]}, b""


def _texts(said: object) -> dict[str, str]:
    """What is text in what the other side said, under the names that are known, cut to size."""
    if not isinstance(said, dict):
        return {}
    return {
        name: value[:size].encode("utf-8", "replace").decode()
        for name, size in LONGEST.items()
        if isinstance(value := said.get(name), str)
    }


class Sandbox:
    """The outer sandbox with its warm process. Use it as a context; it tests itself first.

    `megabytes` is what each submission's processes may hold in memory together.
    """

    def __init__(self, megabytes: int = MEGABYTES) -> None:
        self._slots, self._megabytes = itertools.cycle(range(SLOTS)), megabytes
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Sandbox":
        process = self._process or self.start()
        try:
            self._await_ready(process)
            self._test()
        except BaseException:
            self.close()
            raise
        return self

    def start(self) -> subprocess.Popen[bytes]:
        """Let the warm process get ready, which takes seconds; entering waits for it."""
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ExitStack() as failing, theirs:
            failing.callback(self._control.close)
            os.set_inheritable(theirs.fileno(), True)
            self._process = subprocess.Popen(
                cage.command(theirs.fileno(), self._megabytes),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
            failing.pop_all()
        return self._process

    def share(self, part: int, parts: int) -> None:
        """After a fork: use other slots than the other processes that use this sandbox."""
        self._slots = itertools.cycle(range(part, SLOTS, parts))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _await_ready(self, process: subprocess.Popen[bytes]) -> None:
        self._control.settimeout(START_SECONDS)
        try:
            ready = self._control.recv(1)
        except TimeoutError:
            ready = b""
        if ready != b"R":
            process.kill()
            said = process.communicate()[1].decode(errors="replace")[-2000:]
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
            try:
                found = leaks(*session.ask(CODE, "look_around", asked, seconds=30))
            except (SessionDied, ValueError) as error:  # ValueError: the answer cannot be read
                found = [f"the self-test failed: {error}"]
        if found:
            raise SandboxError("the sandbox leaks, nothing is graded: " + "; ".join(found))

    @contextlib.contextmanager
    def session(self) -> Iterator[Session]:
        """A process for one submission; ended, with all that it started, on leaving."""
        mine, theirs = socket.socketpair()
        read, write = os.pipe()
        try:
            fds = [theirs.fileno(), read]
            socket.send_fds(self._control, [str(next(self._slots)).encode()], fds)
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

    @property
    def process_id(self) -> int:
        """Of bubblewrap; all processes of submissions descend from it."""
        assert self._process is not None
        return self._process.pid

    def check(self) -> None:
        """Raise SandboxError unless a submission could be run now."""
        try:
            with self.session() as session:
                session.run([])
        except SessionDied as error:
            raise SandboxError(f"the sandbox has ended: {error}") from error

    def close(self) -> None:
        """End everything; a process that does not go is killed."""
        process, self._process = self._process, None
        if process is None:
            return
        self._control.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        end = time.monotonic() + GRACE_SECONDS
        while process.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        process.kill()
        process.wait()
        if process.stderr:
            process.stderr.close()
