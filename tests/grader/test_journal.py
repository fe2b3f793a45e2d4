"""The journal keeps what was graded until it is written, whatever happens in between."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from autograder import ROOT
from autograder.journal import Journal, JournalError, Key
from autograder.results import Result

LESSON = "03_attention"
KEY = Key("submission", "tests", "environment")
RESULT = Result("ada", "hash", {"test-a": 3.0, "test-b": None}, {"a": None}, '{"cells": "ä"}\n')
KILLED = """
import os, sys
from pathlib import Path
from autograder.journal import Journal, Key
from autograder.results import Result
with Journal(Path(sys.argv[1])) as journal:
    for name in "abc":
        journal.add("03_attention", Key("x", "y", "z"), Result(name, notebook=name))
    journal.written("03_attention", ["a"])
    os.kill(os.getpid(), 9)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run" / "journal.db"


def test_a_result_comes_back_as_it_was(path: Path) -> None:
    with Journal(path) as journal:
        journal.add(LESSON, KEY, RESULT)
    with Journal(path) as journal:
        entry = journal.entries(LESSON)["ada"]
        assert (entry.key, entry.scores, entry.trouble) == (KEY, RESULT.scores, "")
        assert entry.size == len(RESULT.notebook.encode())
        assert not entry.written
        assert journal.waiting(LESSON, "ada") == RESULT
        assert journal.entries("02_tokens") == {}


def test_written_is_written_and_a_new_result_is_not(path: Path) -> None:
    with Journal(path) as journal:
        for name in ("ada", "alan"):
            journal.add(LESSON, KEY, replace(RESULT, student=name))
        journal.written(LESSON, ["ada"])
        assert [one.written for one in journal.entries(LESSON).values()] == [True, False]
        journal.add(LESSON, replace(KEY, handed_in="later"), RESULT)
        assert not journal.entries(LESSON)["ada"].written


def test_kill_9_loses_nothing(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=ROOT, check=False)
    assert done.returncode == -9
    with Journal(path) as journal:
        found = journal.entries(LESSON)
        assert {name: entry.written for name, entry in found.items()} == {
            "a": True,
            "b": False,
            "c": False,
        }
        assert journal.waiting(LESSON, "c").notebook == "c"


def test_a_second_grader_is_told_to_wait(path: Path) -> None:
    with (
        Journal(path),
        pytest.raises(JournalError, match=r"another grader is at work in .*wait"),
        Journal(path),
    ):
        pass


def test_a_damaged_file_is_named_with_its_remedy(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(JournalError, match=r"journal\.db is damaged .* delete it"), Journal(path):
        pass


def test_a_journal_of_another_version_begins_anew(path: Path) -> None:
    with Journal(path) as journal:
        journal.add(LESSON, KEY, RESULT)
    base = sqlite3.connect(path)
    base.execute("pragma user_version = 99")
    base.close()
    with Journal(path) as journal:
        assert journal.entries(LESSON) == {}


def test_a_full_disk_is_told_and_loses_nothing(path: Path) -> None:
    with Journal(path) as journal:
        journal.add(LESSON, KEY, RESULT)
        journal._base.execute("pragma max_page_count = 1")
        large = replace(RESULT, student="alan", notebook="x" * 100_000)
        with pytest.raises(JournalError, match=r"full.*graded before is kept"):
            journal.add(LESSON, KEY, large)
    with Journal(path) as journal:
        assert list(journal.entries(LESSON)) == ["ada"]
