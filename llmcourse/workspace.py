"""`work/`: the learner's own copies of the released lessons.

A lesson that is not there yet is copied; one that was released anew is merged (`merge` says
how), after a backup. Nothing in `work/` is overwritten otherwise, and every file is replaced in
one step, so that a crash leaves the old or the new one. It starts no server and fetches no
release.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from llmcourse import merge as merging
from llmcourse.environment import ROOT
from llmcourse.merge import Notebook, merge

COURSE = ROOT / "course"
WORK = ROOT / "work"

__all__ = ["COURSE", "WORK", "Opened", "merge", "open_lessons", "read", "write"]


class Damaged(Exception):
    """A file is no notebook that could be read; the message says where it breaks."""


@dataclass(frozen=True)
class Opened:
    """What happened to one lesson in `work/`."""

    lesson: str
    path: Path
    state: Literal["new", "kept", "merged", "restored"]
    message: str = ""
    backup: Path | None = None


def open_lessons(course: Path = COURSE, work: Path = WORK) -> list[Opened]:
    """Bring every released lesson into `work`, what the learner wrote untouched."""
    work.mkdir(parents=True, exist_ok=True)
    found = sorted(course.glob("*/*.ipynb"))
    return [open_lesson(path, work) for path in found if path.stem == path.parent.name]


def open_lesson(source: Path, work: Path) -> Opened:
    lesson = source.stem
    released = read(source)
    path = work / lesson / source.name
    copy_files(source.parent, path.parent)
    if not path.exists():
        write(path, merging.stamped(released))
        return Opened(lesson, path, "new", f"{lesson} is new in work/.")
    try:
        mine = read(path)
    except Damaged as damage:
        return restore(released, path, damage)
    if merging.fingerprint(mine) == merging.fingerprint(released):
        return Opened(lesson, path, "kept")
    backup = aside(path, lesson)
    shutil.copy2(path, backup)
    write(path, merge(released, mine))
    message = f"{lesson} was released anew; your work is in it. Backup: {shown(backup)}"
    return Opened(lesson, path, "merged", message, backup)


def restore(released: Notebook, path: Path, damage: Damaged) -> Opened:
    """Keep a notebook that cannot be read, and put a fresh one in its place."""
    lesson = path.stem
    kept = aside(path, f"{lesson}-damaged")
    shutil.copy2(path, kept)
    write(path, merging.stamped(released))
    message = (
        f"{lesson} could not be read ({damage}). The damaged file is kept as {shown(kept)}; "
        f"a fresh copy took its place. JupyterLab may hold an earlier state: "
        f"look in {shown(path.parent / '.ipynb_checkpoints')}."
    )
    return Opened(lesson, path, "restored", message, kept)


def aside(path: Path, stem: str) -> Path:
    """A free name in the lesson's `backups/`."""
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = [f"{stem}-{moment}{extra}.ipynb" for extra in ("", *(f"-{n}" for n in range(2, 1000)))]
    return next(folder / name for name in names if not (folder / name).exists())


def copy_files(source: Path, target: Path) -> None:
    """Copy what lies beside the notebook; renew it where the learner has not changed it."""
    target.mkdir(parents=True, exist_ok=True)
    note = target / ".released.json"
    try:
        noted = json.loads(note.read_text())
        before = noted if isinstance(noted, dict) else {}
    except (OSError, ValueError):
        before = {}
    now: dict[str, str] = {}
    for file in sorted(source.rglob("*")):
        name = file.relative_to(source).as_posix()
        if not file.is_file() or name == f"{source.name}.ipynb" or ".ipynb_checkpoints" in name:
            continue
        copy = target / name
        now[name] = hash_of(file)
        held = hash_of(copy) if copy.exists() else None
        if held is None or (held == before.get(name) and held != now[name]):
            replace(copy, file.read_bytes())
    if now != before:
        replace(note, json.dumps(now, indent=1).encode())


def hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def shown(path: Path) -> str:
    """The path as a learner sees it: from the repository, or from home."""
    for base, prefix in ((ROOT, ""), (Path.home(), "~/")):
        if path.is_relative_to(base):
            return prefix + path.relative_to(base).as_posix()
    return str(path)


def read(path: Path) -> Notebook:
    """The notebook in a file; Damaged where there is none."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise Damaged(f"it is not JSON: {error}") from error
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4:
        raise Damaged("it is not a notebook of format 4")
    if not isinstance(notebook.setdefault("metadata", {}), dict):
        raise Damaged("its metadata is not an object")
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not all(map(is_cell, cells)):
        raise Damaged("a cell in it is not a cell")
    return notebook


def is_cell(cell: object) -> bool:
    if not isinstance(cell, dict) or cell.get("cell_type") not in ("code", "markdown", "raw"):
        return False
    source = cell.get("source")
    lines = source if isinstance(source, list) else [source]
    whole = isinstance(cell.setdefault("metadata", {}), dict)
    return whole and all(isinstance(line, str) for line in lines)


def write(path: Path, notebook: Notebook) -> None:
    """Write a notebook as Jupyter would."""
    cells = [
        {**cell, "source": merging.text(cell).splitlines(keepends=True)}
        for cell in notebook["cells"]
    ]
    whole = {**notebook, "cells": cells}
    try:
        data = json.dumps(whole, indent=1, ensure_ascii=False, sort_keys=True).encode()
    except UnicodeEncodeError:  # half a surrogate pair: JSON can hold it, UTF-8 cannot
        data = json.dumps(whole, indent=1, sort_keys=True).encode()
    replace(path, data + b"\n")


def replace(path: Path, data: bytes) -> None:
    """Put `data` in the file, in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).chmod(mode)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
