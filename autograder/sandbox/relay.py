"""The learner's end of what the judge hosts: a function that calls back, an address that answers.

Both turn a call into one exchange with the judge, over whatever line they are given: inside the
sandbox that is the judge's socket, in one process a plain function. Standard library only.
"""

import contextlib
import http.server
import threading
from collections.abc import Callable, Iterator
from typing import Any

Exchange = Callable[[tuple[Any, ...]], Any]
BODY_LIMIT = 1 << 20


@contextlib.contextmanager
def stand_ins(hosted: dict[int, tuple[str, Exchange]], args: list[Any]) -> Iterator[list[Any]]:
    """The arguments of a probe with a stand-in for each thing that the judge hosts."""
    with contextlib.ExitStack() as stack:
        for place, (kind, exchange) in hosted.items():
            if kind == "function":
                args[place] = _function(exchange)
            else:
                args[place] = stack.enter_context(_address(exchange))
        yield args


def _function(exchange: Exchange) -> Callable[..., Any]:
    def call(*args: Any) -> Any:
        return exchange(args)

    return call


@contextlib.contextmanager
def _address(exchange: Exchange) -> Iterator[str]:
    """An HTTP address on this machine's loopback; each request becomes one exchange."""
    one_at_a_time = threading.Lock()

    class Handler(http.server.BaseHTTPRequestHandler):
        disable_nagle_algorithm = True  # else the body waits 40 ms for the headers

        def _relay(self) -> None:
            size = min(int(self.headers.get("Content-Length") or 0), BODY_LIMIT)
            body = self.rfile.read(size)
            with one_at_a_time:
                status, headers, text = exchange(
                    (self.command, self.path, dict(self.headers.items()), body)
                )
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(text))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _relay

        def log_message(self, *args: Any) -> None:
            """Say nothing: what is printed is the learner's."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
