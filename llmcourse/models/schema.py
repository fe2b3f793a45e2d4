"""JSON Schema as an expression over bytes: the texts that are valid JSON for the schema.

Known: objects with their properties in the schema's order, optional ones left out or not; arrays
with minItems and maxItems; strings with minLength and maxLength; integers, numbers, booleans,
null; enum, const, anyOf, references; Gemini's upper-case types and nullable. What else would
restrict a value (pattern, oneOf, multipleOf, recursion, ...) is refused by name, never ignored.
Texts are narrower than JSON: at most one space after a comma or colon, no exponents, no \\u.
"""

import json
from collections.abc import Mapping
from typing import Any

from llmcourse.models.automaton import EMPTY, Expression, either, one_of, repeat, text, then

Schema = Mapping[str, Any]

_NOTES = frozenset(
    "title description default example examples format deprecated readOnly writeOnly nullable "
    "additionalProperties propertyOrdering property_ordering $schema $id $comment $defs "
    "definitions".split()
)
_KNOWN = {
    "object": {"properties", "required"},
    "array": {"items", "minItems", "maxItems"},
    "string": {"minLength", "maxLength"},
    "integer": {"minimum", "maximum"},
    "number": {"minimum"},
    "boolean": set[str](),
    "null": set[str](),
}
_MOST_LISTED = 1000

_DIGIT, _FIRST = one_of(b"0123456789"), one_of(b"123456789")
_NATURAL = either(text("0"), then(_FIRST, repeat(_DIGIT, 0, 14)))
_POSITIVE = then(_FIRST, repeat(_DIGIT, 0, 14))
_FRACTION = either(EMPTY, then(text("."), repeat(_DIGIT, 1, 9)))
_MINUS = either(EMPTY, text("-"))
_COMMA = then(text(","), either(EMPTY, text(" ")))
_COLON = then(text(":"), either(EMPTY, text(" ")))


def _between(*ranges: tuple[int, int]) -> Expression:
    return then(*(one_of(range(low, high + 1)) for low, high in ranges))


_MORE = (0x80, 0xBF)
CHARACTER = either(
    one_of(set(range(0x20, 0x80)) - set(b'"\\')),
    then(text("\\"), one_of(b'"\\/bfnrt')),
    _between((0xC2, 0xDF), _MORE),
    _between((0xE0, 0xE0), (0xA0, 0xBF), _MORE),
    _between((0xE1, 0xEC), _MORE, _MORE),
    _between((0xED, 0xED), (0x80, 0x9F), _MORE),
    _between((0xEE, 0xEF), _MORE, _MORE),
    _between((0xF0, 0xF0), (0x90, 0xBF), _MORE, _MORE),
    _between((0xF1, 0xF3), _MORE, _MORE, _MORE),
    _between((0xF4, 0xF4), (0x80, 0x8F), _MORE, _MORE),
)
"""One character inside a JSON string, in UTF-8."""


def expression(schema: Schema) -> Expression:
    """The JSON texts that are valid; a ValueError names what the schema asks for beyond that."""
    return _value(schema, schema, "$", ())


def _value(schema: Schema, root: Schema, at: str, open_refs: tuple[str, ...]) -> Expression:
    if not isinstance(schema, Mapping):
        raise ValueError(f"{at} of the schema is {schema!r}; it must be an object.")
    if "$ref" in schema:
        return _reference(schema["$ref"], root, at, open_refs)
    if len(schema.get("allOf", ())) == 1:
        return _value(schema["allOf"][0], root, at, open_refs)
    if schema.get("nullable"):
        plain = {key: value for key, value in schema.items() if key != "nullable"}
        return either(text("null"), _value(plain, root, at, open_refs))
    for key in ("enum", "const"):
        if key in schema:
            _refuse(schema, {"type", key}, at)
            values = schema[key] if key == "enum" else [schema[key]]
            return either(*(text(json.dumps(v, ensure_ascii=False)) for v in values))
    if "anyOf" in schema:
        _refuse(schema, {"anyOf"}, at)
        return either(*(_value(option, root, at, open_refs) for option in schema["anyOf"]))
    kinds = schema.get("type")
    if isinstance(kinds, list):
        options = [_value({**schema, "type": kind}, root, at, open_refs) for kind in kinds]
        return either(*options)
    kind = str(kinds).lower()
    if kind not in _KNOWN:
        names = ", ".join(_KNOWN)
        raise ValueError(f"{at} of the schema has the type {kinds!r}; use one of {names}.")
    _refuse(schema, {"type", *_KNOWN[kind]}, at)
    return _typed(kind, schema, root, at, open_refs)


def _typed(
    kind: str, schema: Schema, root: Schema, at: str, open_refs: tuple[str, ...]
) -> Expression:
    match kind:
        case "object":
            return _object(schema, root, at, open_refs)
        case "array":
            item = _value(schema.get("items", {}), root, f"{at}[]", open_refs)
            least, most = schema.get("minItems", 0), schema.get("maxItems", float("inf"))
            return then(text("["), _list(item, least, most), text("]"))
        case "string":
            least, most = schema.get("minLength", 0), schema.get("maxLength", float("inf"))
            return then(text('"'), repeat(CHARACTER, int(least), float(most)), text('"'))
        case "integer":
            return _integer(schema.get("minimum"), schema.get("maximum"), at)
        case "number":
            if schema.get("minimum") not in (None, 0):
                raise ValueError(f"{at}: a number's minimum can be 0 or absent.")
            return then(EMPTY if "minimum" in schema else _MINUS, _NATURAL, _FRACTION)
        case "boolean":
            return either(text("true"), text("false"))
        case _:
            return text("null")


def _object(schema: Schema, root: Schema, at: str, open_refs: tuple[str, ...]) -> Expression:
    """The properties in order; a comma before all but the first that is there."""
    properties = schema.get("properties", {})
    order = schema.get("propertyOrdering") or schema.get("property_ordering") or []
    names = [*order, *(name for name in properties if name not in order)]
    required = set(schema.get("required", ()))
    if unknown := (required | set(order)) - set(properties):
        raise ValueError(f"{at}.properties lacks {', '.join(sorted(unknown))}.")
    first, further = EMPTY, EMPTY
    for name in reversed(names):
        value = _value(properties[name], root, f"{at}.{name}", open_refs)
        pair = then(text(json.dumps(name, ensure_ascii=False)), _COLON, value)
        first_here, further_here = then(pair, further), then(_COMMA, pair, further)
        if name not in required:
            first_here, further_here = either(first_here, first), either(further_here, further)
        first, further = first_here, further_here
    return then(text("{"), first, text("}"))


def _list(item: Expression, least: int, most: float) -> Expression:
    if most < 1:
        return EMPTY
    some = then(item, repeat(then(_COMMA, item), max(0, least - 1), most - 1))
    return some if least else either(EMPTY, some)


def _integer(low: int | None, high: int | None, at: str) -> Expression:
    if low is None and high is None:
        return then(_MINUS, _NATURAL)
    if high is None and low in (0, 1):
        return _POSITIVE if low else _NATURAL
    if low is not None and high is not None and 0 <= high - low < _MOST_LISTED:
        return either(*(text(str(value)) for value in range(int(low), int(high) + 1)))
    raise ValueError(
        f"{at}: an integer's minimum can be 0 or 1 alone, or minimum and maximum can span up to "
        f"{_MOST_LISTED} values; this asks for {low} to {high}."
    )


def _reference(name: str, root: Schema, at: str, open_refs: tuple[str, ...]) -> Expression:
    if name in open_refs:
        raise ValueError(f"{at}: {name} contains itself; texts of any depth are not supported.")
    found: Any = root
    for key in name.removeprefix("#/").split("/"):
        if not isinstance(found, Mapping) or key not in found:
            raise ValueError(f"{at}: the schema has no {name}.")
        found = found[key]
    return _value(found, root, at, (*open_refs, name))


def _refuse(schema: Schema, known: set[str], at: str) -> None:
    if foreign := sorted(set(schema) - known - _NOTES):
        raise ValueError(
            f"{at} of the schema asks for {', '.join(foreign)}, which cannot be kept to here; "
            "leave it out and check the value afterwards."
        )
