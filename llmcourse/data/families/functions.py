"""Function calls in any form: open names and parameters, lists of any maker, calls as asked.

A wider `tools`: nothing about a tool is known but what the prompt says of it. A wish that needs
no tool is answered in words; one for which there is no tool is told so.
"""

import json
import re

from llmcourse.data import wide
from llmcourse.data.chat import Message, exchange, say
from llmcourse.data.draw import Draw
from llmcourse.data.families import facts, talk
from llmcourse.data.families.toolkit import Arguments, Function, nameless, some
from llmcourse.data.families.toollists import CallForm, call_form, system
from llmcourse.data.grammar import Shapes, Wordings, capital
from llmcourse.data.phrasing import lower_first, polite, wording

NONE = "I have no tool for that."
WISH = ("Request: {}", "User: {}", "{}", "{}", "Question: {}", "Task: {}", "The user says: {}",
        "What is the call for this? {}", "Which call? {}", "Call for: {}", "Query: {}")  # fmt: skip
THANKS = Shapes(
    "(Hello, |Hey, |)thank you for helping me[ last week| this morning]!", "Thanks[ a lot]!",
    "You are very helpful, thank you.", "That was great, thanks.", "(Many thanks|Thank you)!",
)  # fmt: skip
BACK = Shapes(
    "(Tool result|Result|Output|Tool output|The tool (says|returned|answered)): {r}",
    "(Tool result|Result|Output|Function result|The function returned): {r}\n(Now|Please|So) answer"
    " (my question|me)(.|, please.)", "(It returned|Here is the result|This came back): {r}",
    "{r}\n(What does that mean|So what is the answer|Tell me the result)?",
    "<result>{r}</result>", "(Tool result|Result): {r} (What now|So|Well)?",
)  # fmt: skip
CHOOSE = Wordings(
    "which function",
    "Which function fits? Answer with its name.", "Which tool do you need? Only the name.",
    "Name the right function.", "Just say which one you would call.", "Which of them is right?",
    "Only give the name of the tool.", "Which one? Name only.", "Choose one, answer by name.",
    "Reply with the name of the function only.", "Which tool is for this?",
)  # fmt: skip


def call(form: CallForm, tool: Function, arguments: Arguments) -> str:
    """The call as JSON under the keys that the prompt asks for."""
    return json.dumps({form.name: tool.name, form.arguments: arguments}, ensure_ascii=False)


def _asked(draw: Draw, text: str, arguments: Arguments) -> str:
    """The wish as typed; what an argument is copied from keeps its letters."""
    if any(text.startswith(str(value)) for value in arguments.values()):
        return text
    if draw.chance(0.12):
        text = lower_first(text)
    if draw.chance(0.15) and text[-1] in ".?!":
        text = text[:-1]
    return polite(draw, text) if draw.chance(0.5) else text


def _back(draw: Draw, result: str, arguments: Arguments) -> tuple[str, str]:
    """What comes back from the tool, and what is told of it."""
    if (sky := re.fullmatch(r"(\w+), (-?\d+) degrees", result)) and draw.chance(0.6):
        told = {"weather": sky[1], draw.pick(("temperature", "degrees")): int(sky[2])}
        told = {**arguments, **told} if draw.chance(0.5) else told
        return json.dumps(told, ensure_ascii=False), f"{capital(result)}."
    bare = result in ("ok", "done", "success", "true")
    if draw.chance(0.05):
        return json.dumps({"error": "not found"}), "That did not work: not found."
    said = "Done." if bare else result if result.isdigit() else f"{capital(result)}."
    kind = draw.unit()
    if kind < 0.65:
        return result, said
    key = "status" if bare else draw.pick(("result", "output", "value", "answer"))
    number = result.isdigit() and draw.chance(0.5)
    return json.dumps({key: int(result) if number else result}, ensure_ascii=False), said


def _without(draw: Draw, tools: list[Function]) -> list[Message]:
    """What needs no tool: facts, greetings, thanks."""
    kind, does = draw.unit(), {word for tool in tools for word in tool.does.split()}
    if kind < 0.25:
        return exchange(THANKS(draw), "You are welcome!")
    if kind < 0.5 or does & KNOWING:
        shapes, answer = draw.pick(talk.SAID[:8])
        return exchange(shapes(draw), answer)
    text, answer = facts.ask(draw)
    return exchange(wording(draw, text), answer)


def _turns(draw: Draw, tools: list[Function], form: CallForm) -> list[Message]:
    """A wish, the call, and in half of them what came back."""
    tool = draw.pick(tools)
    text, arguments, result = tool.use(draw)
    turns = [
        say("user", _asked(draw, text, arguments)),
        say("assistant", call(form, tool, arguments)),
    ]
    if draw.chance(0.45):
        back, told = _back(draw, result, arguments)
        turns.append(say("tool", back))
        if draw.chance(0.3):
            turns[-1] = say("user", BACK(draw, r=back))
        turns.append(say("assistant", told))
    return turns


def _missing(draw: Draw, tools: list[Function]) -> list[Message] | None:
    """A wish for a tool that is not there."""
    other = draw.pick(some(draw, 2))
    words = set(f"{other.name} {other.does}".lower().replace("_", " ").split())
    for tool in tools:
        if words & (set(f"{tool.name} {tool.does}".lower().replace("_", " ").split()) - COMMON):
            return None
    text, arguments, _ = other.use(draw)
    return exchange(_asked(draw, text, arguments), NONE)


KNOWING = frozenset("capital word language adds multiplies author internet joke date".split())
"""What a tool may know that a question could also be answered from."""
COMMON = frozenset("the a an of in to for from with on it thing is tells get".split())


def _choice(draw: Draw, tools: list[Function], start: str) -> list[Message]:
    """Which tool, by its name alone."""
    tool = draw.pick(tools)
    text, ask = tool.use(draw)[0], CHOOSE(draw)
    return exchange(draw.pick((f"{start}\n{ask}\n{text}", f"{start}\n{text}\n{ask}")), tool.name)


def dialogue(draw: Draw) -> list[Message]:
    """A wish under a list of functions, and the call or the answer."""
    tools = some(draw, draw.weighted((1, 2, 3, 4), (4, 6, 5, 2)))
    described = draw.chance(0.5)
    if draw.chance(0.1):
        tools, described = nameless(draw, tools), True
    kind = draw.unit()
    form = call_form(draw) if kind > 0.07 else CallForm("name", "args", "")
    start = system(draw, tools, form, wide.venue(draw), described=described)
    if kind < 0.07 and len(tools) > 1:
        return _choice(draw, tools, start)
    if kind < 0.25:
        turns = _without(draw, tools)
    elif kind < 0.28:
        turns = _missing(draw, tools) or _without(draw, tools)
    else:
        turns = _turns(draw, tools, form)
    if len(turns) == 4 and draw.chance(0.3):
        turns += _without(draw, tools) if draw.chance(0.4) else _turns(draw, tools, form)[:2]
    if draw.chance(0.3):
        wish = draw.pick(WISH).format(turns[0]["content"])
        turns[0] = say("user", f"{start}{draw.pick((chr(10), chr(10) * 2, ' '))}{wish}")
        return turns
    return [say("system", start), *turns]


def document(draw: Draw) -> str:
    """A list of functions, wishes and their calls as plain text."""
    return "\n".join(turn["content"] for turn in dialogue(draw))
