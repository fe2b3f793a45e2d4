"""Notebooks of a few cells, for tests: two releases of a lesson, and a learner's copy."""

from __future__ import annotations

from typing import Any

from llmcourse.merge import digest, stamped, text

Cell = dict[str, Any]
Notebook = dict[str, Any]
ROLES = ("prose", "setup", "show", "exercise", "check", "test")


def released_cell(role: str, key: str, source: str) -> Cell:
    label = {"role": role, "key": key}
    if role in ("exercise", "show"):
        label["stub"] = digest(source)
    cell_id = key if role == "exercise" else f"{role}-{key}"
    graded = {"grade_id": cell_id, "locked": role != "exercise", "schema_version": 3}
    cell: Cell = {"id": cell_id, "metadata": {"llmcourse": label, "nbgrader": graded}}
    if role == "prose":
        return {**cell, "cell_type": "markdown", "source": source}
    return {**cell, "cell_type": "code", "source": source, "outputs": [], "execution_count": None}


def notebook(*cells: tuple[str, str, str], mark: str = "1") -> Notebook:
    return {
        "cells": [released_cell(*cell) for cell in cells],
        "metadata": {"llmcourse": {"lesson": "03_attention", "fingerprint": mark}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


FIRST = (
    ("prose", "why", "# Why"),
    ("setup", "imports", "import torch"),
    ("show", "mask", "MaskExplorer()"),
    ("exercise", "causal_mask", "def causal_mask(n): ..."),
    ("check", "causal_mask", "check(causal_mask)"),
    ("test", "causal_mask", "# Graded: shape"),
)
SECOND = (
    ("prose", "why", "# Why, better"),
    ("setup", "imports", "import torch\nimport math"),
    ("exercise", "causal_mask", "def causal_mask(length): ..."),
    ("check", "causal_mask", "check(causal_mask)"),
    ("show", "mask", "MaskExplorer(causal_mask)"),
    ("prose", "new", "A new paragraph"),
    ("test", "causal_mask", "# Graded: shape, dtype"),
)


def find(book: Notebook, cell_id: str) -> Cell:
    [cell] = [cell for cell in book["cells"] if cell["id"] == cell_id]
    return cell


def mine(**typed: str) -> Notebook:
    """A learner's copy of FIRST; typed by cell id, - written as _."""
    book = stamped(notebook(*FIRST))
    for cell in book["cells"]:
        cell["source"] = typed.get(cell["id"].replace("-", "_"), cell["source"])
    return book


def own(source: str, kind: str = "code", cell_id: str = "abc") -> Cell:
    return {"cell_type": kind, "id": cell_id, "metadata": {}, "source": source}


def texts(book: Notebook) -> list[str]:
    return [text(cell) for cell in book["cells"]]
