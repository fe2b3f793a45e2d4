"""A stand-in for Google's service, over HTTP."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

REAL = "AIza" + "Sy0_" * 8 + "abc"
ANSWER = {"candidates": [{"content": {"parts": [{"text": "Hi"}]}, "finishReason": "STOP"}]}


class Google:
    """Stands in for Google's service: lists models, answers some of them."""

    def __init__(self) -> None:
        self.listed = ["gemini-3.5-flash-lite", "gemini-flash-latest", "gemini-embedding-2"]
        self.gone: set[str] = set()
        self.error: tuple[int, str] | None = None
        self.keys: set[str | None] = set()
        self.asked: list[str] = []

    def answer(self, path: str, key: str | None) -> tuple[int, Any]:
        self.keys.add(key)
        self.asked.append(path)
        if self.error:
            code, message = self.error
            return code, {"error": {"code": code, "message": message, "status": "X"}}
        if path.endswith("/models"):
            methods = {"gemini-embedding-2": ["embedContent"]}
            return 200, {"models": [{"name": f"models/{name}", "supportedGenerationMethods":
                methods.get(name, ["generateContent"])} for name in self.listed]}  # fmt: skip
        if any(name in path for name in self.gone):
            return 404, {"error": {"code": 404, "message": "no longer available to new users",
                                   "status": "NOT_FOUND"}}  # fmt: skip
        return 200, ANSWER


@contextmanager
def serving(made: Google) -> Iterator[str]:
    """The address at which it answers, for as long as the block runs."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            key = self.headers.get("x-goog-api-key")
            status, body = made.answer(self.path.partition("?")[0], key)
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_POST = do_GET

        def log_message(self, *args: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
