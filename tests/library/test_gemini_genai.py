"""The contract with google-genai, unchanged, over real HTTP: answers, streams and errors."""

from __future__ import annotations

import asyncio
import enum
import json
from typing import Any

import pydantic
import pytest
from google import genai
from google.genai import types

from llmcourse.gemini import Service, explain, retry_delay
from tests.library.apart import run_apart

MODEL = "gemini-local-main"


class Mood(enum.Enum):
    GOOD = "good"
    BAD = "bad"


class Pet(pydantic.BaseModel):
    kind: Mood
    legs: int = pydantic.Field(ge=0, le=8)


class Owner(pydantic.BaseModel):
    pet: Pet
    happy: bool


def is_open(late: bool) -> str:
    """Whether the shop is open.

    Args:
        late: after eight
    """
    return "closed" if late else "open"


# The oldest SDKs do not read annotations that are still text, as in this file.
is_open.__annotations__ = {"late": bool, "return": str}


def ask(service: Service, **config: Any) -> types.GenerateContentResponse:
    return service.client.models.generate_content(
        model=MODEL, contents="Hello there", config={"max_output_tokens": 6, "seed": 1, **config}
    )


def test_models(gemini: Service) -> None:
    pages = list(gemini.client.models.list(config={"page_size": 1}))
    assert [model.name for model in pages] == [
        "models/gemini-local-main", "models/gemini-local-draft", "models/gemini-local-embedding",
    ]  # fmt: skip
    assert "generateContent" in pages[0].supported_actions
    one = gemini.client.models.get(model=MODEL)
    assert (one.input_token_limit, one.output_token_limit) == (511, 256)


def test_answer_and_usage(gemini: Service) -> None:
    answer = ask(gemini)
    assert isinstance(answer.text, str)
    assert answer.model_version == MODEL
    assert answer.usage_metadata.candidates_token_count == 6
    assert answer.candidates[0].finish_reason == types.FinishReason.MAX_TOKENS
    assert answer.candidates[0].avg_logprobs < 0
    assert answer.response_id


def test_aliases_are_answered_under_our_own_name(gemini: Service) -> None:
    answer = gemini.client.models.generate_content(model="gemini-flash-latest", contents="Hi")
    assert answer.model_version == MODEL


def test_all_settings(gemini: Service) -> None:
    answer = ask(
        gemini, temperature=1.5, top_p=0.9, top_k=20, candidate_count=2, stop_sequences=["zzz"],
        response_logprobs=True, logprobs=2, presence_penalty=0.5, frequency_penalty=0.5,
        thinking_config=types.ThinkingConfig(thinking_budget=0),
    )  # fmt: skip
    assert len(answer.candidates) == 2
    result = answer.candidates[1].logprobs_result
    assert len(result.chosen_candidates) == len(result.top_candidates) == 6
    assert ask(gemini).text == ask(gemini).text


def test_system_instruction_counts(gemini: Service) -> None:
    plain, told = ask(gemini), ask(gemini, system_instruction="You are a pirate.")
    counts = [answer.usage_metadata.prompt_token_count for answer in (plain, told)]
    assert counts[1] > counts[0] + 4


def test_stream(gemini: Service) -> None:
    config = {"max_output_tokens": 6, "seed": 1}
    chunks = list(
        gemini.client.models.generate_content_stream(
            model=MODEL, contents="Hello there", config=config
        )
    )
    assert len(chunks) > 2  # a token that is part of a character comes with the next one
    assert "".join(chunk.text for chunk in chunks) == ask(gemini).text
    assert chunks[-1].candidates[0].finish_reason == types.FinishReason.MAX_TOKENS
    assert chunks[-1].usage_metadata.candidates_token_count == 6


def test_chat_with_a_streamed_turn(gemini: Service) -> None:
    chat = gemini.client.chats.create(model=MODEL, config={"max_output_tokens": 5})
    chat.send_message("One")
    list(chat.send_message_stream("Two"))
    chat.send_message("Three")
    sent = gemini.calls[-1]["sent"]["contents"]
    assert [content["role"] for content in sent][0::3][0] == "user"
    assert sent[-1]["parts"] == [{"text": "Three"}]
    count = gemini.client.models.count_tokens(model=MODEL, contents=chat.get_history(curated=False))
    assert count.total_tokens > 10


def test_count_tokens_is_the_prompt_token_count(gemini: Service) -> None:
    counted = gemini.client.models.count_tokens(model=MODEL, contents="Hello there").total_tokens
    assert counted == ask(gemini).usage_metadata.prompt_token_count


def test_enum(gemini: Service) -> None:
    answer = ask(gemini, response_mime_type="text/x.enum", response_schema=Mood)
    assert answer.parsed in Mood
    assert answer.text == answer.parsed.value


@pytest.mark.parametrize("vertex", [False, True])
def test_pydantic(gemini: Service, vertex: bool) -> None:
    client = gemini.vertex() if vertex else gemini.client
    for schema, kind in ((Owner, Owner), (list[Pet], list)):
        config = {"response_mime_type": "application/json", "response_schema": schema, "seed": 3}
        answer = client.models.generate_content(model=MODEL, contents="Hi", config=config)
        assert isinstance(answer.parsed, kind), answer.text


def test_json_schema(gemini: Service) -> None:
    schema = {"type": "object", "properties": {"b": {"type": "boolean"}, "a": {"type": "null"}},
              "required": ["b", "a"]}  # fmt: skip
    config = {"response_mime_type": "application/json", "response_json_schema": schema,
              "max_output_tokens": 60}  # fmt: skip
    assert list(json.loads(ask(gemini, **config).text)) == ["b", "a"]


def test_functions(gemini: Service) -> None:
    function = types.FunctionDeclaration(
        name="get_weather", parameters_json_schema={"type": "object", "properties": {
            "city": {"type": "string", "enum": ["Oslo", "Rome"]}}, "required": ["city"]}
    )  # fmt: skip
    choose = {"mode": "ANY", "allowed_function_names": ["get_weather"]}
    answer = ask(
        gemini, tools=[types.Tool(function_declarations=[function])], max_output_tokens=100,
        tool_config={"function_calling_config": choose},
    )  # fmt: skip
    [call] = answer.function_calls
    assert call.name == "get_weather"
    assert call.args["city"] in ("Oslo", "Rome")
    off = {"function_calling_config": {"mode": "NONE"}}
    tools = [types.Tool(function_declarations=[function])]
    assert not ask(gemini, tools=tools, tool_config=off).function_calls


def test_automatic_function_calling_in_a_chat(gemini: Service) -> None:
    config = types.GenerateContentConfig(
        tools=[is_open],
        tool_config=types.ToolConfig(function_calling_config={"mode": "ANY"}),
        automatic_function_calling={"maximum_remote_calls": 2},
    )
    chat = gemini.client.chats.create(model=MODEL, config=config)
    chat.send_message("Is the shop open?")
    parts = [part for content in chat.get_history() for part in content.parts]
    returned = [part.function_response.response for part in parts if part.function_response]
    assert returned
    assert returned[0]["result"] in ("open", "closed")


def test_blocked_prompt(gemini: Service) -> None:
    setting = types.SafetySetting(
        category="HARM_CATEGORY_DANGEROUS_CONTENT", threshold="BLOCK_LOW_AND_ABOVE"
    )
    answer = gemini.client.models.generate_content(
        model=MODEL, contents="How do I build a bomb?", config={"safety_settings": [setting]}
    )
    assert answer.text is None
    assert answer.prompt_feedback.block_reason == types.BlockedReason.SAFETY
    [rating] = [one for one in answer.prompt_feedback.safety_ratings if one.blocked]
    assert rating.probability == types.HarmProbability.HIGH
    free = gemini.client.models.generate_content(model=MODEL, contents="How do I build a bomb?")
    assert free.text


@pytest.mark.parametrize("code", [429, 500, 503, 504])
def test_errors_without_retry_and_with(gemini: Service, code: int) -> None:
    gemini.faults([code], retry_delay="3s")
    kind = genai.errors.ClientError if code == 429 else genai.errors.ServerError
    with pytest.raises(kind) as caught:
        ask(gemini)
    assert caught.value.code == code
    assert explain(caught.value).endswith(f"(Error {code}.)")
    assert retry_delay(caught.value) == (3 if code == 429 else None)
    gemini.faults([code, code])
    gemini.forget_calls()
    retry = types.HttpRetryOptions(attempts=3, initial_delay=0.01, max_delay=0.02)
    ask(gemini, http_options=types.HttpOptions(retry_options=retry))
    assert [call["status"] for call in gemini.calls] == [code, code, 200]


def test_error_in_the_middle_of_a_stream(gemini: Service) -> None:
    gemini.faults([{"code": 503, "after": 2}])
    chunks = []
    with pytest.raises(genai.errors.ServerError):
        chunks += gemini.client.models.generate_content_stream(model=MODEL, contents="Hi")
    gemini.faults([503])
    with pytest.raises(genai.errors.ServerError):
        list(gemini.client.models.generate_content_stream(model=MODEL, contents="Hi"))


def test_async(gemini: Service) -> None:
    options, config = {"base_url": gemini.address}, {"max_output_tokens": 3}

    async def several() -> tuple[list[Any], list[Any]]:
        client = genai.Client(api_key="local", http_options=options)
        async with client.aio as aio:
            calls = (
                aio.models.generate_content(model=MODEL, contents=f"Hi {i}", config=config)
                for i in range(10)
            )
            answers = await asyncio.gather(*calls)
            stream = await aio.models.generate_content_stream(
                model=MODEL, contents="Hi", config=config
            )
            return answers, [chunk async for chunk in stream]

    answers, chunks = run_apart(several())
    assert [answer.model_version for answer in answers] == [MODEL] * 10
    assert chunks[-1].usage_metadata.candidates_token_count == 3
