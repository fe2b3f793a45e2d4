"""Look at the environment the course runs in, and say what to do where something is amiss.

The start page and `python -m llmcourse doctor` show it; `report()` is for pasting into a bug
report. Standard library only, so that it works where nothing is installed. It changes nothing
and never shows an API key.
"""

from __future__ import annotations

import contextlib
import html
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from llmcourse import __version__
from llmcourse.environment import ROOT

State = Literal["ok", "warn", "fail"]

PACKAGES = (
    "torch",
    "numpy",
    "jupyterlab",
    "nbgrader",
    "ipywidgets",
    "anywidget",
    "plotly",
    "matplotlib",
    "safetensors",
    "google-genai",
    "google-generativeai",
)
FRONT_ENDS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")
KEYS = ("GEMINI_API_KEY", "GOOGLE_API_KEY")
SIGNS = {"ok": "✓", "warn": "!", "fail": "✗"}
COLORS = {"ok": "success", "warn": "warn", "fail": "error"}
SET_UP = "Run `make lab` (or `python -m llmcourse lab`) in the course's folder."


@dataclass(frozen=True)
class Row:
    """One thing looked at: what it is, how it is, and what to do."""

    name: str
    state: State
    found: str
    advice: str = ""


class Table(tuple[Row, ...]):
    """The rows; shows as a table in a notebook and as text elsewhere."""

    def __repr__(self) -> str:
        return as_text(self)

    def _repr_html_(self) -> str:
        return as_html(self)


def rows() -> list[Row]:
    """Everything that is looked at. A look that itself fails is a row too."""
    return [
        *(guarded(look) for look in (python, system)),
        *(package(name) for name in PACKAGES),
        *(guarded(look) for look in (cores, memory, gpu, jupyter, front_ends, workspace, key)),
    ]


def guarded(look: Callable[[], Row]) -> Row:
    try:
        return look()
    except Exception as error:
        return Row(look.__name__, "warn", f"could not be looked at: {error!r}")


def report() -> str:
    """The findings as text for a bug report; the home directory's path is shortened to ~."""
    return as_text(rows())


def table() -> Table:
    """The findings for display in a notebook."""
    return Table(rows())


def as_text(found: list[Row] | Table) -> str:
    width = max(len(row.name) for row in found)
    lines = [f"llmcourse {__version__}"]
    for row in found:
        advice = f"  -> {row.advice}" if row.advice else ""
        lines.append(f"{SIGNS[row.state]} {row.name:<{width}}  {row.found}{advice}")
    return shorten("\n".join(lines))


def as_html(found: list[Row] | Table) -> str:
    """A table in JupyterLab's own colors, light or dark."""
    body = "".join(
        f"<tr><td style='color:var(--jp-{COLORS[row.state]}-color0,inherit)'>"
        f"<b aria-hidden='true'>{SIGNS[row.state]}</b> {row.state}</td>"
        + "".join(
            f"<td style='text-align:left'>{html.escape(shorten(cell))}</td>"
            for cell in (row.name, row.found, row.advice)
        )
        + "</tr>"
        for row in found
    )
    head = "".join(
        f"<th scope='col' style='text-align:left'>{title}</th>"
        for title in ("", "What", "Found", "What to do")
    )
    caption = "Environment of the course"
    return f"<table><caption>{caption}</caption><tr>{head}</tr>{body}</table>"


def shorten(text: str) -> str:
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


def python() -> Row:
    found = f"{platform.python_version()} at {sys.prefix}"
    if sys.version_info < (3, 11):  # noqa: UP036  the command line says so even sooner
        return Row("Python", "fail", found, "Use Python 3.11 or newer.")
    return Row("Python", "ok", found)


def system() -> Row:
    return Row("System", "ok", platform.platform())


def package(name: str) -> Row:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Row(name, "fail", "not installed", SET_UP)
    wanted = in_range(name, version)
    return Row(name, "warn" if wanted else "ok", version, wanted)


def in_range(name: str, version: str) -> str:
    """What to do about a version outside the course's range; nothing where it is inside."""
    try:
        from packaging.requirements import Requirement

        listed = [Requirement(line) for line in metadata.requires("llmcourse") or []]
    except (ImportError, metadata.PackageNotFoundError):
        return ""
    for wanted in listed:
        if wanted.name == name and not wanted.specifier.contains(version, prereleases=True):
            return f"The course needs {wanted.specifier}. {SET_UP}"
    return ""


def cores() -> Row:
    affinity = getattr(os, "sched_getaffinity", None)
    count = len(affinity(0)) if affinity else os.cpu_count() or 1
    if count < 2:
        return Row("Cores", "warn", str(count), "Training cells take about twice as long.")
    return Row("Cores", "ok", str(count))


def memory() -> Row:
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with contextlib.suppress(OSError, ValueError):  # a container may have less than its host
        size = min(size, int(Path("/sys/fs/cgroup/memory.max").read_text()))
    found = f"{size / 1e9:.1f} GB"
    if size < 4e9:
        return Row("Memory", "warn", found, "Close other programs and all notebooks but one.")
    return Row("Memory", "ok", found)


def gpu() -> Row:
    try:
        import torch
    except Exception as error:
        return Row("GPU", "warn", f"torch does not start: {error}", SET_UP)
    if torch.cuda.is_available():
        return Row("GPU", "ok", torch.cuda.get_device_name())
    if torch.backends.mps.is_available():
        return Row("GPU", "ok", "Apple, through Metal")
    return Row("GPU", "ok", "none; the course needs none")


def jupyter() -> Row:
    """Whether the JupyterLab that shows a notebook is the one beside this kernel."""
    name = "JupyterLab and kernel"
    parent = os.environ.get("JPY_PARENT_PID")
    if parent is None:
        return Row(name, "ok", "not asked from a notebook")
    asked = ["ps", "-o", "command=", "-p", parent]
    command = subprocess.run(asked, capture_output=True, text=True).stdout.strip()
    if not command or command.startswith(sys.prefix + "/"):
        return Row(name, "ok", "the same environment")
    advice = f"If widgets stay blank, start the course with `make lab`. The kernel: {sys.prefix}"
    return Row(name, "warn", f"the notebook is shown by another one: {command[:60]}", advice)


def front_ends() -> Row:
    folder = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
    missing = [name for name in FRONT_ENDS if not (folder / name / "package.json").exists()]
    if missing:
        return Row("Widgets", "fail", f"no front end for {', '.join(missing)}", SET_UP)
    return Row("Widgets", "ok", "front ends installed")


def workspace() -> Row:
    folder = ROOT / "work"
    try:
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return Row("work/", "ok", f"can be written: {folder}")
    except OSError as error:
        advice = "Give yourself write access to it, or clone the course to your home directory."
        return Row("work/", "fail", f"{folder} cannot be written: {error.strerror}", advice)


def key() -> Row:
    found = [name for name in KEYS if os.environ.get(name)]
    if found:
        return Row("Gemini key", "ok", f"set ({found[0]})")
    return Row("Gemini key", "ok", "not set; the course works without")
