"""Finds calls of library functions that an exercise asks to build: an honesty tripwire.

It reads the learner's source as a syntax tree, so comments and strings never count. It is no
security: whoever wants to hide a call (`getattr`, `exec`) can.
"""

from __future__ import annotations

import ast
import textwrap

GIVEN, COURSE = "given.", "llmcourse"


def forbidden_names(source: str, forbid: list[str]) -> list[tuple[str, int]]:
    """The forbidden names that a source uses, each with its line (from 1), in order.

    An entry counts by its last part: "tril", as well as "torch.tril", hits `torch.tril(x)`,
    `x.tril()`, `tril(x)` and `from torch import tril as t`. A bare name that the source itself
    binds, such as a variable of that name, does not count. An entry "given.attention" hits that
    alone, under whatever name, and imports of it from the course: lessons hand the finished parts
    over under the name `given`. An import outside the source is not seen. Source that does not
    parse gives none.
    """
    try:
        tree = ast.parse(textwrap.dedent(source))
    except (SyntaxError, ValueError, RecursionError):
        return []
    handed = {entry.removeprefix(GIVEN) for entry in forbid if entry.startswith(GIVEN)}
    names = {entry.rpartition(".")[2] for entry in forbid if not entry.startswith(GIVEN)}
    nodes = list(ast.walk(tree))
    own = {name for node in nodes for name in _bound(node)}
    hits = {hit for node in nodes for hit in _used(node, own) if hit[0] in names}
    other = {"given"} | {name for node in nodes for name in _renamed(node)}
    hits |= {hit for node in nodes for hit in _handed(node, other) if hit[0] in handed}
    return sorted(hits, key=lambda hit: (hit[1], hit[0]))


def _renamed(node: ast.AST) -> list[str]:
    """Further names under which a node makes `given`, or a module of the course, known."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name):
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        return names if f"{node.value.id}." == GIVEN else []
    if isinstance(node, ast.Import):
        return [alias.asname or COURSE for alias in node.names if _is_course(alias.name)]
    if isinstance(node, ast.ImportFrom) and _is_course(node.module or ""):
        return [alias.asname or alias.name for alias in node.names]
    return []


def _handed(node: ast.AST, other: set[str]) -> list[tuple[str, int]]:
    """The part that a node takes from `given`, by this or another name, or from the course."""
    if isinstance(node, ast.ImportFrom) and _is_course(node.module or ""):
        return [(alias.name, node.lineno) for alias in node.names]
    if isinstance(node, ast.Attribute) and _root(node.value) in other:
        return [(node.attr, node.lineno)]
    return []


def _root(node: ast.AST) -> str:
    """The name that a dotted name begins with."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _is_course(module: str) -> bool:
    return module.partition(".")[0] == COURSE


def _bound(node: ast.AST) -> list[str]:
    """Names that a node gives a meaning of the learner's own."""
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        return [node.id]
    if isinstance(node, ast.arg):
        return [node.arg]
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        return [f"self.{node.attr}"] if _is_self(node) else []
    return []


def _used(node: ast.AST, own: set[str]) -> list[tuple[str, int]]:
    if isinstance(node, ast.ImportFrom):
        return [(alias.name, node.lineno) for alias in node.names]
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        if _is_self(node) and f"self.{node.attr}" in own:
            return []
        return [(node.attr, node.end_lineno or node.lineno)]
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in own:
        return [(node.id, node.lineno)]
    return []


def _is_self(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "self"
