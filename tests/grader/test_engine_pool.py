"""Who ends a crew of grading processes, and what becomes of the others' work.

The crew here is a small program that grades nothing: it answers, or ends as it is told to.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from autograder import pool
from autograder.pool import GIVEN_UP, Pool, Refused

FAKE = """
import json, os, sys, time
from multiprocessing.connection import Connection, wait
lines = [Connection(int(fd)) for fd in sys.argv[2:]]
setup = json.loads(lines[0].recv_bytes())
if "refuse" in setup:
    lines[0].send_bytes(json.dumps({"refused": "the sandbox leaks"}).encode())
if "unable" in setup:
    sys.exit(1)
for line in lines:
    line.send_bytes(b"ready")
while True:
    for line in wait(lines):
        try:
            student = json.loads(line.recv_bytes())["student"]
        except EOFError:
            sys.exit()
        print(student, file=open(setup["log"], "a"))
        once = os.path.join(setup["run"], student)
        if "poison" in student or ("once" in student and not os.path.exists(once)):
            open(once, "w").close()
            os._exit(1)
        line.send_bytes(json.dumps({"student": student, "scores": {"test": 1.0}}).encode())
"""


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setattr(pool, "PROGRAM", ("-c", FAKE))
    return {"run": str(tmp_path), "log": str(tmp_path / "log")}


def graded(setup: dict[str, str], students: list[str], jobs: int = 2) -> dict[str, str]:
    """What trouble there was with each; each is told exactly once."""
    with Pool(jobs) as crews:
        found = [one for one in crews.results(setup, dict.fromkeys(students, Path())) if one]
    assert Counter(one.student for one in found) == Counter(students)
    return {one.student: one.trouble for one in found}


def test_all_are_graded_once(setup: dict[str, str]) -> None:
    students = [f"s{i}" for i in range(50)]
    assert graded(setup, students) == dict.fromkeys(students, "")
    assert sorted(Path(setup["log"]).read_text().split()) == sorted(students)


def test_one_that_ends_the_crew_each_time_is_given_up_alone(setup: dict[str, str]) -> None:
    students = ["a", "poison", "b", "c", "d"]
    found = graded(setup, students)
    assert found.pop("poison") == GIVEN_UP
    assert set(found.values()) == {""}


def test_one_that_ended_it_once_is_graded(setup: dict[str, str]) -> None:
    students = ["once1", "once2", "a", "once3", "b"]
    assert graded(setup, students) == dict.fromkeys(students, "")


def test_a_refusal_stops_everything(setup: dict[str, str]) -> None:
    with pytest.raises(Refused, match="the sandbox leaks"):
        graded({**setup, "refuse": "yes"}, ["a", "b"])


def test_a_crew_that_cannot_begin_is_not_started_for_ever(setup: dict[str, str]) -> None:
    with pytest.raises(Refused, match="ended 5 times before they began"):
        graded({**setup, "unable": "yes"}, ["a", "b"])
