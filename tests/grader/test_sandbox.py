"""Each promise of the sandbox: its limits, its refusals, and that nothing survives it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import ROOT
from autograder.sandbox import Sandbox, SandboxError, Session, SessionDied, cage, client, frames
from llmcourse import wire

ORDINARY = "12345"
PROGRAM = """
import sys
from autograder.sandbox import Sandbox
with Sandbox() as sandbox, sandbox.session() as session:
    print(session.run(["import os; print(os.getuid(), os.getpid(), end='')"])[0]["printed"])
    sys.stdout.flush()
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "GRACE_SECONDS", 1)


@pytest.fixture
def session(grading: Any) -> Any:
    with grading.sandbox.session() as session:
        yield session


def said(session: Session, cell: str, seconds: int = 5) -> dict[str, str]:
    return session.run([cell], seconds)[0]


def test_time_of_a_cell(session: Session) -> None:
    assert "longer than 1 seconds" in said(session, "while True: pass", 1)["error"]
    assert said(session, "print('on')")["printed"] == "on\n"


def test_time_of_a_question(session: Session) -> None:
    code = "def probe():\n    while True: pass"
    header, _ = session.ask(code, "probe", wire.dumps(()), 1)
    assert header["error"] == "TimeoutError"


def test_a_cell_that_took_too_long_leaves_no_processes(session: Session) -> None:
    cell = "import os, time\nfor _ in range(20): os.fork() or time.sleep(99)\nwhile True: pass"
    assert said(session, cell, 1)["error"]
    processes = "import os; print(sum(name.isdigit() for name in os.listdir('/proc')))"
    time.sleep(0.2)
    assert int(said(session, processes)["printed"]) <= 21


def test_memory_of_one_process(session: Session) -> None:
    assert "MemoryError" in said(session, "x = bytearray(5 << 30)")["error"]


@pytest.mark.parametrize(
    "cell",
    [
        "import mmap\nx = mmap.mmap(-1, 800 << 20)\nwhile x.write(bytes(1 << 20)): pass",
        "import os\nfor _ in range(4): os.fork()\nx = os.urandom(1) * (80 << 20)\nwhile True: pass",
    ],
    ids=["shared", "of many processes together"],
)
def test_memory(cell: str) -> None:
    with Sandbox(megabytes=500) as sandbox, sandbox.session() as session:
        with pytest.raises(SessionDied):
            said(session, cell, 20)
        with sandbox.session() as second:
            assert said(second, "print('on')")["printed"] == "on\n"


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("import os, time\nwhile os.fork() or time.sleep(99): pass", "BlockingIOError"),
        ("open('x', 'wb').write(bytes(33 << 20))", "OSError"),
        ("for i in range(9): open(str(i), 'wb').write(bytes(16 << 20))", "OSError"),
        ("for i in range(30_000): open(str(i), 'w').close()", "OSError"),
        ("held = [open('/dev/null') for _ in range(300)]", "OSError"),
        ("import os; os.openpty()", "FileNotFoundError"),
    ],
    ids=["processes", "file size", "scratch size", "number of files", "open files", "terminals"],
)
def test_a_limit(session: Session, cell: str, error: str) -> None:
    started = time.monotonic()
    assert said(session, cell)["error"].startswith(error)
    assert time.monotonic() - started < 10


def test_output(session: Session) -> None:
    assert len(said(session, "print('x' * 100_000_000)")["printed"]) == 8_000


def test_exit_is_told_as_what_it_is(session: Session) -> None:
    assert said(session, "exit()")["error"] == "SystemExit: your code called exit()"


def test_each_submission_begins_with_nothing(grading: Any) -> None:
    with grading.sandbox.session() as first:
        said(first, "open('/scratch/x', 'w'); open('/dev/shm/x', 'w'); import torch; torch.x = 1")
    with grading.sandbox.session() as second:
        cell = "import os, torch; print(os.listdir('/dev/shm'), dir(torch))"
        assert said(second, cell)["printed"].startswith("[] [")
        assert "'x'" not in said(second, "import os; print(os.listdir('/scratch'))")["printed"]
        assert "'x'" not in said(second, cell)["printed"]


def test_it_refuses_where_solutions_are_to_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    place = ROOT / "solutions"
    made = cage.command

    def leaking(control: int, megabytes: int) -> list[str]:
        command = made(control, megabytes)
        at = command.index("--remount-ro")
        return [*command[:at], *cage._bind(place, place), *command[at:]]

    monkeypatch.setattr(cage, "command", leaking)
    with pytest.raises(SandboxError, match=r"leaks, nothing is graded: sees: .*solutions"):
        Sandbox().__enter__()


def test_it_refuses_where_folders_are_writable(monkeypatch: pytest.MonkeyPatch) -> None:
    made = cage.command

    def leaking(control: int, megabytes: int) -> list[str]:
        command = made(control, megabytes)
        at = command.index("--remount-ro")
        return [*command[:at], "--perms", "0777", "--dir", "/etc", *command[at:]]

    def open_top(control: int, megabytes: int) -> list[str]:
        command = leaking(control, megabytes)
        at = len(command) - 1 - command[::-1].index("--remount-ro")
        return command[:at] + command[at + 2 :]

    monkeypatch.setattr(cage, "command", open_top)
    with pytest.raises(SandboxError, match=r"writes: \['/etc'\]|writes: \['/', .*'/etc'"):
        Sandbox().__enter__()


def test_it_refuses_where_it_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tuple(name for name in cage.MACHINERY if name != "memory.py")
    monkeypatch.setattr(cage, "MACHINERY", kept)
    with pytest.raises(SandboxError, match=r"(?s)did not start:\n.*memory"):
        Sandbox().__enter__()


def test_without_bubblewrap_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(cage.NoBubblewrap, match="apt install bubblewrap"):
        Sandbox().__enter__()


@pytest.mark.parametrize("which", ["bubblewrap", "first process", "zygote", "guard"])
def test_nothing_survives_the_death_of(which: str, grading: Any) -> None:
    names = ["bubblewrap", "first process", "zygote", "guard"]
    with Sandbox() as sandbox, sandbox.session() as session:
        said(session, "import os, time; os.fork() or time.sleep(99)")
        tree = family(sandbox.process_id)
        os.kill(tree[names.index(which)], signal.SIGKILL)
        inmates = tree[names.index("guard") :]
        assert gone(inmates if which == "guard" else tree[1:])


def test_nothing_survives_the_death_of_the_client() -> None:
    started = run([sys.executable, "-c", PROGRAM])
    assert started.stdout
    assert started.stdout.readline() == b"1000 1\n"
    tree = family(started.pid)
    assert len(tree) >= 5
    started.kill()
    started.communicate()
    assert gone(tree[1:])


@pytest.mark.skipif(os.geteuid() != 0, reason="is an ordinary user already")
def test_as_an_ordinary_user() -> None:
    """The same for a user without rights, who must be shown the Python that root may read."""
    home = str(Path.home())
    show = ["--dev-bind", "/", "/", "--tmpfs", home]
    for place in {Path(sys.base_prefix), Path(sys.prefix), ROOT}:
        show += cage._bind(place, place) if place.is_relative_to(home) else []
    user = ["setpriv", "--reuid", ORDINARY, "--regid", ORDINARY, "--clear-groups"]
    rights = ["--inh-caps=-all", "--bounding-set=-all", "env", "HOME=/tmp"]
    done = run(["bwrap", *show, *user, *rights, sys.executable, "-c", PROGRAM]).communicate()
    assert done[0] == b"1000 1\n", done[1].decode()


def run(command: list[str]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)


def family(ancestor: int) -> list[int]:
    """A process and its descendants, parents first."""
    found = [ancestor]
    for one in found:
        with contextlib.suppress(OSError):
            children = Path(f"/proc/{one}/task/{one}/children").read_text(encoding="ascii")
            found += map(int, children.split())
    return found


def gone(processes: list[int]) -> bool:
    """Whether all have ended within a few seconds; a zombie that nobody reads has."""
    end = time.monotonic() + 5
    while any(map(alive, processes)) and time.monotonic() < end:
        time.sleep(0.02)
    return not any(map(alive, processes))


def alive(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"


def received(data: bytes, seconds: float = 0.2) -> tuple[dict[str, Any], bytes] | None:
    """What the judge makes of these bytes; None where it refuses them."""
    mine, theirs = socket.socketpair()
    with mine, theirs:
        theirs.sendall(data)
        theirs.close()
        try:
            return frames.receive(mine, seconds)
        except (frames.FrameError, TimeoutError):
            return None


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=200))
def test_random_bytes_are_refused_or_read(data: bytes) -> None:
    found = received(data)
    assert found is None or isinstance(found[0], dict)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=50), st.binary(max_size=50), st.integers(0), st.integers(0, 255))
def test_changed_messages_are_refused_or_read(text: str, body: bytes, at: int, to: int) -> None:
    mine, theirs = socket.socketpair()
    with mine, theirs:
        frames.send(theirs, {"said": text}, body)
        data = bytearray(mine.recv(10_000))
    assert received(bytes(data)) == ({"said": text}, body)
    data[at % len(data)] = to
    found = received(bytes(data))
    assert found is None or isinstance(found[0], dict)


@pytest.mark.parametrize("sizes", [(1 << 31, 0), (2, 1 << 31), ((1 << 20) + 1, 0)])
def test_large_sizes_are_refused_unread(sizes: tuple[int, int]) -> None:
    assert received(struct.pack("!II", *sizes) + b"{}") is None


@pytest.mark.parametrize("text", [b"[" * 100_000, b"[]", b"\xff", b"1" * 5000, b'{"a": ' * 9000])
def test_odd_headers_are_refused(text: bytes) -> None:
    assert received(struct.pack("!II", len(text), 0) + text) is None


def test_a_byte_now_and_then_buys_no_time() -> None:
    mine, theirs = socket.socketpair()
    code = "import os, sys, time\nwhile True: os.write(int(sys.argv[1]), b'\\0'); time.sleep(0.05)"
    with mine, theirs:
        command = [sys.executable, "-c", code, str(theirs.fileno())]
        dripping = subprocess.Popen(command, pass_fds=[theirs.fileno()], stderr=subprocess.DEVNULL)
        theirs.sendall(struct.pack("!II", 1 << 20, 0))
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            frames.receive(mine, 0.5)
        assert time.monotonic() - started < 2
        dripping.kill()
        dripping.wait()
