"""Odd and hostile submissions as one batch through nbgrader's own commands, to the feedback pages.

`test_odd` and `test_hostile` judge every sample by itself. Here are those whose notebook, output or
place in a batch could mean something to nbgrader; `make bench-samples` hands in all of them.
"""

from __future__ import annotations

import io
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from rich.console import Console

from autograder.answers import at_hand
from autograder.demo import Demo
from autograder.pupils import sampled
from autograder.samples import KINDS, Sample, samples

LESSON = "03_attention"
ALSO = """
    big_prints progress_bars warns widgets
    cell_hooks daemon display_hook exit_in_cell forged_frame hostile_exception leaks_by_message
    learns_from_records network output_flood output_script reads_solutions says_passed
    shadow_files solves_by_solutions symlinks
""".split()
HARMFUL = {"script", "iframe", "object", "embed", "form", "meta", "link", "base", "img", "svg"}
OWN = Counter({"meta": 1, "script": 1})  # the page's encoding, and what stands for MathJax


def of_the_notebook(sample: Sample) -> bool:
    return sample.tamper.__name__ == "tamper"


CHOSEN = [s for kind in KINDS for s in samples(kind) if of_the_notebook(s) or s.name in ALSO]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demo, bool, str]:
    """All of them handed in as one class's zip, collected, graded, and told."""
    said = io.StringIO()
    run = tmp_path_factory.mktemp("run")
    pupils = [sampled(sample) for sample in CHOSEN]
    demo = Demo(at_hand(LESSON)[0], pupils, run, Console(file=said, width=200))
    good = demo.play()
    return demo, good, said.getvalue()


def page(demo: Demo, student: str) -> str:
    path: Path = demo.run / "feedback" / student / LESSON / f"{LESSON}.html"
    return path.read_text(encoding="utf-8")


class Tags(HTMLParser):
    """Tags and attributes by which a page could do something."""

    def __init__(self) -> None:
        super().__init__()
        self.harmful: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.harmful += Counter([tag] if tag in HARMFUL else [])
        for name, value in attrs:
            reached = (value or "").strip().lower()
            if name.startswith("on") or reached.startswith(("javascript:", "data:", "http:")):
                self.harmful[f"{name}={value}"] += 1


def test_they_are_of_both_kinds_and_all_that_are_named_exist() -> None:
    kinds = Counter(sample.kind for sample in CHOSEN)
    assert kinds["odd"] >= 15
    assert kinds["hostile"] >= 25
    assert set(ALSO) <= {sample.name for sample in CHOSEN}


def test_every_mark_is_deserved_and_nothing_gets_out(played: tuple[Demo, bool, str]) -> None:
    """Marks, processes that stay, the canary and the hidden tests: the demonstration counts."""
    _, good, said = played
    assert good, said
    assert "undeserved points: 0 · processes left behind: 0" in said


@pytest.mark.parametrize("sample", CHOSEN, ids=lambda sample: sample.name)
def test_one_stops_no_other(played: tuple[Demo, bool, str], sample: Sample) -> None:
    """Each is graded, by itself and in its place, and its student gets a page."""
    demo, _, _ = played
    with Gradebook(f"sqlite:///{demo.run / 'gradebook.db'}") as gradebook:
        submission = gradebook.find_submission(LESSON, sample.name)
        assert submission.score == sum(sample.expected.values())
        assert not submission.needs_manual_grade
    assert "What did not hold" in page(demo, sample.name)


@pytest.mark.parametrize("sample", CHOSEN, ids=lambda sample: sample.name)
def test_no_page_does_anything(played: tuple[Demo, bool, str], sample: Sample) -> None:
    demo, _, _ = played
    text = page(demo, sample.name)
    assert len(text) < 4_000_000
    tags = Tags()
    tags.feed(text)
    assert tags.harmful == OWN
