"""A Gemini service that answers from a script: what an exercise is checked against.

    service = reach([429, "Paris."])                 # over HTTP on loopback, for a visible case
    server = judge.serve(Rehearsal([429, "Paris."]).answer)          # on the judge's side

Requests and errors have the shapes of the real ones, so that Google's SDK cannot tell; there is no
model behind it. A script is a list, a step a call: a text, or None for an answer without one; an
error's code; a code and a delay such as [429, "7s"]; a function call {"name": ..., "args": ...} or
a list of such and of texts that are said beside them. Or it is a dictionary, a text or None for
each seed. In a text, $turns stands for what was sent, $contents for how many turns that were,
$words for the words of the last one, $requests for how often the service was asked so far,
$settings for how many settings came with the prompt, $pauses for the seconds slept so far,
$functions for the functions that were declared, $signatures for how many of the model's own turns
came back as they were, $temperature and $seed for these settings.
"""

import atexit
import json
import threading
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from string import Template
from typing import Any

from llmcourse.gemini.calls import Request
from llmcourse.gemini.errors import ApiError, fault, invalid, retry_info
from llmcourse.gemini.service import Service, connect

Json = dict[str, Any]
Script = Sequence[Any] | Mapping[int, str | None]
SIGNATURE = "c2lnbmVk"
_lock = threading.Lock()
_stage: "_Stage | None" = None


class Rehearsal:
    """Answers by a script; `asked` holds the requests' bodies, `pauses` what `pretend` was told."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.asked: list[Json] = []
        self.pauses: list[float] = []

    def answer(self, request: Request) -> tuple[int, str, dict[str, str]]:
        """Status, body and headers for one request."""
        try:
            body = json.loads(request.body or b"{}")
            self.asked.append(body)
            reply = self._reply(body)
            status = 200
        except ApiError as error:
            reply, status = error.body, error.code
        return status, json.dumps(reply), {"Content-Type": "application/json"}

    def _reply(self, body: Json) -> Json:
        config = body.get("generationConfig", {})
        if isinstance(self.script, Mapping):
            step = self._of_seed(config.get("seed"))
        elif len(self.asked) > len(self.script):
            times = f"{len(self.script)} times, and now once more"
            raise invalid(f"This service was to be asked {times}.")
        else:
            step = self.script[len(self.asked) - 1]
        if isinstance(step, int):
            step = [step, ""]
        if isinstance(step, list | tuple) and isinstance(step[0], int):
            raise _error(*step)
        if isinstance(step, str):
            known = {name: config.get(name) for name in ("seed", "temperature")}
            known["requests"] = len(self.asked)
            known["pauses"] = ", ".join(f"{seconds:g}" for seconds in self.pauses) or "none"
            text = Template(step).safe_substitute(known, **_told_of(body))
            return _response([{"text": text}])
        if step is None:
            return _response([])
        return _response(_parts(step if isinstance(step, list | tuple) else [step]))

    def _of_seed(self, seed: int | None) -> str | None:
        """The text for this seed; what is wrong with it, as an error."""
        texts = dict(self.script) if isinstance(self.script, Mapping) else {}
        if seed is not None and seed in texts:
            return texts[seed]
        known = ", ".join(map(str, texts))
        sent = "no seed" if seed is None else f"the seed {seed}"
        raise invalid(f"This service has answers for the seeds {known}; it was sent {sent}.")


def _told_of(body: Json) -> dict[str, str]:
    contents = body.get("contents", [])
    tools = [one for tool in body.get("tools", []) for one in tool.get("functionDeclarations", [])]
    parts = [part for content in contents for part in content.get("parts", [])]
    signatures = sum(part.get("thoughtSignature") == SIGNATURE for part in parts)
    names = ", ".join(one["name"] for one in tools)
    last = contents[-1].get("parts", []) if contents else []
    words = " ".join(part.get("text", "") for part in last).split()
    settings = [name for name in body if name not in ("contents", "generationConfig", "model")]
    return {
        "turns": told(contents),
        "contents": str(len(contents)),
        "words": str(len(words)),
        "settings": str(len(settings) + len(body.get("generationConfig", {}))),
        "functions": names,
        "signatures": str(signatures),
    }


def _error(code: int, delay: str) -> ApiError:
    error = fault(code, model="rehearsal", delay=delay or "2s")
    if delay and code == 429:
        return error
    return ApiError(
        code, error.message.split("\nPlease")[0], *([retry_info(delay)] if delay else [])
    )


def _parts(step: Sequence[Json | str]) -> list[Json]:
    """A turn as current models make it: its first call carries a signature to send back."""
    first = next(at for at, one in enumerate(step) if not isinstance(one, str))
    signed = {"thoughtSignature": SIGNATURE}
    return [
        {"text": one}
        if isinstance(one, str)
        else {"functionCall": one} | (signed if at == first else {})
        for at, one in enumerate(step)
    ]


def _response(parts: list[Json]) -> Json:
    content = {"role": "model", "parts": parts}
    return {
        "candidates": [{"index": 0, "content": content, "finishReason": "STOP"}],
        "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2},
        "modelVersion": "rehearsal",
    }


def told(contents: Sequence[Json]) -> str:
    """The turns of a request in a line: who said, called or returned what."""
    return " | ".join(
        f"{_who(content)}: {', '.join(map(_part, content.get('parts', [])))}"
        for content in contents
    )


def _who(content: Json) -> str:
    """The role; what functions returned may be sent as user, function or tool."""
    role = str(content.get("role") or "user")
    returned = any("functionResponse" in part for part in content.get("parts", []))
    return "tool" if returned and role in ("user", "function") else role


def _part(part: Json) -> str:
    if call := part.get("functionCall"):
        return f"calls {call['name']}({json.dumps(call.get('args', {}))})"
    if result := part.get("functionResponse"):
        return f"{result['name']} returned {json.dumps(result.get('response', {}))}"
    return str(part.get("text", ""))


class _Stage:
    """The HTTP server of this process's rehearsals, and a client of it."""

    def __init__(self) -> None:
        stage = self
        self.rehearsal = Rehearsal([])

        class Handler(BaseHTTPRequestHandler):
            """Hands each request to the rehearsal that is on."""

            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = 1 << 16  # one packet an answer: two would wait for each other
            method = "POST"

            def do_POST(self) -> None:
                self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, text, headers = stage.rehearsal.answer(self)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.service = connect(address=f"http://127.0.0.1:{self.server.server_port}")
        atexit.register(self.close)

    def close(self) -> None:
        """Free the port."""
        self.service.close()
        self.server.shutdown()
        self.server.server_close()


def reach(service: Service | str | Script) -> Service:
    """The service itself, the one at an address, or one that begins to rehearse a script."""
    global _stage
    if isinstance(service, Service):
        return service
    if isinstance(service, str):
        return connect(address=service)
    with _lock:
        _stage = _stage or _Stage()
        _stage.rehearsal = Rehearsal(service)
        return _stage.service


def pretend(seconds: float) -> None:
    """Sleep in a rehearsal: not at all, but the script that is on may tell of it."""
    if _stage:
        _stage.rehearsal.pauses.append(float(seconds))
