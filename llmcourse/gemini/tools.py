"""Function calling: how functions are shown to the model, and what its call may look like.

The model chooses by itself: with mode AUTO it may write anything, but once it opens a JSON object
that object must be a call of a declared function with arguments by its schema; with ANY nothing
else can be written. One call a turn.
"""

import json
from collections.abc import Iterable, Sequence

from llmcourse.gemini.errors import absent, invalid
from llmcourse.gemini.schemas import FunctionDeclaration, Json, Tool, ToolConfig, plain_schema
from llmcourse.models.automaton import EMPTY, Expression, either, one_of, repeat, text, then
from llmcourse.models.constrained import Constraint
from llmcourse.models.schema import expression

_ANYTHING_ELSE = either(
    EMPTY, then(one_of(set(range(256)) - set(b"{")), repeat(one_of(range(256))))
)


def declared(tools: Iterable[Tool], config: ToolConfig) -> list[FunctionDeclaration]:
    """The functions that may be called now, none with mode NONE."""
    functions: list[FunctionDeclaration] = []
    for tool in tools:
        for name, value in (tool.model_extra or {}).items():
            if value is not None:
                raise absent(f"tool {name!r}: it calls the functions that you declare")
        functions += tool.function_declarations
    chosen = config.function_calling_config
    names = [function.name for function in functions]
    if unknown := set(chosen.allowed_function_names) - set(names):
        raise invalid(f"allowed_function_names has {sorted(unknown)}; declared are {names}.")
    if chosen.mode == "ANY" and not functions:
        raise invalid("Function calling mode is set to ANY, but no function declarations are set.")
    if chosen.mode == "NONE":
        return []
    allowed = chosen.allowed_function_names or names
    return [function for function in functions if function.name in allowed]


def parameters(function: FunctionDeclaration) -> Json:
    """The function's parameters as JSON Schema."""
    given = function.parameters or function.parameters_json_schema or {}
    schema: Json = plain_schema(given) or {"type": "object", "properties": {}}
    if not isinstance(schema.setdefault("properties", {}), dict):
        raise invalid(f"The parameters of {function.name} have no properties.")
    return schema


def listing(functions: Sequence[FunctionDeclaration]) -> str:
    """The functions as the system turn lists them, in the words of the model's training."""
    if not functions:
        return ""
    shown = (f"{one.name}({', '.join(parameters(one)['properties'])})" for one in functions)
    return f"You can use these tools: {', '.join(shown)}."


def call_text(name: str, args: Json) -> str:
    """A call as the model writes it."""
    return json.dumps({"name": name, "args": args}, ensure_ascii=False)


def read_call(written: str) -> Json | None:
    """The call that a text is, None if it is none."""
    if not written.startswith("{"):
        return None
    try:
        call = json.loads(written)
    except ValueError:
        return None
    return {"name": call["name"], "args": call["args"]}


def call_constraint(functions: Sequence[FunctionDeclaration], *, forced: bool) -> Constraint:
    """The texts that are a call, and, if none is forced, all that do not begin as one."""
    calls = either(*map(_call, functions))
    return Constraint(calls if forced else either(calls, _ANYTHING_ELSE))


def _call(function: FunctionDeclaration) -> Expression:
    name = json.dumps(function.name, ensure_ascii=False)
    try:
        args = expression(parameters(function))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise invalid(f"The parameters of {function.name}: {error}") from None
    return then(text(f'{{"name": {name}, "args": '), args, text("}"))
