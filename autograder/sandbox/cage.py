"""What the outer sandbox shows: Python, its packages and the learner's library; nothing else.

Secrets are hidden by not being there. Everything that is there is read-only. The command is
bubblewrap's; where bubblewrap is missing, or refuses, nothing is graded.
"""

import os
import shutil
import sys
from pathlib import Path

from autograder import ROOT

INSIDE = Path("/course")
SCRATCH = "/scratch"  # each submission gets an empty one of its own
VISIBLE = ("llmcourse",)
MACHINERY = tuple(
    f"{name}.py"
    for name in ("frames", "inmate", "memory", "namespaces", "relay", "syscalls", "zygote")
)


class NoBubblewrap(Exception):
    """bubblewrap is not installed."""


def command(control: int, megabytes: int) -> list[str]:
    """The command that starts the zygote; `control` is the file descriptor that it listens on."""
    bwrap = shutil.which("bwrap")
    if bwrap is None:
        raise NoBubblewrap("the sandbox needs bubblewrap (Debian: sudo apt install bubblewrap)")
    # Root keeps the rights to make namespaces for each submission, which gives up all of them.
    own = ["--cap-add", "ALL"] if os.geteuid() == 0 else ["--unshare-user"]
    return [
        bwrap,
        *own,
        *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"),
        *("--die-with-parent", "--new-session", "--clearenv"),
        *("--tmpfs", "/tmp", "--perms", "0755", "--dir", SCRATCH),
        *_system(),
        *_python(),
        *_course(),
        *("--remount-ro", "/tmp", "--proc", "/proc", "--dev", "/dev"),
        *("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", SCRATCH),
        *(
            "--setenv",
            "HOME",
            SCRATCH,
            "--setenv",
            "TMPDIR",
            SCRATCH,
            "--setenv",
            "PATH",
            "/usr/bin",
        ),
        *("--setenv", "PYTHONPATH", str(INSIDE), "--setenv", "OMP_NUM_THREADS", "1"),
        *("--setenv", "LLMCOURSE_BUDGET", "quick", "--setenv", "NBGRADER_EXECUTION", "autograde"),
        *("--setenv", "PYTHONDONTWRITEBYTECODE", "1", "--setenv", "LC_ALL", "C.UTF-8"),
        *(sys.executable, "-X", "utf8", str(INSIDE / "sandbox" / "zygote.py")),
        *(str(control), str(megabytes)),
    ]


def _system() -> list[str]:
    """/usr, and the old top-level folders, which are links into it on today's systems."""
    found = ["--ro-bind", "/usr", "/usr"]
    for name in ("/lib", "/lib64", "/bin", "/sbin"):
        path = Path(name)
        if path.is_symlink():
            found += ["--symlink", os.readlink(path), name]
        elif path.is_dir():
            found += ["--ro-bind", name, name]
    return found


def _python() -> list[str]:
    places = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parents[1]}
    outside = sorted(str(place) for place in places if not place.is_relative_to("/usr"))
    return [word for place in outside for word in _bind(Path(place), Path(place))]


def _bind(at: Path, to: Path) -> list[str]:
    """Show `at` as `to`; bubblewrap would make the folders above for itself alone."""
    above = [str(folder) for folder in reversed(to.parents) if folder != Path("/")]
    folders = [word for folder in above for word in ("--perms", "0755", "--dir", folder)]
    return [*folders, "--ro-bind", str(at), str(to)]


def _course() -> list[str]:
    folder = Path(__file__).parent
    pairs = [(ROOT / name, INSIDE / name) for name in VISIBLE]
    pairs += [(folder / name, INSIDE / "sandbox" / name) for name in MACHINERY]
    return [word for at, to in pairs for word in _bind(at, to)]
