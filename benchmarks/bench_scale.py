"""Memory and time of the grader as a class grows: `make bench-scale`.

One honest made-up class of lesson 3 is graded in one command. While it runs, the memory of all
its processes is read twice a second (shares of what they share, so that torch counts once), and
how many submissions lie graded. Writes scale.json and scale.md beside this file; ends with 1 if
a mark is not the one deserved, if memory grows or if time does faster than the class.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import psutil
import typer
from rich.console import Console

from autograder import COURSE, ROOT
from autograder.answers import at_hand
from autograder.pupils import School
from autograder.release import release
from benchmarks.bench_grading import LESSON, made
from benchmarks.machine import stamp

HERE = Path(__file__).parent
COMMAND = "make bench-scale"
MARKS = (100, 200, 500, 1000, 2000, 5000)
MOST_GROWTH = 1.1
"""The last stretch may take so many times the memory, and the time a submission, of the second."""


@dataclass(frozen=True)
class Sample:
    """What was seen at one moment of a run."""

    seconds: float
    graded: int
    megabytes: float


@dataclass(frozen=True)
class Stretch:
    """From one size of the class to the next."""

    until: int
    seconds: float
    per_minute: float
    peak_megabytes: float


def megabytes(process: psutil.Process) -> float:
    """Proportional memory of a process and of all that it started."""
    total = 0.0
    with contextlib.suppress(psutil.Error):
        for one in (process, *process.children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                total += one.memory_full_info().pss / 2**20
    return total


def watched(command: list[str], autograded: Path) -> Iterator[Sample]:
    """What is seen twice a second until the command has ended; SystemExit if it fails."""
    started = time.perf_counter()
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    process, ended = psutil.Process(running.pid), False
    while not ended:
        ended = running.poll() is not None
        graded = len(list(autograded.iterdir())) if autograded.is_dir() else 0
        yield Sample(time.perf_counter() - started, graded, megabytes(process))
        time.sleep(0.5)
    if running.returncode:
        raise SystemExit(f"the grader failed with {running.returncode}")


def stretches(samples: list[Sample], size: int) -> list[Stretch]:
    """Peak memory and speed between the sizes of `MARKS`; the first has the start in it."""
    found, before, since = [], 0, 0.0
    for until in sorted({*(mark for mark in MARKS if mark < size), size}):
        within = [one for one in samples if before < one.graded <= until or one.graded == before]
        reached = next(one.seconds for one in samples if one.graded >= until)
        speed = 60 * (until - before) / (reached - since)
        peak = max(one.megabytes for one in within)
        found.append(Stretch(until, round(reached, 1), round(speed, 1), round(peak)))
        before, since = until, reached
    return found


def time_growth(found: list[Stretch]) -> float:
    """Time a submission in the later half of the stretches, by that in the earlier ones.

    The first stretch, in which processes start, is left out; a single stretch is too short.
    """
    first, middle, last = found[0], found[len(found) // 2], found[-1]
    early = (middle.seconds - first.seconds) / (middle.until - first.until)
    late = (last.seconds - middle.seconds) / (last.until - middle.until)
    return round(late / early, 3)


def page(found: list[Stretch], facts: dict[str, Any]) -> str:
    """What people read."""
    rows = [
        f"| {one.until} | {one.seconds:.0f} | {one.per_minute:.0f} | {one.peak_megabytes:.0f} |"
        for one in found
    ]
    return "\n".join([
        "# A class that grows", "", *stamp(COMMAND), "",
        f"One command grades {facts['submissions']} made-up honest submissions of lesson 3; every "
        "mark is the one deserved.", "Memory is that of all its processes together, what they "
        "share counted once.", "",
        "| submissions graded | seconds since the start | a minute since the row before "
        "| most memory since the row before, MB |", "| --- | --- | --- | --- |", *rows, "",
        f"The last stretch took {facts['memory_growth']:.2f} times the memory of the second. After "
        f"{found[len(found) // 2].until} submissions one took {facts['time_growth']:.2f} times as "
        f"long as before (the first {found[0].until}, in which processes start, left out).",
    ]) + "\n"  # fmt: skip


def main(
    size: Annotated[int, typer.Option(min=300, help="submissions")] = MARKS[-1],
) -> None:
    """Grade, watch, compare the marks, write the page."""
    console = Console()
    with tempfile.TemporaryDirectory() as name:
        released = Path(name) / "released"
        released.mkdir()
        release(at_hand(LESSON)[0], run=released, course=COURSE)
        whole = made(released, Path(name) / "class", School(LESSON).a_class(size))
        command = [sys.executable, "-m", "autograder", "grade", LESSON, "--run", str(whole.folder)]
        samples = list(watched(command, whole.folder / "autograded"))
        wrong = whole.wrong
    found = stretches(samples, size)
    memory = round(found[-1].peak_megabytes / found[1].peak_megabytes, 3)
    minutes = time_growth(found)
    facts: dict[str, Any] = {
        "submissions": size,
        "memory_growth": memory,
        "time_growth": minutes,
        "stretches": [asdict(one) for one in found],
    }
    console.print_json(json.dumps(facts))
    if wrong or max(memory, minutes) > MOST_GROWTH:
        console.print(f"✗ grows, or wrong marks: {wrong}")
        raise typer.Exit(1)
    (HERE / "scale.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    (HERE / "scale.md").write_text(page(found, facts), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
