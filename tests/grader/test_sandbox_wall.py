"""What crosses the wall: messages are read within bounds; the filter of system calls is right."""

from __future__ import annotations

import socket
import struct
import subprocess
import sys
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.sandbox import frames, syscalls


def test_programs_for_another_processor_are_ended() -> None:
    """The filter's numbers are those of one architecture: under another it allows nothing."""
    for machine, number in syscalls.ARCHITECTURES.items():
        steps = [struct.unpack("HBBI", step) for step in syscalls.program(machine)]
        assert verdict(steps, number, 1) == syscalls.ALLOW
        for of in syscalls.REFUSED.values():
            assert verdict(steps, number, of[machine]) == syscalls.REFUSE
        for other in (0, 0x40000003, *({*syscalls.ARCHITECTURES.values()} - {number})):
            assert verdict(steps, other, 1) == syscalls.KILL


def verdict(steps: list[tuple[int, ...]], architecture: int, number: int) -> int:
    """What the kernel makes of a filter."""
    at, loaded = 0, 0
    while True:
        code, yes, no, value = steps[at]
        if code == syscalls.RETURN:
            return value
        if code == syscalls.LOAD:
            loaded = architecture if value == syscalls.ARCHITECTURE_AT else number
        jumps = {syscalls.EQUAL: loaded == value, syscalls.AT_LEAST: loaded >= value}
        at += 1 + ((yes if jumps[code] else no) if code in jumps else 0)


def received(data: bytes, seconds: float = 0.2) -> tuple[dict[str, Any], bytes] | None:
    """What the judge makes of these bytes; None where it refuses them."""
    mine, theirs = socket.socketpair()
    with mine, theirs:
        theirs.sendall(data)
        theirs.close()
        try:
            return frames.receive(mine, seconds)
        except (frames.FrameError, TimeoutError):
            return None


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=200))
def test_random_bytes_are_refused_or_read(data: bytes) -> None:
    found = received(data)
    assert found is None or isinstance(found[0], dict)


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=50), st.binary(max_size=50), st.integers(0), st.integers(0, 255))
def test_changed_messages_are_refused_or_read(text: str, body: bytes, at: int, to: int) -> None:
    mine, theirs = socket.socketpair()
    with mine, theirs:
        frames.send(theirs, {"said": text}, body)
        data = bytearray(mine.recv(10_000))
    assert received(bytes(data)) == ({"said": text}, body)
    data[at % len(data)] = to
    found = received(bytes(data))
    assert found is None or isinstance(found[0], dict)


@pytest.mark.parametrize("sizes", [(1 << 31, 0), (2, 1 << 31), ((1 << 20) + 1, 0)])
def test_large_sizes_are_refused_unread(sizes: tuple[int, int]) -> None:
    assert received(struct.pack("!II", *sizes) + b"{}") is None


@pytest.mark.parametrize("text", [b"[" * 100_000, b"[]", b"\xff", b"1" * 5000, b'{"a": ' * 9000])
def test_odd_headers_are_refused(text: bytes) -> None:
    assert received(struct.pack("!II", len(text), 0) + text) is None


def test_a_byte_now_and_then_buys_no_time() -> None:
    mine, theirs = socket.socketpair()
    code = "import os, sys, time\nwhile True: os.write(int(sys.argv[1]), b'\\0'); time.sleep(0.05)"
    with mine, theirs:
        command = [sys.executable, "-c", code, str(theirs.fileno())]
        dripping = subprocess.Popen(command, pass_fds=[theirs.fileno()], stderr=subprocess.DEVNULL)
        theirs.sendall(struct.pack("!II", 1 << 20, 0))
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            frames.receive(mine, 0.5)
        assert time.monotonic() - started < 2
        dripping.kill()
        dripping.wait()
