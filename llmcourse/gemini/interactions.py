"""Interactions, Google's newer call: the server remembers a conversation by its id.

Each is one answer of the same machinery as generateContent, in other words: steps in place of
candidates, snake_case in place of camelCase. Forgotten with the server, and with the 100 next ones.
"""

import json
import secrets
from collections.abc import Generator, Iterator
from typing import Any

from llmcourse.gemini import content
from llmcourse.gemini.caches import stamp
from llmcourse.gemini.calls import Call, Pieces, Reply, Steps, json_reply
from llmcourse.gemini.errors import ApiError, invalid
from llmcourse.gemini.interaction_requests import as_generate_request
from llmcourse.gemini.schemas import GenerateRequest, Json, parse
from llmcourse.gemini.state import State
from llmcourse.gemini.writing import Writing


def create(state: State, call: Call) -> Steps:
    """POST interactions"""
    body, earlier = call.body, []
    if before := body.get("previous_interaction_id"):
        earlier = _held(state, before)["contents"]
    try:
        request = as_generate_request(body, earlier)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise invalid(f"The interaction cannot be read: {type(error).__name__} {error}.") from None
    yield 0.0
    call.name = str(body.get("model", "")).removeprefix("models/")
    writing = content.begin(state, call, parse(GenerateRequest, request))
    one = Interaction(state, call, writing, request["contents"])
    if body.get("stream"):
        return Reply(200, one.events(), "text/event-stream")
    for _ in writing.steps():
        yield 0.0
    return json_reply(one.finished())


def get(state: State, call: Call) -> Steps:
    """GET interactions/ID"""
    return json_reply(_held(state, call.name)["told"])
    yield


def delete(state: State, call: Call) -> Steps:
    """DELETE interactions/ID"""
    _held(state, call.name)
    state.interactions.held.pop(call.name)
    return json_reply({})
    yield


def _held(state: State, id: str) -> Json:
    if id not in state.interactions.held:
        raise ApiError(404, f"Interaction {id} is not found.")
    return state.interactions.held[id]


class Interaction:
    """One interaction in the making."""

    def __init__(self, state: State, call: Call, writing: Writing, contents: list[Json]) -> None:
        self.state, self.call, self.writing, self.contents = state, call, writing, contents
        now = stamp(state.clock())
        self.told: Json = {
            "id": f"v1_{secrets.token_urlsafe(16)}",
            "object": "interaction",
            "model": writing.model,
            "role": "model",
            "status": "in_progress",
            "created": now,
            "updated": now,
            "steps": [],
        }
        if before := call.body.get("previous_interaction_id"):
            self.told["previous_interaction_id"] = before

    def finished(self) -> Json:
        """The whole interaction, kept for later unless `store` is false."""
        whole, usage = self.writing.whole(), self.writing.usage
        self.call.record.count(usage)
        parts = _parts(whole)
        steps = [_step(part) for part in parts]
        calls = any(step["type"] == "function_call" for step in steps)
        status = "requires_action" if calls else "completed" if parts else "failed"
        self.told |= {
            "status": status,
            "updated": stamp(self.state.clock()),
            "steps": steps,
            "usage": {
                "total_input_tokens": usage["promptTokenCount"],
                "total_output_tokens": usage.get("candidatesTokenCount", 0),
                "total_tokens": usage["totalTokenCount"],
            },
        }
        if self.call.body.get("store", True):
            contents = [*self.contents, {"role": "model", "parts": parts}] if parts else []
            self.state.interactions.put(self.told["id"], {"told": self.told, "contents": contents})
        return self.told

    def events(self) -> Pieces:
        """The same as server-sent events."""
        yield _event("interaction.created", interaction=dict(self.told))
        text_began = yield from self._texts()
        told = self.finished()
        for step in told["steps"]:
            if step["type"] == "function_call":
                yield from _whole_call(step)
        if text_began:
            yield _event("step.stop", index=0)
        yield _event("interaction.completed", interaction=told)
        yield "event: done\r\ndata: [DONE]\r\n\r\n"

    def _texts(self) -> Generator[float | str, None, bool]:
        began = False
        for _ in self.writing.steps():
            for part in _parts(self.writing.news() or {}):
                if not part.get("text"):
                    continue
                if not began:
                    step = {"type": "model_output", "content": []}
                    yield _event("step.start", index=0, step=step)
                    began = True
                yield _event("step.delta", index=0, delta={"type": "text", "text": part["text"]})
            yield 0.0
        return began


def _parts(response: Json) -> list[Json]:
    [candidate] = response.get("candidates") or [{}]
    parts: list[Json] = candidate.get("content", {}).get("parts", [])
    return parts


def _step(part: Json) -> Json:
    if call := part.get("functionCall"):
        id = f"call_{secrets.token_hex(6)}"
        return {"type": "function_call", "id": id, "name": call["name"], "arguments": call["args"]}
    return {"type": "model_output", "content": [{"type": "text", "text": part["text"]}]}


def _whole_call(step: Json) -> Iterator[str]:
    yield _event("step.start", index=0, step=step | {"arguments": {}})
    arguments = json.dumps(step["arguments"], ensure_ascii=False)
    yield _event("step.delta", index=0, delta={"type": "arguments_delta", "arguments": arguments})
    yield _event("step.stop", index=0)


def _event(kind: str, **fields: Any) -> str:
    data = json.dumps({"event_type": kind, **fields}, ensure_ascii=False)
    return f"event: {kind}\r\ndata: {data}\r\n\r\n"
