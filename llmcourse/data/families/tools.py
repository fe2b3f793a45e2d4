"""Tools: choose one, call it with the right arguments, use what it returns.

The system text lists tools with their parameters; a call is a JSON object with "name" and "args".
A question that needs no tool is answered at once.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from llmcourse.data.chat import Message, say
from llmcourse.data.draw import Draw
from llmcourse.data.families import facts
from llmcourse.data.grammar import Shapes, Wordings, capital
from llmcourse.data.names import invented, person
from llmcourse.data.phrasing import wording
from llmcourse.data.words import CITIES, FOODS, THINGS, in_words

SYSTEM = Wordings(
    "tools",
    "You can use these tools: {tools}.", "Tools: {tools}.", "Available tools: {tools}.",
    "You have the tools {tools}.", "You may call: {tools}.", "Tools you can call: {tools}.",
    "Call a tool if you need one. Tools: {tools}.", "Functions: {tools}.",
    "You are an assistant with tools: {tools}.", "Use these functions when needed: {tools}.",
    "Answer directly or call a tool. Tools: {tools}.", "The tools are {tools}.",
)  # fmt: skip
Drawn = tuple[str, dict[str, str | int], str, str]


@dataclass(frozen=True)
class Tool:
    """A tool: its parameters, and how to draw a use of it."""

    name: str
    parameters: tuple[str, ...]
    use: Callable[[Draw], Drawn]
    """Question, arguments, what the tool returns, the answer."""


_CALC = Shapes(
    "What is {a} {op} {b}?", "Calculate {a} {op} {b}.", "How much is {a} {op} {b}?", "{a} {op} {b}",
    "Compute {a} {op} {b}.", "I need {a} {op} {b}.", "What does {a} {op} {b} give?",
    "{a} {op} {b} =",
)  # fmt: skip
_SIGNS = {"+": ("+", "plus"), "-": ("-", "minus"), "*": ("*", "x", "times")}


def _calculator(draw: Draw) -> Drawn:
    sign = draw.pick("+-*")
    a, b = draw.integer(100, 9999), draw.integer(11, 999)
    result = {"+": a + b, "-": a - b, "*": a * b}[sign]
    text = _CALC(draw, a=a, b=b, op=draw.pick(_SIGNS[sign]))
    return text, {"expression": f"{a} {sign} {b}"}, str(result), str(result)


_LOOKUP = Shapes(
    "Who is {x}?", "Look up {x}.", "What do we know about {x}?", "Find information on {x}.",
    "Search for {x}.", "Who was {x}?", "Tell me about {x}.",
)  # fmt: skip


def _lookup(draw: Draw) -> Drawn:
    name = invented(draw)
    result = f"{name} is a town in {invented(draw)}."
    return _LOOKUP(draw, x=name), {"query": name}, result, result


_WEATHER = Shapes(
    "What is the weather in {x}?", "How is the weather in {x}[ today]?", "Is it raining in {x}?",
    "Weather in {x}?", "What's the weather like in {x}?", "Do I need an umbrella in {x}?",
)  # fmt: skip


def _weather(draw: Draw) -> Drawn:
    city = draw.pick(CITIES)
    result = draw.pick(("rain", "sun", "snow", "fog", "wind")) + f", {draw.integer(-5, 30)} degrees"
    return _WEATHER(draw, x=city), {"city": city}, result, f"{capital(result)}."


_PRICE = Shapes("What does a {x} cost?", "How much is a {x}?", "Price of a {x}?",
    "What is the price"
                " of a {x}?", "How expensive is a {x}?")  # fmt: skip


def _price(draw: Draw) -> Drawn:
    thing, price = draw.pick(THINGS), draw.integer(2, 90)
    return _PRICE(draw, x=thing), {"item": thing}, f"{price} dollars", f"{price} dollars."


_MAIL = Shapes("Send a message to {x}.", "Write to {x}.", "Message {x}, please.", "Mail {x}.",
               "Send {x} a message.")  # fmt: skip


def _mail(draw: Draw) -> Drawn:
    name = person(draw)
    return _MAIL(draw, x=name), {"to": name}, "sent", "I sent it."


_TIMER = Shapes("Set a timer for {n} minutes.", "Wake me in {n} minutes.", "Timer for {n} minutes.",
                "Start a {n} minute timer.", "Remind me in {n} minutes.")  # fmt: skip


def _timer(draw: Draw) -> Drawn:
    n = draw.integer(1, 60)
    said = in_words(n) if draw.chance(0.1) else n
    return _TIMER(draw, n=said), {"minutes": n}, "set", "The timer is set."


_RECIPE = Shapes("How do I make {x}?", "Give me a recipe for {x}.", "Recipe for {x}?", "I want to"
                 " cook {x}.", "Find a recipe for {x}.")  # fmt: skip


def _recipe(draw: Draw) -> Drawn:
    food = draw.pick(FOODS)
    result = f"Mix, cook for {draw.integer(5, 60)} minutes and serve."
    return _RECIPE(draw, x=food), {"dish": food}, result, result


TOOLS = (
    Tool("calculator", ("expression",), _calculator), Tool("lookup", ("query",), _lookup),
    Tool("weather", ("city",), _weather), Tool("price", ("item",), _price),
    Tool("send_message", ("to",), _mail), Tool("set_timer", ("minutes",), _timer),
    Tool("recipe", ("dish",), _recipe),
)  # fmt: skip
USUAL = TOOLS[:2]


def call(tool: Tool, arguments: dict[str, str | int]) -> str:
    """The call as JSON."""
    return json.dumps({"name": tool.name, "args": arguments}, ensure_ascii=False)


def listed(draw: Draw, tools: list[Tool]) -> str:
    """The tools as the system text lists them."""
    return ", ".join(f"{tool.name}({', '.join(tool.parameters)})" for tool in tools)


def dialogue(draw: Draw) -> list[Message]:
    """A question under a list of tools, and the call or the answer."""
    tools = list(USUAL) if draw.chance(0.45) else draw.some(TOOLS, draw.integer(2, 4))
    turns = [say("system", SYSTEM(draw, tools=listed(draw, draw.shuffled(tools))))]
    for _ in range(draw.integer(1, 2)):
        if draw.chance(0.2):
            text, answer = facts.ask(draw)
            turns += [say("user", wording(draw, text)), say("assistant", answer)]
            continue
        tool = draw.pick(tools)
        text, arguments, result, answer = tool.use(draw)
        turns += [
            say("user", wording(draw, text)), say("assistant", call(tool, arguments)),
            say("tool", result), say("assistant", answer),
        ]  # fmt: skip
    return turns
