"""The page and the table of `benchmarks.bench_grading`."""

from dataclasses import dataclass, field
from typing import Any

from rich.table import Table

from benchmarks.machine import stamp

STEPS = {
    "sandbox: cells": "waiting for the sandbox: its process starts and the cells run",
    "sandbox: answers": "waiting for the sandbox: answers to the probes' questions",
    "verdicts": "verdicts: cases drawn, references computed, answers compared",
    "known mistakes": "known mistakes: which of them gives these answers",
    "judge": "the rest of judging, with each worker's first look at the references",
    "notebook": "notebook: read, put together with the release, written",
    "journal": "journal",
    "gradebook": "gradebook: one transaction for up to sixteen submissions",
    "files": "files in `autograded/`",
    "looking for changes": "looking for changes since last time",
}


@dataclass
class Run:
    """One command: how many submissions it graded, and in what time.

    `spent` is the processes' time by what it was spent on; waiting counts.
    """

    name: str
    submissions: int
    seconds: float = 0.0
    spent: dict[str, float] = field(default_factory=dict)

    @property
    def per_minute(self) -> float:
        return 60 * self.submissions / self.seconds

    @property
    def by_step(self) -> dict[str, float]:
        """Milliseconds a submission, by step."""
        return {
            step: round(1000 * self.spent[step] / self.submissions, 2)
            for step in STEPS
            if step in self.spent
        }


def table(runs: list[Run]) -> Table:
    """Where the time of our grading goes."""
    made = Table("step", "ms a submission", title="Where the time goes, over all workers")
    for step, milliseconds in runs[0].by_step.items():
        made.add_row(STEPS[step], f"{milliseconds:.1f}")
    return made


def page(runs: list[Run], found: dict[str, Any], command: str) -> str:
    """What people read."""
    lines = ["# Grading beside stock nbgrader", "", *stamp(command), "", *INTRODUCTION, ""]
    lines += ["| | submissions | seconds | a minute |", "| --- | --- | --- | --- |"]
    for run in runs:
        count = f"{run.submissions} | {run.seconds:.1f} | {run.per_minute:.1f}"
        lines.append(f"| {run.name} | {count} |")
    one, two = found["ratio_to_stock_one_process"], found["ratio_to_stock_two_processes"]
    lines += ["", f"{one} times stock in one process, {two} times stock in two, same marks.", ""]
    attacked = found["hostile_submissions"]
    lines += [
        f"Of {attacked} hostile submissions, {found['undeserved_points']} undeserved points in all;"
        f" {found['survivors']} processes were left running after everything."
        if attacked
        else "The hostile submissions were not graded in this run.",
        "",
        "## Where the time goes",
        "",
        "| step | ms a submission, over all workers |",
        "| --- | --- |",
    ]
    lines += [f"| {STEPS[step]} | {ms:.1f} |" for step, ms in runs[0].by_step.items()]
    return "\n".join([*lines, "", *WEAK]) + "\n"


INTRODUCTION = [
    "The same honest submissions of lesson 3, in one run, each command from its start to its end.",
    "Stock nbgrader grades the first of them with its own steps and settings. Every mark, on both",
    "sides, is the one that the made-up pupil deserves, or there is no page.",
]
WEAK = [
    "## What to know about these figures",
    "",
    "* Stock nbgrader runs all cells, also those that only show (with the quick budget); ours",
    "  runs the answers, what they need, and the learner's own.",
    "* Stock nbgrader judges with the released tests, inside a kernel that imports the judge for",
    "  each submission; a test of another form would cost it less. Nor do its two processes share",
    "  a gradebook here, as they would in a class, which spares them waiting.",
    "* Ours starts once for the whole class, which takes seconds: a small class gets less.",
    "* Times of waiting contain those of whatever else the machine does.",
    "* What is left is mostly torch, in the sandbox and the judge: fewer and smaller questions",
    "  would help most, then a cheaper form of message.",
]
