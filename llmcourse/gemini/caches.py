"""cachedContents: the beginning of a prompt, read once and remembered as keys and values.

A cache holds the token ids of its contents and the model's `KVCache` for them. A request that names
it is laid out as one prompt; as far as this begins with the cache's tokens, they are not read
again. Expired caches are gone; at most `MOST` are kept, of some megabytes each.
"""

import re
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from llmcourse.gemini.backend import Known, Prefix
from llmcourse.gemini.bodies import CacheRequest
from llmcourse.gemini.errors import ApiError, invalid, no_cache
from llmcourse.gemini.schemas import GenerateRequest, Json

MOST = 32
_HOUR = 3600.0


def stamp(seconds: float) -> str:
    """A moment as the API writes it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass
class Cache:
    """One cached content."""

    name: str
    checkpoint: str
    request: CacheRequest
    prefix: Prefix
    created: float
    updated: float
    expires: float

    def told(self) -> Json:
        """The cache as JSON, without its contents, as in the API."""
        return {
            "name": self.name,
            "model": self.request.model,
            "displayName": self.request.display_name,
            "createTime": stamp(self.created),
            "updateTime": stamp(self.updated),
            "expireTime": stamp(self.expires),
            "usageMetadata": {"totalTokenCount": len(self.prefix.ids)},
        }

    def joined(self, request: GenerateRequest) -> GenerateRequest:
        """The request with the cached part before it."""
        if request.system_instruction or request.tools:
            raise invalid(
                "CachedContent can not be used with GenerateContent request setting "
                "system_instruction, tools or tool_config."
            )
        own = self.request
        return request.model_copy(
            update={
                "contents": [*own.contents, *request.contents],
                "system_instruction": own.system_instruction,
                "tools": own.tools,
                "tool_config": own.tool_config,
            }
        )

    def known(self, ids: list[int]) -> Known | None:
        """What of a prompt is remembered; its last token must be read in any case."""
        pairs = zip(self.prefix.ids, ids[:-1], strict=False)
        length = next((i for i, (a, b) in enumerate(pairs) if a != b), None)
        if length is None:
            length = min(len(self.prefix.ids), len(ids) - 1)
        return Known(self.prefix, length) if length else None


class Caches:
    """All caches that have not expired."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock, self._held = clock, dict[str, Cache]()
        self._lock = threading.Lock()

    def add(self, owner: str, request: CacheRequest, checkpoint: str, prefix: Prefix) -> Cache:
        """Keep a prefix; `owner` is what comes before its name in Vertex paths."""
        now = self._clock()
        name = f"{owner}cachedContents/{secrets.token_hex(12)}"
        expires = lifetime(request.ttl, request.expire_time, now)
        cache = Cache(name, checkpoint, request, prefix, now, now, expires)
        with self._lock:
            self._sweep()
            if len(self._held) >= MOST:
                raise ApiError(429, f"The local server keeps at most {MOST} caches; delete some.")
            self._held[_id(name)] = cache
        return cache

    def get(self, name: str) -> Cache:
        """The cache of this name; Google answers 403 for one that is not there."""
        with self._lock:
            self._sweep()
            if _id(name) not in self._held:
                raise no_cache()
            return self._held[_id(name)]

    def update(self, name: str, request: CacheRequest) -> Cache:
        """Another lifetime; nothing else of a cache can be changed."""
        cache, now = self.get(name), self._clock()
        cache.expires, cache.updated = lifetime(request.ttl, request.expire_time, now), now
        return cache

    def delete(self, name: str) -> None:
        """Forget it."""
        self.get(name)
        with self._lock:
            self._held.pop(_id(name), None)

    def every(self) -> list[Cache]:
        """All of them."""
        with self._lock:
            self._sweep()
            return list(self._held.values())

    def _sweep(self) -> None:
        now = self._clock()
        self._held = {id: cache for id, cache in self._held.items() if cache.expires > now}


def lifetime(ttl: str, expire_time: str, now: float) -> float:
    """When a cache ends: after "60s", at a moment, or in an hour."""
    if ttl:
        if not re.fullmatch(r"\d+(\.\d+)?s", ttl):
            raise invalid(f"Invalid value at 'cached_content.ttl': {ttl!r} is not like '60s'.")
        return now + float(ttl[:-1])
    if expire_time:
        try:
            return datetime.fromisoformat(expire_time).timestamp()
        except ValueError:
            raise invalid(
                f"Invalid value at 'cached_content.expire_time': {expire_time!r}"
            ) from None
    return now + _HOUR


def _id(name: str) -> str:
    return name.rpartition("/")[2]
