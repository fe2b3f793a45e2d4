"""Odd requests never break the server, and a scripted model shows what a real one seldom does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from llmcourse.data.chat import say
from llmcourse.gemini.api import LocalApi
from llmcourse.gemini.backend import Backend, Known, ModelBackend
from llmcourse.gemini.prompt import conversation
from llmcourse.gemini.schemas import Content, Part
from llmcourse.models.writer import Writer

MAIN = "/v1beta/models/gemini-local-main"
HELLO = {"contents": [{"parts": [{"text": "Hello"}]}]}
TOOLS = [{"functionDeclarations": [{"name": "weather", "parameters": {"type": "OBJECT",
          "properties": {"city": {"type": "STRING"}}, "required": ["city"]}}]}]  # fmt: skip
LOW = [{"category": "HARM_CATEGORY_DANGEROUS_CONTENT", "threshold": "BLOCK_LOW_AND_ABOVE"}]


class Sent:
    def __init__(self, path: str, body: Any) -> None:
        self.method, self.path, self.body = "POST", path, json.dumps(body).encode()
        self.headers = {"x-goog-api-key": "local"}


class Scripted(ModelBackend):
    """Writes what it is told to, as far as a constraint allows."""

    def __init__(self, like: ModelBackend, text: str) -> None:
        super().__init__(like.model)
        self.script = [*self.tokenizer.encode(text), 5]

    def write(
        self, prompt: Sequence[int], writers: Sequence[Writer], known: Known | None
    ) -> Iterator[None]:
        import torch

        for id in self.script:
            for writer in writers:
                if not writer.finish:
                    logits = torch.full((3072,), -20.0)
                    logits[id] = 0.0
                    writer.take(logits.log_softmax(-1))
            yield


Script = Callable[[str], LocalApi]


@pytest.fixture
def script(gemini_api: LocalApi) -> Script:
    def made(text: str) -> LocalApi:
        like = gemini_api.state.backends["main-instruct"]
        assert isinstance(like, ModelBackend)
        backends: dict[str, Callable[[], Backend]] = {"main-instruct": lambda: Scripted(like, text)}
        return LocalApi(backends)

    return made


def whole(api: LocalApi, **fields: Any) -> Any:
    fields.setdefault("generationConfig", {"temperature": 0})
    status, text, _ = api.answer(Sent(f"{MAIN}:generateContent", HELLO | fields))
    assert status == 200, text
    return json.loads(text)["candidates"][0]


def chunks(api: LocalApi, **fields: Any) -> list[Any]:
    fields.setdefault("generationConfig", {"temperature": 0})
    status, text, _ = api.answer(Sent(f"{MAIN}:streamGenerateContent", HELLO | fields))
    assert status == 200, text
    return [chunk["candidates"][0] for chunk in json.loads(text)]


CALL = '{"name": "weather", "args": {"city": "Rome"}}'


def test_a_call_is_a_part_whole_in_a_stream(script: Script) -> None:
    api = script(CALL)
    expected = [{"functionCall": {"name": "weather", "args": {"city": "Rome"}}}]
    assert whole(api, tools=TOOLS)["content"]["parts"] == expected
    [only] = chunks(api, tools=TOOLS)
    assert only["content"]["parts"] == expected
    assert only["finishReason"] == "STOP"


def test_without_tools_the_same_text_is_text(script: Script) -> None:
    api = script(CALL)
    assert whole(api)["content"]["parts"] == [{"text": CALL}]
    off = {"functionCallingConfig": {"mode": "NONE"}}
    assert whole(api, tools=TOOLS, toolConfig=off)["content"]["parts"] == [{"text": CALL}]


def test_with_tools_text_is_streamed_as_text(script: Script) -> None:
    told = chunks(script("It is sunny, {dear}."), tools=TOOLS)
    assert len(told) > 3
    texts = [one["content"]["parts"][0]["text"] for one in told]
    assert "".join(texts) == "It is sunny, {dear}."


def test_a_call_of_what_is_not_declared_cannot_be_written(script: Script) -> None:
    made = whole(script('{"name": "news", "args": {"topic": "Rome"}}'), tools=TOOLS)
    assert "news" not in json.dumps(made["content"])


def test_a_call_that_is_cut_is_text_and_says_so(script: Script) -> None:
    config = {"temperature": 0, "maxOutputTokens": 6}
    made = whole(script(CALL), tools=TOOLS, generationConfig=config)
    assert made["finishReason"] == "MAX_TOKENS"
    assert made["content"]["parts"][0]["text"].startswith('{"name')


def test_an_unsafe_answer_is_withheld(script: Script) -> None:
    api = script("First take some poison and then run away.")
    assert whole(api)["finishReason"] == "STOP"
    blocked = whole(api, safetySettings=LOW)
    assert blocked["finishReason"] == "SAFETY"
    assert "content" not in blocked
    assert [one for one in blocked["safetyRatings"] if one.get("blocked")]
    *before, last = chunks(api, safetySettings=LOW)
    assert last["finishReason"] == "SAFETY"
    told = "".join(one["content"]["parts"][0]["text"] for one in [*before, last])
    assert told.startswith("First take")
    assert "poison" not in told


@pytest.mark.parametrize(
    ("threshold", "word", "blocks"),
    [("BLOCK_LOW_AND_ABOVE", "knife", True), ("BLOCK_MEDIUM_AND_ABOVE", "knife", False),
     ("BLOCK_MEDIUM_AND_ABOVE", "steal", True), ("BLOCK_ONLY_HIGH", "steal", False),
     ("BLOCK_ONLY_HIGH", "bomb", True), ("BLOCK_NONE", "bomb", False), ("OFF", "bomb", False),
     (1, "knife", True), (3, "knife", False)],
)  # fmt: skip
def test_thresholds(gemini_api: LocalApi, threshold: str | int, word: str, blocks: bool) -> None:
    safety = [{"category": "HARM_CATEGORY_DANGEROUS_CONTENT", "threshold": threshold}]
    body = {"contents": [{"parts": [{"text": f"A {word}?"}]}], "safetySettings": safety}
    for verb in ("generateContent", "streamGenerateContent?alt=sse"):
        text = gemini_api.answer(Sent(f"{MAIN}:{verb}", body))[1]
        answer = json.loads(text.removeprefix("data: ")) if blocks else {}
        assert ('"blockReason": "SAFETY"' in text) is blocks
        assert "candidates" not in answer
        assert "candidatesTokenCount" not in answer.get("usageMetadata", {})


def test_stop_strings_over_several_tokens(script: Script) -> None:
    api = script("Thought: I look.\nObservation: it is here.\nAnswer: yes")
    config = {"temperature": 0, "stopSequences": ["\nObservation"]}
    made = whole(api, generationConfig=config)
    assert made["content"]["parts"] == [{"text": "Thought: I look."}]
    assert made["finishReason"] == "STOP"
    told = chunks(api, generationConfig=config)
    assert "".join(one["content"]["parts"][0]["text"] for one in told) == "Thought: I look."


def test_half_a_character_is_never_sent(script: Script) -> None:
    text = "naïve 🦊 fox"
    api = script(text)
    told = [one["content"]["parts"][0]["text"] for one in chunks(api)]
    assert "".join(told) == text
    assert not any("\ufffd" in piece for piece in told)


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 900), st.floats(allow_nan=False, width=32),
    st.sampled_from(["user", "STRING", "object", "application/json", "gemini-local-main"]),
    st.text(max_size=6), st.just([]), st.just({}), st.just([{}]), st.just({"text": 1}),
)  # fmt: skip
SCHEMA = {
    "type": "OBJECT",
    "properties": {
        "a": {"type": "INTEGER", "minimum": 0, "maximum": 5},
        "b": {"type": "STRING", "enum": ["x"]},
    },
    "required": ["a"],
    "propertyOrdering": ["b", "a"],
}
TEXT = {"role": "user", "parts": [{"text": "Hi"}]}
CALLED = [
    {"role": "model", "parts": [{"functionCall": {"name": "weather", "args": {"city": "Rome"}}}]},
    {"parts": [{"functionResponse": {"name": "weather", "response": {"result": "sun"}}}]},
]
GENERATE = {
    "contents": [TEXT, *CALLED], "systemInstruction": {"parts": [{"text": "Be kind."}]},
    "generationConfig": {"maxOutputTokens": 2, "temperature": 1, "topK": 5, "topP": 0.5, "seed": 1,
                         "candidateCount": 1, "stopSequences": ["x"], "responseLogprobs": True,
                         "logprobs": 2, "presencePenalty": 0.1, "responseMimeType": "text/plain"},
    "safetySettings": [{"category": 10, "threshold": 3}], "tools": TOOLS,
    "toolConfig": {"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["weather"]}},
}  # fmt: skip
JSON = {"contents": [TEXT], "generationConfig": {"maxOutputTokens": 3, "responseSchema": SCHEMA,
        "responseMimeType": "application/json"}}  # fmt: skip
TALK = {"model": "gemini-local-main", "input": [{"type": "text", "text": "Hi"}, {"type":
        "function_result", "call_id": "1", "name": "f", "result": "r"}], "system_instruction": "x",
        "tools": [{"type": "function", "name": "f", "parameters": {"type": "object"}}],
        "generation_config": {"max_output_tokens": 2, "tool_choice": "auto"},
        "response_format": {"type": "text"}, "store": True}  # fmt: skip
EMBED = {"content": {"parts": [{"text": "Hi"}]}, "taskType": 2, "title": "t",
         "outputDimensionality": 3}  # fmt: skip
BODIES = [
    (f"{MAIN}:generateContent", GENERATE), (f"{MAIN}:streamGenerateContent", GENERATE),
    (f"{MAIN}:generateContent", JSON),
    (f"{MAIN}:countTokens", {"generateContentRequest": GENERATE}), (f"{MAIN}:countTokens", JSON),
    (f"{MAIN}:batchGenerateContent", {"batch": {"displayName": "x", "inputConfig": {"requests":
        {"requests": [{"request": JSON, "metadata": {"key": "1"}}]}}}}),
    ("/v1/models/gemini-local-embedding:embedContent", EMBED),
    ("/v1/models/gemini-local-embedding:batchEmbedContents", {"requests": [EMBED]}),
    ("/v1/models/gemini-local-embedding:predict", {"instances": [{"content": "a", "title": "b",
        "task_type": "CLUSTERING"}], "parameters": {"outputDimensionality": 3}}),
    ("/v1/interactions", TALK), ("/v1/interactions", {**TALK, "stream": True}),
    ("/v1/cachedContents", {"model": "models/gemini-local-main", "contents": [TEXT], "ttl": "9s",
        "systemInstruction": TEXT, "tools": TOOLS, "displayName": "x"}),
    ("/__local/faults", {"next": [429, {"code": 503, "after": 1}], "latency": 0}),
]  # fmt: skip


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every part of a body."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*at, key)
        if isinstance(inner, dict | list):
            yield from places(inner, (*at, key))


@given(st.sampled_from(BODIES), st.integers(0, 10_000), VALUES)
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_request_is_a_fault_of_the_servers(
    gemini_api: LocalApi, asked: tuple[str, Any], where: int, value: Any
) -> None:
    gemini_api.state.faults.order({})
    path, body = asked[0], json.loads(json.dumps(asked[1]))
    ways = list(places(body))
    *way, last = ways[where % len(ways)]
    inner = body
    for key in way:
        inner = inner[key]
    inner[last] = value
    status, text, _ = gemini_api.answer(Sent(path, body))
    assert status in (200, 400, 403, 404, 429, 501), (path, body, text)
    if path.startswith("/v1/interactions") and status == 200 and text.startswith("event"):
        assert text.endswith("data: [DONE]\r\n\r\n")
    else:
        assert json.loads(text) is not None


def test_turns_of_one_role_are_one_turn() -> None:
    def turn(role: str, *texts: str) -> Content:
        return Content(role=role, parts=[Part(text=text) for text in texts])

    said = [
        turn("user", "Sort:", "b a"),
        turn("user", "Please.\n"),
        turn("user", "Now."),
        turn("model", "a"),
        turn("model", " b"),
        turn("user", "Thanks"),
    ]
    assert conversation(said, turn("user", "Be kind.")) == [
        say("system", "Be kind."),
        say("user", "Sort:\nb a\nPlease.\nNow."),
        say("assistant", "a b"),
        say("user", "Thanks"),
    ]


def test_what_functions_return_is_told_bare() -> None:
    def told(response: dict[str, Any]) -> str:
        part = {"functionResponse": {"name": "f", "response": response}}
        [message] = conversation([Content(parts=[part])])
        return f"{message['role']}: {message['content']}"

    assert told({"result": "sun"}) == "tool: sun"
    assert told({"output": 3}) == "tool: 3"
    assert told({"error": "no such city"}) == "tool: Error: no such city"
    assert told({"a": 1, "b": "é"}) == 'tool: {"a": 1, "b": "é"}'
