"""What lesson 11 measures on the course's small models: answers, rewards, guesses, repetition."""

from __future__ import annotations

import pytest
import torch

from llmcourse.data.chat import render, say
from llmcourse.models import candidates
from llmcourse.models.choosing import logic_check
from llmcourse.models.generation import encode, score
from llmcourse.models.loading import load
from llmcourse.models.transformer import Transformer


@pytest.fixture(scope="module")
def model() -> Transformer:
    return load("draft-instruct")


def test_mean_logprobs_are_those_of_score(model: Transformer) -> None:
    prompt = render([say("user", "Pick a color.")], answer=True)
    texts = ["Blue.", "", "The answer is 7, and not 12."]
    found = candidates.mean_logprobs(model, prompt, texts)
    for text, mean in zip(texts, found, strict=True):
        if not text:
            assert mean == -torch.inf
            continue
        tokens = score(model, prompt + text)[len(encode(model, prompt)) - 1 :]
        wanted = sum(token.logprob for token in tokens) / len(tokens)
        assert mean == pytest.approx(wanted, abs=1e-4)


def test_answers_have_rewards_and_repeat_with_the_seed(model: Transformer) -> None:
    asked = candidates.questions(4, steps=2)
    first, again = (
        candidates.written(model, model, asked, 3, temperature=2.0, progress=False)
        for _ in range(2)
    )
    assert first == again
    assert [len(problem.candidates) for problem in first] == [3] * 4
    for problem, (question, target) in zip(first, asked, strict=True):
        assert (problem.question, problem.target) == (question, target)
        for one in problem.candidates:
            assert one.rewards["the truth"] == one.right
            assert one.rewards["logic check"] == logic_check(one.text)
            assert one.tokens > 0
    texts = [one.text for problem in first for one in problem.candidates]
    assert len(set(texts)) > 4  # every answer has a seed of its own


def test_a_chooser_that_says_nothing_solves_nothing(model: Transformer) -> None:
    asked = candidates.questions(3, steps=1)
    end = candidates.share_solved(model, asked, lambda logits, ids: 5)
    greedy = candidates.share_solved(model, asked, lambda logits, ids: int(logits.argmax()))
    assert (end, greedy > 0) == (0, True)


def test_guesses_stand_beside_what_came(model: Transformer) -> None:
    documents = [[9, 20, 30, 40], [50], [60, 70]]
    logits, came = candidates.guesses(model, documents)
    assert came.tolist() == [20, 30, 40, 70]
    alone = model(torch.tensor([[60]])).logits[0, 0]
    torch.testing.assert_close(logits[-1], alone, rtol=1e-4, atol=1e-4)


def test_repetition_of_loops_and_of_texts_without() -> None:
    loop, fresh = [1, 2] * 10, list(range(20))
    assert candidates.repetition([loop])["end in a loop"] == 1
    assert candidates.repetition([fresh]) == {
        "distinct pairs": 1,
        "distinct fours": 1,
        "end in a loop": 0,
    }
