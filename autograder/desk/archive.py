"""The files in a folder or a zip that somebody else filled, without trusting any of it.

Nothing is unpacked: files are looked at where they are, and read one by one within a limit. Links,
names that lead elsewhere and files that are too large are told as refused. A zip inside a zip is a
file like any other.
"""

import lzma
import os
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath

from autograder.desk import DeskError
from autograder.files import LARGEST

MOST_FILES = 100_000
MOST_BYTES = 8 << 30  # all files of an archive together, as it declares them
LONGEST = 1000
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, OSError)


class Unreadable(Exception):
    """A file that cannot be read; the message says why."""


@dataclass(frozen=True)
class File:
    """A file: its path in the archive, its own time without a zone, and how to get its bytes.

    `refused` says why it must be left alone; then `read` must not be called. `read` raises
    Unreadable.
    """

    path: PurePosixPath
    time: datetime | None
    read: Callable[[], bytes]
    refused: str = ""


@contextmanager
def opened(path: Path) -> Iterator[Iterator[File]]:
    """All files of a folder or a zip. Raises DeskError for anything else, and for a bomb."""
    if path.is_dir():
        yield _in_folder(path)
    elif path.is_file():
        try:
            archive = zipfile.ZipFile(path)
        except DAMAGED as error:
            raise DeskError(
                f"{path} is neither a folder nor a zip that can be read ({error}):"
                " give the zip as the platform made it, or the folder it was unpacked into"
            ) from error
        with archive:
            yield _in_zip(archive)
    else:
        raise DeskError(f"there is no {path}: give a folder or a zip")


def leads_elsewhere(name: str) -> str:
    """What is wrong with the name of a file in an archive; empty if nothing is."""
    parts = PurePosixPath(name).parts
    if name.startswith("/") or (len(name) > 1 and name[1] == ":" and name[0].isalpha()):
        return "its path is absolute"
    if ".." in parts:
        return "its path leads out of the archive"
    if "\\" in name:
        return "a backslash in its path"
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in name):
        return "an invisible character in its path"
    return "its path is too long" if len(name.encode()) > LONGEST else ""


def shown(name: str) -> str:
    """A name that a terminal can show: what it could take for a command is a question mark."""
    hidden = ("Cc", "Cf", "Cs")
    return "".join("?" if unicodedata.category(letter) in hidden else letter for letter in name)


def _in_folder(folder: Path) -> Iterator[File]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted([*names, *(each for each in folders if Path(place, each).is_symlink())]):
            path = Path(place, name)
            inside = path.relative_to(folder).as_posix()
            status = path.lstat()
            time = datetime.fromtimestamp(status.st_mtime)
            yield File(
                PurePosixPath(inside), time, partial(_read_file, path), _on_disk(inside, status)
            )


def _on_disk(name: str, status: os.stat_result) -> str:
    if stat.S_ISLNK(status.st_mode):
        return "it is a link"
    if not stat.S_ISREG(status.st_mode):
        return "it is no plain file"
    return leads_elsewhere(name) or _too_large(status.st_size)


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return _within(file.read(LARGEST + 1))
    except OSError as error:
        raise Unreadable(f"it cannot be read: {error.strerror}") from error


def _in_zip(archive: zipfile.ZipFile) -> Iterator[File]:
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    if len(infos) > MOST_FILES or total > MOST_BYTES:
        raise DeskError(
            f"{archive.filename} declares {len(infos):,} files of {total / 1e9:,.1f} GB in all:"
            " a class does not hand in so much. Look into it, and give the notebooks as a folder"
        )
    for info in infos:
        if not info.is_dir():
            refused = _in_archive(info)
            read = partial(_read_member, archive, info)
            yield File(PurePosixPath(info.filename), _time(info), read, refused)


def _in_archive(info: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link"
    if info.flag_bits & 1:
        return "it is encrypted: unpack the archive and give the folder"
    return leads_elsewhere(info.orig_filename) or _too_large(info.file_size)


def _time(info: zipfile.ZipInfo) -> datetime | None:
    try:
        return datetime(*info.date_time)
    except ValueError:
        return None


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(info) as file:
            return _within(file.read(LARGEST + 1))
    except DAMAGED as error:
        raise Unreadable(f"the archive is damaged there: {error}") from error


def _too_large(size: int) -> str:
    return f"it has {size >> 20} MB, more than {LARGEST >> 20}" if size > LARGEST else ""


def _within(data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise Unreadable(f"it has more than {LARGEST >> 20} MB")
    return data
