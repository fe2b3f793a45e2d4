"""Requests to the local Gemini server by hand, each a line long."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from llmcourse.gemini.api import LocalApi

MAIN = "/v1beta/models/gemini-local-main"
HELLO = [{"role": "user", "parts": [{"text": "Hello there"}]}]
KEY = {"x-goog-api-key": "local"}


@dataclass(frozen=True)
class Sent:
    method: str
    path: str
    headers: dict[str, str] = field(default_factory=lambda: dict(KEY))
    body: bytes = b""


def ask(api: LocalApi, path: str, body: Any = None, method: str = "") -> tuple[int, Any]:
    data = json.dumps(body).encode() if body is not None else b""
    status, text, _ = api.answer(Sent(method or ("POST" if data else "GET"), path, body=data))
    return status, json.loads(text)


def generate(api: LocalApi, verb: str = "generateContent", **fields: Any) -> tuple[int, Any]:
    return ask(api, f"{MAIN}:{verb}", {"contents": HELLO, **fields})


def config(api: LocalApi, **fields: Any) -> tuple[int, Any]:
    return generate(api, generationConfig={"seed": 1, "maxOutputTokens": 8, **fields})


def text_of(answer: Any) -> str:
    return "".join(part["text"] for part in answer["candidates"][0]["content"]["parts"])
