"""The code of a known answer as a learner would have typed it, able to stand in a notebook alone.

A mistakes file shares imports and small helpers between its functions. Here each function is cut
out under the exercise's name, together with just those lines of the file that it needs.
"""

import ast
import copy
import inspect
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from autograder.rules import defined_names, needed_names


def code(file: str, answer: Callable[..., Any], name: str) -> str:
    """The code of `answer`, which stands in this mistakes file, defining `name`."""
    first = inspect.unwrap(answer).__code__.co_firstlineno
    function = copy.deepcopy(
        next(
            node
            for node in _parsed(file).body
            if isinstance(node, ast.FunctionDef) and _first_line(node) <= first <= node.lineno
        )
    )
    function.name = name
    function.decorator_list = [d for d in function.decorator_list if not _marks(d)]
    return "\n\n".join([*_needed(file, ast.unparse(function)), ast.unparse(function)])


def _first_line(node: ast.FunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def _marks(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id in ("mistake", "variant")


def _needed(file: str, text: str) -> list[str]:
    """Statements of the file, in its order, that give the names which the text needs."""
    missing, chosen = needed_names(text), set[int]()
    statements = _statements(file)
    while True:
        new = {
            index
            for index, (_, names) in enumerate(statements)
            if index not in chosen and names & missing
        }
        if not new:
            return [statements[index][0] for index in sorted(chosen)]
        chosen |= new
        for index in new:
            missing |= needed_names(statements[index][0])


@lru_cache(maxsize=8)
def _parsed(file: str) -> ast.Module:
    return ast.parse(file)


@lru_cache(maxsize=8)
def _statements(file: str) -> list[tuple[str, frozenset[str]]]:
    """Each statement of the file, and the names that it gives."""
    texts = [ast.unparse(node) for node in _parsed(file).body]
    return [(text, frozenset(defined_names(text))) for text in texts]
