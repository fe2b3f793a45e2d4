"""Submissions of lesson 3 that look odd though they are honest, and ones that attack the grader.

One module each, which says what it types into exercises (`ANSWERS`), which cells of its own it
adds (`CELLS`), what it does to the notebook (`tamper`), and the points that it deserves
(`EXPECTED`). The tests grade all of them, the demonstration a few. No real student's work is
among them, and importing one runs nothing that it hands in.
"""

import copy
import importlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from autograder import ROOT

Notebook = dict[str, Any]
Kind = Literal["odd", "hostile"]
KINDS: tuple[Kind, ...] = ("odd", "hostile")
HERE = Path(__file__).parent
LESSON = "03_attention"
HONEST = "padding_mask"  # the hostile ones also solve this
PLACE = "@ROOT@"  # stands for the repository in what looks for secrets there
AFTER = "setup-imports"  # the cell that their own cells follow
OWN_CELL: dict[str, Any] = {
    "cell_type": "code",
    "metadata": {},
    "execution_count": None,
    "outputs": [],
}


@dataclass(frozen=True)
class Sample:
    """One submission: what it is, the points that it deserves, and how its notebook is made."""

    kind: Kind
    name: str
    about: str
    expected: dict[str, int]
    answers: dict[str, str]
    cells: list[str]
    tamper: Callable[[Notebook], Notebook]

    @property
    def honest(self) -> set[str]:
        """What it solves with the author's own answer."""
        return {HONEST} if self.kind == "hostile" else set()

    def hand_in(self, released: Notebook, references: dict[str, str]) -> Notebook:
        """The released notebook as this one hands it in; `references` are the right answers."""
        answers = {key: references[key] for key in self.honest} | self.answers
        notebook = copy.deepcopy(released)
        for cell in notebook["cells"]:
            cell["source"] = answers.get(cell["id"], cell["source"])
        first = 1 + next(i for i, cell in enumerate(notebook["cells"]) if cell["id"] == AFTER)
        own = [{**OWN_CELL, "id": f"mine-{i}", "source": t} for i, t in enumerate(self.cells)]
        notebook["cells"][first:first] = own
        text = json.dumps(self.tamper(notebook))
        made: Notebook = json.loads(text.replace(PLACE, str(ROOT)))
        return made


def sample(kind: Kind, name: str) -> Sample:
    """One of them by its module's name."""
    given = importlib.import_module(f"{__name__}.{kind}.{name}")
    return Sample(
        kind=kind,
        name=name,
        about=str(given.__doc__).splitlines()[0],
        expected=given.EXPECTED,
        answers=getattr(given, "ANSWERS", {}),
        cells=getattr(given, "CELLS", []),
        tamper=getattr(given, "tamper", lambda notebook: notebook),
    )


def samples(kind: Kind) -> list[Sample]:
    """All of a kind, by name."""
    names = (path.stem for path in (HERE / kind).glob("[a-z]*.py"))
    return [sample(kind, name) for name in sorted(names)]
