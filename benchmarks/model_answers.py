"""Let a model answer evaluation sets, in batches, and score what it says."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.model_quick import texts, until
from llmcourse.data.evaluation import EvaluationSet, is_right, parsed
from llmcourse.models.generation import encode, generate_batch
from llmcourse.models.transformer import Transformer

BATCH = 50


@dataclass(frozen=True)
class Share:
    """So many of so many, with a 95 % Wilson interval."""

    right: int
    of: int

    @property
    def rate(self) -> float:
        """The share."""
        return self.right / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval."""
        if not self.of:
            return math.nan, math.nan
        z, p, n = 1.96, self.rate, self.of
        middle, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        low, high = ((middle + sign * spread) / (1 + z * z / n) for sign in (-1, 1))
        return max(0.0, low), min(1.0, high)

    def facts(self) -> dict[str, float | int | list[float]]:
        """As JSON."""
        low, high = self.interval
        return {"right": self.right, "n": self.of, "rate": self.rate, "interval": [low, high]}


def answers(
    model: Transformer,
    prompts: Sequence[str],
    *,
    max_tokens: int,
    stop: tuple[str, ...] = (),
    temperature: float = 0.0,
    seed: int = 0,
) -> list[str]:
    """What the model says to each prompt, greedy unless told; "" where a prompt leaves no room."""
    limit = model.config.max_length
    sizes = {index: len(encode_any(model, prompt)) for index, prompt in enumerate(prompts)}
    order = sorted((i for i in sizes if sizes[i] < limit), key=lambda index: sizes[index])
    found = [""] * len(prompts)
    quick = model.embedding.weight.device.type != "cpu"
    size = 10 * BATCH if quick else BATCH
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        if quick:
            some = texts(model, [prompts[i] for i in rows], max_tokens, temperature, seed + start)
            for index, text in zip(rows, some, strict=True):
                found[index] = until(text, stop)
            continue
        done = generate_batch(
            model, [prompts[i] for i in rows], max_tokens=max_tokens, stop=list(stop),
            temperature=temperature, seed=seed + start,
        )  # fmt: skip
        for index, completion in zip(rows, done, strict=True):
            found[index] = completion.text
    return found


def encode_any(model: Transformer, prompt: str) -> list[int]:
    """Token ids, also of a prompt that is too long."""
    try:
        return encode(model, prompt)
    except ValueError:
        return [0] * (model.config.max_length + 1)


@dataclass(frozen=True)
class Result:
    """One set's outcome, with some of what went wrong."""

    name: str
    share: Share
    valid: Share | None
    wrong: tuple[tuple[str, str, str], ...]

    def facts(self) -> dict[str, object]:
        """As JSON."""
        found: dict[str, object] = {"name": self.name, **self.share.facts()}
        if self.valid:
            found["valid"] = self.valid.facts()
        found["wrong"] = [dict(zip(("prompt", "said", "target"), row, strict=True))
                          for row in self.wrong]  # fmt: skip
        return found


def run_set(model: Transformer, tests: EvaluationSet) -> Result:
    """Score one set."""
    said = answers(
        model, [item.prompt for item in tests.items], max_tokens=tests.max_tokens, stop=tests.stop
    )
    answered = list(zip(said, tests.items, strict=True))
    right = [is_right(tests.score, text, item.target) for text, item in answered]
    wrong = [
        (item.prompt[-400:], text[:200], item.target)
        for text, item, ok in zip(said, tests.items, right, strict=True)
        if not ok
    ]
    valid = None
    if tests.score == "json":
        valid = Share(sum(parsed(text) is not None for text in said), len(said))
    return Result(tests.name, Share(sum(right), len(right)), valid, tuple(wrong[:3]))
