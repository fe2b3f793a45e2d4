"""Who handed in what, as the names of files say it: Canvas's, Moodle's, or one folder a student.

    lovelaceada_LATE_12345_67890_03_attention-1.ipynb             Canvas
    Ada Lovelace_12345_assignsubmission_file_/03_attention.ipynb  Moodle
    ada/03_attention.ipynb, ada/03_attention/03_attention.ipynb   anybody

Names are only read: nothing is looked up, and no file is opened.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

Layout = Literal["canvas", "moodle", "plain"]

CANVAS = re.compile(
    r"(?P<who>.+?)_(?:(?P<late>LATE)_)?(?P<number>\d+)_(?P<attachment>\d+)_(?P<file>.+)", re.S
)
MOODLE = re.compile(r"(?P<who>.+?)_(?P<number>\d+)_assignsubmission_file_?(?P<file>.*)", re.S)
ATTEMPT = re.compile(r"(?P<stem>.+?)(?:-(?P<dash>\d{1,4})| ?\((?P<round>\d{1,4})\))", re.S)
LONGEST_ID = 80


@dataclass(frozen=True)
class Sign:
    """What a name says. `number` is the platform's for the student, empty where it gives none."""

    layout: Layout
    who: str
    number: str
    title: str
    attempt: int = 0
    late: bool = False


def read_sign(path: PurePosixPath, lessons: Collection[str]) -> Sign | None:
    """What the path of a notebook says; None where nobody's name is in it."""
    if found := _moodle(path):
        return found
    if match := CANVAS.fullmatch(path.stem):
        title, attempt = _attempt(match["file"])
        return Sign("canvas", match["who"], match["number"], title, attempt, bool(match["late"]))
    folders = [part for part in path.parts[:-1] if part not in lessons]
    title, attempt = _attempt(path.stem)
    return Sign("plain", folders[-1], "", title, attempt) if folders else None


def _moodle(path: PurePosixPath) -> Sign | None:
    """Its folder or, where they were downloaded without folders, its file says it."""
    for part in path.parts:
        if match := MOODLE.fullmatch(part):
            file = match["file"] if part == path.name else path.name
            title, attempt = _attempt(PurePosixPath(file or path.name).stem)
            return Sign("moodle", match["who"], match["number"], title, attempt)
    return None


def _attempt(stem: str) -> tuple[str, int]:
    """`03_attention-1` and `03_attention (1)` are the second go at `03_attention`."""
    match = ATTEMPT.fullmatch(stem)
    return (match["stem"], int(match["dash"] or match["round"])) if match else (stem, 0)


def lesson_named(title: str, lessons: Collection[str]) -> str:
    """The lesson that a file is called after; empty if none."""
    plain = re.sub(r"[\s-]+", "_", title).casefold()
    found = [name for name in lessons if plain == name or plain.startswith(f"{name}_")]
    return max(found, key=len, default="")


def student_id(text: str) -> str:
    """A student's id that is safe as a folder's name, the same for the same text; may be empty."""
    plain = unicodedata.normalize("NFC", text).strip()
    plain = re.sub(r"\s+", "_", plain)
    plain = "".join(letter if letter.isalnum() or letter in "._@-" else "-" for letter in plain)
    made = plain.lstrip(".-")
    while len(made.encode()) > LONGEST_ID:
        made = made[:-1]
    return made


def own_id(sign: Sign) -> str:
    """The id of a student whom no roster names.

    Canvas's numbers are a person's own and stay; Moodle's are drawn anew for each assignment.
    """
    return student_id(f"{sign.who}_{sign.number}" if sign.layout == "canvas" else sign.who)


def squashed(name: str) -> str:
    """A name by which the same person is found again, however it is spaced and cased."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
