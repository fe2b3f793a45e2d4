"""The n-gram explorer and the gate steps: what they refuse, say, draw and send; their twins."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import Any

import pytest
import torch
from torch import Tensor

from llmcourse.data.cities import SENTENCES
from llmcourse.models.ngram import END, START, add_k, ngram_counts
from llmcourse.models.recurrent import lstm_step
from llmcourse.widgets import CourseWidget, GateSteps, NgramExplorer
from llmcourse.widgets.gates import SHIFTS
from llmcourse.widgets.ngram import MOST_WORDS

PROMPT = "The most famous city in the US is"


def explorer(**options: Any) -> NgramExplorer:
    return NgramExplorer(ngram_counts, SENTENCES, prompt=PROMPT, **options)


def gates(step: Any = lstm_step, **options: Any) -> GateSteps:
    generator = torch.Generator().manual_seed(0)

    def drawn(*shape: int) -> Tensor:
        return torch.randn(shape, generator=generator, dtype=torch.float64)

    examples = {"one": (["a", "b", "c"], drawn(3, 4)), "two": (["d"], drawn(1, 4))}
    options = {"units": ["first", "second"]} | options
    return GateSteps(step, examples, drawn(4, 8), drawn(2, 8), drawn(8), **options)


@pytest.fixture(params=[explorer, gates])
def widget(request: pytest.FixtureRequest) -> CourseWidget:
    made: CourseWidget = request.param()
    return made


def test_output_has_picture_and_words_and_is_small(widget: CourseWidget) -> None:
    data, _ = widget._repr_mimebundle_()
    assert {"image/png", "text/plain"} <= set(data)
    assert data["text/plain"] == widget.describe()
    assert widget.png().startswith(b"\x89PNG")
    assert len(widget._esm) + len(widget._css) < widget.payload() <= 100_000


def test_page_asks_for_nothing(widget: CourseWidget) -> None:
    page = widget.to_html()
    assert set(re.findall(r"https?://[^\s\"'`<>]+", page)) <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"\bimport\b\s*[({\"'*]", str(widget._esm))
    state = page.split("const sent = ")[1].split(";\nconst model")[0]
    assert set(json.loads(state)) == set(widget.state())


# --- NgramExplorer


@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize("k", [0, 0.1])
@pytest.mark.parametrize("text", ["", "The", PROMPT, "no such words here"])
def test_the_twin_is_add_k(n: int, k: float, text: str) -> None:
    widget, counts = explorer(), ngram_counts(SENTENCES, n)
    words = widget.words[1:]
    marked = [*[START] * (n - 1), *text.split()]
    context = tuple(marked[len(marked) - n + 1 :])
    expected = {word: add_k(counts, context, word, len(words), k) for word in words}
    assert widget.distribution(text, n, k) == pytest.approx(expected)


def test_drawn_text_is_possible_and_ends() -> None:
    widget, counts = explorer(), ngram_counts(SENTENCES, 2)
    for seed in range(1, 30):
        text = widget.text("The", 2, 0, seed)
        path = ["The", *text, *([END] if len(text) < MOST_WORDS else [])]
        assert all(b in counts[(a,)] for a, b in pairwise(path))
    assert len({tuple(widget.text("The", 2, 0, seed)) for seed in range(1, 30)}) > 10


def wrong(kind: str) -> Any:
    def counts(sentences: list[list[str]], n: int) -> Any:
        tables: dict[str, Any] = {
            "list": [],
            "long key": {("a",) * n: {"The": 1}},
            "number": {("The",) * (n - 1): 3},
            "float": {("The",) * (n - 1): {"The": 0.5}},
            "stranger": {("The",) * (n - 1): {"<eos>": 1}},
        }
        return tables[kind]

    return counts


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("list", "a list; expected a dictionary"),
        ("long key", "the key"),
        ("number", "a int inside"),
        ("float", "no count"),
        ("stranger", "'<eos>', which no sentence has"),
        ("missing", "raised KeyError"),
    ],
)
def test_a_wrong_table_is_reported_not_raised(kind: str, words: str) -> None:
    widget = NgramExplorer(wrong(kind), SENTENCES, prompt="The", max_order=2)
    assert words in widget.problems[2]
    assert words in widget.describe()
    assert widget.png().startswith(b"\x89PNG")
    assert set(widget.distribution("The", 2, 0).values()) == {0.0}


def test_sentences_are_not_handed_out() -> None:
    mine = [["a", "b"]]

    def spoils(sentences: list[list[str]], n: int) -> Any:
        sentences[0].append("spoiled")
        return ngram_counts(mine, n)

    NgramExplorer(spoils, mine)
    assert mine == [["a", "b"]]


@pytest.mark.parametrize(
    ("sentences", "options", "words"),
    [
        ("The city", {}, "lists of words"),
        (["The city"], {}, "lists of words"),
        ([], {}, "at least one"),
        ([["a"]], {"max_order": 6}, "pass 1 to 5"),
    ],
)
def test_explorer_refuses(sentences: Any, options: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        NgramExplorer(ngram_counts, sentences, **options)


# --- GateSteps


def test_gates_make_the_states_of_the_step() -> None:
    widget = gates()
    for shift in SHIFTS:
        hidden, cells = widget.runs["one"][SHIFTS.index(shift)]
        for word in range(3):
            put, keep, candidate, show = widget.gates("one", word, shift)
            torch.testing.assert_close(cells[word + 1], keep * cells[word] + put * candidate)
            torch.testing.assert_close(hidden[word + 1], show * cells[word + 1].tanh())


def test_a_higher_forget_bias_opens_the_forget_gate_alone() -> None:
    low, high = gates().gates("one", 0, -4), gates().gates("one", 0, 2)
    assert (high[1] > low[1]).all()
    assert torch.equal(high[[0, 2, 3]], low[[0, 2, 3]])


def test_states_are_those_of_the_function_handed_in() -> None:
    def frozen(x: Tensor, h: Tensor, c: Tensor, *weights: Tensor) -> tuple[Tensor, Tensor]:
        return h + 1, c - 1

    hidden, cells = gates(frozen).runs["one"][0]
    assert hidden[:, 0].tolist() == [0, 1, 2, 3]
    assert cells[:, 1].tolist() == [0, -1, -2, -3]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"units": ["one"]}, "units has 1 tokens"),
        ({"step": lambda x, h, c, *w: (h.mT, c)}, r"states of shape|must match|Sizes"),
        ({"step": lambda x, h, c, *w: (h[:, :1], c[:, :1])}, "states of shape|must match|Sizes"),
    ],
)
def test_gates_refuse(options: Any, words: str) -> None:
    with pytest.raises((ValueError, RuntimeError), match=words):
        gates(**options)
