"""What an interaction asks for, said as a generateContent request."""

from collections.abc import Sequence
from typing import Any

from llmcourse.gemini.errors import absent, invalid
from llmcourse.gemini.schemas import Json

_PLAIN = ("temperature", "top_p", "top_k", "max_output_tokens", "seed", "stop_sequences")
_IGNORED = {"thinking_level", "thinking_summaries", "tool_choice"}


def as_generate_request(body: Json, earlier: Sequence[Json]) -> Json:
    """The request, after the contents of the interaction before it."""
    for name in ("agent", "background"):
        if body.get(name):
            raise absent(f"{name!r} in an interaction: it answers at once, with its own model")
    if "input" not in body:
        raise invalid("* CreateInteractionRequest.input: input is not specified")
    config = body.get("generation_config") or {}
    if unknown := set(config) - set(_PLAIN) - _IGNORED:
        raise invalid(f"Unknown name \"{min(unknown)}\" at 'generation_config': Cannot find field.")
    request: Json = {
        "contents": [*earlier, *_contents(body["input"], _names(earlier))],
        "generationConfig": {name: config[name] for name in _PLAIN if name in config},
    }
    request["generationConfig"] |= _format(body.get("response_format"))
    if body.get("system_instruction"):
        request["systemInstruction"] = {"parts": [{"text": body["system_instruction"]}]}
    if tools := body.get("tools"):
        request["tools"] = [{"functionDeclarations": [_function(tool) for tool in tools]}]
    if choice := config.get("tool_choice"):
        request["toolConfig"] = {"functionCallingConfig": _choice(choice)}
    return request


def _contents(given: Any, last_call: str) -> list[Json]:
    if isinstance(given, str):
        return [_text("user", given)]
    contents = []
    for item in given if isinstance(given, list) else [given]:
        kind = item.get("type", "")
        if "role" in item:
            role = "model" if item["role"] in ("model", "assistant") else "user"
            contents.append(_text(role, _said(item.get("content", ""))))
        elif kind == "text":
            contents.append(_text("user", item["text"]))
        elif kind in ("user_input", "model_output"):
            role = "model" if kind == "model_output" else "user"
            contents.append(_text(role, _said(item["content"])))
        elif kind == "function_call":
            call = {"name": item["name"], "args": item.get("arguments", {})}
            contents.append({"role": "model", "parts": [{"functionCall": call}]})
        elif kind == "function_result":
            value = {"error" if item.get("is_error") else "result": _said(item["result"])}
            response = {"name": item.get("name") or last_call, "response": value}
            contents.append({"role": "user", "parts": [{"functionResponse": response}]})
        elif kind != "thought":
            raise absent(f"input of type {kind!r}: it reads text")
    return contents


def _text(role: str, text: str) -> Json:
    return {"role": role, "parts": [{"text": text}]}


def _said(content: Any) -> Any:
    """The text of a content that is text, one text part or several; other values as they are."""
    if isinstance(content, list):
        return "\n".join(part["text"] for part in content if part.get("type", "text") == "text")
    if isinstance(content, dict) and content.get("type") == "text":
        return content["text"]
    return content


def _names(earlier: Sequence[Json]) -> str:
    """The function that was called last."""
    calls = [part["functionCall"]["name"] for content in earlier for part in content["parts"]
             if "functionCall" in part]  # fmt: skip
    return calls[-1] if calls else "function"


def _format(given: Any) -> Json:
    if not given:
        return {}
    one = given[0] if isinstance(given, list) else given
    if one.get("type", "text") != "text":
        raise absent(f"answer of type {one['type']!r}: it writes text")
    mime = one.get("mime_type") or ("application/json" if one.get("schema") else "text/plain")
    schema = {"responseJsonSchema": one["schema"]} if one.get("schema") else {}
    return {"responseMimeType": mime, **schema}


def _function(tool: Json) -> Json:
    if tool.get("type") != "function":
        raise absent(f"tool {tool.get('type')!r}: it calls the functions that you declare")
    parameters = {"parametersJsonSchema": tool["parameters"]} if tool.get("parameters") else {}
    return {"name": tool["name"], "description": tool.get("description", ""), **parameters}


def _choice(choice: Any) -> Json:
    if isinstance(choice, str):
        return {"mode": choice.upper()}
    allowed = choice.get("allowed_tools", choice)
    return {
        "mode": str(allowed.get("mode", "auto")).upper(),
        "allowedFunctionNames": allowed.get("tools") or [],
    }
