"""The set-up as a command: what it says, and what any Python, with nothing installed, can run."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from llmcourse import __main__, bootstrap, environment
from llmcourse.environment import DEVELOPER, LEARNER, ROOT


def test_says_what_it_will_download(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    bootstrap.announce(LEARNER)
    said = capsys.readouterr().err
    assert "about 350 MB" in said
    assert "CUDA, several GB" in said
    assert "PIP_EXTRA_INDEX_URL" in said
    monkeypatch.setattr(sys, "platform", "darwin")
    bootstrap.announce(DEVELOPER)
    assert "CUDA" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("NewConnectionError: Failed to establish a new connection", "Connect to the network"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: No matching distribution found for torch==2.13.0", "Try another Python"),
        ("ERROR: something else", "its messages above"),
    ],
)
def test_what_pip_failed_of(tmp_path: Path, line: str, advice: str) -> None:
    log = tmp_path / "setup.log"
    log.write_text(f"Collecting torch\n{line}\n")
    assert advice in environment.pip_failure(log)


@pytest.mark.parametrize("arguments", [["setup", "--fast"], ["run"], ["setup", "--", "ls"]])
def test_wrong_use(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(arguments) == 1
    assert "usage:" in capsys.readouterr().err


def test_needs_the_standard_library_only() -> None:
    """-S and -I: no site-packages, no user site, no environment variables."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from llmcourse import bootstrap, doctor; print(doctor.report())\n"
        "assert bootstrap.main(['--help']) == 0"
    )
    done = subprocess.run([sys.executable, "-ISc", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "usage:" in done.stdout
    assert "not installed" in done.stdout


def test_importing_the_package_imports_nothing() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); old = set(sys.modules)\n"
    code += "import llmcourse; print(sorted(set(sys.modules) - old))"
    done = subprocess.run([sys.executable, "-ISc", code], capture_output=True, text=True)
    assert done.stdout.strip() == "['llmcourse']"


def test_old_pythons_can_read_what_they_must() -> None:
    for name in ("__init__.py", "__main__.py"):
        ast.parse((ROOT / "llmcourse" / name).read_text(), feature_version=(3, 4))


def test_too_old_a_python_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    assert __main__.main() == 1
    said = capsys.readouterr().err
    assert "This is Python 3.9" in said
    assert "make PYTHON=python3." in said


def test_run_starts_a_command_in_the_environment(tmp_path: Path) -> None:
    code = "import llmcourse, os, sys; print(sys.argv[1:], os.environ['PATH'].split(':')[0])"
    command = [sys.executable, "-m", "llmcourse", "run", "--dev", "--", "python", "-c", code]
    done = subprocess.run([*command, "--dev", "--"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("['--dev', '--']")
    assert done.stdout.strip().endswith(str(Path(sys.executable).parent))
