"""What a model can do: small held-out tests, asked of several models, and how sure they are.

A handful of prompts a test, so that a lesson can measure live: a share of 12 is known to within a
quarter or so. The full evaluation, with three hundred each, is in `benchmarks`. Prompts come from
the generator that also made the training text, with names and words that training held out.
"""

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import torch

from llmcourse.bars import bar
from llmcourse.data.corpus import Mix
from llmcourse.data.draw import Draw
from llmcourse.data.evaluation import (
    EvaluationSet,
    few_shot_sets,
    is_right,
    referent_set,
    worked_sets,
)
from llmcourse.models.generation import encode, generate_batch
from llmcourse.models.loading import load
from llmcourse.models.ngram import Score, continuation_score, score
from llmcourse.models.recipes import FULL
from llmcourse.models.tokens import Tokenizer
from llmcourse.models.transformer import Transformer

Key = TypeVar("Key", bound=Hashable)
NAMES = {
    "what “it” was": "referents, base",
    "recall among 8": "recall among 8",
    "rule from 3 examples": "string rules, 3 shots",
    "label from 8 examples": "labels, held-out categories, 8 shots",
    "3 sums, step by step": "sums, 3 steps, step by step, base",
}
"""Five abilities, as a chart names them, and their evaluation sets."""


def growth() -> dict[int, str]:
    """The small model as it was after each number of training steps, by name; whole comes last."""
    recipe = next(recipe for recipe in FULL if recipe.name == "draft-base")
    return {step: f"draft-step-{step}" for step in recipe.snapshots} | {recipe.steps: recipe.name}


def documents(tokenizer: Tokenizer, seed: str, n: int) -> list[list[int]]:
    """Token ids of `n` documents of the kind that the base models were trained on."""
    draw, mix = Draw(seed), Mix("base")
    texts = [mix.family(draw).document for _ in range(n)]
    return [tokenizer.encode(text(draw)) for text in texts if text]


def evaluation_sets(n: int) -> dict[str, EvaluationSet]:
    """Every plain-text set that a lesson may ask, with `n` prompts each, by name."""
    found = [*few_shot_sets(n), *worked_sets("base", n), referent_set(n)]
    return {tests.name: tests for tests in found}


def ability_sets(n: int) -> dict[str, EvaluationSet]:
    """The five abilities of NAMES."""
    found = evaluation_sets(n)
    return {ability: found[name] for ability, name in NAMES.items()}


def answers(model: Transformer, tests: EvaluationSet) -> list[str]:
    """What the model writes after each prompt, always choosing the likeliest token."""
    prompts = [item.prompt for item in tests.items]
    room = model.config.max_length - max(len(encode(model, prompt)) for prompt in prompts)
    limit = min(tests.max_tokens, room)
    found = generate_batch(model, prompts, max_tokens=limit, stop=tests.stop)
    return [completion.text for completion in found]


def share_right(model: Transformer, tests: EvaluationSet) -> float:
    """The share of prompts that the model answers right."""
    pairs = zip(answers(model, tests), tests.items, strict=True)
    return sum(is_right(tests.score, said, item.target) for said, item in pairs) / len(tests.items)


def token_probability(
    model: Transformer, tests: EvaluationSet, by: Score = continuation_score
) -> float:
    """The geometric mean of the probabilities of the right answers' tokens."""
    total, count = 0.0, 0
    for item in tests.items:
        prompt = encode(model, item.prompt)
        target = encode(model, f" {item.target.strip()}")
        total, count = total + score(model, prompt, target, by), count + len(target)
    return math.exp(total / count)


@torch.inference_mode()
def measure(
    models: Sequence[str], sets: Mapping[Key, EvaluationSet], *, progress: bool = True
) -> dict[Key, list[float]]:
    """For each test the share right of every model, in the models' order."""
    found: dict[Key, list[float]] = {ability: [] for ability in sets}
    with bar("asking", len(models) * len(sets), show=progress) as advance:
        for name in models:
            model = load(name)
            for ability, tests in sets.items():
                found[ability].append(share_right(model, tests))
                advance(f"asking {name}")
    return found
