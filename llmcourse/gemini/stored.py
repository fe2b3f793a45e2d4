"""What is made once and asked for later: cachedContents and batches."""

import secrets
from collections.abc import Generator

from llmcourse.gemini import content, tools
from llmcourse.gemini.bodies import BatchRequest, CacheRequest
from llmcourse.gemini.caches import stamp
from llmcourse.gemini.calls import Call, Steps, json_reply
from llmcourse.gemini.errors import ApiError, invalid, too_long
from llmcourse.gemini.models import resolve
from llmcourse.gemini.prompt import check_contents, conversation
from llmcourse.gemini.schemas import GenerateRequest, Json, parse
from llmcourse.gemini.state import State

MOST_IN_A_BATCH = 100


def create_cache(state: State, call: Call) -> Steps:
    """POST cachedContents: read a prompt's beginning and remember it"""
    request = parse(CacheRequest, call.body)
    if request.contents:
        check_contents(request.contents)
    elif not request.system_instruction:
        raise invalid("* CreateCachedContentRequest.cached_content: it has no contents.")
    model = resolve(request.model, call.version, "createCachedContent")
    yield 0.0
    backend = state.backends[model.checkpoint]
    functions = tools.declared(request.tools, request.tool_config)
    messages = conversation(request.contents, request.system_instruction, functions)
    ids = backend.encode(messages, answer=False)
    if len(ids) >= backend.context:
        raise too_long(len(ids), backend.context - 1)
    prefix = backend.read(ids)
    call.record.prompt_tokens = len(ids)
    owner = f"{call.place.strip('/')}/" if call.vertex else ""
    cache = state.caches.add(owner, request, model.checkpoint, prefix)
    return json_reply(cache.told())


def list_caches(state: State, call: Call) -> Steps:
    """GET cachedContents"""
    return json_reply({"cachedContents": [cache.told() for cache in state.caches.every()]})
    yield


def get_cache(state: State, call: Call) -> Steps:
    """GET cachedContents/ID"""
    return json_reply(state.caches.get(call.name).told())
    yield


def update_cache(state: State, call: Call) -> Steps:
    """PATCH cachedContents/ID"""
    return json_reply(state.caches.update(call.name, parse(CacheRequest, call.body)).told())
    yield


def delete_cache(state: State, call: Call) -> Steps:
    """DELETE cachedContents/ID"""
    state.caches.delete(call.name)
    return json_reply({})
    yield


def create_batch(state: State, call: Call) -> Steps:
    """POST models/M:batchGenerateContent: the requests are answered before this call returns"""
    batch = parse(BatchRequest, call.body).batch
    listed = batch.input_config.requests.requests
    if not listed:
        raise invalid("A batch needs its requests inline: the local server keeps no files.")
    if len(listed) > MOST_IN_A_BATCH:
        raise invalid(f"A batch here has at most {MOST_IN_A_BATCH} requests, not {len(listed)}.")
    resolve(call.name, call.version, call.verb)
    answers = []
    for one in listed:
        answer = yield from _answer(state, call, one.request)
        answers.append(answer | ({"metadata": one.metadata} if one.metadata else {}))
    operation = _operation(state, call, batch.display_name, answers)
    state.batches.put(operation["name"].rpartition("/")[2], operation)
    return json_reply(operation)


def list_batches(state: State, call: Call) -> Steps:
    """GET batches"""
    return json_reply({"operations": list(state.batches.held.values())})
    yield


def get_batch(state: State, call: Call) -> Steps:
    """GET batches/ID"""
    return json_reply(_batch(state, call.name))
    yield


def cancel_batch(state: State, call: Call) -> Steps:
    """POST batches/ID:cancel: it is over already"""
    _batch(state, call.name)
    return json_reply({})
    yield


def delete_batch(state: State, call: Call) -> Steps:
    """DELETE batches/ID"""
    _batch(state, call.name)
    state.batches.held.pop(call.name)
    return json_reply({})
    yield


def _batch(state: State, name: str) -> Json:
    if name not in state.batches.held:
        raise ApiError(404, f"Batch batches/{name} is not found.")
    return state.batches.held[name]


def _answer(state: State, call: Call, body: Json) -> Generator[float, None, Json]:
    yield 0.0
    try:
        writing = content.begin(state, call, parse(GenerateRequest, body))
    except ApiError as error:
        return {"error": {"code": error.code, "message": error.message}}
    for _ in writing.steps():
        yield 0.0
    return {"response": writing.whole()}


def _operation(state: State, call: Call, title: str, answers: list[Json]) -> Json:
    now, output = stamp(state.clock()), {"inlinedResponses": {"inlinedResponses": answers}}
    failed = sum("error" in answer for answer in answers)
    metadata = {
        "@type": "type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch",
        "model": f"models/{call.name}",
        "displayName": title,
        "state": "BATCH_STATE_SUCCEEDED",
        "createTime": now,
        "updateTime": now,
        "endTime": now,
        "output": output,
        "batchStats": {
            "requestCount": str(len(answers)),
            "successfulRequestCount": str(len(answers) - failed),
            "failedRequestCount": str(failed),
        },
    }
    name = f"batches/{secrets.token_hex(12)}"
    return {"name": name, "metadata": metadata, "done": True, "response": output}
