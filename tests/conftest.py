"""What all tests share: programs from outside Python, and what a skipped test means.

On CI (CI=true) a skip is a failure: everything a test needs is installed there. Elsewhere a
skip names the package that is missing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Generator
from typing import TypeVar

import pytest

os.environ.pop("COLUMNS", None)  # pytest-xdist sets it, and rich would keep to it
Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def without_skip(report: Report) -> Report:
    """On CI, a skip becomes a failure; an expected failure stays one."""
    on_ci = os.environ.get("CI", "").lower() in ("1", "true")
    if on_ci and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skipped, which is a failure on CI: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return without_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return without_skip((yield))


@pytest.fixture
def program() -> Callable[..., str]:
    """Path of the first of some programs; skips, naming the Debian package, without one."""

    def find(package: str, *names: str) -> str:
        for name in names or (package,):
            path = shutil.which(name)
            if path:
                return path
        pytest.skip(f"needs the package {package} (Debian: sudo apt install {package})")

    return find
