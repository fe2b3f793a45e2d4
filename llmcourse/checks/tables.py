"""Small tensors as tables, in HTML and in plain text, with the entries that differ marked.

Booleans are filled and empty squares. A table shows at most 8 x 8 entries of the last two axes.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from itertools import zip_longest

import torch
from torch import Tensor

from llmcourse.checks.compare import Tolerance, wrong_entries

SIDE = 8
MARK = "*"
DECIMALS = (3, 6, 9, 12)
CELL = "padding:1px 6px;text-align:right;border:none;background:none;color:inherit;"
CAPTION = "caption-side:top;text-align:left;white-space:nowrap;color:inherit;"
WRONG = "font-weight:700;outline:2px solid #D55E00;outline-offset:-2px;"


@dataclass(frozen=True)
class Cell:
    """One entry: its text, whether it differs, and what a screen reader says instead of it."""

    text: str
    wrong: bool = False
    label: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of cells, and a caption that may be empty."""

    caption: str
    rows: list[list[Cell]]

    def text(self) -> list[str]:
        """Lines of equal width; a star follows every entry that differs."""
        width = max((len(cell.text) for row in self.rows for cell in row), default=0)
        lines = [
            " ".join(f"{cell.text:>{width}}{MARK if cell.wrong else ' '}" for cell in row)
            for row in self.rows
        ] or ["(empty)"]
        if self.caption:
            lines.insert(0, self.caption)
        wide = max(map(len, lines))
        return [line.ljust(wide) for line in lines]

    def html(self) -> str:
        marked = any(cell.wrong for row in self.rows for cell in row)
        rows = "".join(
            f"<tr>{''.join(_td(cell, marked) for cell in row)}</tr>" for row in self.rows
        )
        caption = html.escape(self.caption)
        if caption:
            caption = f'<caption style="{CAPTION}">{caption}</caption>'
        return (
            '<table style="border-collapse:collapse;margin:4px 24px 4px 0;'
            'font-family:var(--jp-code-font-family,monospace);font-size:12px;">'
            f"{caption}{rows or '<tr><td>(empty)</td></tr>'}</table>"
        )


def small(tensor: Tensor, name: str) -> list[Table]:
    """A tensor's entries where there are few (two axes of at most 8, 64 in all), else nothing."""
    flat = _plain(tensor)
    if flat.numel() > SIDE * SIDE or any(size > SIDE for size in flat.shape[-2:]):
        return []
    if flat.ndim <= 2:
        return [Table("", _rows(flat, None))]
    lead = flat.shape[:-2]
    indices = [tuple(map(int, i)) for i in torch.ones(lead).nonzero()]
    return [Table(f"{name}{list(i)}", _rows(flat[i], None)) for i in indices]


def pair(actual: Tensor, expected: Tensor, tolerance: Tolerance | None = None) -> list[Table]:
    """Expected and actual side by side: the 8 x 8 entries around the first that differs.

    They get as many decimals as it takes to see the difference. Tensors of two shapes are shown
    where they are small, and nothing is marked.
    """
    if actual.shape != expected.shape:
        return [
            Table(f"{who}{table.caption}", table.rows)
            for who, tensor in (("expected", expected), ("yours", actual))
            for table in small(tensor, "")
        ]
    ours, theirs = _plain(actual), _plain(expected)
    wrong = None
    index: tuple[int, ...] = (0,) * ours.ndim
    if ours.dtype == theirs.dtype:
        wrong = wrong_entries(ours, theirs, tolerance)
        if bool(wrong.any()):
            index = tuple(int(i) for i in wrong.nonzero()[0])
    if not ours.numel():
        return []
    window = _window(tuple(ours.shape), index)
    place = "" if _is_whole(tuple(ours.shape)) else f" [{_say(window)}]"
    marks = wrong[window] if wrong is not None else None
    for decimals in DECIMALS:
        rows = [_rows(part[window], marks, decimals) for part in (theirs, ours)]
        if _told_apart(*rows):
            break
    return [Table(f"expected{place}", rows[0]), Table(f"yours{place}", rows[1])]


def _told_apart(expected: list[list[Cell]], ours: list[list[Cell]]) -> bool:
    """Whether each entry that differs also reads differently."""
    return all(
        a.text != b.text
        for row, other in zip(expected, ours, strict=True)
        for a, b in zip(row, other, strict=True)
        if a.wrong
    )


def side_by_side(tables: list[Table]) -> str:
    """Tables next to each other, as text."""
    blocks = [table.text() for table in tables]
    widths = [len(block[0]) for block in blocks]
    rows = zip_longest(*blocks, fillvalue="")
    lines = ("    ".join(p.ljust(w) for p, w in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)


def _plain(tensor: Tensor) -> Tensor:
    tensor = tensor.detach().cpu()
    return tensor.float() if tensor.is_floating_point() and tensor.element_size() == 1 else tensor


def _is_whole(shape: tuple[int, ...]) -> bool:
    return len(shape) <= 2 and all(size <= SIDE for size in shape)


def _window(shape: tuple[int, ...], index: tuple[int, ...]) -> tuple[int | slice, ...]:
    window: list[int | slice] = list(index)
    for axis in range(max(0, len(shape) - 2), len(shape)):
        start = max(0, min(index[axis] - SIDE // 2, shape[axis] - SIDE))
        window[axis] = slice(start, min(start + SIDE, shape[axis]))
    return tuple(window)


def _say(window: tuple[int | slice, ...]) -> str:
    return ", ".join(f"{i.start}:{i.stop}" if isinstance(i, slice) else str(i) for i in window)


def _rows(tensor: Tensor, wrong: Tensor | None, decimals: int = 3) -> list[list[Cell]]:
    if tensor.ndim < 2:
        tensor = tensor.reshape(1, -1)
        wrong = wrong.reshape(1, -1) if wrong is not None else None
    marks = wrong.tolist() if wrong is not None else [[False] * tensor.shape[1]] * len(tensor)
    return [
        [_cell(value, mark, decimals) for value, mark in zip(values, row, strict=True)]
        for values, row in zip(tensor.tolist(), marks, strict=True)
    ]


def _cell(value: object, wrong: bool, decimals: int) -> Cell:
    if isinstance(value, bool):
        return Cell("■" if value else "□", wrong, f"{value}{', differs' if wrong else ''}")
    return Cell(_short(value, decimals), wrong)


def _short(value: object, decimals: int) -> str:
    if isinstance(value, complex):
        return f"{value:.{decimals}f}"
    if not isinstance(value, float):
        return str(value)
    text = f"{value:.{decimals}f}" if abs(value) < 1e5 else f"{value:.{decimals}g}"
    return text.removeprefix("-") if not float(text) else text


def _td(cell: Cell, marked: bool) -> str:
    """One entry; where others carry a mark, room for one, so that columns stay in line."""
    label = f' aria-label="{html.escape(cell.label)}"' if cell.label else ""
    room = f'<span style="visibility:hidden">{MARK}</span>' if marked else ""
    text = html.escape(cell.text) + (MARK if cell.wrong else room)
    return f'<td style="{CELL}{WRONG if cell.wrong else ""}"{label}>{text}</td>'
