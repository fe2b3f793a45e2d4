"""The virtual environment of a clone: what it needs, what it has, how pip fills it.

A stamp in `.venv` notes what was installed from which pyproject.toml and constraints.txt, so
that asking "is it complete?" takes no time. Standard library only. It decides nothing: what is
installed, and when, is `bootstrap`'s affair.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEARNER: frozenset[str] = frozenset()
DEVELOPER = frozenset({"grade", "dev"})

# Settings that would send packages elsewhere than into the environment.
PIP_ASTRAY = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONHOME", "PYTHONPATH"}

NETWORK_SIGNS = (
    "Failed to establish a new connection",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "Network is unreachable",
)


class SetupError(Exception):
    """The set-up cannot go on; the message says why and what to do."""


@dataclass(frozen=True)
class Environment:
    """`.venv` of the repository at `root`."""

    root: Path = ROOT

    @property
    def folder(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def stamp(self) -> Path:
        return self.folder / "llmcourse-stamp.json"

    @property
    def is_mine(self) -> bool:
        """Whether this very process runs in it."""
        return Path(sys.prefix).resolve() == self.folder.resolve()

    def version(self) -> str:
        """Version of the Python in it; empty where Python or pip does not start there."""
        ask = "import sys, pip._internal.cli.main; print('%d.%d.%d' % sys.version_info[:3])"
        try:
            done = subprocess.run([self.python, "-c", ask], capture_output=True, text=True)
        except OSError:
            return ""
        return done.stdout.strip() if done.returncode == 0 else ""

    def usable(self) -> bool:
        """Whether it is whole and was made for this folder, not moved here from another."""
        if not any(map(whole, self.folder.glob("lib/python*/site-packages/pip-*.dist-info"))):
            return False
        script = self.folder / "bin" / "pip"
        here = script.exists() and f"{self.folder}/" in script.read_text(errors="replace")
        return here and self.version() != ""

    def noted(self) -> dict[str, object]:
        """What the stamp says; empty where there is none."""
        try:
            note = json.loads(self.stamp.read_text())
        except (OSError, ValueError):
            return {}
        return note if isinstance(note, dict) else {}

    def extras(self) -> frozenset[str]:
        """The extras that were asked for last time, up to date or not."""
        listed = self.noted().get("extras")
        return DEVELOPER & frozenset(listed) if isinstance(listed, list) else LEARNER

    def has(self, extras: frozenset[str]) -> bool:
        """Whether all of it is installed, and from the files as they are now."""
        note = self.noted()
        held = self.extras()
        inputs = fingerprint(self.root, held, str(note.get("python")))
        home = Path(str(note.get("home")))
        return note.get("inputs") == inputs and held >= extras and home.exists()

    def sign(self, extras: frozenset[str]) -> None:
        """Write the stamp, in one step."""
        version = self.version()
        note = {
            "extras": sorted(extras),
            "python": version,
            "home": str(self.python.resolve()),
            "inputs": fingerprint(self.root, extras, version),
        }
        draft = self.stamp.with_suffix(".part")
        draft.write_text(json.dumps(note, indent=1) + "\n")
        draft.replace(self.stamp)

    def make(self) -> None:
        """Make the empty environment with the Python that runs this."""
        require_venv()
        if self.folder.is_symlink():
            self.folder.unlink()
        command = [sys.executable, "-m", "venv", "--clear", str(self.folder)]
        if subprocess.run(command).returncode:
            raise SetupError(
                "Python could not make .venv (see above). On Debian and Ubuntu: "
                "sudo apt install python3-venv. Then run the same command again."
            )

    def repair(self) -> None:
        """Remove what an interrupted pip left half done, so that pip installs it anew."""
        for site in self.folder.glob("lib/python*/site-packages"):
            half = [path for path in site.glob("*.dist-info") if not whole(path)]
            for path in [*half, *site.glob("~*")]:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def pip(self, *arguments: str, lock: int) -> None:
        """`pip install`, its progress shown."""
        log = self.folder / "setup.log"
        log.unlink(missing_ok=True)
        command = [str(self.python), "-m", "pip", "install", "--log", str(log), *arguments]
        environ = {key: value for key, value in os.environ.items() if key not in PIP_ASTRAY}
        environ["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
        # The lock goes along: should this process be killed, pip still holds it to its end.
        if subprocess.run(command, cwd=self.root, env=environ, pass_fds=[lock]).returncode:
            raise SetupError(pip_failure(log))


def whole(package: Path) -> bool:
    """Whether pip finished a package: last of all it enters its own INSTALLER into RECORD."""
    record = package / "RECORD"
    return record.exists() and "/INSTALLER," in record.read_text(errors="replace")


def requirements(root: Path, extras: frozenset[str]) -> list[str]:
    """What pyproject.toml asks for, extras included."""
    table = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    optional = table.get("optional-dependencies", {})
    return [*table["dependencies"], *(line for name in sorted(extras) for line in optional[name])]


def fingerprint(root: Path, extras: frozenset[str], python: str) -> str:
    """Hash of everything that decides what is installed, and where."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((root / name).read_bytes() + b"\0")
    digest.update(json.dumps([sorted(extras), python, str(root)]).encode())
    return digest.hexdigest()


def satisfied(root: Path, extras: frozenset[str]) -> bool:
    """Whether the Python that runs this has every package, in range, already."""
    try:
        from packaging.requirements import Requirement

        for wanted in map(Requirement, requirements(root, extras)):
            version = metadata.version(wanted.name)
            if not wanted.specifier.contains(version, prereleases=True):
                return False
    except (ImportError, metadata.PackageNotFoundError):
        return False
    return True


def pip_failure(log: Path) -> str:
    """What to tell after pip has failed."""
    text = log.read_text(errors="replace") if log.exists() else ""
    again = "Then run the same command again: it goes on from here."
    if any(sign in text for sign in NETWORK_SIGNS):
        return (
            "The package index could not be reached. Connect to the network; behind a proxy, "
            f"set HTTPS_PROXY; with a mirror, set PIP_INDEX_URL.\n{again}"
        )
    if "No space left on device" in text:
        return f"The disk is full. Free some space.\n{again}"
    if "No matching distribution found" in text:
        return (
            "pip found no package for this Python and system (its last lines above say which). "
            "Try another Python, 3.11 to 3.13: remove .venv, then make PYTHON=python3.12 lab"
        )
    return f"pip could not install the packages; its messages above and {log} say why.\n{again}"


def require_venv() -> None:
    """Debian ships Python without the part that makes environments."""
    try:
        __import__("ensurepip")
        __import__("venv")
    except ImportError as missing:
        raise SetupError(
            "This Python cannot make virtual environments. On Debian and Ubuntu: "
            f"sudo apt install python3.{sys.version_info[1]}-venv (or python3-venv). "
            "Then run the same command again."
        ) from missing
