"""The local server without a socket: requests in, answers in Google's shape out.

    api = LocalApi()
    status, text, headers = api.answer(request)      # also: judge.serve(api.answer)

`begin` gives the work as small steps for a server that does many things at once; `answer` does all
of them at once and returns a stream as one body. Keys that may be real are refused unread.
"""

import json
import re
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from llmcourse.gemini import catalogue, content, embeddings, interactions, stored
from llmcourse.gemini.backend import Backend, Backends
from llmcourse.gemini.calls import (
    Call,
    Handler,
    Headers,
    Pieces,
    Record,
    Reply,
    Request,
    Steps,
    error_reply,
    faulty,
    json_reply,
    without_keys,
)
from llmcourse.gemini.errors import ApiError, absent, invalid, no_key, real_key, wrong_key
from llmcourse.gemini.keys import LOCAL_KEY, looks_real
from llmcourse.gemini.state import State

_PREFIX = re.compile(
    r"/(?P<version>v1(beta1?|alpha)?)"
    r"(?P<place>(/projects/[^/]+/locations/[^/]+)?(/publishers/google)?)(?P<rest>/.+)"
)
_ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/models", catalogue.list_models),
    ("GET", "/models/([^/:]+)", catalogue.get_model),
    ("POST", "/models/([^/:]+):(generateContent)", content.generate),
    ("POST", "/models/([^/:]+):(streamGenerateContent)", content.stream),
    ("POST", "/models/([^/:]+):(countTokens)", content.count),
    ("POST", "/models/([^/:]+):(embedContent)", embeddings.embed),
    ("POST", "/models/([^/:]+):(batchEmbedContents)", embeddings.embed_batch),
    ("POST", "/models/([^/:]+):(predict)", embeddings.predict),
    ("POST", "/models/([^/:]+):(batchGenerateContent)", stored.create_batch),
    ("POST", "/cachedContents", stored.create_cache),
    ("GET", "/cachedContents", stored.list_caches),
    ("GET", "/cachedContents/([^/:]+)", stored.get_cache),
    ("PATCH", "/cachedContents/([^/:]+)", stored.update_cache),
    ("DELETE", "/cachedContents/([^/:]+)", stored.delete_cache),
    ("GET", "/batches", stored.list_batches),
    ("GET", "/batches/([^/:]+)", stored.get_batch),
    ("POST", "/batches/([^/:]+):cancel", stored.cancel_batch),
    ("DELETE", "/batches/([^/:]+)", stored.delete_batch),
    ("POST", "/interactions", interactions.create),
    ("GET", "/interactions/([^/:]+)", interactions.get),
    ("DELETE", "/interactions/([^/:]+)", interactions.delete),
)
_ABSENT = {
    "files": "file store: nothing can be uploaded",
    "tunedModels": "tuning",
    "fileSearchStores": "file search",
    "corpora": "corpora",
    "agents": "agents",
}


class LocalApi:
    """The Gemini API over the course's models, or over `backends` by checkpoint name."""

    def __init__(
        self,
        backends: Mapping[str, Callable[[], Backend]] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.state = State(Backends(backends), clock)

    def answer(self, request: Request) -> tuple[int, str, dict[str, str]]:
        """Status, body and headers, when all is done."""
        steps = self.begin(request)
        while True:
            try:
                time.sleep(next(steps))
            except StopIteration as done:
                reply: Reply = done.value
                break
        if isinstance(reply.body, str):
            return reply.status, reply.body, {"Content-Type": reply.media}
        parts = []
        for piece in reply.body:
            if isinstance(piece, str):
                parts.append(piece)
            else:
                time.sleep(piece)
        return reply.status, "".join(parts), {"Content-Type": reply.media}

    def begin(self, request: Request) -> Steps:
        """The work on a request: yields seconds to wait, returns the reply, never raises."""
        url = urlsplit(request.path)
        query = dict(parse_qsl(url.query))
        if url.path.startswith("/__local/"):
            return (yield from self._own(request, url.path.removeprefix("/__local/")))
        try:
            _check_key(request.headers, query)
        except ApiError as error:  # not logged: there may be a real key in it
            return error_reply(error)
        record = self.state.log.open(request.method, url.path)
        try:
            call = _read(request, url.path, query, record)
            record.sent = without_keys(call.body)
            handler = _find(call)
            coming = self.state.faults.take()
            reply = yield from faulty(handler(self.state, call), coming, call.name)
        except ApiError as error:
            reply = error_reply(error)
        except Exception as error:  # a bug of ours must not take the server down
            reply = error_reply(ApiError(500, f"{type(error).__name__}: {error}"))
        record.status = reply.status
        if isinstance(reply.body, str):
            record.sends(reply.body)
        else:
            reply.body = _noted(reply.body, record)
        return reply

    def _own(self, request: Request, name: str) -> Steps:
        """What only this server has: errors on order, the log, a sign of life."""
        try:
            if (request.method, name) == ("POST", "faults"):
                self.state.faults.order(_json(request.body))
                return json_reply({})
            if (request.method, name) == ("GET", "calls"):
                return json_reply(self.state.log.told())
            if (request.method, name) == ("DELETE", "calls"):
                self.state.log.clear()
                return json_reply({})
            if (request.method, name) == ("GET", "health"):
                return json_reply({"status": "ok"})
            raise ApiError(404, f"There is no {request.method} /__local/{name}.")
        except ApiError as error:
            return error_reply(error)
        yield


def _check_key(headers: Headers, query: dict[str, str]) -> None:
    low = {name.lower(): value for name, value in headers.items()}
    bearer = low.get("authorization", "").removeprefix("Bearer ")
    given = [key for key in (low.get("x-goog-api-key"), query.pop("key", None), bearer) if key]
    if any(map(looks_real, given)):
        raise real_key()
    if not given:
        raise no_key()
    if set(given) != {LOCAL_KEY}:
        raise wrong_key()


def _read(request: Request, path: str, query: dict[str, str], record: Record) -> Call:
    match = _PREFIX.fullmatch(path.removeprefix("/upload"))
    if not match:
        raise ApiError(404, f"There is nothing at {path}. Paths begin with /v1 or /v1beta.")
    place, rest = match["place"], match["rest"]
    body = _json(request.body)
    return Call(request.method, rest, place, match["version"], query, body, record)


def _json(body: bytes) -> dict[str, Any]:
    try:
        read = json.loads(body or b"{}")
    except ValueError as error:
        raise invalid(f"Invalid JSON payload received. {error}") from None
    if not isinstance(read, dict):
        raise invalid("Invalid JSON payload received. The body must be an object.")
    return read


def _find(call: Call) -> Handler:
    for method, pattern, handler in _ROUTES:
        match = re.fullmatch(pattern, call.path)
        if match and method == call.method:
            call.name, call.verb = (*match.groups(), "", "")[:2]
            return handler
    what = re.match(r"/(\w+)", call.path)
    if what and what[1] in _ABSENT:
        raise absent(_ABSENT[what[1]])
    verb = call.path.rpartition(":")[2] if ":" in call.path else ""
    if verb:
        raise absent(f"method {verb!r}")
    raise ApiError(404, f"There is no {call.method} {call.path} in this API.")


def _noted(pieces: Pieces, record: Record) -> Pieces:
    """The pieces, written down as they go; what goes wrong now ends the stream with an error."""
    try:
        for piece in pieces:
            if isinstance(piece, str):
                record.sends(piece)
            yield piece
    except Exception as error:
        text = json.dumps(ApiError(500, f"{type(error).__name__}: {error}").body, indent=2)
        record.sends(text)
        yield text
    finally:
        close = getattr(pieces, "close", None)
        if close:
            close()
