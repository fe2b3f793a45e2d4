"""generateContent, streamGenerateContent in both framings, countTokens."""

import json
from collections.abc import Iterator

from llmcourse.gemini import tools
from llmcourse.gemini.calls import Call, Pieces, Reply, Steps, json_reply
from llmcourse.gemini.errors import invalid
from llmcourse.gemini.models import resolve
from llmcourse.gemini.prompt import check_contents
from llmcourse.gemini.schemas import CountRequest, GenerateRequest, Json, parse
from llmcourse.gemini.state import State
from llmcourse.gemini.writing import Writing, prepare, prompt_ids


def begin(state: State, call: Call, request: GenerateRequest) -> Writing:
    """The answer to a request, checked, and ready to be written."""
    model = resolve(call.name, call.version, call.verb)
    backend = state.backends[model.checkpoint]
    cache = state.caches.get(request.cached_content) if request.cached_content else None
    if cache:
        request = cache.joined(request)
        if cache.checkpoint != model.checkpoint:
            raise invalid(
                f"Model used by GenerateContent request (models/{call.name}) and CachedContent "
                f"({cache.request.model}) has to be the same."
            )
    check_contents(request.contents)
    if request.contents[-1].role == "model":
        raise invalid("Requests ending with a model turn are not supported.")
    ids = prompt_ids(backend, request, tools.declared(request.tools, request.tool_config))
    known = cache.known(ids) if cache else None
    return prepare(model.id, backend, request, known, ids)


def generate(state: State, call: Call) -> Steps:
    """POST models/M:generateContent"""
    request = parse(GenerateRequest, call.body)
    yield 0.0
    writing = begin(state, call, request)
    for _ in writing.steps():
        yield 0.0
    call.record.count(writing.usage)
    return json_reply(writing.whole())


def stream(state: State, call: Call) -> Steps:
    """POST models/M:streamGenerateContent, as server-sent events or as one JSON array"""
    request = parse(GenerateRequest, call.body)
    yield 0.0
    writing = begin(state, call, request)
    chunks = _chunks(writing, call)
    if call.query.get("alt") == "sse":
        return Reply(200, _events(chunks), "text/event-stream")
    return Reply(200, _array(chunks))


def _chunks(writing: Writing, call: Call) -> Iterator[Json | None]:
    """What is new after each token, None where nothing is."""
    if writing.blocked is not None:
        yield writing.news()
    try:
        for _ in writing.steps():
            yield writing.news()
    finally:
        call.record.count(writing.usage)


def _events(chunks: Iterator[Json | None]) -> Pieces:
    for chunk in chunks:
        yield f"data: {json.dumps(chunk, ensure_ascii=False)}\r\n\r\n" if chunk else 0.0


def _array(chunks: Iterator[Json | None]) -> Pieces:
    """The first byte must be "[", and none may follow the closing one."""
    before = "["
    for chunk in chunks:
        if chunk is None:
            yield 0.0
            continue
        yield before + json.dumps(chunk, ensure_ascii=False, indent=2)
        before = "\n,\r\n"
    yield "\n]" if before != "[" else "[]"


def count(state: State, call: Call) -> Steps:
    """POST models/M:countTokens: the tokens that the model would read"""
    asked = parse(CountRequest, call.body)
    request = asked.generate_content_request or GenerateRequest(
        contents=asked.contents, system_instruction=asked.system_instruction, tools=asked.tools
    )
    check_contents(request.contents)
    backend = state.backends[resolve(call.name, call.version, call.verb).checkpoint]
    n = len(prompt_ids(backend, request, tools.declared(request.tools, request.tool_config)))
    call.record.prompt_tokens = n
    details = [{"modality": "TEXT", "tokenCount": n}]
    return json_reply({"totalTokens": n, "promptTokensDetails": details})
    yield  # a generator, as every handler
