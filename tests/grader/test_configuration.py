"""nbgrader's configuration: what a learner's JupyterLab can load, and what pages let through."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.notebooknode import from_dict
from traitlets.config import Config
from traitlets.utils.importstring import import_item

from autograder import COURSE, ROOT, notebook_path
from autograder.configuration import configure
from llmcourse.merge import merge

SCRIPT = "<script>alert(1)</script>"
WITHOUT = """
import sys
sys.modules["jupytext"] = sys.modules["torch"] = None
from pathlib import Path
from traitlets.config import Config
from autograder.configuration import configure
print(configure(Config(), Path("/course")).Validator.validate_all)
"""


def test_it_needs_nothing_that_only_an_instructor_installs() -> None:
    """Else a learner's Validate button would fall back to nbgrader's, which says yes to blanks."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "True\n", done.stderr


def test_every_step_that_it_names_exists(tmp_path: Path) -> None:
    config = configure(Config(), tmp_path)
    named = [
        *config.Autograde.sanitize_preprocessors,
        *config.Autograde.autograde_preprocessors,
        *config.GenerateFeedback.preprocessors,
        *config.HTMLExporter.preprocessors,
    ]
    assert len(named) >= 10
    for name in named:
        assert callable(import_item(name)), name


@pytest.mark.parametrize(
    "label",
    [
        None,
        {"role": "prose", "key": "title"},
        {"role": "prose", "key": "mine"},
        {"role": "setup", "key": "imports"},
    ],
    ids=str,
)
def test_forged_labels_do_not_help(label: dict[str, str] | None, tmp_path: Path) -> None:
    """The form grader's page of a rebuilt notebook: the course's own HTML, and no one else's."""
    released = nbformat.read(notebook_path(COURSE, "03_attention"), as_version=4)
    cells = [
        {"cell_type": kind, "id": f"mine-{kind}-{at}", "source": SCRIPT, "metadata": {}}
        for kind in ("markdown", "raw")
        for at in range(2)
    ]
    for cell in cells:
        cell["metadata"] = {"llmcourse": label, "nbgrader": {"grade_id": "prose-title"}}
    handed_in = {**released, "cells": [cells[0], *released["cells"], *cells[1:]]}
    rebuilt = from_dict(merge(released, from_dict(handed_in)))
    config = configure(Config(), tmp_path)
    config.HTMLExporter.template_name = "classic"  # what nbgrader's own pages are made from
    page, _ = HTMLExporter(config=config).from_notebook_node(rebuilt)
    assert page.count("alert(1)") >= 1
    assert SCRIPT not in page
    assert "<details><summary>Hint 1" in page
    assert "<blockquote>" in page
