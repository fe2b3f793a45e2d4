"""Train the course's own language models: `python -m llmcourse.models.train`.

On one GPU this makes the main model and its drafter, base and instruct, from an empty folder: both
are trained at once on the one stream of generated text. `--small` makes a smaller sibling on
two CPU cores. Steps and seeds are fixed (`recipes`). Run the same command again to go on after
a kill, or after `--minutes` are over. Nothing is evaluated here and nothing is downloaded.
"""

import math
import os
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import Empty
from typing import Annotated, Any

import torch
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from llmcourse.models.recipes import FULL, SMALL, Recipe, chains
from llmcourse.models.shards import plan, source, start_writers
from llmcourse.models.training import Place, Report, Training

UNFINISHED = 3
"""Exit code when the minutes were over first."""


class Display:
    """A bar for each stage on a terminal; elsewhere a line every quarter of a minute."""

    def __init__(self, recipes: Sequence[Recipe], n_files: int) -> None:
        self.console = Console()
        columns = (
            TextColumn("{task.description:15}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[words]:32}"),
            TimeRemainingColumn(),
        )
        self.progress = Progress(*columns, console=self.console)
        self.bars = {r.name: self._bar(r.name, r.steps) for r in recipes}
        self.data = self._bar("data", n_files)
        self.spoken = 0.0

    def _bar(self, name: str, total: int) -> Any:
        return self.progress.add_task(name, total=total, words="")

    def show(self, report: Report) -> None:
        """A stage has come further."""
        speed = f"{report.tokens_per_second / 1e3:,.0f} k tokens/s"
        words = "" if math.isnan(report.loss) else f"loss {report.loss:.3f}  {speed}"
        self.progress.update(self.bars[report.name], completed=report.step, words=words)

    def files(self, n_files: int) -> None:
        """This many files of training data are there."""
        self.progress.update(self.data, completed=n_files)
        if self.console.is_terminal or time.monotonic() - self.spoken < 15:
            return
        self.spoken = time.monotonic()
        tasks = [t for t in self.progress.tasks if 0 < t.completed < (t.total or 0)]
        if parts := [f"{t.description} {t.completed:.0f}/{t.total:.0f}" for t in tasks]:
            words = [f"{p} {t.fields['words']}".strip() for p, t in zip(parts, tasks, strict=True)]
            print(f"{time.strftime('%H:%M:%S')}  {' | '.join(words)}", flush=True)


def train(
    small: Annotated[bool, typer.Option(help="A smaller sibling, on two CPU cores.")] = False,
    only: Annotated[str, typer.Option(help="One model: main or draft.")] = "",
    folder: Annotated[Path, typer.Option(help="Data, states, results.")] = Path("build/training"),
    device: Annotated[str, typer.Option(help="cuda or cpu.")] = "",
    workers: Annotated[int, typer.Option(help="Processes that generate data.")] = 0,
    minutes: Annotated[float, typer.Option(help="Stop after these; run again to go on.")] = 1e9,
    compiled: Annotated[bool, typer.Option(help="torch.compile on the GPU.")] = True,
    data: Annotated[str, typer.Option(help="Module that makes the text.")] = "llmcourse.data",
) -> None:
    """Train the models, or go on with their training."""
    device = device or ("cuda" if torch.cuda.is_available() and not small else "cpu")
    if device == "cpu" and not small:
        print("No GPU found. The full models would take days on a CPU; `--small` takes 15 minutes.")
        raise typer.Exit(1)
    recipes = tuple(r for r in (SMALL if small else FULL) if r.name.startswith(only))
    started, place = time.monotonic(), Place(folder / ("small" if small else "full"))
    workers = workers or max(1, (os.cpu_count() or 1) - (1 if small else 3))
    code = run(recipes, place, data, device, workers, minutes, compiled and device == "cuda")
    words = {0: "Done", UNFINISHED: "Not finished; run the same command again to go on"}
    spent = time.monotonic() - started
    print(f"{words.get(code, 'Failed')} after {spent:.0f} s. Models: {place.checkpoints}")
    raise typer.Exit(code)


def run(
    recipes: tuple[Recipe, ...],
    place: Place,
    data: str,
    device: str,
    workers: int,
    minutes: float = 1e9,
    compiled: bool = False,
) -> int:
    """Train what is not trained yet, all models at once; 0 when all are done."""
    until = time.time() + 60 * minutes
    writers = start_writers(data, place.data, recipes, workers)
    context = get_context("spawn")
    reports: Any = context.Queue()
    rows = chains(recipes)
    arguments = [(row, place, data, device, compiled, until, reports) for row in rows]
    trainers = [context.Process(target=_train, args=some) for some in arguments]
    for trainer in trainers:
        trainer.start()
    try:
        return _watch(recipes, place, writers, list(trainers), reports)
    finally:
        for process in (*trainers, *writers):
            process.terminate()
            process.join()


def _watch(
    recipes: Sequence[Recipe],
    place: Place,
    writers: list[BaseProcess],
    trainers: list[BaseProcess],
    reports: Any,
) -> int:
    """Show what the processes report until all trainers have ended; the worst exit code."""
    paths = [stream.path(index) for stream, index in plan(place.data, recipes)]
    display = Display(recipes, len(paths))
    with display.progress:
        while True:
            over = not any(trainer.is_alive() for trainer in trainers)
            with suppress(Empty):
                while True:
                    display.show(reports.get_nowait())
            display.files(sum(path.exists() for path in paths))
            if any(writer.exitcode for writer in writers):
                print("A process that makes the data has failed; see above.", file=sys.stderr)
                return 1
            codes = [trainer.exitcode for trainer in trainers]
            if any(code not in (None, 0, UNFINISHED) for code in codes):
                return 1
            if over:
                return max(code or 0 for code in codes)
            time.sleep(0.5)


def _train(
    row: list[Recipe],
    place: Place,
    data: str,
    device: str,
    compiled: bool,
    until: float,
    reports: Any,
) -> None:
    """One model's stages, in a process of its own."""
    torch.set_num_threads(2 if device == "cuda" else os.cpu_count() or 1)
    torch.set_float32_matmul_precision("high")
    parent = parent_process()

    def tell(report: Report) -> None:
        if parent is not None and not parent.is_alive():
            os._exit(1)
        reports.put(Report(report.name, report.step, report.loss, report.tokens_per_second))

    deadline = time.monotonic() + until - time.time()
    for recipe in row:
        if place.done(recipe.name):
            tell(Report(recipe.name, recipe.steps))
            continue
        training = Training(recipe, place, source(data), device=device, compiled=compiled)
        if not training.run(tell, deadline):
            sys.exit(UNFINISHED)


if __name__ == "__main__":
    typer.run(train)
