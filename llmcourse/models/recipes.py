"""What is trained, on what, for how long: the fixed numbers behind every shipped checkpoint.

A recipe is one stage of one model. Steps and seeds are fixed, time is not: a slower machine
takes longer and does the same. `FULL` has as many steps as one H100 takes in a quarter of an
hour; only `SMALL`, which sees a few simple families of the corpus, is meant for a machine
without a GPU.
"""

import math
from dataclasses import asdict, dataclass
from typing import Any, Literal

from llmcourse.models.config import DRAFT, MAIN, ModelConfig

Stage = Literal["base", "instruct"]


@dataclass(frozen=True)
class Recipe:
    """One stage of one model's training."""

    name: str
    config: ModelConfig
    stage: Stage
    data: str
    """The stage's name in `llmcourse.data`."""
    steps: int
    rows: int
    learning_rate: float
    start: str | None = None
    """The recipe whose result this one goes on from."""
    length: int = 512
    warm_up: int = 200
    schedule: Literal["linear", "cosine"] = "linear"
    weight_decay: float = 0.1
    betas: tuple[float, float] = (0.9, 0.95)
    clip: float = 1.0
    seed: int = 1
    snapshots: tuple[int, ...] = ()
    """Steps after which the model is kept as `<model>-step-<n>`."""

    @property
    def tokens(self) -> int:
        """Tokens that the stage trains on."""
        return self.steps * self.rows * self.length

    def rate(self, step: int) -> float:
        """Learning rate of one step, counted from 0: up in a line, then down to 0."""
        if step < self.warm_up:
            return self.learning_rate * (step + 1) / self.warm_up
        left = (self.steps - step) / max(1, self.steps - self.warm_up)
        if self.schedule == "cosine":
            left = 0.5 - 0.5 * math.cos(math.pi * left)
        return self.learning_rate * left

    def facts(self) -> dict[str, Any]:
        """The recipe as JSON, for the record kept with the weights."""
        return asdict(self) | {"tokens": self.tokens}


SNAPSHOTS = (250, 500, 1000, 2000, 4000)

FULL = (
    Recipe("main-base", MAIN, "base", "base", steps=15000, rows=128, learning_rate=2e-3),
    Recipe(
        "main-instruct", MAIN, "instruct", "instruct",
        steps=24000, rows=64, learning_rate=8e-4, start="main-base",
    ),
    Recipe(
        "draft-base", DRAFT, "base", "base",
        steps=9000, rows=128, learning_rate=3e-3, snapshots=SNAPSHOTS,
    ),
    Recipe(
        "draft-instruct", DRAFT, "instruct", "instruct",
        steps=12000, rows=64, learning_rate=1.2e-3, start="draft-base",
    ),
)  # fmt: skip

SMALL = (
    Recipe(
        "small-base", DRAFT, "base", "simple-base",
        steps=600, rows=32, length=256, learning_rate=3e-3, warm_up=50,
    ),
    Recipe(
        "small-instruct", DRAFT, "instruct", "simple-instruct",
        steps=400, rows=32, length=256, learning_rate=1.2e-3, warm_up=20, start="small-base",
    ),
)  # fmt: skip


def chains(recipes: tuple[Recipe, ...]) -> list[list[Recipe]]:
    """The recipes as rows of stages, each going on from the one before."""
    rows = [[recipe] for recipe in recipes if recipe.start is None]
    for row in rows:
        while following := [r for r in recipes if r.start == row[-1].name]:
            row.append(following[0])
    return rows
