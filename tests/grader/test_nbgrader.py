"""The whole way through stock nbgrader: hand in a zip, collect, autograde, feedback."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from dataclasses import replace

import pytest
from nbgrader.api import Gradebook
from rich.console import Console

from autograder import notebook_path
from autograder.demo import Demo, verdicts_in
from autograder.pupils import Pupil, School

LESSON = "03_attention"
LOUD = """import sys, warnings
def causal_mask(length):
    warnings.warn("careful")
    print("<script>alert('printed')</script>", file=sys.stderr)
    position = torch.arange(length)
    return position[:, None] >= position
"""
SCRIPT = "<b>Hello</b><script>alert('markdown')</script>"
FORBIDDEN = "def causal_mask(length):\n    return torch.ones(length, length).tril().bool()\n"
THE_FINISHED_PART = "def causal_mask(length):\n    return given.causal_mask(length)\n"
EXITS = "import sys\ndef causal_mask(length):\n    sys.exit()\n"


def odd(name: str, answer: str, points: int) -> Pupil:
    return Pupil(name, "odd", {"causal_mask": answer}, {"causal_mask": points}, {})


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demo, str]:
    """A class of one of each kind and a few odd ones, all the way to the feedback pages."""
    school = School(LESSON)
    pupils = [
        *school.a_class(5),
        replace(odd("loud", LOUD, 3), note=SCRIPT),
        odd("forbidden", FORBIDDEN, 0),
        odd("copycat", THE_FINISHED_PART, 0),
        odd("exits", EXITS, 0),
        replace(odd("tagged", "", 0), tags=("skip-execution",)),
        odd("typo", "def causal_mask(length)\n    return None\n", 0),
    ]
    said = io.StringIO()
    run = tmp_path_factory.mktemp("run")
    demo = Demo(school.lesson, pupils, run, Console(file=said, width=120))
    demo.play()
    return demo, said.getvalue()


def test_every_mark_is_as_expected(played: tuple[Demo, str]) -> None:
    _, said = played
    assert "every mark is as expected" in said
    assert "This class's commonest mistakes" in said


def test_known_mistakes_are_recognized(played: tuple[Demo, str]) -> None:
    demo, _ = played
    found = {
        (path.parts[-3], verdict["exercise"]): verdict["mistake"]
        for path in (demo.run / "autograded").glob("*/*/*.ipynb")
        for verdict in verdicts_in(path)
    }
    made = {(p.name, key): name for p in demo.pupils for key, name in p.mistakes.items()}
    assert len(made) > 5
    assert {place: found[place] for place in made} == made


def test_feedback_says_what_failed_and_asks(played: tuple[Demo, str]) -> None:
    demo, _ = played
    pupil = next(p for p in demo.pupils if p.mistakes)
    page = (demo.run / "feedback" / pupil.name / LESSON / f"{LESSON}.html").read_text("utf-8")
    exercise, name = next(iter(pupil.mistakes.items()))
    asked = next(m.ask for m in School(LESSON).book.mistakes if m.name == name)
    assert "What did not hold" in page
    assert asked.replace("'", "&#x27;") in page or asked in page
    assert exercise in page


def test_feedback_shows_neither_hidden_tests_nor_a_students_script(
    played: tuple[Demo, str],
) -> None:
    demo, _ = played
    for pupil in demo.pupils:
        page = (demo.run / "feedback" / pupil.name / LESSON / f"{LESSON}.html").read_text("utf-8")
        assert "HIDDEN TESTS" not in page
        assert "judge" not in page
        assert "verdict(" not in page
        assert "<script>alert" not in page
    assert "Hello" in (demo.run / "feedback" / "loud" / LESSON / f"{LESSON}.html").read_text(
        "utf-8"
    )


def test_show_and_check_cells_do_not_run(played: tuple[Demo, str]) -> None:
    demo, _ = played
    cells = json.loads(notebook_path(demo.run / "autograded" / "ada", LESSON).read_text())["cells"]
    roles: dict[str, list[bool]] = defaultdict(list)
    for cell in cells:
        if cell["cell_type"] == "code":
            roles[cell["metadata"]["llmcourse"]["role"]].append(bool(cell["outputs"]))
    assert not any(roles["show"] + roles["check"])
    assert all(roles["test"])


def test_learners_tags_do_not_skip_a_test(played: tuple[Demo, str]) -> None:
    """A tag typed into the metadata would have skipped the cell, and no output is full marks."""
    demo, _ = played
    with Gradebook(f"sqlite:///{demo.run / 'gradebook.db'}") as gradebook:
        assert gradebook.find_submission(LESSON, "tagged").score == 0
