"""All answers to a lesson's exercises that anybody can read in this repository.

The stub, the reference, its right variants and the known mistakes, as code. Whoever hands one of
them in may have found it there, or had the same thought.
"""

import ast
import inspect
from collections.abc import Callable
from typing import Any

from autograder.answers import mistakes_path, stub
from autograder.lesson import Lesson
from llmcourse.checks.authoring import Book


def published(lesson: Lesson, book: Book) -> dict[str, list[str]]:
    """The code of every known answer, by exercise; the reference comes first, then the stub."""
    path = mistakes_path(lesson)
    functions = _functions(path.read_text(encoding="utf-8")) if path.exists() else {}
    found = {each.key: [each.cell.text, stub(each)] for each in lesson.exercises}
    for variant in book.variants:
        found[variant.exercise].append(functions[_first_line(variant.answer)])
    for mistake in book.mistakes:
        found[mistake.exercise].append(functions[_first_line(mistake.answer)])
    return found


def everything(lesson: Lesson, book: Book) -> list[str]:
    """All known answers, and the file of mistakes with the helpers that they share."""
    path = mistakes_path(lesson)
    file = path.read_text(encoding="utf-8") if path.exists() else ""
    return [
        file,
        ast.unparse(ast.parse(file)),
        *(code for codes in published(lesson, book).values() for code in codes),
    ]


def _functions(file: str) -> dict[int, str]:
    """The functions of a file without their decorators, by the line where each begins."""
    found: dict[int, str] = {}
    for node in ast.parse(file).body:
        if isinstance(node, ast.FunctionDef):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            node.decorator_list = []
            found[first] = ast.unparse(node)
    return found


def _first_line(function: Callable[..., Any]) -> int:
    line: int = inspect.unwrap(function).__code__.co_firstlineno
    return line
