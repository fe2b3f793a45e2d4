"""Keys of both kinds are taken out of text and of JSON; what only resembles one stays."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmcourse.redact import REMOVED, has_key, redact

OLD = "AIza" + "Sy-_09Zz" * 4 + "abc"
NEW = "AQ." + "Ab8RN6-_" * 6
LETTERS = st.characters(codec="ascii", categories=["L", "Nd"], include_characters="-_")


@pytest.mark.parametrize("key", [OLD, NEW])
@pytest.mark.parametrize(
    "around",
    [
        'key = "{}"',
        "export GEMINI_API_KEY={}",
        "?key={}&alt=sse",
        "{}",
        "a\n{}\nb",
        "a\t{}",
        "({})",
    ],
)
def test_a_key_goes_and_the_rest_stays(key: str, around: str) -> None:
    text = around.format(key)
    assert has_key(text)
    assert redact(text) == around.format(REMOVED)
    assert json.loads(redact(json.dumps([text]))) == [around.format(REMOVED)]


@given(st.text(LETTERS, min_size=30, max_size=60), st.sampled_from(["AIza", "AQ."]), st.text())
def test_no_key_is_left_whatever_stands_before_it(rest: str, kind: str, before: str) -> None:
    text = f"{before} {kind}{rest}"
    assert not has_key(redact(text))
    assert not has_key(redact(json.dumps(text)))
    assert redact(redact(text)) == redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "keys begin with AIza... or AQ.",
        "AIzaSyShort",
        "x = FAQ.entries_of_the_last_thirty_days_and_more",
        "iVBORw0KGgo" + OLD + "AAAA",  # base64 of a picture
        "",
    ],
)
def test_what_is_no_key_stays(text: str) -> None:
    assert redact(text) == text
