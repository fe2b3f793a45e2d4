"""Where a task and its text stand in a prompt: any order, label, quotes, marks, letter case.

A wider `phrasing.around`, for tasks that must be recognized in any form.
"""

from collections.abc import Sequence

from llmcourse.data.draw import Draw
from llmcourse.data.grammar import capital
from llmcourse.data.phrasing import lower_first, misspell, polite

_QUOTES = (
    ('"', '"'), ("'", "'"), ("\u201c", "\u201d"), ('"', '"'), ("`", "`"), ("\u00ab", "\u00bb"),
    ('"', '"'),
)  # fmt: skip


def quoted(draw: Draw, text: str) -> str:
    """The text in quotation marks that it does not itself contain."""
    for left, right in draw.some(_QUOTES, 4):
        if left not in text and right not in text:
            return f"{left}{text}{right}"
    return text


def typed(draw: Draw, text: str, *, keep: bool = False, spelled: bool = True) -> str:
    """The task as typed: polite, in small letters, without its mark, misspelled, or neat.

    What is to `keep` begins with a name of which every letter counts; what is `spelled` has
    words that an answer repeats.
    """
    if keep:
        return text
    text = polite(draw, text)
    if draw.chance(0.3):
        text = lower_first(text)
        if draw.chance(0.6):
            text = text.rstrip(".?:")
    if not spelled and draw.chance(0.15):
        text = misspell(draw, text)
    return text


_TASK_FIRST = (
    "{i}{colon}\n{t}", "{i}{colon} {t}", "{i}\n\n{t}", "{i}{colon} {q}", "{i}{colon}\n{q}",
    "{i}\n{label}: {t}", "{i}\n\n{label}: {q}", "{i} {label}: {t}", "{i}\n---\n{t}",
    "Task: {i}\n{label}: {t}", "Instruction: {i}\nInput: {t}", "### Task\n{i}\n### {label}\n{t}",
    '{i}\n"""\n{t}\n"""', "{i}\n```\n{t}\n```", "{i}\n<text>{t}</text>", "{bare} >>> {t}",
    "{bare} - {q}", "{bare} for this {kind}: {t}", "{bare} from this {kind}: {q}", "{i} {q}",
    "{i} Here is the {kind}: {t}", "Q: {i} {q}\nA:", "{i} The {kind} is: {t}", "{bare} => {t}",
    "{bare} ({kind} below)\n\n{t}", "{i}\n{label} = {q}", "{i}\n\n\n{t}", "[{bare}] {t}",
)  # fmt: skip
_TEXT_FIRST = (
    "{t}\n{i}", "{t}\n\n{i}", "{t} {I}", "{q} {I}", "{q}\n{i}", "{q} - {i}", "{q} -> {i}",
    "{label}: {t}\n{i}", "{label}: {t}\n\n{i}", "{label}: {q}. {I}", "{label} = {q}\n{i}",
    "Read this {kind}: {q} {I}", "Here is a {kind}: {t}\n{i}", "{t}\n---\n{i}", "Given {q}: {i}",
    "Input: {t}\nTask: {i}\nOutput:", "{t} ({bare})", "{label}: {t}\nTask: {i}", "{t} | {i}",
    "I have this {kind}: {q} {I}", "Somebody wrote: {q}\n{i}", "This is the {kind}: {t} {I}",
    "<text>{t}</text>\n{i}", "```\n{t}\n```\n{i}", "{kind}: {t}\n{i}", "{label}:\n{t}\n\n{i}",
)  # fmt: skip


def placed(
    draw: Draw,
    task: str,
    text: str,
    labels: Sequence[str] = ("Text", "Sentence", "Input"),
    *,
    keep: bool = False,
    spelled: bool = True,
) -> str:
    """Task and text in one of the ways that people put them."""
    task = typed(draw, task, keep=keep, spelled=spelled)
    bare = task.rstrip(".:?")
    asks = task.endswith("?")
    label = draw.pick(labels)
    layout = draw.pick(_TASK_FIRST if draw.chance(0.55) else _TEXT_FIRST)
    if asks and layout.startswith(("{bare} f", "{bare} =", "{bare} (")):
        layout = "{i} {q}"
    return layout.format(
        i=task, I=capital(task) if draw.chance(0.7) and not keep else task, t=text, q=quoted(draw,
        text),
        bare=bare, label=label if draw.chance(0.7) else label.lower(), kind=label.lower(),
        colon="" if asks or task.endswith(":") else draw.pick((":", ":", "")),
    )  # fmt: skip
