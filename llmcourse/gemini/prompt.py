"""A request's contents as the conversation that the course's model was trained on.

A system instruction and the tools become the system turn, a function call the assistant's JSON, a
function's response a tool turn (`llmcourse.data.families.tools`). Consecutive turns of one role
are one turn: the SDKs keep a streamed answer in several pieces. Only text is read.
"""

import json
from collections.abc import Sequence

from llmcourse.data.chat import Message, Role, say
from llmcourse.gemini.errors import absent, invalid
from llmcourse.gemini.schemas import Content, FunctionDeclaration, Json, Part
from llmcourse.gemini.tools import call_text, listing

_ROLES: dict[str, Role] = {"user": "user", "model": "assistant", "function": "tool", "tool": "tool"}


def conversation(
    contents: Sequence[Content],
    system: Content | None = None,
    functions: Sequence[FunctionDeclaration] = (),
) -> list[Message]:
    """The messages that a request makes."""
    instruction = plain_text(system.parts) if system else ""
    start = " ".join(part for part in (instruction, listing(functions)) if part)
    turns = [say("system", start)] if start else []
    for content in contents:
        for turn in _turns(content):
            if turns and turns[-1]["role"] == turn["role"] == "assistant":
                turns[-1] = say("assistant", turns[-1]["content"] + turn["content"])
            elif turns and turns[-1]["role"] == turn["role"] == "user":
                turns[-1] = say("user", _lines([turns[-1]["content"], turn["content"]]))
            else:
                turns.append(turn)
    return turns


def check_contents(contents: Sequence[Content]) -> None:
    """An error for a conversation that nobody could read."""
    if not contents:
        raise invalid("* GenerateContentRequest.contents: contents is not specified")
    for place, content in enumerate(contents):
        if content.role not in ("", *_ROLES):
            raise invalid("Please use a valid role: user, model.")
        if not content.parts:
            raise invalid(f"* GenerateContentRequest.contents[{place}].parts: contents.parts must "
                          "not be empty.")  # fmt: skip


def plain_text(parts: Sequence[Part]) -> str:
    """The text of some parts."""
    for part in parts:
        if part.inline_data or part.file_data:
            raise absent("eyes and ears: it reads text, no images, sound, video or files")
    return _lines([part.text for part in parts if part.text and not part.thought])


def _turns(content: Content) -> list[Message]:
    role = _ROLES[content.role or "user"]
    turns = []
    for part in content.parts:
        if part.function_call:
            call = call_text(part.function_call.name, part.function_call.args)
            turns.append(say("assistant", call))
        elif part.function_response:
            turns.append(say("tool", _returned(part.function_response.response)))
    if turns:
        return turns
    if role == "assistant":
        return [say(role, "".join(part.text or "" for part in content.parts if not part.thought))]
    return [say(role, plain_text(content.parts))]


def _returned(response: Json) -> str:
    """What a function returned, as the model saw it in training: the bare value."""
    if len(response) == 1 and (key := next(iter(response))) in ("result", "output", "error"):
        value = response[key]
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return f"Error: {text}" if key == "error" else text
    return json.dumps(response, ensure_ascii=False)


def _lines(texts: Sequence[str]) -> str:
    """The texts one after the other, a line each where they bring no space of their own."""
    whole = ""
    for text in texts:
        glued = whole and text and not (whole[-1].isspace() or text[0].isspace())
        whole += f"\n{text}" if glued else text
    return whole
