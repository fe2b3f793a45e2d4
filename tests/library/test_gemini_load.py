"""Many at once, somebody who hangs up, and nothing left behind."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from llmcourse.gemini import Service, connect
from llmcourse.gemini.api import LocalApi
from llmcourse.gemini.errors import PortTaken
from llmcourse.gemini.server import Server
from tests.library.apart import run_apart

N_STREAMS = 50
PATH = "/v1beta/models/gemini-local-main:streamGenerateContent?alt=sse"


@pytest.fixture
def server(gemini_api: LocalApi) -> Iterator[Server]:
    with Server(gemini_api) as server:
        yield server


def request(path: str, body: Any) -> bytes:
    data = json.dumps(body).encode()
    head = f"POST {path} HTTP/1.0\r\nHost: x\r\nx-goog-api-key: local\r\nConnection: close\r\n"
    return f"{head}Content-Length: {len(data)}\r\n\r\n".encode() + data


def prompt(n_tokens: int) -> Any:
    return {
        "contents": [{"parts": [{"text": "Hello there"}]}],
        "generationConfig": {"maxOutputTokens": n_tokens, "seed": 1},
    }


async def stream(port: int, n_tokens: int) -> tuple[float, float, int]:
    """Seconds to the first and the last event, and the tokens that the last one counts."""
    start = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request(PATH, prompt(n_tokens)))
    first, read = 0.0, b""
    while part := await reader.read(65536):
        read += part
        if not first and b"data: " in read:
            first = time.perf_counter() - start
    writer.close()
    assert b"200 OK" in read
    assert b'"MAX_TOKENS"' in read
    last = json.loads(read.decode().split("data: ")[-1].split("\r\n")[0])
    n_written: int = last["usageMetadata"]["candidatesTokenCount"]
    return first, time.perf_counter() - start, n_written


async def fifty(port: int, n_tokens: int) -> list[tuple[float, float, int]]:
    return await asyncio.gather(*(stream(port, n_tokens) for _ in range(N_STREAMS)))


def memory() -> int:
    """Resident kilobytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def test_fifty_streams_all_move_and_leave_nothing(server: Server) -> None:
    run_apart(fifty(server.port, 4))  # what is made once is made now
    sizes, threads = [], threading.active_count()
    for _ in range(3):
        told = run_apart(fifty(server.port, 24))
        assert [n for _, _, n in told] == [24] * N_STREAMS
        slowest = max(last for _, last, _ in told)
        # No stream waits for others to end: the last to begin begins long before the end.
        assert max(first for first, _, _ in told) < 0.6 * slowest
        gc.collect()
        sizes.append(memory())
    assert threading.active_count() == threads
    assert sizes[2] - sizes[0] < 8_000, sizes


def test_counting_does_not_wait_for_texts(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = server.api.state.backends["main-instruct"]
    original = backend.write

    def slow(*args: Any) -> Iterator[None]:
        for step in original(*args):
            time.sleep(0.05)
            yield step

    monkeypatch.setattr(backend, "write", slow)

    async def both() -> float:
        streams = [asyncio.create_task(stream(server.port, 4)) for _ in range(20)]
        await asyncio.sleep(0.5)  # a second now goes by between two turns of the same stream
        start = time.perf_counter()
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        body = {"contents": prompt(1)["contents"]}
        writer.write(request("/v1/models/gemini-local-main:countTokens", body))
        assert b"totalTokens" in await reader.read(-1)
        writer.close()
        seconds = time.perf_counter() - start
        await asyncio.gather(*streams)
        return seconds

    assert run_apart(both()) < 0.5


def wait_until(what: Any) -> None:
    end = time.monotonic() + 5
    while not what():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


@pytest.mark.parametrize("verb", ["streamGenerateContent?alt=sse", "generateContent"])
def test_who_hangs_up_is_written_for_no_more(
    server: Server, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    backend = server.api.state.backends["main-instruct"]
    written, ended = [0], threading.Event()
    original = backend.write

    def slow(*args: Any) -> Iterator[None]:
        try:
            for step in original(*args):
                written[0] += 1
                time.sleep(0.01)
                yield step
        finally:
            ended.set()

    monkeypatch.setattr(backend, "write", slow)
    path = f"/v1beta/models/gemini-local-main:{verb}"
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(request(path, prompt(200)))
        wait_until(lambda: written[0] > 3)
    assert ended.wait(5)
    assert written[0] < 100


def test_it_stops_cleanly_in_the_middle_of_streams(gemini_api: LocalApi) -> None:
    before = threading.active_count()
    server = Server(gemini_api)
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(request(PATH, prompt(256)))
        line.recv(100)
        start = time.monotonic()
        server.close()
        server.close()
        assert time.monotonic() - start < 5
    assert not server.alive
    assert threading.active_count() == before
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.port)).close()


def test_a_taken_port_is_told(server: Server, gemini_api: LocalApi) -> None:
    with pytest.raises(PortTaken, match=f"Port {server.port} is taken"):
        Server(gemini_api, server.port)


def test_alone_in_the_foreground(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "llmcourse.gemini", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as program:
        assert program.stdout
        address = program.stdout.readline().split()[-1]
        service: Service = connect(address=address)
        try:
            models = service.client.models.list()
            assert "models/gemini-local-main" in [model.name for model in models]
        finally:
            service.close()
            program.terminate()


def test_a_program_that_forgets_to_close_ends_all_the_same(tmp_path: Path) -> None:
    code = (
        "from llmcourse.gemini import connect\n"
        "service = connect(local=True)\n"
        "print(service.client.models.count_tokens(model=service.model, contents='Hi').total_tokens)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 2


def test_latency_blocks_nobody_else(server: Server) -> None:
    service = connect(address=server.address)
    service.faults([200], latency=1.0)

    async def both() -> tuple[float, float]:
        slow = asyncio.create_task(stream(server.port, 2))
        await asyncio.sleep(0.1)
        _, fast, _ = await stream(server.port, 2)
        return (await slow)[1], fast

    slow, fast = run_apart(both())
    assert slow >= 1 > fast


def test_a_small_answer_is_sent_at_once(gemini: Service) -> None:
    def seconds() -> float:
        start = time.perf_counter()
        gemini.client.models.count_tokens(model=gemini.model, contents="Hi")
        return time.perf_counter() - start

    # Held back until the client confirms what came before, it would take 40 ms each time.
    assert min(seconds() for _ in range(20)) < 0.03
