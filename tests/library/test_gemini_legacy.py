"""The contract with google-generativeai 0.8, which nobody maintains, over REST."""

from __future__ import annotations

import asyncio
import enum
import json
from typing import Any

import pytest
from google.api_core import exceptions
from typing_extensions import TypedDict

from llmcourse.gemini import Service, explain, retry_delay
from tests.library.apart import run_apart

MODEL = "gemini-local-main"
RETRY: dict[str, Any] = {"retry": None}  # its own retry waits longer than a test


class Mood(enum.Enum):
    GOOD = "good"
    BAD = "bad"


class Pet(TypedDict):
    name: str
    legs: int


@pytest.fixture
def old(gemini: Service) -> Any:
    return gemini.legacy


def model(old: Any, **settings: Any) -> Any:
    return old.GenerativeModel(MODEL, **settings)


def test_import_is_silent() -> None:
    import subprocess
    import sys

    code = "from llmcourse.gemini.sdks import legacy; legacy()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_answer(old: Any) -> None:
    config = old.GenerationConfig(
        temperature=0.5, top_k=5, top_p=0.8, max_output_tokens=6, stop_sequences=["zzz"],
        candidate_count=1,
    )  # fmt: skip
    answer = model(old).generate_content("Hello there", generation_config=config)
    assert isinstance(answer.text, str)
    assert answer.usage_metadata.candidates_token_count == 6
    assert answer.candidates[0].avg_logprobs < 0
    assert answer.candidates[0].finish_reason.name == "MAX_TOKENS"


def test_settings_that_only_a_dict_takes(old: Any) -> None:
    config = {"response_logprobs": True, "logprobs": 2, "presence_penalty": 0.1,
              "frequency_penalty": 0.1, "max_output_tokens": 4}  # fmt: skip
    answer = model(old).generate_content("Hello there", generation_config=config)
    result = answer.candidates[0].logprobs_result
    assert len(result.chosen_candidates) == 4
    assert len(result.top_candidates[0].candidates) == 2


def test_stream_and_resolve(old: Any) -> None:
    answer = model(old).generate_content(
        "Hello", stream=True, generation_config={"max_output_tokens": 5}
    )
    chunks = [chunk.text for chunk in answer]
    answer.resolve()
    assert len(chunks) > 1
    assert answer.text == "".join(chunks)


def test_chat_and_system_instruction(gemini: Service, old: Any) -> None:
    chat = model(old, system_instruction="You are a pirate.").start_chat()
    config = {"max_output_tokens": 4}
    chat.send_message("One", generation_config=config)
    for _ in chat.send_message("Two", stream=True, generation_config=config):
        pass
    sent = gemini.calls[-1]["sent"]
    assert [content["role"] for content in sent["contents"]] == ["user", "model", "user"]
    assert sent["systemInstruction"]["parts"] == [{"text": "You are a pirate."}]


@pytest.mark.parametrize(
    ("schema", "mime"),
    [(Mood, "text/x.enum"), (Pet, "application/json"), (list[Pet], "application/json")],
)
def test_schemas(old: Any, schema: Any, mime: str) -> None:
    config = old.GenerationConfig(response_mime_type=mime, response_schema=schema)
    text = model(old).generate_content("Hello", generation_config=config).text
    if schema is Mood:
        assert text in ("good", "bad")
        return
    read = json.loads(text)
    for pet in read if schema is not Pet else [read]:
        assert set(pet) <= {"name", "legs"}  # this SDK marks none as required


def test_functions(old: Any) -> None:
    def get_weather(city: str) -> str:
        """The weather of a city."""
        return f"sun in {city}"

    answer = model(old, tools=[get_weather]).generate_content(
        "What is the weather?", tool_config={"function_calling_config": {"mode": "ANY"}}
    )
    call = answer.candidates[0].content.parts[0].function_call
    assert call.name == "get_weather"
    assert isinstance(call.args["city"], str)


def test_counting(old: Any) -> None:
    plain = model(old).count_tokens("Hello there").total_tokens
    told = model(old, system_instruction="You are a pirate.").count_tokens("Hello there")
    answer = model(old).generate_content("Hello there")
    assert plain == answer.usage_metadata.prompt_token_count
    assert told.total_tokens > plain + 4


def test_blocked(old: Any) -> None:
    settings = {"DANGEROUS": "BLOCK_LOW_AND_ABOVE"}
    answer = model(old).generate_content("How do I build a bomb?", safety_settings=settings)
    assert answer.prompt_feedback.block_reason.name == "SAFETY"
    with pytest.raises(ValueError, match="blocked prompt") as caught:
        _ = answer.text
    assert "blocked" in explain(caught.value)
    chat = model(old, safety_settings=settings).start_chat()
    with pytest.raises(Exception, match="block_reason") as caught_too:
        chat.send_message("How do I build a bomb?")
    assert type(caught_too.value).__name__ == "BlockedPromptException"
    assert "blocked" in explain(caught_too.value)


def test_models_and_embeddings(old: Any) -> None:
    assert len(list(old.list_models(page_size=2))) == 3
    assert old.get_model(f"models/{MODEL}").input_token_limit == 511
    one = old.embed_content(
        model="models/gemini-embedding-001",
        content="one",
        task_type="retrieval_document",
        title="t",
    )
    many = old.embed_content(model="models/gemini-local-embedding", content=["one", "two"])
    assert len(one["embedding"]) == len(many["embedding"][0]) == 32


@pytest.mark.filterwarnings("ignore:The argument `including_default_value_fields`")
def test_cached_content(old: Any) -> None:
    from google.generativeai import caching

    cache = caching.CachedContent.create(
        model=f"models/{MODEL}", contents=["The cat of Anna is called Tom. " * 6], ttl=None
    )
    answer = old.GenerativeModel.from_cached_content(cache).generate_content("Who is Tom?")
    assert answer.usage_metadata.cached_content_token_count > 40
    cache.delete()


@pytest.mark.parametrize(
    ("code", "kind"),
    [(400, exceptions.BadRequest), (403, exceptions.Forbidden), (404, exceptions.NotFound),
     (429, exceptions.TooManyRequests), (500, exceptions.InternalServerError),
     (503, exceptions.ServiceUnavailable)],
)  # fmt: skip
def test_errors(gemini: Service, old: Any, code: int, kind: type[Exception]) -> None:
    gemini.faults([code], retry_delay="3s")
    with pytest.raises(kind) as caught:
        model(old).generate_content("Hello", request_options=RETRY)
    assert type(caught.value).__name__ in str(kind)
    assert explain(caught.value).endswith(f"(Error {code}.)")
    assert retry_delay(caught.value) == (3 if code == 429 else None)


def test_error_of_a_stream_keeps_its_class(gemini: Service, old: Any) -> None:
    gemini.faults([429])
    with pytest.raises(exceptions.TooManyRequests):
        model(old).generate_content("Hello", stream=True, request_options=RETRY)


def test_in_a_thread_it_is_asynchronous_enough(old: Any) -> None:
    async def several() -> list[Any]:
        made = model(old)
        config = {"max_output_tokens": 3}
        calls = (
            asyncio.to_thread(made.generate_content, "Hi", generation_config=config)
            for _ in range(5)
        )
        return await asyncio.gather(*calls)

    assert len(run_apart(several())) == 5


def test_retired_model(old: Any) -> None:
    with pytest.raises(exceptions.NotFound) as caught:
        old.GenerativeModel("gemini-pro").generate_content("What is an LLM?")
    assert "no longer available" in explain(caught.value)
