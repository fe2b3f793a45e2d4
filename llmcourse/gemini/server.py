"""The local server on a loopback port: in a thread of this process, or alone in the foreground.

    with Server(LocalApi()) as server:
        print(server.address)

Only this computer can reach it. Nothing of it is left after `close`, which also happens at exit.
"""

import atexit
import contextlib
import os
import socket
import threading
import time
from types import TracebackType

import uvicorn

from llmcourse.gemini.api import LocalApi
from llmcourse.gemini.app import Workers, make_app
from llmcourse.gemini.errors import PortTaken

HOST = "127.0.0.1"
_START_SECONDS, _STOP_SECONDS = 20.0, 5.0


class Server:
    """A running local server; port 0 is any free one."""

    def __init__(self, api: LocalApi, port: int = 0) -> None:
        self.api, self.process = api, os.getpid()
        self._socket = listen(port)
        self.port: int = self._socket.getsockname()[1]
        self._workers = Workers()
        self._uvicorn = uvicorn.Server(configuration(make_app(api, self._workers)))
        self._thread = threading.Thread(target=self._run, name="gemini-server", daemon=True)
        self._thread.start()
        self._wait()
        atexit.register(self.close)

    @property
    def address(self) -> str:
        """Where it is, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    @property
    def alive(self) -> bool:
        """Whether it answers; after a fork only the parent's does."""
        return self._thread.is_alive() and self.process == os.getpid()

    def close(self) -> None:
        """Stop it; writing in progress ends. Twice does no harm."""
        atexit.unregister(self.close)
        if self.process != os.getpid():
            return
        self._uvicorn.should_exit = True
        self._thread.join(_STOP_SECONDS)
        self._workers.close()
        self._socket.close()

    def __enter__(self) -> "Server":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _run(self) -> None:
        self._uvicorn.run(sockets=[self._socket])

    def _wait(self) -> None:
        end = time.monotonic() + _START_SECONDS
        while not self._uvicorn.started:
            if not self._thread.is_alive() or time.monotonic() > end:
                self.close()
                raise RuntimeError("The local server did not start; restart the kernel.")
            time.sleep(0.002)


def configuration(app: object) -> uvicorn.Config:
    """Uvicorn's settings: silent, so that no log line can hold a key."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        access_log=False,
        log_level="error",
        lifespan="off",
        ws="none",
        server_header=False,
        timeout_keep_alive=3600,  # a learner thinks for long between two cells
        timeout_graceful_shutdown=1,
    )


def listen(port: int) -> socket.socket:
    """A socket on loopback; PortTaken says whose fault it is."""
    # Named in full: asyncio sends small answers at once only on a socket that says it is TCP.
    line = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        line.bind((HOST, port))
        line.listen(128)
    except OSError as error:
        line.close()
        raise PortTaken(
            f"Port {port} is taken by another program. Choose another one, or 0 for any free one."
        ) from error
    return line


def serve(api: LocalApi, port: int) -> None:
    """Run a server in the foreground until Ctrl-C."""
    line, workers = listen(port), Workers()
    print(f"The course's local Gemini server is at http://{HOST}:{line.getsockname()[1]}")
    print('Key: "local". Stop it with Ctrl-C.')
    try:
        with contextlib.suppress(KeyboardInterrupt):
            uvicorn.Server(configuration(make_app(api, workers))).run(sockets=[line])
    finally:
        workers.close()
        line.close()
