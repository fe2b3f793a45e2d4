"""What every benchmark page says first: on what it ran, when, and by which command."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path


def machine() -> str:
    """Cores, processor, system and Python; no name and no address."""
    model = platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text(encoding="utf-8").splitlines()
        names = [line for line in lines if line.startswith("model name")]
        model = names[0].split(":", 1)[1].strip() if names else model
    cores, python = os.cpu_count(), platform.python_version()
    return f"{cores} cores, {model}, {platform.system()}, Python {python}"


def stamp(command: str) -> list[str]:
    """The lines under a page's title."""
    day = datetime.now(UTC).date().isoformat()
    return [f"Machine: {machine()}. Date: {day}. Command: `{command}`."]
