"""Training data on its way from the processes that make it to those that train on it.

Rows of tokens are written in numbered files, each made from a seed of its own: the same files
come out whatever the number of writers, several trainings read one stream, and a training that
goes on after a kill finds its place by counting. What the rows say is `llmcourse.data`'s affair.
"""

import importlib
import io
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol, cast

import numpy as np
import torch
from torch import Tensor

from llmcourse.models.loading import write_atomically
from llmcourse.models.recipes import Recipe

ROWS = 1024
"""Rows in one file."""


class Source(Protocol):
    """The module that training data comes from."""

    def batches(
        self, stage: str, seed: int, batch_size: int, length: int
    ) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Token ids and loss mask, each (batch_size, length), without end."""

    def tokenizer_files(self) -> dict[str, bytes]:
        """tokenizer.json and what else belongs beside the weights, by file name."""


def source(module: str) -> Source:
    """The data module of this dotted name."""
    return cast(Source, importlib.import_module(module))


@dataclass(frozen=True)
class Stream:
    """The rows of one data stage; `length` counts the last target, one more than is read."""

    folder: Path
    stage: str
    length: int
    seed: int = 1

    def path(self, index: int) -> Path:
        """Where one file lies."""
        return self.folder / f"{self.stage}-{self.seed}-{self.length}-{index:06}.npz"

    def write(self, index: int, data: Source) -> None:
        """Make one file, unless it is there."""
        path = self.path(index)
        if path.exists():
            return
        seed = self.seed * 1_000_003 + index
        tokens, mask = next(iter(data.batches(self.stage, seed, ROWS, self.length)))
        file = io.BytesIO()
        np.savez(file, tokens=tokens.astype(np.uint16), mask=np.packbits(mask.astype(bool), axis=1))
        write_atomically(path, file.getvalue())

    def read(self, index: int, patience: float = 300) -> tuple[np.ndarray, np.ndarray]:
        """Tokens and mask of one file, once it is there."""
        path, deadline = self.path(index), time.monotonic() + patience
        while not path.exists():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{path} did not come in {patience:.0f} s; do the writers run?")
            time.sleep(0.02)
        with np.load(path) as file:
            mask = np.unpackbits(file["mask"], axis=1, count=self.length).astype(bool)
            return file["tokens"], mask

    def batches(
        self, rows: int, start: int, device: torch.device
    ) -> Iterator[tuple[Tensor, Tensor]]:
        """Inputs and targets from batch `start` on; targets that do not count are -100."""
        if ROWS % rows:
            raise ValueError(f"A batch's rows must divide {ROWS}; {rows} does not.")
        step = start
        while True:
            index, within = divmod(step * rows, ROWS)
            tokens, mask = self.read(index)
            ids = torch.from_numpy(tokens.astype(np.int64)).to(device, non_blocking=True)
            counts = torch.from_numpy(mask).to(device, non_blocking=True)
            targets = ids.masked_fill(~counts, -100)
            for row in range(within, ROWS, rows):
                chosen = slice(row, row + rows)
                yield ids[chosen, :-1], targets[chosen, 1:]
                step += 1


def plan(folder: Path, recipes: Sequence[Recipe]) -> list[tuple[Stream, int]]:
    """Every file that some recipe will read, in the order in which they are needed."""
    wanted: dict[Stream, int] = {}
    for recipe in recipes:
        stream = stream_of(folder, recipe)
        wanted[stream] = max(wanted.get(stream, 0), -(-recipe.steps * recipe.rows // ROWS))
    return [(stream, index) for stream, n in wanted.items() for index in range(n)]


def stream_of(folder: Path, recipe: Recipe) -> Stream:
    """The stream that a recipe trains on."""
    return Stream(folder, recipe.data, recipe.length + 1)


def start_writers(
    module: str, folder: Path, recipes: Sequence[Recipe], n_workers: int
) -> list[BaseProcess]:
    """Processes that make all files, each every n-th; they end with the one that started them."""
    folder.mkdir(parents=True, exist_ok=True)
    todo = [(stream, index) for stream, index in plan(folder, recipes)]
    context = get_context("spawn")
    workers = [
        context.Process(target=_write, args=(module, todo[i::n_workers]), daemon=True)
        for i in range(n_workers)
    ]
    for worker in workers:
        worker.start()
    return list(workers)


def _write(module: str, todo: list[tuple[Stream, int]]) -> None:
    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # one core a writer
    data = source(module)
    parent = parent_process()
    for stream, index in todo:
        if parent is not None and not parent.is_alive():
            return
        stream.write(index, data)
