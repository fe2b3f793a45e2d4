"""A real JupyterLab in a headless browser: open a notebook, run it, look at the page.

The server gets a folder, a port and settings of its own, and everything that is not local is
blocked and noted. It opens one notebook at a time.

    with Lab(browser) as lab:
        lab.open(path)
        lab.run_all()
        lab.page.get_by_label("Head").press("ArrowRight")
        assert lab.blocked == []
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from urllib.error import URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

import nbformat
from playwright.sync_api import Browser, Page, Route

ROOT = Path(__file__).resolve().parents[2]
LOCAL = ("127.0.0.1", "localhost")
PANEL = "window.jupyterapp?.shell.currentWidget"
READY = f"{PANEL}?.sessionContext?.session?.kernel?.status === 'idle'"
REVEALED = f"Promise.all([{PANEL}.revealed, {PANEL}.sessionContext.ready]).then(() => 0)"
RUN_ALL = """() => {
  window.ranAll = null;
  window.jupyterapp.commands.execute("notebook:run-all-cells")
    .then(() => { window.ranAll = "ran"; }, (error) => { window.ranAll = String(error); });
}"""
IDLE = ".jp-Notebook-ExecutionIndicator[data-status=idle]"


class Lab:
    """`jupyter lab` on a free port, and one page of it. `dark` chooses the dark theme."""

    page: Page

    def __init__(self, browser: Browser, *, dark: bool = False, width: int = 1280) -> None:
        self.blocked: list[str] = []
        self.errors: list[str] = []
        self.folder = Path(tempfile.mkdtemp(prefix="lab-"))
        self.token = secrets.token_hex(16)
        self._browser, self._dark, self._width = browser, dark, width

    def __enter__(self) -> Lab:
        self._write_settings()
        self.port = _free_port()
        log = (self.folder / "server.log").open("wb")
        with log:
            self._server = subprocess.Popen(
                self._command(),
                cwd=self.notebooks,
                env=self._environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self._wait()
            self.page = self._new_page()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.page.context.close()
        self._stop()

    def open(self, notebook: Path | Sequence[str]) -> None:
        """Open a notebook file, or a new one with these code cells, and wait for its kernel.

        The notebook that was open before is closed and its kernel ended.
        """
        self._end_kernels()
        self.blocked.clear()
        self.errors.clear()
        if isinstance(notebook, Path):
            name = notebook.name
            shutil.copy(notebook, self.notebooks / name)
        else:
            name = f"cells-{secrets.token_hex(4)}.ipynb"
            _write_notebook(self.notebooks / name, notebook)
        path = f"doc/tree/{quote(name)}?token={self.token}"
        self.page.goto(f"http://127.0.0.1:{self.port}/{path}")
        self.page.wait_for_function(READY, timeout=90_000)
        self.page.evaluate(REVEALED)

    def run_all(self, *, timeout: float = 120) -> None:
        """Run every cell, top to bottom, and wait until the kernel is idle."""
        self.page.evaluate(RUN_ALL)
        self.page.wait_for_function("window.ranAll", timeout=1000 * timeout)
        if (said := self.page.evaluate("window.ranAll")) != "ran":
            raise RuntimeError(f"the notebook did not run: {said}")
        self.page.wait_for_selector(IDLE, state="attached", timeout=1000 * timeout)

    @property
    def notebooks(self) -> Path:
        """The folder that the server serves."""
        return self.folder / "notebooks"

    def _command(self) -> list[str]:
        options = {
            "ServerApp.root_dir": str(self.notebooks),
            "ServerApp.port": self.port,
            "ServerApp.port_retries": 0,
            "ServerApp.allow_root": True,
            "ServerApp.open_browser": False,
            "IdentityProvider.token": self.token,
            "LabApp.expose_app_in_browser": True,
            "LabApp.news_url": "",
            "LabApp.extension_manager": "readonly",
        }
        flags = [f"--{name}={value}" for name, value in options.items()]
        return [sys.executable, "-m", "jupyterlab", *flags]

    def _environment(self) -> dict[str, str]:
        places = {
            name: str(self.folder / name.lower())
            for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR")
        }
        places |= {name: str(self.folder) for name in ("HOME", "JUPYTERLAB_WORKSPACES_DIR")}
        places["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        return {**os.environ, **places, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}

    def _write_settings(self) -> None:
        self.notebooks.mkdir()
        theme = "JupyterLab Dark" if self._dark else "JupyterLab Light"
        settings: dict[str, dict[str, object]] = {
            "apputils-extension/themes": {"theme": theme, "adaptive-theme": False},
            "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
            "notebook-extension/tracker": {"windowingMode": "none"},
        }
        for name, values in settings.items():
            path = self.folder / f"jupyterlab_settings_dir/@jupyterlab/{name}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values))

    def _wait(self, seconds: float = 60) -> None:
        address = f"http://127.0.0.1:{self.port}/api/status?token={self.token}"
        end = time.monotonic() + seconds
        while time.monotonic() < end and self._server.poll() is None:
            try:
                with urlopen(address, timeout=5):
                    return
            except (URLError, OSError):
                time.sleep(0.1)
        said = (self.folder / "server.log").read_text(errors="replace")[-2000:]
        raise RuntimeError(f"JupyterLab did not start:\n{said}")

    def _end_kernels(self) -> None:
        for session in json.loads(self._ask("GET", "sessions")):
            self._ask("DELETE", f"sessions/{session['id']}")

    def _ask(self, method: str, what: str) -> bytes:
        address = f"http://127.0.0.1:{self.port}/api/{what}"
        headers = {"Authorization": f"token {self.token}"}
        with urlopen(Request(address, headers=headers, method=method), timeout=30) as answer:
            said: bytes = answer.read()
            return said

    def _new_page(self) -> Page:
        page = self._browser.new_page(
            viewport={"width": self._width, "height": 900}, reduced_motion="reduce"
        )
        page.set_default_timeout(20_000)
        page.route("**/*", self._guard)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def _guard(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.scheme in ("data", "blob") or parts.hostname in LOCAL:
            route.continue_()
        else:
            self.blocked.append(route.request.url)
            route.abort()

    def _stop(self) -> None:
        os.killpg(self._server.pid, signal.SIGTERM)  # the server ends its kernels
        try:
            self._server.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _write_notebook(path: Path, cells: Sequence[str]) -> None:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells], metadata={"kernelspec": kernel}
    )
    nbformat.write(notebook, path)
