"""Answers of a given form: one of several words, or JSON for a schema, by constrained decoding."""

import json
from functools import lru_cache

from llmcourse.gemini.errors import invalid
from llmcourse.gemini.schemas import GenerationConfig, Json, plain_schema
from llmcourse.models.automaton import Expression, either, repeat, text, then
from llmcourse.models.constrained import Constraint, JsonSchema, OneOf
from llmcourse.models.schema import CHARACTER, expression

ENUM, JSON = "text/x.enum", "application/json"
_DEPTH = 3


def constraint_of(config: GenerationConfig) -> Constraint | None:
    """What the answer is held to, None if it is free."""
    given = config.response_json_schema or config.response_schema
    mime = config.response_mime_type or "text/plain"
    if config.response_json_schema and config.response_schema:
        raise invalid("Only one of response_schema and response_json_schema can be set.")
    if mime not in ("text/plain", JSON, ENUM):
        raise invalid(f"* GenerateContentRequest.generation_config.response_mime_type: {mime} is "
                      f"none of text/plain, {JSON}, {ENUM}.")  # fmt: skip
    if mime == "text/plain":
        if given:
            raise invalid(f"A response schema needs response_mime_type {JSON!r} or {ENUM!r}.")
        return None
    return _made(mime, json.dumps(plain_schema(given)))


@lru_cache(maxsize=64)
def _made(mime: str, schema_text: str) -> Constraint:
    """Kept, with all that was worked out for it, for the next request of the same kind."""
    schema: Json | None = json.loads(schema_text)
    try:
        if mime == ENUM:
            return OneOf((schema or {}).get("enum", ()))
        return JsonSchema(schema) if schema else Constraint(_any_json(_DEPTH))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        at = "GenerateContentRequest.generation_config.response_schema"
        raise invalid(f"* {at}: {error}") from None


def _any_json(depth: int) -> Expression:
    """JSON in which objects and lists are nested at most so deep."""
    kinds = ("string", "number", "boolean", "null")
    plain = either(*(expression({"type": kind}) for kind in kinds))
    if depth == 0:
        return plain
    comma, inner = either(text(","), text(", ")), _any_json(depth - 1)
    name = then(text('"'), repeat(CHARACTER), text('"'))
    pair = then(name, either(text(":"), text(": ")), inner)
    return either(*(
        plain,
        *(either(text(opening + closing),
                 then(text(opening), item, repeat(then(comma, item)), text(closing)))
          for opening, item, closing in (("[", inner, "]"), ("{", pair, "}"))),
    ))  # fmt: skip
