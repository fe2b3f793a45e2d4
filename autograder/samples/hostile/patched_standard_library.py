"""patch: json, struct, inspect, ast, compile and open."""

EXPECTED: dict[str, int] = {}
CELLS = [
    """\
import ast, builtins, inspect, json, struct

json.dumps = lambda *args, **kwargs: '{"cells": [{}]}'
struct.Struct.pack = None if False else struct.Struct.pack
inspect.getsource = lambda function: "def answer(): pass"
ast.parse = lambda *args, **kwargs: ast.Module([], [])
builtins.compile = lambda *args, **kwargs: None
""",
]
