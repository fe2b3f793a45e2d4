"""What is handed in to be collected, for tests: zips and notebooks made in a moment."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from autograder.desk.archive import opened
from autograder.desk.collect import Collector, Plan, Times
from autograder.desk.incoming import Reader
from autograder.desk.roster import Roster
from autograder.place import Place

LESSON, OTHER = "03_attention", "00_start_here"
LESSONS = (OTHER, LESSON)


MOODLE = "Ada Lovelace_12345_assignsubmission_file_/03_attention.ipynb"


def notebook(text: str = "", lesson: str = LESSON) -> str:
    cell = {"cell_type": "markdown", "metadata": {}, "source": text}
    metadata = {"llmcourse": {"lesson": lesson}}
    return json.dumps({"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def zipped(path: Path, files: dict[str, str | bytes], day: int = 1) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(zipfile.ZipInfo(name, (2026, 1, day, 12, 0, 0)), data)
    return path


class Desk:
    """A place to collect into, and what was handed in on some day."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.place = folder, Place(folder / "run")

    def collect(
        self,
        files: dict[str, str | bytes] | Path,
        times: Times = Times(),  # noqa: B008
        roster: Roster | None = None,
        day: int = 1,
        only: str = "",
    ) -> Plan:
        path = files if isinstance(files, Path) else zipped(self.folder / "in.zip", files, day)
        collector = Collector(self.place, times)
        with opened(path) as found:
            plan = collector.plan(Reader(LESSONS, roster, only).read(found))
            collector.carry_out(plan)
        return plan

    @property
    def submitted(self) -> dict[str, str]:
        folder = self.place.run / "submitted"
        return {
            str(path.relative_to(folder)): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    def aside(self, student: str, lesson: str = LESSON) -> list[str]:
        folder = self.place.run / "collected" / student / lesson
        return sorted(path.read_text(encoding="utf-8") for path in folder.glob("*.ipynb"))


def actions(plan: Plan) -> list[tuple[str, str]]:
    return [(step.handed.student, step.action) for step in plan.steps]


def reasons(plan: Plan) -> str:
    return "\n".join(one.why for one in plan.refused)
