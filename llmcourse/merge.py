"""Merge a newly released notebook into the copy a learner has worked in.

What the course wrote comes from the release, in the release's order; what the learner wrote
stays. `stub` in a cell's metadata is the SHA-256 of the text as it was released, by which the
two are told apart; a cell without one counts as changed unless it equals the release. Nothing
the learner typed is dropped: text in a cell that belongs to the course is put below it, code
there as a raw cell that does not run.

Works on notebooks as JSON (nbformat 4). It reads and writes no files.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterable
from typing import Any

Cell = dict[str, Any]
Notebook = dict[str, Any]

KEPT_AS_IT_IS = ("exercise", "show")  # a learner's text in these stays in its cell
VIEW = ("collapsed", "scrolled", "jupyter")  # how a learner had a cell folded
TOP = ""

NOTE = (
    "---\n**Kept from an earlier release.** The course no longer has the cells below. What you "
    "wrote in them is yours to keep or to delete; it is not graded."
)


def text(cell: Cell) -> str:
    """A cell's source as one string."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def digest(source: str) -> str:
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()


def label(cell: Cell) -> dict[str, Any]:
    """The cell's `llmcourse` metadata; empty for a learner's own."""
    found = cell.get("metadata", {}).get("llmcourse")
    return found if isinstance(found, dict) and {"role", "key"} <= found.keys() else {}


def name(cell: Cell) -> str:
    """What identifies a released cell in every release; TOP for a learner's own cell."""
    found = label(cell)
    return f"{found['role']}-{found['key']}" if found else TOP


def fingerprint(notebook: Notebook) -> object:
    """Which release a notebook is of."""
    found = notebook.get("metadata", {}).get("llmcourse")
    return found.get("fingerprint") if isinstance(found, dict) else None


def stamped(released: Notebook) -> Notebook:
    """A copy of a release in which every cell notes the hash of its text."""
    notebook = copy.deepcopy(released)
    for cell in notebook["cells"]:
        if label(cell):
            cell["metadata"]["llmcourse"]["stub"] = digest(text(cell))
    return notebook


def merge(released: Notebook, mine: Notebook) -> Notebook:
    """`released` with everything in it that the learner wrote in `mine`."""
    result = stamped(released)
    known = {name(cell): cell for cell in result["cells"] if label(cell)}
    firsts, following, vanished = sort_out(mine["cells"], known)
    cells = list(following[TOP])
    for cell in result["cells"]:
        cells.append(cell)
        old = firsts.get(name(cell))
        if old is not None:
            cells.extend(bring_over(cell, old))
        cells.extend(following.get(name(cell), []))
    if vanished:
        noted = any(text(cell) == NOTE for cell in cells)
        cells.extend([] if noted else [{"cell_type": "markdown", "metadata": {}, "source": NOTE}])
        cells.extend(vanished)
    result["cells"] = with_ids(cells, known.values())
    result["metadata"] = joined_metadata(released, mine)
    result["nbformat"] = 4
    result["nbformat_minor"] = max(5, released.get("nbformat_minor", 5))
    return result


def sort_out(
    cells: Iterable[Cell], known: dict[str, Cell]
) -> tuple[dict[str, Cell], dict[str, list[Cell]], list[Cell]]:
    """A learner's cells: the course's own (the first of each), their own by the cell that
    they follow, and what the course has no more."""
    firsts: dict[str, Cell] = {}
    following: dict[str, list[Cell]] = {TOP: []}
    vanished: list[Cell] = []
    anchor = TOP
    for cell in cells:
        key = identify(cell, known)
        if key in known and key not in firsts:
            firsts[key] = cell
            following.setdefault(key, [])
            anchor = key
        elif key in known or not key:  # a copy the learner made, or their own
            following[anchor].append(own(cell))
        elif changed(cell):
            vanished.append(own(cell, raw=label(cell)["role"] not in (*KEPT_AS_IT_IS, "prose")))
    return firsts, following, vanished


def identify(cell: Cell, known: dict[str, Cell]) -> str:
    """The released cell that this one is; by its grade id where other tools took our label."""
    if label(cell):
        return name(cell)
    grade = cell.get("metadata", {}).get("nbgrader")
    grade_id = grade.get("grade_id") if isinstance(grade, dict) else None
    wanted = {cell.get("id"), grade_id} - {None}
    return next((key for key, released in known.items() if released.get("id") in wanted), TOP)


def changed(cell: Cell) -> bool:
    """Whether the text is not what was released."""
    stub = label(cell).get("stub")
    return bool(text(cell).strip()) and stub != digest(text(cell))


def bring_over(cell: Cell, old: Cell) -> list[Cell]:
    """Put a learner's part of a released cell into `cell`; give what must stand below it."""
    below = []
    if changed(old) and text(old) != text(cell):
        if label(cell)["role"] in KEPT_AS_IT_IS:
            cell["source"] = text(old)
        else:
            below = [own(old, raw=label(cell)["role"] != "prose")]
    if text(old) == text(cell) and cell["cell_type"] == old.get("cell_type") == "code":
        cell["outputs"] = copy.deepcopy(old.get("outputs", []))
        cell["execution_count"] = old.get("execution_count")
    view = {key: value for key, value in old.get("metadata", {}).items() if key in VIEW}
    cell["metadata"] = {**view, **cell["metadata"]}
    return below


def own(cell: Cell, raw: bool = False) -> Cell:
    """The cell as one of the learner's own: nothing of the course's metadata stays on it."""
    kept = copy.deepcopy(cell)
    drop = {"llmcourse", "nbgrader"} | ({"deletable", "editable"} if label(cell) else set())
    kept["metadata"] = {
        key: value for key, value in kept.get("metadata", {}).items() if key not in drop
    }
    kept["source"] = text(cell)
    if raw and kept["cell_type"] == "code":
        kept["cell_type"] = "raw"
    for key, empty in (("outputs", []), ("execution_count", None)):
        if kept["cell_type"] == "code":
            kept.setdefault(key, empty)
        else:
            kept.pop(key, None)
    return kept


def with_ids(cells: list[Cell], released: Iterable[Cell]) -> list[Cell]:
    """Every cell with an id of its own; the released ones keep theirs."""
    theirs = {id(cell) for cell in released}
    taken = {cell["id"] for cell in released if "id" in cell}
    number = 0
    for cell in cells:
        if id(cell) in theirs:
            continue
        while not cell.get("id") or cell["id"] in taken:
            number += 1
            cell["id"] = f"own-{number}"
        taken.add(cell["id"])
    return cells


def joined_metadata(released: Notebook, mine: Notebook) -> dict[str, Any]:
    """The release's, with the kernel that the learner chose."""
    theirs = mine.get("metadata", {})
    chosen = {key: theirs[key] for key in ("kernelspec", "language_info") if key in theirs}
    rest = {key: value for key, value in theirs.items() if key != "widgets"}
    return {**copy.deepcopy(rest), **copy.deepcopy(released.get("metadata", {})), **chosen}
