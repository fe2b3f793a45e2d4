"""Whatever is killed, and whenever: nothing is lost, done twice or left running.

The moments are drawn anew each time and told where a test fails.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder import ROOT
from autograder.journal import Journal
from autograder.sandbox.namespaces import die_with_parent

LESSON = "03_attention"
SIZE = 10
MOMENTS = int(os.environ.get("CRASH_MOMENTS", "10"))  # `make bench-crash` has a hundred
LONGEST_START = 120
WHICH = ("crew", "worker", "bubblewrap", "zygote", "inmate")
GROUP = "all of them"
MARKS = """select s.student_id, c.name, x.auto_score, x.needs_manual_grade from grade x
    join submitted_notebook n on n.id = x.notebook_id
    join submitted_assignment s on s.id = n.assignment_id join base_cell c on c.id = x.cell_id"""


def start(room: Any, *options: str) -> subprocess.Popen[str]:
    """`python -m autograder grade`, in a group of its own."""
    command = [sys.executable, "-m", "autograder", "grade", "03", "--run", str(room.place.run)]
    return subprocess.Popen(
        [*command, "--jobs", "2", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )


def children(process: int) -> list[int]:
    with contextlib.suppress(OSError):
        text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
        return [int(word) for word in text.split()]
    return []


def name(process: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/comm").read_text().strip()
    return ""


def family(ancestor: int) -> list[int]:
    found = [ancestor]
    for one in found:
        found += children(one)
    return found


def parts(grader: int) -> dict[str, int]:
    """The processes of a grader that is at work, by what they are; those that are there."""
    crew = next(iter(children(grader)), 0)
    outer = next((one for one in children(crew) if name(one) == "bwrap"), 0)
    found = {"crew": crew, "bubblewrap": outer}
    found["worker"] = next((one for one in children(crew) if one != outer), 0)
    inside = family(outer)[1:] if outer else []
    for what, process in zip(("first", "zygote", "guard", "inmate"), inside, strict=False):
        found[what] = process
    return {what: process for what, process in found.items() if process}


def gone(processes: list[int]) -> bool:
    """Whether all have ended within a few seconds."""
    end = time.monotonic() + 10
    while (left := [one for one in processes if alive(one)]) and time.monotonic() < end:
        time.sleep(0.02)
    return not left


def alive(process: int) -> bool:
    with contextlib.suppress(OSError):
        stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        return stat.rpartition(")")[2].split()[0] not in "ZX"
    return False


def finish(grader: subprocess.Popen[str]) -> str:
    said, _ = grader.communicate(timeout=500)
    assert grader.returncode == 0, said
    return said


@pytest.fixture
def room(classroom: Any) -> Any:
    return classroom(SIZE)


@pytest.fixture
def undisturbed(classroom: Any) -> list[tuple[Any, ...]]:
    """The marks of the same class, graded in one go."""
    calm = classroom(SIZE, "calm")
    calm.grade()
    assert calm.marks() == calm.deserved
    found: list[tuple[Any, ...]] = sorted(calm.rows(MARKS))
    return found


def moments(grader: subprocess.Popen[str]) -> Iterator[None]:
    """Random moments while a grader is at work, or the end of it."""
    end = time.monotonic() + LONGEST_START
    while grader.poll() is None and len(parts(grader.pid)) < 5 and time.monotonic() < end:
        time.sleep(0.05)
    while grader.poll() is None:
        time.sleep(random.uniform(0, 0.5))
        yield


def test_kill_9_at_random_moments(room: Any, undisturbed: list[tuple[Any, ...]]) -> None:
    """One half all of them at once, the other half one process, each of another kind."""
    seed = random.randrange(10**6)
    random.seed(seed)
    targets = random.sample([*WHICH, *[GROUP] * len(WHICH)] * (MOMENTS // 10), MOMENTS)
    told, seen = f"seed {seed}: {targets}", set[int]()
    grader = start(room, "--force")
    for target in targets:
        while not killed(target, grader, seen):
            grader.communicate()
            grader = start(room, "--force")
    grader.communicate()
    finish(start(room))
    assert sorted(room.rows(MARKS)) == undisturbed, told
    assert gone(sorted(seen)), told
    assert room.marks() == room.deserved
    with Journal(room.place.journal) as journal:
        assert all(entry.written for entry in journal.entries(LESSON).values())
    assert f"{SIZE} of them unchanged" in finish(start(room))


def killed(target: str, grader: subprocess.Popen[str], seen: set[int]) -> bool:
    """Kill one process, or all, at a random moment; False if the grader had ended before."""
    for _ in moments(grader):
        there = parts(grader.pid)
        if target == GROUP:
            seen |= set(family(grader.pid))
            os.killpg(grader.pid, signal.SIGKILL)
            return True
        if target in there:
            seen |= set(family(grader.pid))
            with contextlib.suppress(ProcessLookupError):
                os.kill(there[target], signal.SIGKILL)
                return True
    return False


def test_ctrl_c_stops_at_once_and_the_same_command_goes_on(
    room: Any, undisturbed: list[tuple[Any, ...]]
) -> None:
    grader = start(room)
    while next(moments(grader), "over") == "over":  # it was quicker than the clock
        grader.communicate()
        grader = start(room, "--force")
    processes = family(grader.pid)
    os.killpg(grader.pid, signal.SIGINT)
    said, _ = grader.communicate(timeout=30)
    assert grader.returncode == 130, said
    assert "what was graded is kept" in said
    assert "Traceback" not in said
    assert gone(processes)
    finish(start(room))
    assert sorted(room.rows(MARKS)) == undisturbed
