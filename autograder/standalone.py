"""The code of a known answer as a learner would have typed it, able to stand in a notebook alone.

A mistakes file shares imports and small helpers between its functions. Here each function is cut
out under the exercise's name, together with just those lines of the file that it needs.
"""

import ast
import inspect
from collections.abc import Callable
from typing import Any

from autograder.rules import defined_names, needed_names


def code(file: str, answer: Callable[..., Any], name: str) -> str:
    """The code of `answer`, which stands in this mistakes file, defining `name`."""
    first = inspect.unwrap(answer).__code__.co_firstlineno
    module = ast.parse(file)
    function = next(
        node
        for node in module.body
        if isinstance(node, ast.FunctionDef) and _first_line(node) <= first <= node.lineno
    )
    function.name = name
    function.decorator_list = [d for d in function.decorator_list if not _marks(d)]
    return "\n\n".join([*_needed(module, ast.unparse(function)), ast.unparse(function)])


def _first_line(node: ast.FunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def _marks(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id in ("mistake", "variant")


def _needed(module: ast.Module, text: str) -> list[str]:
    """Statements of the file, in its order, that give the names which the text needs."""
    missing, chosen = needed_names(text), set[int]()
    while True:
        new = {
            index
            for index, node in enumerate(module.body)
            if index not in chosen and defined_names(ast.unparse(node)) & missing
        }
        if not new:
            return [ast.unparse(module.body[index]) for index in sorted(chosen)]
        chosen |= new
        for index in new:
            missing |= needed_names(ast.unparse(module.body[index]))
