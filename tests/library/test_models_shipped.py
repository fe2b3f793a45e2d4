"""The checkpoints in the repository: whole, small enough, readable by others, and able.

A few prompts a skill, with a margin below what `benchmarks/models.md` measured on hundreds: these
tests notice a broken or a wrong checkpoint, they do not measure.
"""

from functools import cache
from pathlib import Path

import pytest
import torch

from benchmarks.model_phenomena import calibration, induction, referent_head, same_text
from benchmarks.model_quick import texts, until
from llmcourse.data.chat import render, say
from llmcourse.data.evaluation import EvaluationSet, is_right, parsed
from llmcourse.data.instructions import all_sets
from llmcourse.data.tokenizer import tokenizer
from llmcourse.models.inside import REFERENT_HEAD
from llmcourse.models.loading import CHECKPOINTS, HASHES, load, names
from llmcourse.models.transformer import Transformer

NAMES = ("main-base", "main-instruct", "draft-base", "draft-instruct")
FOLDERS = sorted(
    path.name for path in CHECKPOINTS.iterdir() if path.name.startswith(("main", "draft"))
)
FEW = 16


@cache
def model(name: str) -> Transformer:
    return load(name)


@cache
def sets() -> dict[tuple[str, str], EvaluationSet]:
    return {(found.stage, found.name): found for found in all_sets(FEW)}


def share(name: str, stage: str, title: str) -> float:
    """How many of a few prompts the model answers rightly."""
    found = sets()[stage, title]
    prompts = [item.prompt for item in found.items]
    said = [until(text, found.stop) for text in texts(model(name), prompts, found.max_tokens)]
    rows = zip(said, found.items, strict=True)
    return sum(is_right(found.score, text, item.target) for text, item in rows) / len(said)


def test_all_are_there_and_together_small() -> None:
    assert set(NAMES) <= set(names())
    assert sum(name.startswith("draft-step-") for name in FOLDERS) >= 3
    files = [path for name in FOLDERS for path in (CHECKPOINTS / name).iterdir()]
    assert sum(path.stat().st_size for path in files) <= 45_000_000
    assert model("main-base").n_parameters >= 8 * model("draft-base").n_parameters
    assert 6e6 < model("main-base").n_parameters < 8e6


@pytest.mark.parametrize("name", FOLDERS)
def test_hashes_hold_and_the_tokenizer_is_the_corpus_one(name: str) -> None:
    assert (CHECKPOINTS / name / HASHES).is_file()
    loaded = model(name)
    assert loaded.tokenizer is not None
    text = "Zelda's 17 otters said <|end|> twice."
    plain = tokenizer().encode("Zelda's 17 otters said ", add_special_tokens=False).ids
    assert loaded.tokenizer.encode(text)[: len(plain)] == plain


@pytest.mark.parametrize("name", NAMES)
def test_transformers_computes_the_same_logits(name: str) -> None:
    transformers = pytest.importorskip("transformers")
    folder: Path = CHECKPOINTS / name
    theirs = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    words = transformers.AutoTokenizer.from_pretrained(folder)
    text = render([say("user", "What is the capital of Peru?")], answer=True)
    ids = words(text, return_tensors="pt")["input_ids"]
    ours = model(name)
    assert ours.tokenizer is not None
    assert ids[0].tolist() == ours.tokenizer.encode(text)
    with torch.inference_mode():
        torch.testing.assert_close(theirs(ids).logits, ours(ids).logits, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize(
    ("stage", "title", "least"),
    [
        ("base", "referents, base", 0.85),
        ("base", "string rules, 3 shots", 0.9),
        ("base", "labels, held-out categories, 8 shots", 0.7),
        ("base", "sums, 3 steps, step by step, base", 0.95),
        ("instruct", "sentiment", 0.9),
        ("instruct", "translation", 0.9),
        ("instruct", "JSON extraction", 0.9),
        ("instruct", "passages, answerable", 0.9),
        ("instruct", "passages, not in the context", 0.85),
        ("instruct", "choice of a tool", 0.9),
        ("instruct", "refusal of the forbidden", 0.8),
        ("instruct", "recall over turns", 0.9),
    ],
)
def test_it_can(stage: str, title: str, least: float) -> None:
    assert share(f"main-{stage}", stage, title) >= least


def test_the_base_model_does_not_follow_instructions() -> None:
    assert share("main-base", "instruct", "sentiment") <= 0.2
    assert share("main-base", "base", "labels, held-out categories, 0 shots") <= 0.1


def test_json_is_json() -> None:
    found = sets()["instruct", "JSON extraction"]
    said = texts(model("main-instruct"), [item.prompt for item in found.items], 96)
    assert sum(parsed(text) is not None for text in said) >= 0.95 * len(said)


def test_one_head_finds_the_referent_and_tokens_are_copied() -> None:
    head = referent_head(model("main-base"), 24)
    assert (head["layer"], head["head"]) == REFERENT_HEAD
    assert head["referent"] > 0.8
    assert head["other"] < 0.1
    assert induction(model("main-base"), 4)["second copy"]["rate"] > 0.95  # type: ignore[index]


def test_colors_and_drafts() -> None:
    assert calibration(model("main-instruct"), 100)["total variation distance"] < 0.2
    prompts = [render([say("user", "Tell me a story about a fox.")], answer=True)]
    assert same_text(model("main-instruct"), model("draft-instruct"), prompts).rate == 1
