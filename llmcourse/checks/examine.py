"""What is wrong with a learner's function, first things first; nothing is drawn here.

The order: not begun, parameters renamed, a forbidden call, and then for every visible case, the
smallest first: an error, the wrong type or structure, shape, dtype, values, inputs changed in
place, gradients. Only the first of these is told.
"""

from __future__ import annotations

import ast
import inspect
import linecache
import os
import textwrap
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from torch import Tensor

from llmcourse.checks.capture import captured
from llmcourse.checks.cases import Case
from llmcourse.checks.compare import DETOUR, difference, follow, is_plain
from llmcourse.checks.forbid import forbidden_names
from llmcourse.checks.observe import (
    Observation,
    alike,
    gradient_tolerance,
    observe,
    wrong_gradients,
)
from llmcourse.checks.records import ExerciseRecord

PASSED = "Visible tests pass; hidden tests run at grading."


@dataclass(frozen=True)
class Finding:
    """The one thing to tell about a function.

    Attributes:
        kind: "passed", "not started", "unknown", "signature", "forbidden", "raised", a kind of
            `Difference`, "changed", "gradients" or "broken" (the check itself failed).
        title: the exercise's title, or its name.
        words: one or two sentences.
        case: the case that shows it.
        actual: the part of the result that differs, where there is one.
        expected: the part that it should equal.
        line: number and text of the learner's line that it is about.
        question: of the known mistake that the function makes, or "".
        printed: what the learner's code printed and warned of, shortened.
    """

    kind: str
    title: str
    words: str
    case: Case | None = None
    actual: object = None
    expected: object = None
    line: tuple[int, str] | None = None
    question: str = ""
    printed: str = ""

    @property
    def passed(self) -> bool:
        return self.kind == "passed"


def examine(function: Callable[..., Any], exercise: ExerciseRecord) -> Finding:
    """The finding about a function. Everything it raises is caught, except KeyboardInterrupt."""
    with captured() as heard:
        finding = _find(function, exercise)
    return replace(finding, printed=heard.text())


class _Calls:
    """The function's observations by case, each made when it is first asked for."""

    def __init__(self, function: Callable[..., Any], exercise: ExerciseRecord) -> None:
        self.function, self.cases = function, exercise.cases
        self.may_be_none = any(not one.error and one.value is None for one in exercise.expected)
        self.seen: dict[int, Observation] = {}
        self.lines: dict[int, tuple[int, str] | None] = {}

    def __getitem__(self, index: int) -> Observation:
        if index not in self.seen:

            def note(error: BaseException) -> None:
                self.lines[index] = _line(self.function, error)

            self.seen[index] = observe(self.function, self.cases[index], raised=note)
        return self.seen[index]


def _find(function: Callable[..., Any], exercise: ExerciseRecord) -> Finding:
    calls = _Calls(function, exercise)
    if exercise.cases and (line := _stub_line(calls)):
        return _not_finished(function, exercise, line)
    return (
        _signature(function, exercise)
        or _forbidden(function, exercise)
        or _failure(calls, exercise)
        or Finding("passed", exercise.title, PASSED)
    )


def _stub_line(calls: _Calls) -> tuple[int, str] | None:
    """The function's own `raise NotImplementedError` if that spoke; torch raises that too."""
    error, line = calls[0].error, calls.lines.get(0)
    if error is None or error[0] != "NotImplementedError":
        return None
    if line is None:
        return None if error[1] else (0, "")
    return line if line[1].startswith("raise NotImplementedError") else None


def _not_finished(
    function: Callable[..., Any], exercise: ExerciseRecord, line: tuple[int, str]
) -> Finding:
    """Either nothing was typed yet, or the stub's last line was left standing."""
    try:
        begun = _typed(inspect.getsource(inspect.unwrap(function))) != _typed(exercise.stub)
    except (OSError, TypeError, SyntaxError, IndexError):
        begun = False
    if not begun:
        words = "Write your code where it says `raise NotImplementedError`, and run both cells."
        return Finding("not started", exercise.title, words)
    words = "This line still stops your code: delete it, and run both cells again."
    return Finding("raised", exercise.title, words, line=line)


def _typed(source: str) -> list[str]:
    """The statements of a definition, but for its docstring and the stub's last line."""
    definition = ast.parse(textwrap.dedent(source)).body[-1]
    lines = [ast.unparse(statement) for statement in getattr(definition, "body", [])]
    return [line for line in lines if not line.startswith(("raise NotImplementedError", '"', "'"))]


def _signature(function: Callable[..., Any], exercise: ExerciseRecord) -> Finding | None:
    try:
        names = list(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return None
    if names == exercise.parameters or _fits(function, exercise):
        return None
    words = (
        f"The parameters are ({', '.join(names)}), expected ({', '.join(exercise.parameters)}). "
        "Please leave the line with `def` as it was given."
    )
    return Finding("signature", exercise.title, words)


def _fits(function: Callable[..., Any], exercise: ExerciseRecord) -> bool:
    """Whether every case can be called: other names and further defaults do no harm."""
    try:
        for case in exercise.cases:
            inspect.signature(function).bind(*case.args.values())
    except TypeError:
        return False
    return True


def _forbidden(function: Callable[..., Any], exercise: ExerciseRecord) -> Finding | None:
    plain = inspect.unwrap(function)
    try:
        source = inspect.getsource(plain)
    except (OSError, TypeError, SyntaxError, IndexError):
        return None
    hits = forbidden_names(source, exercise.forbid)
    if not hits:
        return None
    name, line = hits[0]
    text = source.splitlines()[line - 1].strip()
    code = getattr(plain, "__code__", None)
    number = line + (code.co_firstlineno - 1 if code else 0)
    words = f"`{name}` does what this exercise asks you to build. Try it without."
    return Finding("forbidden", exercise.title, words, line=(number, text))


def _failure(calls: _Calls, exercise: ExerciseRecord) -> Finding | None:
    """The first case that fails, with a known mistake's question where all cases show it."""
    for index, expected in enumerate(exercise.expected):
        finding = _judge(calls, index, expected, exercise.title)
        if finding:
            return replace(finding, question=_question(calls, exercise))
    return None


def _judge(calls: _Calls, index: int, expected: Observation, title: str) -> Finding | None:
    actual, case = calls[index], calls.cases[index]
    if actual.error or expected.error:
        return _judge_error(calls, index, expected, title)
    found = difference(actual.value, expected.value, may_be_none=calls.may_be_none)
    if found:
        parts = follow(actual.value, found.path), follow(expected.value, found.path)
        if not is_plain(parts[0]):
            return Finding(found.kind, title, _sentence(found.words), case)
        return Finding(found.kind, title, _sentence(found.words), case, *parts)
    for name in actual.changed:
        if name not in expected.changed:
            copy = "a new tensor" if isinstance(case.args[name], Tensor) else "a copy"
            words = f"`{name}` was changed in place. Leave inputs as they are: work on {copy}."
            return Finding("changed", title, words, case)
    return _judge_gradients(actual, expected, case, title)


def _judge_error(calls: _Calls, index: int, expected: Observation, title: str) -> Finding | None:
    actual, case = calls[index], calls.cases[index]
    if actual.error and expected.error and actual.error[0] == expected.error[0]:
        return None
    should = f" Here it should raise {expected.error[0]}." if expected.error else ""
    if actual.error:
        words = ": ".join(filter(None, actual.error)) + should
        return Finding("raised", title, words, case, line=calls.lines.get(index))
    return Finding("type", title, f"It returned a value.{should}", case)


def _judge_gradients(
    actual: Observation, expected: Observation, case: Case, title: str
) -> Finding | None:
    if not case.gradients:
        return None
    for name in wrong_gradients(actual, expected):
        ours, theirs = (actual.gradients or {}).get(name), (expected.gradients or {}).get(name)
        if ours is None:
            words = f"No gradient reaches `{name}`: is something detached or under no_grad?"
            return Finding("gradients", title, words, case)
        if theirs is None:
            words = f"A gradient reaches `{name}`, but the result should not depend on it smoothly."
            return Finding("gradients", title, words, case)
        apart = gradient_tolerance(theirs)
        found = difference(ours, theirs, rtol=apart.rtol, atol=apart.atol)
        words = f"The gradient of `{name}`: {found.words if found else 'it differs.'}"
        return Finding("gradients", title, words, case, ours, theirs)
    return None


def _question(calls: _Calls, exercise: ExerciseRecord) -> str:
    for mistake in exercise.mistakes:
        pairs = enumerate(mistake.observations)
        if all(alike(calls[i], one, double=DETOUR) for i, one in pairs):
            return mistake.ask
    return ""


def _line(function: Callable[..., Any], error: BaseException) -> tuple[int, str] | None:
    """The last line of the learner's own cells that the error passed through."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    if code is None:
        return None
    folder = os.path.dirname(code.co_filename)
    own = None
    for frame, number in traceback.walk_tb(error.__traceback__):
        if os.path.dirname(frame.f_code.co_filename) == folder:
            own = frame.f_code.co_filename, number
    return (own[1], linecache.getline(*own).strip()) if own else None


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
