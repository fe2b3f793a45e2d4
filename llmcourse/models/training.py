"""The training loop: one recipe, from random or given weights to a saved model.

AdamW with decay on matrices only, gradient clipping, a fixed learning-rate schedule. The state is
saved whole and in one step every minute; after a kill the next run goes on from there and, on
the CPU, ends with the same bits. On a GPU the same steps are done, in bfloat16, with sums in an
order that is not fixed. There is no evaluation in here and no choice of the best checkpoint.
"""

import io
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from llmcourse.models import loading
from llmcourse.models.recipes import Recipe
from llmcourse.models.shards import Source, stream_of
from llmcourse.models.tokens import Tokenizer, tokenizer_from_json
from llmcourse.models.transformer import Transformer

SAVE_EVERY = 60.0
"""Seconds between two saved states."""
REPORT_EVERY = 20
"""Steps between two reports; each waits for the GPU."""


@dataclass(frozen=True)
class Place:
    """Where a training keeps what it makes."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def checkpoints(self) -> Path:
        """Finished models, as they are shipped."""
        return self.folder / "checkpoints"

    def state(self, name: str) -> Path:
        """What a stage goes on from."""
        return self.folder / f"{name}.state"

    def done(self, name: str) -> bool:
        """Whether the stage has been trained to its end."""
        return (self.checkpoints / name / loading.HASHES).exists()


@dataclass
class Report:
    """How far a stage is."""

    name: str
    step: int = 0
    loss: float = float("nan")
    tokens_per_second: float = 0.0
    seconds: float = 0.0
    losses: list[tuple[int, float]] = field(default_factory=list)


Tell = Callable[[Report], None]


class Training:
    """A recipe at work."""

    def __init__(
        self, recipe: Recipe, place: Place, data: Source, *, device: str, compiled: bool = False
    ) -> None:
        self.recipe, self.place, self.data = recipe, place, data
        self.device = torch.device(device)
        torch.manual_seed(recipe.seed)
        self.files = data.tokenizer_files()
        self.model = Transformer(recipe.config, self._tokenizer()).to(self.device)
        self.optimizer = self._optimizer()
        self.report = Report(recipe.name)
        self._restore()
        self._loss = torch.compile(self.loss) if compiled else self.loss

    def run(self, tell: Tell, deadline: float = float("inf")) -> bool:
        """Train to the end, or to the deadline (a time of `time.monotonic`); True at the end."""
        recipe, report = self.recipe, self.report
        stream = stream_of(self.place.data, recipe)
        batches = stream.batches(recipe.rows, report.step, self.device)
        started = saved = mark = time.monotonic()
        before, marked = report.seconds, report.step
        while report.step < recipe.steps:
            loss = self._step(*next(batches))
            report.step += 1
            if report.step in recipe.snapshots:
                self.export(f"{recipe.name.partition('-')[0]}-step-{report.step}")
            if report.step % REPORT_EVERY and report.step < recipe.steps:
                continue
            report.loss = loss.item()
            now = time.monotonic()
            per_step = recipe.rows * recipe.length
            report.tokens_per_second = (report.step - marked) * per_step / (now - mark)
            report.seconds, mark, marked = before + now - started, now, report.step
            report.losses.append((report.step, round(report.loss, 4)))
            tell(report)
            if now - saved > SAVE_EVERY or now > deadline:
                self.save()
                saved = now
            if now > deadline and report.step < recipe.steps:
                return False
        self.save()
        self.export(recipe.name)
        return True

    def loss(self, ids: Tensor, targets: Tensor) -> Tensor:
        """Mean cross-entropy of the targets that count."""
        bf16 = self.device.type == "cuda"
        with torch.autocast(self.device.type, torch.bfloat16, enabled=bf16):
            logits = self.model(ids).logits
        return F.cross_entropy(logits.float().flatten(0, 1), targets.flatten())

    def save(self) -> None:
        """Write the state from which a stage goes on."""
        file = io.BytesIO()
        state = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "report": vars(self.report),
        }
        torch.save(state, file)
        loading.write_atomically(self.place.state(self.recipe.name), file.getvalue())

    def export(self, name: str) -> None:
        """Write the model as it is shipped, with a record of its training."""
        record = {
            "recipe": self.recipe.facts(),
            "step": self.report.step,
            "seconds": round(self.report.seconds),
            "device": self._device_name(),
            "torch": torch.__version__,
            "losses": _thinned(self.report.losses),
        }
        files = self.files | {"training.json": (json.dumps(record, indent=1) + "\n").encode()}
        loading.save(self.model, self.place.checkpoints / name, files=files)

    def _step(self, ids: Tensor, targets: Tensor) -> Tensor:
        for group in self.optimizer.param_groups:
            group["lr"] = self.recipe.rate(self.report.step)
        loss: Tensor = self._loss(ids, targets)
        torch.autograd.backward(loss)
        nn.utils.clip_grad_norm_(self.model.parameters(), self.recipe.clip)
        self.optimizer.step()
        self.optimizer.zero_grad()
        return loss.detach()

    def _optimizer(self) -> torch.optim.AdamW:
        weights = list(self.model.parameters())
        groups = [
            {
                "params": [w for w in weights if w.dim() > 1],
                "weight_decay": self.recipe.weight_decay,
            },
            {"params": [w for w in weights if w.dim() == 1], "weight_decay": 0.0},
        ]
        fused = self.device.type == "cuda"
        return torch.optim.AdamW(groups, lr=0.0, betas=self.recipe.betas, fused=fused)

    def _restore(self) -> None:
        """Go on from this stage's state, or begin from the result of the stage before."""
        if (own := self.place.state(self.recipe.name)).exists():
            state = self._read(own)
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.report = Report(**state["report"])
        elif self.recipe.start:
            before = self.place.state(self.recipe.start)
            if not self.place.done(self.recipe.start):
                raise FileNotFoundError(
                    f"{self.recipe.name} goes on from {self.recipe.start}, which is not trained in "
                    f"{self.place.folder}. Train that first, or run `all`."
                )
            self.model.load_state_dict(self._read(before)["model"])

    def _read(self, path: Path) -> dict[str, Any]:
        state: dict[str, Any] = torch.load(path, map_location=self.device, weights_only=True)
        return state

    def _tokenizer(self) -> Tokenizer | None:
        text = self.files.get("tokenizer.json")
        return tokenizer_from_json(text) if text else None

    def _device_name(self) -> str:
        cuda = self.device.type == "cuda"
        return torch.cuda.get_device_name(self.device) if cuda else "CPU"


def _thinned(losses: list[tuple[int, float]], most: int = 200) -> list[tuple[int, float]]:
    """At most this many points of a curve, evenly chosen, the last one among them."""
    stride = max(1, -(-len(losses) // most))
    return losses[::-1][::stride][::-1]
