"""Feedback pages by nbgrader's own exporter, and laid out as a learning platform takes them back.

A page shows what failed and on which input, a known mistake's question and a person's comments; no
hidden test, no script, no API key. Pages lie in `feedback/`; a copy for upload goes where it is
asked for: named as the file was that came, so that the platform knows whose it is.
"""

import logging
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from nbgrader.apps.api import NbGraderAPI

from autograder import notebook_path
from autograder.desk import DeskError
from autograder.desk.archive import leads_elsewhere
from autograder.desk.collect import Origin, read_origin
from autograder.desk.names import MOODLE
from autograder.place import Place


@dataclass(frozen=True)
class Page:
    """One student's page of one lesson; `trouble` says why there is none."""

    student: str
    lesson: str
    path: Path
    trouble: str = ""


class Feedback:
    """Writes the feedback pages of one place."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._api = NbGraderAPI(config=place.config)
        self._api.log.setLevel(logging.CRITICAL)

    def write(self, lesson: str, students: Iterable[str]) -> Iterator[Page]:
        """Write these students' pages anew, one after the other."""
        for student in students:
            path = self.place.run / "feedback" / student / lesson / f"{lesson}.html"
            graded = notebook_path(self.place.autograded(student), lesson)
            if not graded.exists():
                yield Page(student, lesson, path, "not graded yet: run `grade` first")
                continue
            done = self._api.generate_feedback(lesson, student, force=True)
            failed = "" if done["success"] and path.exists() else _last_line(done.get("log", ""))
            yield Page(student, lesson, path, failed)


def _last_line(log: str) -> str:
    lines = [line for line in log.splitlines() if line.strip()]
    return f"nbgrader failed: {lines[-1]}" if lines else "nbgrader failed"


def address(origin: Origin | None, student: str, lesson: str) -> PurePosixPath:
    """Where a page goes in what is uploaded: beside, and named as, the notebook that came."""
    came = PurePosixPath(origin.source) if origin else PurePosixPath()
    known = origin is not None and origin.layout != "plain" and came.name
    if not known or leads_elsewhere(str(came)):
        return PurePosixPath(student, f"{lesson}.html")
    for part in came.parts[:-1]:
        if MOODLE.fullmatch(part):
            return PurePosixPath(part, f"{lesson}.html")
    return PurePosixPath(came.name).with_suffix(".html")


def lay_out(place: Place, pages: Iterable[Page], out: Path, names: dict[str, str]) -> int:
    """Copy pages into a folder, or a zip if it is called one; `names` are pseudonyms, if any.

    Raises DeskError where two pages would be one file, OSError where they cannot be written.
    """
    where: dict[PurePosixPath, Path] = {}
    for page in pages:
        origin = None if names else read_origin(place, page.student, page.lesson)
        called = names.get(page.student, page.student)
        target = address(origin, called, page.lesson)
        if target in where:
            raise DeskError(f"two pages would be {target}: ask for one --lesson at a time")
        where[target] = page.path
    if out.suffix == ".zip":
        out.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
            for target, path in where.items():
                file.write(path, str(target))
        return len(where)
    for target, path in where.items():
        (out / target).parent.mkdir(parents=True, exist_ok=True)
        (out / target).write_bytes(path.read_bytes())
    return len(where)
