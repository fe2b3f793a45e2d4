"""The words of the widgets' benchmark: the machine, the ratios and the page. Measures nothing."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any

COMMAND = "python -m benchmarks.bench_widgets"


def machine() -> str:
    """The machine in words: cores and model, no name."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = names[0].split(":", 1)[1].strip() if names else model
    return (
        f"{os.cpu_count()} cores, {model}, {platform.system()}, Python {platform.python_version()}"
    )


def ratios(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, float]:
    """How many times less ours needs, against the equivalent control."""
    control, moved = next(iter(theirs["controls"].items()))
    mine = ours["controls"][control]
    pairs = {
        "p50": (moved["p50_ms"], mine["p50_ms"]),
        "p95": (moved["p95_ms"], mine["p95_ms"]),
        "shown": (theirs["shown_ms"], ours["shown_ms"]),
        "bytes": (theirs["websocket_bytes"], ours["websocket_bytes"]),
    }
    return {name: round(their / mine, 1) for name, (their, mine) in pairs.items()}


def page_of(report: dict[str, Any]) -> str:
    """The report as Markdown."""
    lines = ["# Widgets, measured", "", f"{report['machine']}; {report['date']}; `{COMMAND}`.", ""]
    lines += ["Milliseconds from the key event to the first change of the chart, p50 / p95.", ""]
    lines += ["| widget | control | own page | JupyterLab |", "| --- | --- | --- | --- |"]
    for name in report["standalone"]:
        for control, own in report["standalone"][name]["controls"].items():
            lab = report["lab"][name]["controls"][control]
            own_words, lab_words = (f"{t['p50_ms']} / {t['p95_ms']}" for t in (own, lab))
            lines.append(f"| {name} | {control} | {own_words} | {lab_words} |")
    lines += ["", "In JupyterLab beside plotly's FigureWidget moved by an ipywidgets slider:", ""]
    lines += [
        "| equivalent of | plotly p50 / p95 ms | shown, ours / plotly ms | bytes, ours / plotly"
    ]
    lines[-1] += " | times faster p50, p95 | times fewer bytes |"
    lines += ["| --- | --- | --- | --- | --- | --- |"]
    for name in report["standalone"]:
        ours, theirs = report["lab"][name], report["plotly"][name]
        moved, ratio = next(iter(theirs["controls"].values())), report["ratios"][name]
        row = [name, f"{moved['p50_ms']} / {moved['p95_ms']}"]
        row += [f"{ours['shown_ms']} / {theirs['shown_ms']}"]
        row += [f"{ours['websocket_bytes']:,} / {theirs['websocket_bytes']:,}"]
        row += [f"{ratio['p50']}, {ratio['p95']}", str(ratio["bytes"])]
        lines.append(f"| {' | '.join(row)} |")
    lines += ["", "Browser's part of a first render on an own page, and payload:", ""]
    for name in report["standalone"]:
        own = report["standalone"][name]
        first, size = own["first_render"]["p50_ms"], own["payload_bytes"]
        lines.append(f"- {name}: {first} ms, {size:,} bytes")
    lines += ["", "“Shown” includes the kernel: our widgets draw their still picture in that time."]
    lines += [f"Requests that were not local: {report['blocked']}."]
    return "\n".join(lines) + "\n"
