"""Tools: choose one, call it with the right arguments, use what it returns.

The system text lists tools with their parameters; a call is a JSON object with "name" and "args".
A question that needs no tool is answered at once.
"""

import json
from dataclasses import replace

from llmcourse.data.chat import Message, exchange, say
from llmcourse.data.draw import Draw
from llmcourse.data.families import facts, talk
from llmcourse.data.families.toolbox import TOOLS, USUAL, Tool
from llmcourse.data.grammar import Wordings
from llmcourse.data.phrasing import listing, lower_first, wording

SYSTEM = Wordings(
    "tools",
    "You can use these tools: {tools}.", "Tools: {tools}.", "Available tools: {tools}.",
    "You have the tools {tools}.", "You may call: {tools}.", "Tools you can call: {tools}.",
    "Call a tool if you need one. Tools: {tools}.", "Functions: {tools}.",
    "You are an assistant with tools: {tools}.", "Use these functions when needed: {tools}.",
    "Answer directly or call a tool. Tools: {tools}.", "The tools are {tools}.",
)  # fmt: skip
CLASH = (
    {"send_message", "email"}, {"set_timer", "timer"}, {"clock", "time"}, {"lookup", "search",
    "dictionary"},
    {"recipe", "search"}, {"news", "search"}, {"translator", "dictionary"}, {"news", "lookup"},
)  # fmt: skip
"""Tools of which one prompt lists only one, because a question could be for either."""
CHOOSE = Wordings(
    "choose a tool",
    "Which tool do you use?", "Which tool fits?", "Which tool do you need for this?",
    "Choose a tool.",
    "Which tool would you use?", "Name the right tool.", "Which one is the right tool?",
    "Pick a tool.",
    "What tool is best for this?", "Which of these tools helps?", "Which tool?",
    "Select the tool to use.", "Select the right tool.", "Choose the tool to use.",
    "Pick the tool to use.", "Say which tool to use.", "Choose the right tool.",
    "Tell me the tool to use.", "Give the name of the tool.",
    "Say which tool you would call.", "What tool should I use?",
)  # fmt: skip


ALIASES = {
    "weather": ("get_weather", "weather_forecast"), "search": ("web_search", "search_web"),
    "email": ("send_email", "mail"), "timer": ("start_timer", "set_alarm"), "clock": ("get_time",),
    "calculator": ("calc", "compute", "math"), "map": ("maps", "get_route", "route"),
    "music": ("play_music", "player"), "calendar": ("get_calendar", "diary"), "news": ("get_news",),
    "translator": ("translate",), "price": ("get_price", "shop"), "recipe": ("cookbook",),
}  # fmt: skip
"""Other names of a tool; what it does stays."""


def _renamed(draw: Draw, tool: Tool) -> Tool:
    names = ALIASES.get(tool.name, ())
    return replace(tool, name=draw.pick(names)) if names and draw.chance(0.3) else tool


def some_tools(draw: Draw) -> list[Tool]:
    """Tools that do not get into each other's way."""
    found: list[Tool] = []
    for tool in draw.shuffled(TOOLS):
        clash = {name for names in CLASH if tool.name in names for name in names}
        if not clash & {other.name for other in found}:
            found.append(tool)
    return [_renamed(draw, tool) for tool in found[: draw.integer(2, 5)]]


def call(tool: Tool, arguments: dict[str, str | int]) -> str:
    """The call as JSON."""
    return json.dumps({"name": tool.name, "args": arguments}, ensure_ascii=False)


def listed(draw: Draw, tools: list[Tool]) -> str:
    """The tools as the system text lists them."""
    if draw.chance(0.15):
        return "; ".join(f"{t.name}({', '.join(t.parameters)}): {t.does}" for t in tools)
    if draw.chance(0.08):
        return json.dumps([{"name": t.name, "args": list(t.parameters)} for t in tools])
    return ", ".join(f"{tool.name}({', '.join(tool.parameters)})" for tool in tools)


def choice(draw: Draw) -> list[Message]:
    """Which of several tools, by name alone."""
    tools = some_tools(draw)
    tool = draw.pick(tools)
    text = tool.use(draw)[0]
    kind = draw.integer(0, 2)
    names = (listed(draw, tools) if kind == 0 else ", ".join(t.name for t in tools) if kind == 1
             else listing([t.name for t in tools], "or"))  # fmt: skip
    ask = wording(draw, CHOOSE(draw))
    layouts = (
        f"Tools: {names}. {ask} {text}", f"You have these tools: {names}. {text} {ask}",
        f"{ask.rstrip('.?')}: {names}? {text}", f"Task: {text}\nTools: {names}\n{ask}",
        f"I can use {names}. {ask} {text}", f"{ask.rstrip('.?')} ({names}): {lower_first(text)}",
        f"Tools: {names}. Task: {text} {ask}", f"{text} {ask} {names}",
    )  # fmt: skip
    return exchange(draw.pick(layouts), tool.name)


def _without(draw: Draw) -> list[Message]:
    """What needs no tool: facts, greetings, thanks."""
    if draw.chance(0.4):
        shapes, answer = draw.pick(talk.SAID[:8])
        return exchange(shapes(draw), answer)
    text, answer = facts.ask(draw)
    return exchange(wording(draw, text), answer)


def dialogue(draw: Draw) -> list[Message]:
    """A question under a list of tools, and the call or the answer."""
    if draw.chance(0.15) and not draw.held:
        return choice(draw)
    tools = list(USUAL) if draw.chance(0.3) else some_tools(draw)
    system = SYSTEM(draw, tools=listed(draw, draw.shuffled(tools)))
    inside = draw.chance(0.15)
    turns = [] if inside else [say("system", system)]
    for _ in range(1 if inside else draw.integer(1, 2)):
        if draw.chance(0.22):
            more = _without(draw)
        else:
            tool = draw.pick(tools)
            text, arguments, result, answer = tool.use(draw)
            more = [
                say("user", wording(draw, text)), say("assistant", call(tool, arguments)),
                say("tool", result), say("assistant", answer),
            ]  # fmt: skip
        if inside:
            more[0] = say("user", f"{system} {more[0]['content']}")
        turns += more
    return turns
