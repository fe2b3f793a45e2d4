"""The same server on the judge's side: calls and faults are counted where no learner reaches."""

from __future__ import annotations

import inspect
import json
from typing import Any

import pytest

from autograder.judge import Judge, in_process
from autograder.sandbox import Sandbox
from llmcourse.gemini.api import LocalApi


def probe(address: str) -> tuple[float | None, str, str, int]:
    """What a learner's code might do: both SDKs, a stream, and a second try after a 429."""
    from llmcourse.gemini import connect, retry_delay

    service = connect(address=address)
    config, delay = {"max_output_tokens": 4, "seed": 1}, None
    try:
        service.client.models.generate_content(model=service.model, contents="Hi")
    except Exception as error:
        delay = retry_delay(error)
    whole = service.client.models.generate_content(
        model=service.model, contents="Hi", config=config
    )
    stream = service.client.models.generate_content_stream(
        model=service.model, contents="Hi", config=config
    )
    text = "".join(chunk.text for chunk in stream)
    old = service.legacy.GenerativeModel(service.model)
    streamed = old.generate_content("Hi", stream=True, generation_config={"max_output_tokens": 4})
    chunks = [chunk.usage_metadata.candidates_token_count for chunk in streamed]
    return delay, whole.text, text, chunks[-1]


def check(api: LocalApi, judge: Judge) -> None:
    api.state.faults.order({"next": [429], "retryDelay": "4s"})
    server = judge.serve(api.answer)
    delay, whole, text, last = judge.ask(probe, server)
    assert (delay, last) == (4.0, 4)
    assert whole == text
    paths = [request.path.partition("?")[0].rpartition(":")[2] for request in server.requests]
    assert paths == ["generateContent"] * 2 + ["streamGenerateContent"] * 2
    assert [call["status"] for call in api.state.log.told()] == [429, 200, 200, 200]


def test_through_the_judge(gemini_api: LocalApi) -> None:
    check(gemini_api, Judge(in_process, 1))


def test_through_the_sandbox(gemini_api: LocalApi) -> None:
    code = f"from __future__ import annotations\n{inspect.getsource(probe)}"
    with Sandbox() as sandbox, sandbox.session() as session:

        def ask(asked: Any, question: bytes, hosted: Any) -> bytes:
            header, body = session.ask(code, asked.__name__, question, 60, hosted)
            if "error" in header:
                pytest.fail(json.dumps(header))
            return body

        check(gemini_api, Judge(ask, 1))
