"""Messages between judge and sandbox: a short JSON header and raw bytes, bounded in both.

The judge reads what hostile code may have written, so nothing is read before its size is known
and accepted, and a header is JSON or the message is refused. Standard library only: this runs on
both sides.
"""

import json
import socket
import struct
import time
from typing import Any

HEADER_LIMIT = 1 << 20
BODY_LIMIT = 64 << 20
_SIZES = struct.Struct("!II")


class FrameError(Exception):
    """The other side ended, or did not keep to the form."""


def send(line: socket.socket, header: dict[str, Any], body: bytes = b"") -> None:
    """Send one message. Raises FrameError where it is too large or nobody listens."""
    text = json.dumps(header).encode()
    if len(text) > HEADER_LIMIT or len(body) > BODY_LIMIT:
        raise FrameError(f"a message of {len(text)} + {len(body)} bytes is too large")
    try:
        line.sendall(_SIZES.pack(len(text), len(body)) + text + body)
    except OSError as error:
        raise FrameError(f"the other side is gone: {error}") from error


def receive(line: socket.socket, seconds: float | None = None) -> tuple[dict[str, Any], bytes]:
    """Read one message. Raises FrameError, or TimeoutError where all of it takes too long."""
    end = None if seconds is None else time.monotonic() + seconds
    header_size, body_size = _SIZES.unpack(_exactly(line, _SIZES.size, end))
    if header_size > HEADER_LIMIT or body_size > BODY_LIMIT:
        raise FrameError(f"a message of {header_size} + {body_size} bytes is too large")
    try:
        header = json.loads(_exactly(line, header_size, end))
    except (ValueError, RecursionError) as error:
        raise FrameError("the header is no JSON") from error
    if not isinstance(header, dict):
        raise FrameError("the header is no object")
    return header, _exactly(line, body_size, end)


def _exactly(line: socket.socket, size: int, end: float | None) -> bytes:
    parts: list[bytes] = []
    while size:
        try:
            _allow(line, end)
            part = line.recv(min(size, 1 << 20))
        except TimeoutError:
            raise
        except OSError as error:
            raise FrameError(f"the other side is gone: {error}") from error
        if not part:
            raise FrameError("the other side ended in the middle")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _allow(line: socket.socket, end: float | None) -> None:
    """Wait until the end and no longer: a byte now and then must not buy more time."""
    if end is None:
        line.settimeout(None)
    elif (left := end - time.monotonic()) > 0:
        line.settimeout(left)
    else:
        raise TimeoutError
