"""Findings as cards: one notebook output with HTML and the same as plain text.

Colors come from JupyterLab's theme, and none carries a meaning alone: a sign and words say it too.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from torch import Tensor

from llmcourse.checks import tables
from llmcourse.checks.cases import Case
from llmcourse.checks.examine import Finding
from llmcourse.checks.observe import gradient_tolerance
from llmcourse.checks.tables import MARK, Table
from llmcourse.checks.words import dtype_name

GOOD, BAD, NEUTRAL = "#009E73", "#D55E00", "var(--jp-border-color1,#888)"
HEADLINES = {
    "unknown": "no such exercise",
    "signature": "the parameters were changed",
    "forbidden": "this one is yours to build",
    "raised": "your code stopped with an error",
    "type": "another type was expected",
    "structure": "the parts do not match",
    "shape": "the shape is not right yet",
    "dtype": "the dtype is not right yet",
    "values": "the values are not right yet",
    "changed": "an input was changed",
    "gradients": "the gradients are not right yet",
    "broken": "the check failed",
}
MAX_VALUE = 200


@dataclass(frozen=True)
class Card:
    """The same in HTML and in plain text."""

    html: str
    text: str


@dataclass(frozen=True)
class _Folded:
    """What opens with a click: a summary and the blocks below it."""

    summary: str
    blocks: list[_Block]

    def text(self) -> str:
        return "\n".join([self.summary, *(block.text() for block in self.blocks)])

    def html(self) -> str:
        body = "".join(block.html() for block in self.blocks)
        summary = f'<summary style="cursor:pointer;">{_words(self.summary)}</summary>'
        return f'<details style="margin-top:6px;">{summary}{body}</details>'


@dataclass(frozen=True)
class _Block:
    """A part of a card: words, or code under a label, or tables side by side."""

    words: str = ""
    code: str = ""
    tables: tuple[Table, ...] = ()

    def text(self) -> str:
        code = "\n".join(f"    {line}" for line in self.code.splitlines())
        return "\n".join(p for p in (self.words, code, tables.side_by_side(list(self.tables))) if p)

    def html(self) -> str:
        words = f'<div style="margin-top:4px;">{_words(self.words)}</div>' if self.words else ""
        code = (
            '<pre style="margin:2px 0 0 12px;white-space:pre-wrap;background:none;color:inherit;">'
            f"{html.escape(self.code)}</pre>"
            if self.code
            else ""
        )
        grids = "".join(table.html() for table in self.tables)
        row = f'<div style="display:flex;flex-wrap:wrap;">{grids}</div>' if grids else ""
        return words + code + row


def draw(finding: Finding) -> Card:
    """The card of a finding."""
    if finding.passed:
        return _card("✓", GOOD, f"{finding.title}: {finding.words}", _printed(finding))
    if finding.kind == "not started":
        head = f"{finding.title}: Not started yet"
        return _card("○", NEUTRAL, head, [_Block(finding.words)])
    blocks: list[_Block | _Folded] = [_Block(finding.words)]
    if finding.line:
        blocks.append(_Block(f"Line {finding.line[0]}:", code=finding.line[1]))
    blocks += _comparison(finding)
    if finding.question:
        blocks.append(_Block(f"A question: {finding.question}"))
    if finding.case:
        blocks.append(_inputs(finding.case))
    head = f"{finding.title}: {HEADLINES[finding.kind]}"
    return _card("✗", BAD, head, [*blocks, *_printed(finding)])


def banner(name: str) -> Card:
    """Says that the course's own function stands in for the learner's."""
    words = f"Shown with the course's own `{name}`; yours takes over once its visible tests pass."
    return Card(
        '<div style="border-left:4px solid var(--jp-border-color1,#888);padding:2px 8px;'
        f'font-size:12px;color:var(--jp-ui-font-color1,inherit);">{_words(words)}</div>',
        words,
    )


def run_of_the_cell() -> int | None:
    """Which run of a notebook cell this is; None outside a notebook."""
    if "IPython" not in sys.modules:
        return None
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    return None if shell is None else int(shell.execution_count)


def show(card: Card) -> None:
    """A notebook output where there is a notebook, else printed."""
    if "IPython" in sys.modules:
        from IPython.core.getipython import get_ipython
        from IPython.display import display

        if get_ipython() is not None:
            display({"text/html": card.html, "text/plain": card.text}, raw=True)  # type: ignore[no-untyped-call]
            return
    print(card.text)


def _card(sign: str, color: str, head: str, blocks: Sequence[_Block | _Folded]) -> Card:
    body = "".join(block.html() for block in blocks)
    return Card(
        f'<div style="border-left:4px solid {color};padding:4px 12px;'
        'color:var(--jp-ui-font-color1,inherit);font-size:13px;line-height:1.45;">'
        f"<strong>{sign} {html.escape(head)}</strong>{body}</div>",
        "\n".join([f"{sign} {head}", *(block.text() for block in blocks)]),
    )


def _words(text: str) -> str:
    """Escaped, with `names` in code type."""
    return re.sub(r"`([^`\n]+)`", r'<code style="color:inherit;">\1</code>', html.escape(text))


def _comparison(finding: Finding) -> list[_Block]:
    actual, expected = finding.actual, finding.expected
    if not (isinstance(actual, Tensor) and isinstance(expected, Tensor)):
        return []
    apart = gradient_tolerance(expected) if finding.kind == "gradients" else None
    grids = tables.pair(actual, expected, apart)
    marked = any(cell.wrong for table in grids for row in table.rows for cell in row)
    legend = [_Block(f"{MARK} differs")] if marked else []
    return [_Block(tables=tuple(grids)), *legend] if grids else []


def _inputs(case: Case) -> _Folded:
    blocks = []
    for name, value in case.args.items():
        if isinstance(value, Tensor):
            order = "" if value.is_contiguous() else ", not contiguous in memory"
            shape = f"{name}: shape {tuple(value.shape)}, {dtype_name(value.dtype)}{order}"
            blocks.append(_Block(shape, tables=tuple(tables.small(value, name))))
        else:
            text = repr(value)
            text = text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 3] + "..."
            blocks.append(_Block(f"{name} = {text}"))
    return _Folded(f'The case "{case.name}":', blocks)


def _printed(finding: Finding) -> list[_Block]:
    return [_Block("Your code printed:", code=finding.printed)] if finding.printed.strip() else []
