"""The learner's commands: lab, solution, doctor, update."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen

import pytest
from typer.testing import CliRunner

from llmcourse import cli, doctor
from llmcourse.checks import progress
from llmcourse.environment import ROOT

SOURCE = '''# %% [markdown] prose="why"
# exercise="not_this"

# %% exercise="causal_mask" forbid=["tril"]
def causal_mask(length):
    """True where a query may look."""
    ### BEGIN SOLUTION
    return torch.ones(length, length).tril().bool()
    ### END SOLUTION

# %% check="causal_mask"
check(causal_mask)
'''


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one lesson's solution and an empty record of progress."""
    solutions = tmp_path / "solutions"
    solutions.mkdir()
    (solutions / "03_attention.py").write_text(SOURCE)
    monkeypatch.setattr(cli, "SOLUTIONS", solutions)
    monkeypatch.setattr(cli, "WORK", tmp_path / "work")
    monkeypatch.delenv("LLMCOURSE_PROGRESS", raising=False)
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.app, arguments)
    return done.exit_code, done.output


def test_no_solution_before_an_attempt(place: Path) -> None:
    code, said = run("solution", "03", "causal_mask")
    assert code == 1
    assert said.startswith("Try it first:")
    assert "tril" not in said


@pytest.mark.parametrize("lesson", ["03", "3", "03_attention"])
def test_solution_after_an_attempt(place: Path, lesson: str) -> None:
    record = place / "work" / progress.NAME
    progress.record("03_attention", "causal_mask", passing=False, path=record)
    code, said = run("solution", lesson, "causal_mask")
    assert code == 0
    assert said.splitlines() == [
        "def causal_mask(length):",
        '    """True where a query may look."""',
        "    return torch.ones(length, length).tril().bool()",
    ]


def test_attempt_at_another_exercise_does_not_count(place: Path) -> None:
    record = place / "work" / progress.NAME
    progress.record("03_attention", "padding_mask", passing=True, path=record)
    assert run("solution", "03", "causal_mask")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "listed"),
    [(("99", "causal_mask"), "03_attention"), (("03", "not_this"), "causal_mask")],
)
def test_unknown_names_list_what_there_is(
    place: Path, arguments: tuple[str, str], listed: str
) -> None:
    code, said = run("solution", *arguments)
    assert code == 1
    assert listed in said


def test_student_bundle_has_no_solutions(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "SOLUTIONS", place / "nowhere")
    code, said = run("solution", "03", "causal_mask")
    assert code == 1
    assert "your instructor holds them" in said


def test_every_exercise_of_the_real_lessons_is_found() -> None:
    for path in (ROOT / "solutions").glob("[0-9]*_*.py"):
        source = path.read_text()
        cells = cli.exercise_cells(source)
        assert len(cells) == source.count("### BEGIN SOLUTION")
        assert all(f"def {key}(" in cell or f"class {key}" in cell for key, cell in cells.items())


def test_update_says_so_when_there_is_nothing_to_do(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "refresh", list)
    assert run("update") == (0, "There are no lessons in course/.\n")


def test_lab_opens_the_start_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    (tmp_path / cli.START).parent.mkdir(parents=True)
    (tmp_path / cli.START).touch()
    command = cli.lab_command(9999, open_browser=False)
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert f"--ServerApp.root_dir={tmp_path}" in command
    assert "--LabApp.default_url=/lab/tree/work/00_start_here/00_start_here.ipynb" in command
    assert "--ServerApp.open_browser=False" in command
    assert "--ServerApp.port=9999" in command
    assert ("--ServerApp.allow_root=True" in command) == (os.geteuid() == 0)


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ":0", "SSH_CONNECTION": "a b"}, False),
        ("darwin", {}, True),
    ],
)
def test_browser_only_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, platform: str, environ: dict[str, str], expected: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(cli.sys, "platform", platform)
    monkeypatch.setattr(cli.webbrowser, "get", lambda: object())
    assert cli.has_browser() is expected


@pytest.mark.parametrize("option", ["--port=0", "--port=x", "--browse"])
def test_wrong_option(option: str) -> None:
    assert run("lab", option)[0] == 2


def test_jupyterlab_really_starts(tmp_path: Path, unused_tcp_port: int) -> None:
    """Prints its URL, serves the repository, without news, without saved widget state."""
    environ = {**cli.lab_environment(), "JUPYTER_CONFIG_DIR": str(tmp_path)}
    environ |= {"JUPYTERLAB_SETTINGS_DIR": str(tmp_path), "JUPYTER_TOKEN": "t"}
    command = cli.lab_command(unused_tcp_port, open_browser=False)
    with Popen(command, env=environ, stdout=PIPE, stderr=STDOUT, text=True) as server:
        try:
            assert server.stdout is not None
            url = next(
                line for line in server.stdout if "/lab/tree/work" in line and "http" in line
            )
            assert f":{unused_tcp_port}/lab/tree/work" in url
            base = f"http://127.0.0.1:{unused_tcp_port}/lab/api/settings/"
            assert setting(base + "@jupyterlab/apputils-extension:notification") == {
                "fetchNews": "false",
                "checkForUpdates": False,
            }
            manager = setting(base + "@jupyter-widgets/jupyterlab-manager:plugin")
            assert manager["saveState"] is False
        finally:
            server.terminate()
            server.wait(30)


def setting(url: str) -> dict[str, object]:
    """The defaults of a JupyterLab plugin that the course changes."""
    request = urllib.request.Request(url, headers={"Authorization": "token t"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(100):  # it prints its URL a moment before it listens
        with contextlib.suppress(urllib.error.URLError):
            with opener.open(request, timeout=30) as answer:
                schema = json.load(answer)["schema"]["properties"]
            break
        time.sleep(0.1)
    wanted = ("fetchNews", "checkForUpdates", "saveState")
    return {key: schema[key]["default"] for key in wanted if key in schema}


@pytest.fixture
def unused_tcp_port() -> int:
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_report_hides_home_and_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(ROOT))
    monkeypatch.setenv("GEMINI_API_KEY", "AIzaSecret")
    report = doctor.report()
    assert str(ROOT) not in report
    assert "~/work" in report
    assert "AIzaSecret" not in report
    assert "set (GEMINI_API_KEY)" in report


def test_report_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "PACKAGES", ("no-such-package",))
    [row] = [row for row in doctor.rows() if row.name == "no-such-package"]
    assert (row.state, row.found) == ("fail", "not installed")
    assert "make lab" in row.advice
    assert run("doctor")[0] == 1


def test_a_look_that_fails_is_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> int:
        raise ValueError("no such name")

    monkeypatch.setattr(doctor.os, "sysconf", broken)
    assert doctor.guarded(doctor.memory).state == "warn"


def test_other_jupyter_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JPY_PARENT_PID", str(os.getpid()))
    monkeypatch.setattr(sys, "prefix", "/elsewhere")
    assert doctor.jupyter().state == "warn"


def test_table_is_html_in_a_notebook_and_text_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "rows", lambda: [doctor.Row("a<b", "fail", "x & y", "do")])
    table = doctor.table()
    assert "a&lt;b" in table._repr_html_()
    assert "x &amp; y" in table._repr_html_()
    assert repr(table).endswith("✗ a<b  x & y  -> do")


def test_environment_of_the_tests_is_sound() -> None:
    assert [row for row in doctor.rows() if row.state == "fail"] == []
