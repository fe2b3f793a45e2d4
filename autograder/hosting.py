"""What the judge hosts for a learner's code: functions it may call, a server it may ask.

They run in the judge. How often they were called, and with what, is the judge's own knowledge;
no point rests on what the learner's process says of its calls.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

CALLS = 10_000
Answer = tuple[int, str] | tuple[int, str, dict[str, str]]


class TooManyCalls(Exception):
    """An answer that would never end."""


@dataclass
class Hosted:
    """A function of the judge's that learner's code may call; `calls` are its arguments."""

    function: Callable[..., Any]
    calls: list[tuple[Any, ...]] = field(default_factory=list)
    kind = "function"

    def exchange(self, args: tuple[Any, ...]) -> Any:
        """Answer one call."""
        if len(self.calls) >= CALLS:
            raise TooManyCalls(f"more than {CALLS} calls")
        self.calls.append(args)
        return self.function(*args)


@dataclass(frozen=True)
class Request:
    """One HTTP request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """An HTTP server of the judge's; `answer` gives status, text and perhaps headers."""

    answer: Callable[[Request], Answer]
    requests: list[Request] = field(default_factory=list)
    kind = "server"

    def exchange(self, args: tuple[Any, ...]) -> tuple[int, dict[str, str], bytes]:
        """Answer one request, which came from outside: anything odd in it is an error."""
        method, path, headers, body = args
        if len(self.requests) >= CALLS:
            raise TooManyCalls(f"more than {CALLS} requests")
        self.requests.append(Request(str(method), str(path), dict(headers), bytes(body)))
        status, text, *more = self.answer(self.requests[-1])
        return status, dict(more[0]) if more else {}, text.encode()
