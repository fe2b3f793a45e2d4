"""The widgets of lesson 11: what they refuse, say, draw and send; how Python answers them."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import torch
from torch import Tensor

from llmcourse.models.candidates import Candidate, Problem
from llmcourse.models.choosing import best_of_n
from llmcourse.models.strategies import beam_search, next_probabilities
from llmcourse.widgets import BestOfN, CourseWidget, SamplingPlayground, SamplingTree

WORDS = [f"w{at}" for at in range(40)]


def normal(*shape: int, seed: int = 0) -> Tensor:
    return 2 * torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def read(text: str) -> Tensor:
    if not text:
        raise ValueError("type something")
    return normal(len(WORDS), seed=len(text))


def playground(**options: Any) -> SamplingPlayground:
    return SamplingPlayground(read, WORDS, "hello", **({"sampler": next_probabilities} | options))


def tree(**options: Any) -> SamplingTree:
    return SamplingTree(normal(6, 6), [0], lambda token: f" t{token}", text="…", **options)


def problems(n: int = 4, m: int = 6) -> list[Problem]:
    rewards = normal(n, m, seed=1).tolist()
    found = []
    for row in rewards:
        several = [
            Candidate(
                f"2 + {at} = {2 + at}. The answer is {2 + at}.", 10 + at,
                {"some reward": value, "the truth": float(at % 2)}, bool(at % 2),
            )
            for at, value in enumerate(row)
        ]  # fmt: skip
        found.append(Problem("How many?", "3", several))
    return found


def best(**options: Any) -> BestOfN:
    return BestOfN(problems(), best_of_n, **options)


@pytest.fixture(params=[playground, tree, best])
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


# --- SamplingPlayground


def ask(widget: SamplingPlayground, text: str = "hello", **settings: Any) -> Tensor:
    """What Python sends back when the browser asks, as numbers of the sampler."""
    asked = {"id": "a 1", "prompt": text} | widget.settings | settings
    widget.asked = asked
    return torch.frombuffer(bytearray(widget.yours), dtype=torch.float32)


def test_the_sampler_is_asked_at_every_setting() -> None:
    widget = playground()
    settings: list[dict[str, Any]] = [
        {"t": 0.0},
        {"t": 2.0, "p": 0.5},
        {"k": 3, "last": True, "t": 1.5},
    ]
    for each in settings:
        torch.testing.assert_close(ask(widget, **each), widget.probabilities(**each).float())
        assert widget.told == {"id": "a 1", "prompt": "hello", "problem": ""}


def test_a_text_that_is_typed_is_read() -> None:
    widget = playground()
    before = widget.logprobs
    ask(widget, "something else")
    assert widget.logprobs != before
    torch.testing.assert_close(widget.logits, read("something else").log_softmax(-1))
    ask(widget, "")
    assert widget.told["problem"] == "type something"
    assert widget.told["prompt"] == "something else"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda *_: 1 / 0, "raised ZeroDivisionError"),
        (lambda *_: torch.ones(3), "it returned shape (3,); expected a tensor (40,)"),
        (lambda *_: None, "it returned NoneType"),
    ],
)
def test_a_failing_sampler_is_reported_not_raised(answer: Any, words: str) -> None:
    widget = playground(sampler=answer)
    assert words in widget.told["problem"]
    assert words in widget.describe()
    assert widget.yours == b""


def test_the_sampler_cannot_spoil_the_logits() -> None:
    def spoils(logits: Tensor, *_: Any) -> Tensor:
        return logits.zero_()

    widget = playground(sampler=spoils)
    torch.testing.assert_close(widget.logits, read("hello").log_softmax(-1))


@pytest.mark.parametrize(
    ("options", "words"),
    [({"controls": ["heat"]}, "no control 'heat'"), ({"start": {"top": 1}}, "no setting 'top'")],
)
def test_playground_refuses(options: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        playground(**options)


def test_a_text_that_cannot_be_read_at_first_is_refused() -> None:
    with pytest.raises(ValueError, match="type something"):
        SamplingPlayground(read, WORDS, "")
    with pytest.raises(ValueError, match="no tensor of 3 logits"):
        SamplingPlayground(read, WORDS[:3], "hello")


# --- SamplingTree


@pytest.mark.parametrize("width", [1, 2, 3])
def test_beams_of_the_tree_are_those_of_beam_search(width: int) -> None:
    for seed in range(10):
        table = normal(6, 6, seed=seed)
        widget = SamplingTree(table, [0], str, depth=4, branch=3)
        wanted = beam_search(table, [0], width, 4)
        found = widget.beams(width)[-1]
        assert ["".join(map(str, beam.ids)) for beam in wanted] == [
            widget.text_of(at) for at in found
        ]
        chance = widget.chances()[found[0]].log().item()
        assert chance == pytest.approx(wanted[0].logprob, abs=1e-5)


def test_a_branch_ends_with_the_text() -> None:
    widget = tree(end=2, depth=3)
    ended = [at for at, ends in enumerate(widget.ends) if ends]
    assert ended
    assert not set(ended) & set(widget.parents)


@pytest.mark.parametrize(
    ("share", "words"),
    [(lambda logits: 1 / 0, "ZeroDivisionError"), (lambda logits: logits[:2], "of 6 tokens")],
)
def test_a_failing_share_is_reported(share: Any, words: str) -> None:
    widget = tree(share=share)
    assert words in widget.problem
    assert words in widget.describe()
    assert widget.png().startswith(b"\x89PNG")


def test_too_large_a_tree_is_refused() -> None:
    with pytest.raises(ValueError, match="choose a smaller tree"):
        tree(depth=6, branch=4)


# --- BestOfN


def test_the_curve_is_the_mean_over_the_questions() -> None:
    widget = best()
    assert widget.curve("the truth")[0] == pytest.approx(0.5)
    assert widget.curve("the truth")[-1] == 1
    assert widget.data["yours"] == [widget.curve(one) for one in widget.rewards]


def test_a_failing_function_is_reported() -> None:
    def broken(*_: Any) -> float:
        raise RuntimeError("no <b>best</b>")

    widget = BestOfN(problems(), broken)
    assert "broken raised RuntimeError" in widget.describe()
    assert widget.data["yours"] == [[], []]


def test_what_is_minus_infinity_can_be_sent() -> None:
    one = Candidate("", 1, {"some": -torch.inf}, False)
    widget = BestOfN([Problem("?", "1", [one])])
    assert json.dumps(widget.data, allow_nan=False)


def test_uneven_problems_are_refused() -> None:
    uneven = [*problems(1, 3), *problems(1, 4)]
    with pytest.raises(ValueError, match="equally many"):
        BestOfN(uneven)
