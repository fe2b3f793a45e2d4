"""How a prompt lists tools: signatures, lines, JSON of several makers, prose; and the call wanted.

Part of `functions`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from llmcourse.data.draw import Draw
from llmcourse.data.families.toolkit import Function
from llmcourse.data.grammar import Wordings
from llmcourse.data.phrasing import listing


@dataclass(frozen=True)
class CallForm:
    """The keys of a call, and whether the prompt says them."""

    name: str
    arguments: str
    said: str


ASK_FORM = Wordings(
    "form of a call",
    'To make a call, reply with the JSON {x}.', "Answer with JSON such as {x}.", "Reply with {x}.",
    'Calls are JSON objects with "{n}" and "{a}".', "Call format: {x}",
    "Call the one that fits, as JSON with {n} and {a}.", "Respond with JSON: {x}", "Format: {x}",
    "To use a tool, write {x}.", "A call is a JSON object with {n} and {a}.", "Output {x} only.",
    "Write calls as JSON with the keys {n} and {a}.", "Your reply must be JSON: {x}",
    'Return the call as JSON with "{n}" and "{a}".', "If a tool helps, answer {x}.",
    "Give me the call as JSON \\({n}, {a}\\).",
)  # fmt: skip
PAIRS = (("name", "arguments"), ("name", "arguments"), ("name", "arguments"), ("name", "args"),
         ("name", "parameters"), ("tool", "arguments"), ("function", "arguments"),
         ("tool", "args"), ("function", "parameters"), ("action", "input"))  # fmt: skip
INTRO = Wordings(
    "tools in any form",
    "You can call these functions:{t}", "Tools:{t}", "Available functions:{t}", "Functions:{t}",
    "You may use these tools:{t}", "These are the tools that I give you:{t}", "Available tools:{t}",
    "You are a helpful assistant with tools.{t}", "Callable functions \\(JSON\\):{t}",
    "You help people in a {w}. These functions can be called:{t}", "Here are your tools:{t}",
    "You work in a {w}. Your tools:{t}", "tools ={t}", "The assistant can use these tools:{t}",
    "Use one of these functions:{t}", "# Tools{t}", "You have access to the functions:{t}",
    "The following tools exist:{t}", "<tools>{t}</tools>", "API:{t}", "Possible calls:{t}",
    "You control a {w}. Commands:{t}", "Pick one of the functions:{t}", "Tool list:{t}",
)  # fmt: skip
ONE = Wordings(
    "one tool in any form",
    "You have a single tool: {t}.", "Tool: {t}", "You can call this function: {t}.",
    "Function: {t}",
    "There is one tool: {t}.", "Your only tool is {t}.", "The only function is {t}.",
    "You may call {t}.", "Available: {t}", "Use {t} if it helps.", "Tools: \\[{t}\\]",
)  # fmt: skip
END = Wordings(
    "when to call a tool",
    "Only use a tool that you need.", "Just answer when no tool is needed.",
    "Call a tool when it is needed.", "Otherwise answer normally.",
    "Do not call a tool for nothing.",
    "When a tool is needed, reply with a tool call in JSON.", "Use them when needed.",
    "Answer directly if you can.", "Call exactly one.", "If you need none, answer in words.",
)  # fmt: skip


def call_form(draw: Draw) -> CallForm:
    """The form of a call, said in half of the prompts; unsaid it is name and args."""
    if draw.chance(0.5):
        return CallForm("name", "args", "")
    name, arguments = draw.pick(PAIRS)
    hole, inner = draw.pick(("...", '"..."', "<name>")), draw.pick(("{...}", "{}", "{...}"))
    text = f'{{"{name}": {hole}, "{arguments}": {inner}}}'
    return CallForm(name, arguments, ASK_FORM(draw, x=text, n=name, a=arguments))


def _type(draw: Draw, number: bool, short: bool = False) -> str:
    if short:
        return draw.pick(("int", "number")) if number else "str"
    return draw.pick(("integer", "number", "integer")) if number else "string"


def signature(draw: Draw, tool: Function, *, typed: bool = False) -> str:
    """The tool as a call without values."""
    rows = [
        key + (f": {_type(draw, n, short=True)}" if typed else "") for key, n in tool.parameters
    ]
    return f"{tool.name}({', '.join(rows)})"


def as_object(draw: Draw, tool: Function, kind: str, described: bool) -> object:
    """The tool as JSON: short, with types, or as a schema of a maker."""
    types = {key: _type(draw, number) for key, number in tool.parameters}
    found: dict[str, object] = {"name": tool.name}
    if described:
        found["description"] = tool.does
    if kind == "short":
        return {**found, "args": list(types)}
    if kind == "typed":
        return {**found, "parameters": types}
    properties = {key: {"type": name} for key, name in types.items()}
    schema = {"type": "object", "properties": properties}
    if kind == "openai":
        return {"type": "function", "function": {**found, "parameters": schema}}
    return {**found, "input_schema" if kind == "input" else "parameters": schema}


def _as_json(draw: Draw, tools: Sequence[Function], described: bool) -> str:
    kind = draw.pick(("short", "typed", "typed", "typed", "typed", "schema", "openai", "input"))
    if kind in ("schema", "openai", "input") and len(tools) > 3:
        kind = "typed"
    separators = draw.pick(((", ", ": "), (",", ":")))
    rows = [json.dumps(as_object(draw, tool, kind, described), separators=separators)
            for tool in tools]  # fmt: skip
    way = draw.integer(0, 4)
    if (way <= 1 and len(tools) > 1) or way == 0:
        return draw.pick((" ", "\n")) + f"[{separators[0].join(rows)}]"
    if way == 2:
        return " " + "; ".join(rows)
    if way == 3:
        return "\n" + "\n".join(f"- {row}" for row in rows)
    return "\n" + "\n".join(rows)


def _as_lines(draw: Draw, tools: Sequence[Function], described: bool) -> str:
    typed = draw.chance(0.25)
    rows = [signature(draw, tool, typed=typed) for tool in tools]
    link = draw.pick((": ", " - ", " -> ", "  # ", " ("))
    if described:
        rows = [row + link + tool.does + (")" if link == " (" else "")
                for row, tool in zip(rows, tools, strict=True)]  # fmt: skip
    way = draw.integer(0, 5)
    if way == 0:
        return "\n" + "\n".join(f"{i}. {row}" for i, row in enumerate(rows, 1))
    if way <= 2:
        return "\n" + "\n".join(draw.pick(("- ", "- ", "* ")) + row for row in rows)
    if way == 3:
        return "\n" + "\n".join(rows)
    return " " + (", " if not described else "; ").join(rows)


def _as_prose(draw: Draw, tools: Sequence[Function], described: bool) -> str:
    rows = []
    for tool in tools:
        keys = [key for key, _ in tool.parameters]
        word = draw.pick(("parameter", "argument")) + ("s" if len(keys) > 1 else "")
        text = (
            f"{tool.name} with the {word} {listing(keys)}" if keys else f"{tool.name} with nothing"
        )
        rows.append(f"{text} ({tool.does})" if described else text)
    return " " + "; ".join(rows)


def _as_blocks(draw: Draw, tools: Sequence[Function], described: bool) -> str:
    rows = []
    for tool in tools:
        keys = ", ".join(key for key, _ in tool.parameters) or "none"
        about = f"description: {tool.does}\n" if described else ""
        rows.append(f"name: {tool.name}\n{about}{draw.pick(('parameters', 'args'))}: {keys}")
    return "\n" + "\n\n".join(rows)


def listed(draw: Draw, tools: Sequence[Function], *, described: bool) -> str:
    """The tools as the prompt has them, after a space or a new line."""
    form = draw.weighted((_as_json, _as_lines, _as_prose, _as_blocks), (5, 5, 1, 1))
    return form(draw, tools, described)


def system(draw: Draw, tools: Sequence[Function], form: CallForm, venue: str,
           *, described: bool) -> str:  # fmt: skip
    """What the prompt says of the tools, of their call, and of when to call them."""
    text = listed(draw, tools, described=described)
    if len(tools) == 1 and "\n" not in text.strip():
        start = ONE(draw, t=text.strip().removeprefix("- "))
    else:
        start = INTRO(draw, t=text, w=venue)
    parts = [start, form.said] if form.said else [start]
    if draw.chance(0.4):
        parts.append(END(draw))
    return draw.pick((" ", "\n")).join(parts)
