"""Sampling, and the writer that makes text of tokens: stop strings, whole characters, the end."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st
from torch import Tensor

from llmcourse.data import tokenizer_files
from llmcourse.models.sampling import Sampler, Settings, probabilities
from llmcourse.models.tokens import tokenizer_from_json
from llmcourse.models.writer import Writer

TOKENIZER = tokenizer_from_json(tokenizer_files()["tokenizer.json"])


def logits_of(*shares: float) -> Tensor:
    return torch.tensor(shares).log()


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ({"temperature": 0.0}, [0, 1, 0, 0]),
        ({"temperature": 1.0}, [0.2, 0.4, 0.1, 0.3]),
        ({"temperature": 0.5}, [4 / 30, 16 / 30, 1 / 30, 9 / 30]),
        ({"temperature": 1.0, "top_k": 2}, [0, 4 / 7, 0, 3 / 7]),
        ({"temperature": 1.0, "top_k": 9}, [0.2, 0.4, 0.1, 0.3]),
        ({"temperature": 1.0, "top_p": 0.65}, [0, 4 / 7, 0, 3 / 7]),
        ({"temperature": 1.0, "top_p": 0.75}, [2 / 9, 4 / 9, 0, 3 / 9]),
        ({"temperature": 1.0, "top_p": 0.01}, [0, 1, 0, 0]),
        ({"temperature": 1.0, "top_k": 3, "top_p": 0.7}, [0, 4 / 7, 0, 3 / 7]),
        ({"temperature": 0.5, "top_p": 0.8}, [0, 16 / 25, 0, 9 / 25]),
    ],
)
def test_shares(how: dict[str, Any], expected: list[float]) -> None:
    share = probabilities(logits_of(0.2, 0.4, 0.1, 0.3), Settings(**how))
    torch.testing.assert_close(share, torch.tensor(expected, dtype=torch.float32))


def test_draws_follow_the_shares() -> None:
    sampler = Sampler(Settings(temperature=1.0, top_k=3, seed=0))
    counts = Counter(sampler.choose(logits_of(0.2, 0.4, 0.1, 0.3)) for _ in range(4000))
    assert set(counts) == {0, 1, 3}
    for id, share in ((0, 2 / 9), (1, 4 / 9), (3, 3 / 9)):
        assert abs(counts[id] / 4000 - share) < 4 * math.sqrt(share * (1 - share) / 4000)


def wrote(ids: list[int], **how: Any) -> tuple[Writer, list[str]]:
    """A writer after these tokens, and what it had handed out after each."""
    writer = Writer(Settings(**{"max_tokens": 1000, **how}), TOKENIZER, end_ids=(0, 5))
    logprobs, handed = torch.zeros(3072).log_softmax(-1), []
    for id in ids:
        if writer.finish:
            break
        writer.push(id, logprobs)
        handed.append("".join(token.text for token in writer.tokens))
    return writer, handed


BYTES = {token: id for id, token in enumerate(TOKENIZER.bytes) if len(token) == 1}


def in_bytes(text: str) -> list[int]:
    return [BYTES[bytes([byte])] for byte in text.encode()]


def test_a_stop_string_across_tokens_is_held_back() -> None:
    writer, handed = wrote(in_bytes("ab\nObsX\nObs: c"), stop=["\nObs:"])
    assert handed[:8] == ["a", "ab", "ab", "ab", "ab", "ab", "ab\nObsX", "ab\nObsX"]
    assert writer.completion(0).text == "ab\nObsX"
    assert writer.finish == "stop"
    assert writer.count == len("ab\nObsX\nObs:")
    ended, _ = wrote([*in_bytes("ab\nOb"), 5], stop=["\nObs:"])
    assert (ended.completion(0).text, ended.finish) == ("ab\nOb", "end")


def test_a_token_is_cut_where_a_stop_string_begins() -> None:
    token = next(id for id, token in enumerate(TOKENIZER.bytes) if token == b" tiger")
    writer, _ = wrote([*in_bytes("a"), token], stop="ge")
    assert [piece.text for piece in writer.tokens] == ["a", " ti"]


@settings(max_examples=200, deadline=None)
@example(["a", "b"], ["b", "ab"])
@given(
    st.lists(st.sampled_from(["a", "b", "ab", "ba", "é", "🙂"]), max_size=20),
    st.lists(st.text("abé🙂", min_size=1, max_size=4), max_size=3),
)
def test_the_text_ends_before_the_first_stop_string(parts: list[str], stops: list[str]) -> None:
    text = "".join(parts)
    writer, handed = wrote([*in_bytes(text), 0], stop=stops)
    # The first to be complete wins; of several that complete together, the one that began first.
    ends = [(text.find(s) + len(s), text.find(s)) for s in stops if s in text]
    expected = text[: min(ends)[1]] if ends else text
    assert writer.completion(0).text == expected
    assert all(later.startswith(sooner) for sooner, later in pairwise(handed))
    assert all(expected.startswith(piece) for piece in handed)


def test_characters_come_whole() -> None:
    writer, handed = wrote([*in_bytes("é🙂"), 0])
    assert handed == ["", "é", "é", "é", "é", "é🙂", "é🙂"]
    cut, _ = wrote([*in_bytes("🙂")[:3], 0])
    assert cut.completion(0).text == "\ufffd"
    assert writer.completion(0).text == "é🙂"


def test_a_text_ends_at_its_end_token_or_goes_on() -> None:
    assert wrote([10, 5, 11])[0].completion(0).finish == "end"
    assert wrote([10, 5, 11], ignore_end=True)[0].count == 3
    assert wrote([10, 11, 12], max_tokens=2)[0].completion(0).n_generated == 2
