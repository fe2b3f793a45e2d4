"""Files of a submission: what was handed in, and what lies in `autograded/`.

A file appears under its name only when all of it is there. What is behind a link is not the
submission's, so links are left alone.
"""

import fnmatch
import hashlib
import os
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

ALLOWED = 0o444  # as nbgrader leaves them: read only
LARGEST = 50 << 20  # bytes of a notebook that is handed in


def others(folder: Path, ignore: Collection[str]) -> Iterator[Path]:
    """All plain files in a folder but notebooks and what is ignored, relative to it."""
    for place, folders, names in os.walk(folder):
        at = Path(place).relative_to(folder)
        folders[:] = sorted(name for name in folders if not _matches(name, ignore))
        for name in sorted(names):
            path = Path(place, name)
            if not _matches(name, [*ignore, "*.ipynb"]) and not path.is_symlink():
                yield at / name


def _matches(name: str, patterns: Collection[str]) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def is_own(path: Path, folder: Path) -> bool:
    """Whether a path below a folder leads to where it says, through no link."""
    return path.resolve() == folder.resolve() / path.relative_to(folder)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of_others(folder: Path, ignore: Collection[str]) -> str:
    """SHA-256 of the names and contents of all files but notebooks; empty without any."""
    lines = [f"{name}:{digest(folder / name)}" for name in others(folder, ignore)]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def deliver(notebook: Path, text: str, sources: Collection[Path], ignore: Collection[str]) -> None:
    """Put an autograded notebook into its folder, with the other files of these folders.

    Of files of one name the last folder's counts; whatever else lies there is removed.
    """
    folder = notebook.parent
    wanted = {name: source / name for source in sources for name in others(source, ignore)}
    folder.mkdir(parents=True, exist_ok=True)
    for name, path in wanted.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        _put(folder / name, path.read_bytes())
    _put(notebook, text.encode())
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path != notebook and path.relative_to(folder) not in wanted:
            path.unlink()


def _put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_bytes(data)
        beside.chmod(ALLOWED)
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def withdraw(folder: Path) -> None:
    """Remove what was autograded before, if there is anything."""
    shutil.rmtree(folder, ignore_errors=True)
