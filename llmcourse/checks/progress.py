"""progress.json: which exercises a learner tried, and which pass their visible checks.

It lies in the learner's `work` folder, is only ever replaced whole, and a damaged one is put
aside under another name, not lost. It awards nothing: passing here means the visible checks.

Two notebooks that check in the same instant may lose one of the two counts.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NAME = "progress.json"
GRADING = ("NBGRADER_EXECUTION", "NBGRADER_VALIDATING")


@dataclass(frozen=True)
class Entry:
    """How one exercise stands.

    Attributes:
        attempts: checks of an answer that was begun.
        passing: whether the latest passed the visible checks.
        when: the latest, UTC, ISO 8601 to the second.
        passed: the first that passed, or None.
    """

    attempts: int = 0
    passing: bool = False
    when: str = ""
    passed: str | None = None


Progress = dict[str, dict[str, Entry]]


def place() -> Path | None:
    """Where progress is written: LLMCOURSE_PROGRESS, or progress.json in the nearest `work`.

    None outside a lesson's folder in `work`, and while nbgrader runs the notebook.
    """
    if any(os.environ.get(name) for name in GRADING):
        return None
    named = os.environ.get("LLMCOURSE_PROGRESS")
    if named:
        return Path(named)
    here = Path.cwd()
    lessons = (folder for folder in (here, *here.parents) if re.match(r"\d\d", folder.name))
    work = next((folder.parent for folder in lessons if folder.parent.name == "work"), None)
    return work / NAME if work else None


def read(path: Path | None = None) -> Progress:
    """Entries by lesson and exercise; empty where there is no file or none that can be read."""
    path = place() if path is None else path
    return (_parse(path) or {}) if path else {}


def record(lesson: str, exercise: str, passing: bool, path: Path | None = None) -> None:
    """Count an attempt. Nothing happens where there is no place for it.

    Raises:
        OSError: when the place cannot be written to.
    """
    path = place() if path is None else path
    if path is None:
        return
    progress = _parse(path)
    if progress is None:
        _set_aside(path)
        progress = {}
    old = progress.get(lesson, {}).get(exercise, Entry())
    now = datetime.now(UTC).isoformat(timespec="seconds")
    passed = old.passed or (now if passing else None)
    progress.setdefault(lesson, {})[exercise] = Entry(old.attempts + 1, passing, now, passed)
    _write(path, progress)


def _parse(path: Path) -> Progress | None:
    """What a file says; None where it is damaged."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        return None
    try:
        return {
            str(lesson): {str(key): _entry(entry) for key, entry in exercises.items()}
            for lesson, exercises in json.loads(text)["lessons"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _entry(tree: dict[str, Any]) -> Entry:
    entry = Entry(**tree)
    if type(entry.attempts) is not int or type(entry.passing) is not bool:
        raise ValueError("not an entry")
    return entry


def _set_aside(path: Path) -> None:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    with contextlib.suppress(FileNotFoundError):
        path.replace(path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}"))


def _write(path: Path, progress: Progress) -> None:
    lessons = {
        lesson: {key: asdict(entry) for key, entry in sorted(exercises.items())}
        for lesson, exercises in sorted(progress.items())
    }
    text = json.dumps({"format": 1, "lessons": lessons}, indent=1) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise
