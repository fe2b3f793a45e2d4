"""Set-up of the course with nothing but the standard library.

Makes `.venv` in the repository, installs the pinned packages there and starts commands in it;
an environment that already has everything (conda, Binder, a venv) is used as it is.

It does not install Python, system packages or a GPU driver, and it changes no environment but
`.venv`.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from llmcourse.environment import (
    DEVELOPER,
    LEARNER,
    Environment,
    SetupError,
    requirements,
    satisfied,
)

# Measured on Linux, Python 3.11, torch without CUDA: all wheels together, and .venv after it.
DOWNLOAD_MB = {LEARNER: 350, DEVELOPER: 440}
DISK_GB = {LEARNER: 1.7, DEVELOPER: 2.0}
NEEDED_GB = 4

USAGE = """usage: python -m llmcourse COMMAND

  lab [--no-browser] [--port N]   open the course in JupyterLab
  solution LESSON EXERCISE        show a solution, after an attempt
  doctor                          check the environment
  update                          bring released changes into work/
  setup [--dev]                   only install what the course needs
  run [--dev] -- COMMAND ...      run a command in the course's environment
"""


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def locked(path: Path, waiting: str) -> Iterator[int]:
    """Hold `path` for this process alone; others wait. It frees itself when a process dies."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(waiting)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def require_space(root: Path) -> None:
    free = shutil.disk_usage(root).free / 1e9
    if free < NEEDED_GB:
        raise SetupError(
            f"Only {free:.1f} GB are free where the course lies ({root}); the set-up needs "
            f"{NEEDED_GB} GB. Free some space or move the folder to a larger disk."
        )


def announce(extras: frozenset[str]) -> None:
    """Say what is about to be downloaded, before it is."""
    size = extras if extras in DOWNLOAD_MB else DEVELOPER
    say(
        f"Setting up the course in .venv: about {DOWNLOAD_MB[size]} MB to download where "
        f"nothing is cached yet, about {DISK_GB[size]} GB on disk."
    )
    elsewhere = "PIP_EXTRA_INDEX_URL" in os.environ or "PIP_FIND_LINKS" in os.environ
    if sys.platform.startswith("linux") and not elsewhere:
        say(
            "On Linux the standard torch also brings CUDA, several GB more. For the small build "
            "without GPU support, stop now (Ctrl-C) and set PIP_EXTRA_INDEX_URL to the CPU index "
            "that pytorch.org's install page shows."
        )


def install(environment: Environment, extras: frozenset[str], lock: int) -> None:
    """Bring `.venv` to what pyproject.toml and constraints.txt say, whatever its state."""
    require_space(environment.root)
    announce(extras)
    if environment.usable():
        environment.repair()
    else:
        if environment.folder.exists():
            say("What is in .venv does not work here; making it anew.")
        environment.make()
    environment.stamp.unlink(missing_ok=True)
    torch = next(line for line in requirements(environment.root, LEARNER) if line[:5] == "torch")
    environment.pip(torch, "-c", "constraints.txt", lock=lock)
    names = f"[{','.join(sorted(extras))}]" if extras else ""
    environment.pip("-c", "constraints.txt", "-e", f".{names}", lock=lock)
    environment.sign(extras)
    say("The course is set up.")


def setup(environment: Environment, extras: frozenset[str]) -> Path:
    """The Python to use: this one where it has everything, else that of `.venv`."""
    if not environment.is_mine and satisfied(environment.root, extras):
        return Path(sys.executable)
    if not environment.has(extras):
        waiting = "Another set-up is at work on this folder; waiting for it to end."
        with locked(environment.root / ".venv.lock", waiting) as lock:
            if not environment.has(extras):  # the other may have done it meanwhile
                install(environment, extras | environment.extras(), lock)
    return environment.python


def start(environment: Environment, python: Path, command: Sequence[str]) -> int:
    """Replace this process by `command`, run in the environment of `python`."""
    environ = dict(os.environ)
    environ["PATH"] = os.pathsep.join([str(python.parent), environ.get("PATH", "")])
    if python == environment.python:
        environ["VIRTUAL_ENV"] = str(environment.folder)
        environ.pop("PYTHONHOME", None)
    else:  # the packages are there, the course itself may not be
        environ["PYTHONPATH"] = str(environment.root)
    name = str(python) if command[0] in ("python", "python3") else command[0]
    program = shutil.which(name, path=environ["PATH"])
    if program is None:
        raise SetupError(f"There is no command {command[0]!r} in the course's environment.")
    os.execve(program, [program, *command[1:]], environ)


def main(arguments: list[str]) -> int:
    """Set up what the command needs, then run it there."""
    try:
        return dispatch(Environment(), arguments)
    except SetupError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again: it goes on from here.")
        return 130


def dispatch(environment: Environment, arguments: list[str]) -> int:
    command, rest = (arguments[0], arguments[1:]) if arguments else ("--help", [])
    if command in ("-h", "--help"):
        print(USAGE, end="")
        return 0
    if not (environment.root / "pyproject.toml").exists():  # installed without a clone
        return command_line(arguments)
    if command in ("setup", "run"):
        return setup_or_run(environment, command, rest)
    if command == "doctor" and not environment.has(LEARNER) and not environment.is_mine:
        from llmcourse import doctor  # it must work where nothing else does

        print(doctor.report())
        return 0
    python = setup(environment, LEARNER)
    if environment.is_mine or python == Path(sys.executable):
        return command_line(arguments)
    return start(environment, python, ["python", "-m", "llmcourse", *arguments])


def setup_or_run(environment: Environment, command: str, rest: list[str]) -> int:
    cut = rest.index("--") if "--" in rest else len(rest)
    flags, wanted = rest[:cut], rest[cut + 1 :]
    if set(flags) - {"--dev"} or (command == "run") != bool(wanted):
        raise SetupError(USAGE)
    python = setup(environment, DEVELOPER if flags else LEARNER)
    return start(environment, python, wanted) if wanted else 0


def command_line(arguments: list[str]) -> int:
    from llmcourse import cli

    return cli.main(arguments)
