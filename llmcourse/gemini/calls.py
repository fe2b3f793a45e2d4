"""A call on the server: what was asked, what is answered, what is noted of it; and faults on order.

The log holds the last calls for a lesson to look at, without keys. Nothing here knows sockets: a
handler is a generator that yields how many seconds to wait (0 lets others go first) and returns
its reply, so that whoever runs it decides in which thread, and when to give up.
"""

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from llmcourse.gemini.bodies import Fault, FaultOrder
from llmcourse.gemini.errors import ApiError, fault
from llmcourse.gemini.schemas import Json, parse
from llmcourse.redact import redact

N_LOGGED, N_FRAMES, LONGEST = 100, 100, 20_000


class Headers(Protocol):
    """Names and values, whatever holds them."""

    def items(self) -> Iterable[tuple[str, str]]: ...


class Request(Protocol):
    """An HTTP request, whoever received it."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def headers(self) -> Headers: ...
    @property
    def body(self) -> bytes: ...


Pieces = Iterator[float | str]
"""A body in the making: text to send, or seconds to wait before the next piece."""


@dataclass
class Reply:
    """An answer; the body of a stream is made while it is sent."""

    status: int
    body: str | Pieces
    media: str = "application/json; charset=UTF-8"


Steps = Generator[float, None, Reply]


@dataclass
class Record:
    """What the log says of one call."""

    method: str
    path: str
    status: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    """Of the prompt's tokens, those that were remembered and not read again."""
    output_tokens: int = 0
    first: float = 0.0
    """Seconds until the first byte of the answer was ready."""
    seconds: float = 0.0
    sent: Any = None
    """The request's JSON."""
    frames: list[str] = field(default_factory=list)
    """The answer as it went over the wire, piece by piece."""
    _start: float = field(default_factory=time.perf_counter)

    def count(self, usage: Json) -> None:
        """Take the counted tokens from a response."""
        self.prompt_tokens = usage.get("promptTokenCount", 0)
        self.cached_tokens = usage.get("cachedContentTokenCount", 0)
        self.output_tokens = usage.get("candidatesTokenCount", 0)

    def sends(self, text: str) -> None:
        """Note a piece of the answer."""
        self.seconds = time.perf_counter() - self._start
        self.first = self.first or self.seconds
        if len(self.frames) < N_FRAMES:
            self.frames.append(redact(text[:LONGEST]))

    def told(self) -> Json:
        """The record as JSON."""
        return {name: value for name, value in asdict(self).items() if name[0] != "_"}


@dataclass
class Call:
    """One request, read."""

    method: str
    path: str
    place: str
    """What stands between version and path: nothing, or Vertex's project, location, publisher."""
    version: str
    query: dict[str, str]
    body: Json
    record: Record
    name: str = ""
    """What the path names: a model, a cache, ..."""
    verb: str = ""

    @property
    def vertex(self) -> bool:
        """Whether it came by Vertex's paths."""
        return bool(self.place)


class Log:
    """The last calls."""

    def __init__(self) -> None:
        self._records: deque[Record] = deque(maxlen=N_LOGGED)

    def open(self, method: str, path: str) -> Record:
        """A record of a call that begins."""
        record = Record(method, redact(path))
        self._records.append(record)
        return record

    def told(self) -> list[Json]:
        """All records, the oldest first."""
        return [record.told() for record in list(self._records)]

    def clear(self) -> None:
        """Forget them."""
        self._records.clear()


class Faults:
    """Errors on order, each for one call."""

    def __init__(self) -> None:
        self._next: deque[Fault] = deque()
        self._lock = threading.Lock()

    def order(self, body: Json) -> None:
        """{"next": [429, {"code": 503, "after": 2}], "retryDelay": "1s", "latency": 0.1}."""
        ordered = parse(FaultOrder, body).faults()
        with self._lock:
            self._next = deque(ordered)

    def take(self) -> Fault:
        """What happens to this call."""
        with self._lock:
            return self._next.popleft() if self._next else Fault()


def without_keys(body: Json) -> Json | None:
    """A request's JSON as the log keeps it."""
    text = redact(json.dumps(body))
    if len(text) > LONGEST:
        return {"left out": f"{len(text)} characters"}
    kept: Json = json.loads(text)
    return kept or None


def json_reply(body: Any, status: int = 200) -> Reply:
    """A reply with JSON."""
    return Reply(status, json.dumps(body, ensure_ascii=False, indent=2))


def error_reply(error: ApiError) -> Reply:
    """A reply with an error in Google's shape."""
    return json_reply(error.body, error.code)


def faulty(steps: Steps, coming: Fault, model: str) -> Steps:
    """The steps with a fault: late, not at all, or broken off in the middle of the stream."""
    if coming.latency:
        yield min(coming.latency, 60.0)
    if coming.code == 200:
        return (yield from steps)
    error = fault(coming.code, model=model, delay=coming.retry_delay or "2s")
    if not coming.after:
        raise error
    reply = yield from steps
    if not isinstance(reply.body, str):
        reply.body = _broken(reply.body, coming.after, error)
    return reply


def _broken(pieces: Pieces, after: int, error: ApiError) -> Pieces:
    for piece in pieces:
        yield piece
        after -= isinstance(piece, str)
        if not after:
            break
    yield json.dumps(error.body, indent=2)


Handler = Callable[[Any, Call], Steps]
