"""The local server as an ASGI application: every request is many small steps, taken in turn.

One thread does the model's work, a slice of some milliseconds at a time, and the queue before it is
first come, first served: fifty streams all move. Two more read requests, so that counting tokens
waits for no text. The event loop itself never computes. Whoever hangs up is noticed before the next
slice, and the writing for him ends.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from llmcourse.gemini.api import LocalApi
from llmcourse.gemini.calls import Pieces, Reply, Steps, error_reply
from llmcourse.gemini.errors import invalid

SLICE = 0.004
"""Seconds that one request's work may take before the next one's turn, at least one token."""
LONGEST_BODY = 1 << 20


@dataclass(frozen=True)
class Received:
    """A request with its body."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Workers:
    """The threads behind one server."""

    def __init__(self) -> None:
        self.model = ThreadPoolExecutor(1, "gemini-model")
        self.desk = ThreadPoolExecutor(2, "gemini-desk")

    def close(self) -> None:
        """End them, when what they do now is done."""
        for pool in (self.model, self.desk):
            pool.shutdown(cancel_futures=True)


def make_app(api: LocalApi, workers: Workers) -> Starlette:
    """The application; the workers are the caller's to close."""

    async def endpoint(request: HttpRequest) -> Response:
        body = await _body(request)
        if body is None:
            return _plain(error_reply(invalid(f"The body is longer than {LONGEST_BODY} bytes.")))
        query = f"?{request.url.query}" if request.url.query else ""
        received = Received(request.method, request.url.path + query, dict(request.headers), body)
        reply = await _work(api.begin(received), workers, request.is_disconnected)
        if reply is None:
            return Response(status_code=499)
        if isinstance(reply.body, str):
            return _plain(reply)
        stream = _stream(reply.body, workers.model)
        return StreamingResponse(stream, reply.status, media_type=reply.media)

    methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    return Starlette(routes=[Route("/{path:path}", endpoint, methods=methods)])


async def _body(request: HttpRequest) -> bytes | None:
    """The body, None if it is too long."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > LONGEST_BODY:
            return None
        parts.append(part)
    return b"".join(parts)


def _plain(reply: Reply) -> Response:
    return Response(reply.body, reply.status, media_type=reply.media)


async def _work(
    steps: Steps, workers: Workers, gone: Callable[[], Awaitable[bool]]
) -> Reply | None:
    """Take the steps, the first one at the desk; None if nobody waits for the answer any more."""
    loop = asyncio.get_running_loop()
    turn: float | Reply = 0.0
    try:
        turn = await loop.run_in_executor(workers.desk, _steps, steps, 0.0)
        while not isinstance(turn, Reply):
            await asyncio.sleep(turn)
            if await gone():
                return None
            turn = await loop.run_in_executor(workers.model, _steps, steps, SLICE)
        return turn
    finally:
        if not isinstance(turn, Reply):
            _close(steps, workers.model)


def _steps(steps: Steps, seconds: float) -> float | Reply:
    """One step, and more while there is time: the reply, or how long to wait before the next."""
    end = time.perf_counter() + seconds
    try:
        while True:
            pause = next(steps)
            if pause or time.perf_counter() >= end:
                return pause
    except StopIteration as done:
        reply: Reply = done.value
        return reply


async def _stream(pieces: Pieces, pool: ThreadPoolExecutor) -> AsyncIterator[str]:
    loop, over = asyncio.get_running_loop(), False
    try:
        while not over:
            text, pause, over = await loop.run_in_executor(pool, _pieces, pieces)
            if text:
                yield text
            await asyncio.sleep(pause)
    finally:
        if not over:
            _close(pieces, pool)


def _pieces(pieces: Pieces) -> tuple[str, float, bool]:
    """What comes within a slice: its text, how long to wait, and whether that was all."""
    end, texts = time.perf_counter() + SLICE, []
    for piece in pieces:
        if isinstance(piece, str):
            texts.append(piece)
        pause = 0.0 if isinstance(piece, str) else piece
        if pause or time.perf_counter() >= end:
            return "".join(texts), pause, False
    return "".join(texts), 0.0, True


def _close(work: Steps | Pieces, pool: ThreadPoolExecutor) -> None:
    """Stop the work, after the step that it may be in the middle of."""
    close = getattr(work, "close", None)
    if close:
        with contextlib.suppress(RuntimeError):  # the pool is closed, and the work with it
            pool.submit(close)
