"""The demonstration tells the truth: about marks, about secrets, and about what stays running."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from autograder.answers import at_hand
from autograder.demo import Demo, hidden_lines
from autograder.marks import MIME
from autograder.orphans import left_behind
from autograder.pupils import Pupil, School

LESSON = "03_attention"
DETACHED = """
import os, sys, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for fd in range(3):
            os.close(fd)
        time.sleep(60)
    os._exit(0)
"""


def a_demo(run: Path, pupils: list[Pupil]) -> tuple[Demo, io.StringIO]:
    said = io.StringIO()
    return Demo(at_hand(LESSON)[0], pupils, run, Console(file=said, width=200)), said


def test_a_class_of_thirty() -> None:
    pupils = School(LESSON).mixed_class(30)
    kinds = Counter(pupil.sample.kind if pupil.sample else "honest" for pupil in pupils)
    assert kinds == {"honest": 18, "odd": 6, "hostile": 6}
    assert len({pupil.name for pupil in pupils}) == 30
    assert len({pupil.kind for pupil in pupils if pupil.sample}) == 12


def test_it_tells_what_happened(tmp_path: Path) -> None:
    """All the way, with one mark that nobody expected; `test_nbgrader` has a class without."""
    first, *others = School(LESSON).mixed_class(5)
    demo, said = a_demo(tmp_path, [replace(first, points={}), *others])
    assert not demo.play()
    text = said.getvalue()
    assert "1 marks are wrong" in text
    assert f"undeserved points: {first.total} · processes left behind: 0" in text
    assert "secrets in what students get to read: none" in text
    assert "odd: progress_bars" in text
    assert "this cell ended the grading and was left out" in text


def test_secrets_are_found_in_what_students_read(tmp_path: Path) -> None:
    demo, _ = a_demo(tmp_path, [])
    line = min(hidden_lines(demo.lesson))
    assert demo.leaked() == []
    page = tmp_path / "feedback" / "ada" / LESSON / f"{LESSON}.html"
    page.parent.mkdir(parents=True)
    colored = line.replace("judge", "<span class='n'>judge</span>").replace("<=", "&lt;=")
    page.write_text(f"<p>{colored}</p>", encoding="utf-8")
    assert demo.leaked() == [line]
    printed = {"output_type": "stream", "text": ["what: ", demo.canary]}
    path = tmp_path / "autograded" / "ada" / LESSON / f"{LESSON}.ipynb"
    path.parent.mkdir(parents=True)
    cells = [{"outputs": [printed, {"data": {MIME: {}}}]}]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    assert demo.leaked() == ["the canary", line]


def test_a_process_that_detaches_itself_is_found_and_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.orphans.SECONDS_TO_GO", 0.5)
    with left_behind() as found:
        subprocess.run([sys.executable, "-c", "pass"], check=True)
    assert found == []
    with left_behind() as found:
        subprocess.run([sys.executable, "-c", DETACHED], check=True)
    (process,) = found
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
