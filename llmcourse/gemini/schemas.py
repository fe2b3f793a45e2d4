"""What a request may say. Both SDKs' dialects are taken: camelCase and snake_case names, enums by
name or number, numbers as text. A field that nobody knows is refused in Google's words, one that
is known and means nothing here is listed below and ignored.
"""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic.alias_generators import to_camel, to_snake

from llmcourse.gemini.errors import invalid

Json = dict[str, Any]

_TYPES = ("TYPE_UNSPECIFIED", "STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL")
HARM = "HARM_CATEGORY_"
_CATEGORIES = {
    0: f"{HARM}UNSPECIFIED",
    7: f"{HARM}HARASSMENT",
    8: f"{HARM}HATE_SPEECH",
    9: f"{HARM}SEXUALLY_EXPLICIT",
    10: f"{HARM}DANGEROUS_CONTENT",
    11: f"{HARM}CIVIC_INTEGRITY",
}
_THRESHOLDS = ("HARM_BLOCK_THRESHOLD_UNSPECIFIED", "BLOCK_LOW_AND_ABOVE", "BLOCK_MEDIUM_AND_ABOVE",
               "BLOCK_ONLY_HIGH", "BLOCK_NONE", "OFF")  # fmt: skip
_MODES = ("AUTO", "AUTO", "ANY", "NONE", "VALIDATED")
_TASKS = ("TASK_TYPE_UNSPECIFIED", "RETRIEVAL_QUERY", "RETRIEVAL_DOCUMENT", "SEMANTIC_SIMILARITY",
          "CLASSIFICATION", "CLUSTERING", "QUESTION_ANSWERING", "FACT_VERIFICATION",
          "CODE_RETRIEVAL_QUERY")  # fmt: skip


def _named(names: Mapping[int, str]) -> BeforeValidator:
    """Turns an enum's number into its name; refuses what is neither."""

    def name(value: object) -> object:
        known = names.get(value, "") if isinstance(value, int) else value
        if known not in (*names.values(), "MODE_UNSPECIFIED"):
            raise ValueError(f"is none of {', '.join(dict.fromkeys(names.values()))}")
        return known

    return BeforeValidator(name)


Category = Annotated[str, _named(_CATEGORIES)]
Threshold = Annotated[str, _named(dict(enumerate(_THRESHOLDS)))]
Mode = Annotated[str, _named(dict(enumerate(_MODES)))]
Task = Annotated[str, _named(dict(enumerate(_TASKS)))]


class Wire(BaseModel):
    """A message whose fields are read in either spelling; others are refused."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Loose(Wire):
    """A message of which other fields are ignored."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="ignore")


class FunctionCall(Loose):
    name: str
    args: Json = {}
    id: str | None = None


class FunctionResponse(Loose):
    name: str
    response: Json = {}
    id: str | None = None


class Part(Loose):
    text: str | None = None
    thought: bool = False
    function_call: FunctionCall | None = None
    function_response: FunctionResponse | None = None
    inline_data: Json | None = None
    file_data: Json | None = None
    executable_code: Json | None = None
    code_execution_result: Json | None = None


class Content(Loose):
    role: str = "user"
    parts: list[Part] = []


class GenerationConfig(Wire):
    temperature: float | None = None
    top_p: float | None = None
    top_k: int | None = None
    candidate_count: int = 1
    max_output_tokens: int | None = None
    stop_sequences: list[str] = []
    seed: int | None = None
    presence_penalty: float = 0.0
    frequency_penalty: float = 0.0
    response_logprobs: bool = False
    logprobs: int | None = None
    response_mime_type: str = "text/plain"
    response_schema: Json | None = None
    response_json_schema: Json | None = None
    response_modalities: list[Any] = []
    thinking_config: Json | None = None
    # Known, and without a meaning for a small model that reads and writes text:
    speech_config: Any = None
    media_resolution: Any = None
    audio_timestamp: Any = None
    routing_config: Any = None
    model_selection_config: Any = None
    enable_enhanced_civic_answers: Any = None
    enable_affective_dialog: Any = None
    translation_config: Any = None
    image_config: Any = None
    audio_transcription_config: Any = None
    response_format: Any = None


class FunctionDeclaration(Loose):
    name: str
    description: str = ""
    parameters: Json | None = None
    parameters_json_schema: Json | None = None


class Tool(Wire):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="allow")

    function_declarations: list[FunctionDeclaration] = []


class FunctionCallingConfig(Loose):
    mode: Mode = "AUTO"
    allowed_function_names: list[str] = []


class ToolConfig(Loose):
    function_calling_config: FunctionCallingConfig = FunctionCallingConfig()


class SafetySetting(Loose):
    category: Category
    threshold: Threshold


class GenerateRequest(Wire):
    model: str = ""
    contents: list[Content] = []
    system_instruction: Content | None = None
    generation_config: GenerationConfig = GenerationConfig()
    safety_settings: list[SafetySetting] = []
    tools: list[Tool] = []
    tool_config: ToolConfig = ToolConfig()
    cached_content: str = ""
    labels: Any = None
    store: Any = None
    service_tier: Any = None


class CountRequest(Loose):
    contents: list[Content] = []
    generate_content_request: GenerateRequest | None = None
    system_instruction: Content | None = None
    tools: list[Tool] = []


Message = TypeVar("Message", bound=Wire)


def parse(kind: type[Message], body: Json) -> Message:
    """The message, or an error in Google's words."""
    try:
        return kind.model_validate(body)
    except ValidationError as error:
        raise invalid(_words(error)) from None


def _words(error: ValidationError) -> str:
    first = error.errors()[0]
    path = [part for part in first["loc"] if part not in ("function-before", "function-wrap")]
    at = "".join(f"[{p}]" if isinstance(p, int) else f".{to_snake(p)}" for p in path)[1:]
    if first["type"] == "extra_forbidden":
        where, _, name = at.rpartition(".")
        place = f" at '{where}'" if where else ""
        return f'Invalid JSON payload received. Unknown name "{name}"{place}: Cannot find field.'
    return f"Invalid value at '{at}': {first['msg']}; got {str(first['input'])[:60]!r}."


_SPELLED = {"defs": "$defs", "ref": "$ref"}
_VALUES = ("enum", "const", "default", "example", "required", "propertyOrdering")


def plain_schema(schema: Any) -> Any:
    """A schema with JSON Schema's own spelling, whichever dialect it came in."""
    try:
        return _plain(schema)
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        raise invalid(f"A schema cannot be read: {error}.") from None


def _plain(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, Mapping):
        return schema
    plain: Json = {}
    for key, value in schema.items():
        name = _SPELLED.get(key) or (key if key.startswith("$") else to_camel(key))
        if name in ("properties", "$defs", "definitions"):
            plain[name] = {own: _plain(one) for own, one in value.items()}
        elif name in _VALUES:
            plain[name] = value
        elif name == "type" and isinstance(value, int):
            plain[name] = _TYPES[value].lower()
        else:
            number = isinstance(value, str) and name.startswith(("min", "max"))
            plain[name] = int(value) if number else _plain(value)
    return plain
