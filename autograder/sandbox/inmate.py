"""One submission: runs the learner's cells, then answers probes with plain data.

Everything here runs with the learner's code in one process and may be tampered with by it. So
nothing that it says counts as a verdict: the judge compares the data, and holds the secrets.
"""

import contextlib
import functools
import gc
import io
import os
import random
import signal
import sys
import traceback
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import frames  # type: ignore[import-not-found]
import relay  # type: ignore[import-not-found]

WORK_MEGABYTES = 64
LIMITS = {"processes": 64, "file": 32, "seconds": 120}
PRINTED = 8_000
MESSAGE = 500


class CellTimeout(BaseException):
    """A cell took longer than it may; not an Exception, so that `except Exception` lets it by."""


def warm_up() -> Any:
    """Import what lessons import, and make the shell that each fork gets a copy of.

    No tensor is made here. What is there by now is left alone by the garbage collector, which
    would write to it, and so copy it, in each fork.
    """
    import jaxtyping
    import numpy
    import torch
    import torch.fx.experimental.symbolic_shapes  # backward() imports it when first called

    import llmcourse.checks.observe
    import llmcourse.models.attention
    import llmcourse.wire

    del jaxtyping, numpy, torch, llmcourse
    shell = _shell()
    gc.collect()
    gc.freeze()
    return shell


def serve(line: Any, shell: Any) -> None:
    """Answer the judge until it hangs up."""
    import torch

    from llmcourse import wire

    torch.set_num_threads(1)
    torch.manual_seed(0)
    random.seed(0)
    _own_folder()
    signal.signal(signal.SIGALRM, _too_late)
    while True:
        try:
            header, body = frames.receive(line)
        except frames.FrameError:
            return
        if header["op"] == "run":
            frames.send(
                line, {"cells": [_run(shell, c, header["seconds"]) for c in header["cells"]]}
            )
        else:
            frames.send(line, *_answer(shell.user_ns, header, body, wire, line))


def _own_folder() -> None:
    """The empty folder to work in, and nowhere for prints of other processes to go."""
    os.chdir("/scratch")
    sys.path.append("")  # last: what a notebook writes may be imported, but shadows nothing
    nowhere = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nowhere, fd)


def _shell() -> Any:
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.core.profiledir import ProfileDir
    from traitlets.config import Config

    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.colors = "nocolor"
    nowhere = ProfileDir()  # without a place it makes no folders
    shell = InteractiveShell.instance(config=settings, ipython_dir="/", profile_dir=nowhere)
    shell.showtraceback = lambda *args, **kwargs: None  # type: ignore[method-assign]
    shell.ask_exit = _exit  # type: ignore[attr-defined]
    return shell


def _exit() -> None:
    raise SystemExit("your code called exit()")


def _too_late(number: int, frame: Any) -> None:
    raise CellTimeout


class Bounded(io.StringIO):
    """Keeps the beginning of what is printed."""

    def write(self, text: str) -> int:
        room = PRINTED - self.tell()
        super().write(str(text)[: max(room, 0)])
        return len(text)


@contextlib.contextmanager
def _captured() -> Iterator[Bounded]:
    printed = Bounded()
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        yield printed


def _run(shell: Any, cell: str, seconds: int) -> dict[str, str]:
    """Run one cell; what it prints and raises is for the learner to read."""
    with _captured() as printed:
        signal.alarm(seconds)
        try:
            result = shell.run_cell(cell, store_history=False, silent=False)
            failed = result.error_before_exec or result.error_in_exec
        except BaseException as stopped:
            failed = stopped
        try:
            error = _too_long(seconds) if isinstance(failed, CellTimeout) else _words(failed)
        finally:
            signal.alarm(0)
    return {"printed": printed.getvalue(), "error": error}


def _too_long(seconds: int) -> str:
    with contextlib.suppress(OSError):
        os.kill(-1, signal.SIGKILL)  # what the cell started would slow all others down
    return f"this cell took longer than {seconds} seconds"


def _words(error: BaseException | None) -> str:
    if error is None:
        return ""
    try:
        return f"{type(error).__name__}: {error}"[:MESSAGE]
    except BaseException:
        return "an error whose message cannot be read"


def _answer(
    names: dict[str, Any], header: dict[str, Any], body: bytes, wire: Any, line: Any
) -> tuple[dict[str, Any], bytes]:
    """Run a probe beside the learner's names; their names are not changed by it."""
    own = dict(names)
    with _captured() as printed:
        signal.alarm(header["seconds"])
        try:
            exec(_compiled(header["code"]), own)
            asked = {int(p): (kind, _caller(p, wire, line)) for p, kind in header["hosted"].items()}
            with relay.stand_ins(asked, list(wire.loads(body))) as args:
                answer = wire.dumps(own[header["probe"]](*args))
        except CellTimeout:
            return {"error": "TimeoutError", "message": f"more than {header['seconds']} s"}, b""
        except BaseException as error:
            return _failure(error, printed), b""
        finally:
            signal.alarm(0)
    return {"printed": printed.getvalue()}, answer


@functools.cache
def _compiled(code: str) -> Any:
    """A probe's code, which comes with each of its questions."""
    return compile(code, "<probe>", "exec")


def _caller(place: str, wire: Any, line: Any) -> Any:
    """A call of something that the judge hosts: one message there and one back."""

    def exchange(args: tuple[Any, ...]) -> Any:
        frames.send(line, {"call": place}, wire.dumps(tuple(args)))
        header, body = frames.receive(line)
        if "error" in header:
            raise RuntimeError(header["error"])
        return wire.loads(body)

    return exchange


def _failure(error: BaseException, printed: Bounded) -> dict[str, Any]:
    try:
        lines = traceback.extract_tb(error.__traceback__)
        line = next((x for x in reversed(lines) if "ipython-input" in x.filename), None)
        at = f" (line {line.lineno}: {line.line})" if line else ""
    except BaseException:
        at = ""
    words = _words(error).partition(": ")
    message = f"{words[2]}{at}"[:MESSAGE]
    return {"error": words[0], "message": message, "printed": printed.getvalue()}
