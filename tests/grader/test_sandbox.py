"""Each promise of the sandbox: its limits, its refusals, and that nothing survives it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from autograder import ROOT
from autograder.sandbox import (
    Sandbox,
    SandboxError,
    Session,
    SessionDied,
    cage,
    client,
)
from llmcourse import wire

ORDINARY = "12345"
TABLES = """
import mmap
x = mmap.mmap(-1, 250 << 30, mmap.MAP_PRIVATE | mmap.MAP_ANON, mmap.PROT_READ)
for at in range(0, len(x), 2 << 20):
    x[at]  # one table each, for a page that is the same everywhere
while True:
    pass
"""
REFUSED = {
    "memory files": "os.memfd_create('x')",
    "shared memory": "call(29, 0, 4096, 0o1600)",
    "message queues": "call(68, 0, 0o1600)",
    "semaphores": "call(64, 0, 1, 0o1600)",
    "keys": "call(250, 0, -3, 1)",
    "io_uring": "call(425, 1, bytes(120))",
    "another numbering": "call(0x40000000 + 39)",
}
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
        TABLES,
    ],
    ids=["shared", "of many processes together", "tables of pages"],
)
def test_memory(cell: str) -> None:
    with Sandbox(megabytes=350) as sandbox, sandbox.session() as session:
        with pytest.raises(SessionDied, match="ended"):
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


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="these are the numbers of x86-64")
@pytest.mark.parametrize("call", REFUSED.values(), ids=REFUSED.keys())
def test_what_no_limit_bounds_is_not_there(session: Session, call: str) -> None:
    cell = f"""
import ctypes, os
def call(*args, libc=ctypes.CDLL(None, use_errno=True)):
    if libc.syscall(*args) < 0:
        raise OSError(ctypes.get_errno(), "refused")
{call}
"""
    assert said(session, cell)["error"].startswith("OSError: [Errno 38] ")


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


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (
            "namespaces.py",
            "| NEW_IPC | NEW_PID | NEW_NET",
            "| NEW_IPC | NEW_PID",
            "reaches the grader",
        ),
        ("namespaces.py", "max_user_namespaces", "max_net_namespaces", "may open namespaces"),
        ("zygote.py", "        syscalls.refuse()\n", "", "may hold memory .*'memory files'"),
    ],
    ids=["network", "namespaces", "system calls"],
)
def test_it_refuses_where_a_wall_is_missing(
    file: str, old: str, new: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machinery with one wall taken out; the outer sandbox's own network goes with it."""
    whole, broken = Path(cage.__file__).parent / file, tmp_path / file
    text = whole.read_text(encoding="utf-8")
    broken.write_text(text.replace(old, new), encoding="utf-8")
    made = cage.command

    def leaking(control: int, megabytes: int) -> list[str]:
        command = [word for word in made(control, megabytes) if word != "--unshare-net"]
        return [str(broken) if word == str(whole) else word for word in command]

    monkeypatch.setattr(cage, "command", leaking)
    with pytest.raises(SandboxError, match=f"leaks, nothing is graded: .*{words}"):
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


def test_as_an_ordinary_user() -> None:
    """The same without rights. Root becomes an ordinary user first, shown the Python of root."""
    home = str(Path.home())
    show = ["--dev-bind", "/", "/", "--tmpfs", home]
    for place in {Path(sys.base_prefix), Path(sys.prefix), ROOT}:
        show += cage._bind(place, place) if place.is_relative_to(home) else []
    user = ["setpriv", "--reuid", ORDINARY, "--regid", ORDINARY, "--clear-groups"]
    rights = ["--inh-caps=-all", "--bounding-set=-all", "env", "HOME=/tmp"]
    become = ["bwrap", *show, *user, *rights] if os.geteuid() == 0 else []
    done = run([*become, sys.executable, "-c", PROGRAM]).communicate()
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
    """Whether all end; a busy machine takes its time, and a zombie that nobody reads has ended."""
    end = time.monotonic() + 20
    while any(map(alive, processes)) and time.monotonic() < end:
        time.sleep(0.02)
    return not any(map(alive, processes))


def alive(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"
