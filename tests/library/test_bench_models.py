"""The models' benchmark: how answers are scored and counted, and the quick way to get many."""

import json
import math
from pathlib import Path

import pytest
import torch

from benchmarks import model_prompts
from benchmarks.model_answers import Share
from benchmarks.model_phenomena import distinct, repeated
from benchmarks.model_prompts import OWN, STRANGERS, conversation, is_right
from benchmarks.model_quick import texts, until
from llmcourse.data.chat import render
from llmcourse.data.corpus import FAMILIES
from llmcourse.data.draw import Draw
from llmcourse.data.tokenizer import tokenizer_files
from llmcourse.models.config import DRAFT
from llmcourse.models.generation import generate
from llmcourse.models.tokens import tokenizer_from_json
from llmcourse.models.transformer import Transformer

ROWS = [row for path in (OWN, STRANGERS) for row in json.loads(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(
    ("row", "said", "right"),
    [
        ({"family": "coreference", "has": [["tom"]], "not": ["anna"]}, "Tom.", True),
        ({"family": "coreference", "has": [["tom"]], "not": ["anna"]}, "Tom or Anna.", False),
        ({"family": "word problems", "has": [["9"]]}, "12 - 3 = 9. The answer is 9.", True),
        ({"family": "word problems", "has": [["9"]]}, "9 + 3 = 12. The answer is 12.", False),
        ({"family": "few-shot", "has": [["1"]], "not": ["0"]}, "1", True),
        ({"family": "few-shot", "has": [["books"]]}, "two books", False),
        ({"family": "few-shot", "has": [["TREE"]]}, "tree", False),
        ({"family": "passage", "has": [["does not say"]]}, "The context does not say.", True),
        ({"family": "json", "json": {"a": 1}}, '{"a": 1}', True),
        ({"family": "json", "json": {"a": "Bo"}}, '{"a": "bo", "b": 2}', True),
        ({"family": "json", "json": {"a": ["x", "y"]}}, '{"a": "y"}', True),
        ({"family": "json", "json": {"a": 1}}, '{"a": 1', False),
        ({"family": "json", "json": [{"a": 1}]}, '[{"a": 1}]', True),
        ({"family": "json", "json": [{"a": 1}]}, '{"a": 1}', False),
    ],
)
def test_an_answer_is_judged(row: dict, said: str, right: bool) -> None:
    assert is_right(row, said) is right


def test_own_prompts_are_whole() -> None:
    assert len(ROWS) >= 150
    for row in ROWS:
        assert set(row) <= {"family", "prompt", "before", "system", "has", "not", "json"}
        assert ("json" in row) != ("has" in row)
        assert render(conversation(row), answer=True).endswith("<|assistant|>")


def test_no_own_prompt_is_in_the_corpus() -> None:
    long = {row["prompt"] for row in ROWS if len(row["prompt"]) > 40}
    for family in FAMILIES:
        if family.dialogue is None:
            continue
        draw = Draw(f"own {family.name}")
        for _ in range(1000):
            assert not long & {turn["content"] for turn in family.dialogue(draw)}


def tiny() -> Transformer:
    torch.manual_seed(3)
    return Transformer(DRAFT, tokenizer_from_json(tokenizer_files()["tokenizer.json"])).eval()


def test_the_quick_way_writes_what_generate_writes() -> None:
    model = tiny().requires_grad_(False)
    prompts = ["The cat", "Once upon a time there was a", "7"]
    expected = [generate(model, prompt, max_tokens=12).text for prompt in prompts]
    assert texts(model, prompts, 12) == expected
    one, two = (texts(model, prompts, 12, temperature=1.0, seed=seed) for seed in (1, 2))
    assert one == texts(model, prompts, 12, temperature=1.0, seed=1)
    assert one != two
    assert until("a\nb;c", ("\n", ";")) == "a"


def test_own_prompts_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "some.json"
    path.write_text(json.dumps(ROWS[:3]), encoding="utf-8")
    monkeypatch.setattr(model_prompts, "MAX_TOKENS", 4)
    found = model_prompts.run(tiny(), path)
    assert found["right"]["all"]["n"] == 3
    assert len(found["wrong"]) == 3 - found["right"]["all"]["right"]


def test_intervals() -> None:
    low, high = Share(95, 100).interval
    assert (round(low, 3), round(high, 3)) == (0.888, 0.978)
    assert math.isnan(Share(0, 0).rate)
    assert Share(5, 5).interval[1] == 1.0


def test_variety() -> None:
    assert distinct(["a b a b"], 2) == pytest.approx(2 / 3)
    assert repeated("One. Two. One.") == pytest.approx(1 / 3)
