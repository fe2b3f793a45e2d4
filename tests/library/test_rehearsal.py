"""A service that answers from a script: what it answers, and what it tells of its requests."""

from __future__ import annotations

from typing import Any

import pytest

from llmcourse.gemini import lessons as given
from llmcourse.gemini import retry_delay
from llmcourse.gemini.explain import code_of


def asked(service: Any, contents: Any = "How many?", **config: object) -> Any:
    return service.client.models.generate_content(
        model=service.model, contents=contents, config=config or None
    )


def test_an_answer_without_a_text() -> None:
    assert asked(given.reach([None])).text is None
    assert asked(given.reach({3: None}), seed=3).text is None


def test_a_turn_of_words_and_calls_is_signed_once() -> None:
    calls: list[dict[str, object]] = [{"name": name, "args": {}} for name in ("price", "capital")]
    answer = asked(given.reach([["Let me see.", *calls]]))
    parts = answer.candidates[0].content.parts
    assert [part.text for part in parts] == ["Let me see.", None, None]
    assert [part.thought_signature for part in parts] == [None, b"signed", None]


def test_a_text_tells_of_its_request() -> None:
    service = given.reach(["", "$requests $contents $words $settings $pauses"])
    asked(service)
    given.pause_for([])(1.5)
    text = asked(service, [{"role": "user", "parts": [{"text": "a b c"}]}] * 2, seed=1).text
    assert text == "2 2 3 1 1.5"


@pytest.mark.parametrize("code", [400, 408, 409, 429, 499, 500, 501, 502, 503, 504])
@pytest.mark.parametrize("delay", [None, 7.0])
def test_an_error_with_and_without_a_delay(code: int, delay: float | None) -> None:
    with pytest.raises(Exception) as raised:  # noqa: PT011
        asked(given.reach([[code, f"{delay}s"] if delay else code]))
    assert code_of(raised.value) == code
    assert retry_delay(raised.value) == delay


@pytest.mark.parametrize(("seed", "said"), [(None, "no seed"), (5, "the seed 5")])
def test_a_seed_that_is_not_in_the_script(seed: int | None, said: str) -> None:
    config = {} if seed is None else {"seed": seed}
    with pytest.raises(Exception, match=f"answers for the seeds 0, 1; it was sent {said}"):
        asked(given.reach({0: "a", 1: "b"}), **config)
