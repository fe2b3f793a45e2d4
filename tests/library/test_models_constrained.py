"""Constrained texts are always valid; every text that is allowed can be written, no other can."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from typing import Any

import jsonschema
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from llmcourse.data import tokenizer_files
from llmcourse.models.automaton import (
    EMPTY,
    NOTHING,
    Expression,
    derivative,
    either,
    one_of,
    repeat,
    text,
    then,
)
from llmcourse.models.config import ModelConfig
from llmcourse.models.constrained import JsonSchema, OneOf
from llmcourse.models.generation import generate, generate_batch
from llmcourse.models.schema import expression
from llmcourse.models.speculative import speculate
from llmcourse.models.tokens import Tokenizer, tokenizer_from_json
from llmcourse.models.transformer import Transformer

TOKENIZER = tokenizer_from_json(tokenizer_files()["tokenizer.json"])
CONFIG = ModelConfig(
    vocab_size=3072, d_model=32, n_layers=1, n_heads=2, n_kv_heads=1, d_head=16, d_ff=32,
    max_length=256, end_ids=(0, 5),
)  # fmt: skip
PERSON: dict[str, Any] = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 6},
        "age": {"type": "integer", "minimum": 0, "maximum": 120},
        "height": {"type": "number"},
        "happy": {"type": "boolean"},
        "color": {"enum": ["red", "gr\u00fcn", 3, None]},
    },
    "required": ["name", "happy"],
}
NESTED: dict[str, Any] = {
    "type": "object",
    "properties": {
        "tags": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 3},
        "home": {"$ref": "#/$defs/Home"},
        "other": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/Home"}]},
    },
    "required": ["tags", "home", "other"],
    "$defs": {"Home": {"type": "object", "properties": {"n": {"type": ["integer", "null"]}}}},
}
SCHEMAS: dict[str, dict[str, Any]] = {
    "person": PERSON,
    "nested": NESTED,
    "list": {"type": "array", "items": {"type": "integer", "minimum": 1}},
    "text": {"type": "string", "maxLength": 3},
    "number": {"type": "number", "minimum": 0},
    "nothing in it": {"type": "object", "properties": {}},
    "same": {"const": {"a": [1, "\u00e9"]}},
}


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Generator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def model() -> Transformer:
    torch.manual_seed(0)
    return Transformer(CONFIG, TOKENIZER).eval().requires_grad_(False)


def accepts(language: Expression, value: str | bytes) -> bool:
    for byte in value.encode() if isinstance(value, str) else value:
        language = derivative(language, byte)
    return language.accepts_empty


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_every_text_is_valid_whatever_the_model_wants(
    model: Transformer, schema: dict[str, Any]
) -> None:
    constraint = JsonSchema(schema)
    shortest = int(constraint.expression.shortest)
    for max_tokens in (shortest, shortest + 7, 120):
        for temperature in (0.0, 1.0, 3.0):
            texts = generate_batch(
                model, ["Hi", "<|user|>Who?<|end|>"], constraint=constraint, seed=max_tokens,
                temperature=temperature, max_tokens=max_tokens,
            )  # fmt: skip
            for completion in texts:
                jsonschema.validate(json.loads(completion.text), schema)
                assert completion.n_generated <= max_tokens


def test_too_little_room_is_said_at_once(model: Transformer) -> None:
    constraint = JsonSchema(PERSON)
    assert constraint.expression.shortest == len('{"name":"a","happy":true}')
    with pytest.raises(ValueError, match=r"up to 25 tokens and there is room for 24\. Raise"):
        generate(model, "Hi", constraint=constraint, max_tokens=24)
    with pytest.raises(ValueError, match="room for 20"):
        generate(model, [8] * 236, constraint=constraint)


def test_one_of_some_texts(model: Transformer) -> None:
    choices = ["positive", "negative", "pos", "\u00e9\u00e9"]
    constraint = OneOf(choices)
    drawn = {
        generate(model, "Hi", constraint=constraint, temperature=2.0, seed=seed).text
        for seed in range(60)
    }
    assert drawn == set(choices)
    assert generate(model, "Hi", constraint=OneOf(["only"])).finish == "end"
    for wrong in ([], "text", [""]):
        with pytest.raises(ValueError, match="OneOf takes a list"):
            OneOf(wrong)


def test_the_likeliest_allowed_token_is_taken(model: Transformer) -> None:
    """Greedy under a constraint is greedy among what is allowed, and reports the model's odds."""
    completion = generate(model, "Hi", constraint=OneOf(["yes", "no"]), top=3072)
    first = completion.tokens[0]
    starts = {TOKENIZER.bytes.index(piece) for piece in (b"y", b"n", b"ye", b"no", b"yes")
              if piece in TOKENIZER.bytes}  # fmt: skip
    best = next(one for one in first.top if one.id in starts)
    assert (first.id, first.logprob) == (best.id, pytest.approx(best.logprob))


VALID = [
    '{"name":"a","happy":true}', '{"name": "a", "happy": false}',
    '{"name":"\u00e9\u4e16\U0001f642abc","age":7, "happy":true,"color":null}',
    '{"name":"\\"\\\\","age":120,"height":-1.5,"happy":true,"color":"gr\u00fcn"}',
]  # fmt: skip
INVALID = [
    "", "{}", '{"name":"a"}', '{"happy":true,"name":"a"}', '{"name":"","happy":true}',
    '{"name":"abcdefg","happy":true}', '{"name":"a","age":121,"happy":true}',
    '{"name":"a","age":-1,"happy":true}', '{"name":"a","age":01,"happy":true}',
    '{"name":"a","happy":true,}', '{,"name":"a","happy":true}', '{"name":"a\n","happy":true}',
    '{"name":"a","height":1.,"happy":true}', '{"name":"a","happy":True}',
    '{"name":"a","happy":true,"other":1}', '{"name":"\\x","happy":true}',
]  # fmt: skip


@pytest.mark.parametrize("value", VALID)
def test_what_is_allowed(value: str) -> None:
    jsonschema.validate(json.loads(value), PERSON)
    assert accepts(expression(PERSON), value)


@pytest.mark.parametrize("value", INVALID)
def test_what_is_not_allowed(value: str) -> None:
    assert not accepts(expression(PERSON), value)


def test_how_many_items() -> None:
    two = expression({"type": "array", "items": {"type": "null"}, "minItems": 1, "maxItems": 2})
    counts = [n for n in range(4) if accepts(two, json.dumps([None] * n))]
    assert counts == [1, 2]
    none = expression({"type": "array", "items": {"type": "null"}, "maxItems": 0})
    assert [n for n in range(2) if accepts(none, json.dumps([None] * n))] == [0]


NO_CHARACTER = [
    b"\xed\xa0\x80",
    b"\xc0\x80",
    b"\xe0\x80\x80",
    b"\xf4\x90\x80\x80",
    b"\x80",
    b"\xff",
]


@pytest.mark.parametrize("piece", NO_CHARACTER)
def test_strings_hold_whole_characters(piece: bytes) -> None:
    string = expression({"type": "string"})
    with pytest.raises(UnicodeDecodeError):
        piece.decode()
    assert not accepts(string, b'"' + piece + b'"')
    assert accepts(string, b'"' + "\ud7ff\U0010ffff\x7f".encode() + b'"')


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)  # fmt: skip


def schema_of(value: Any) -> dict[str, Any]:
    """A schema that the value is valid for."""
    match value:
        case bool():
            return {"type": "boolean"}
        case int():
            return {"type": "integer"}
        case str():
            return {"type": "STRING", "maxLength": len(value)}
        case list():
            return {"type": "array", "items": {"anyOf": [schema_of(v) for v in value or [None]]}}
        case dict():
            properties = {key: schema_of(inner) for key, inner in value.items()}
            return {"type": "object", "properties": properties, "required": list(value)}
    return {"type": "null"}


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_json_as_python_writes_it_is_allowed(value: Any) -> None:
    written = json.dumps(value, ensure_ascii=False)
    if not re.search(r"\\u|\x7f|[\ud800-\udfff]", written):
        assert accepts(expression(schema_of(value)), written)


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string", "pattern": "a+"}, "$ of the schema asks for pattern"),
        ({"type": "object", "properties": {"a": {"oneOf": []}}}, "$.a of the schema has the type"),
        ({"type": "array", "items": {"type": "null", "multipleOf": 2}}, "$[] of the schema asks"),
        ({"type": "array"}, "$[] of the schema has the type None; use one of object, array"),
        ({"type": "tuple"}, "has the type 'tuple'"),
        ({"type": "integer", "minimum": 5}, "asks for 5 to None"),
        ({"type": "number", "minimum": 5}, "a number's minimum can be 0"),
        ({"type": "object", "properties": {}, "required": ["a"]}, "$.properties lacks a"),
        ({"$ref": "#/$defs/A"}, "the schema has no #/$defs/A"),
        ({"$ref": "#/$defs/A", "$defs": {"A": {"type": "array", "items": {"$ref": "#/$defs/A"}}}},
         "#/$defs/A contains itself"),
        ([], "it must be an object"),
        ({"anyOf": [], "minLength": 3}, "asks for minLength"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_to_is_refused(schema: Any, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        JsonSchema(schema)


def test_geminis_spelling() -> None:
    schema = {
        "type": "OBJECT",
        "properties": {"b": {"type": "STRING", "nullable": True}, "a": {"type": "INTEGER"}},
        "required": ["a", "b"],
        "propertyOrdering": ["a", "b"],
    }
    assert accepts(expression(schema), '{"a": 1, "b": null}')
    assert not accepts(expression(schema), '{"b": null, "a": 1}')


def test_derivatives() -> None:
    word = then(repeat(one_of(b"ab"), 1, 3), either(EMPTY, text("!")))
    assert [w for w in ("", "a", "ab!", "aba", "abab", "!", "a!!") if accepts(word, w)] == [
        "a", "ab!", "aba",
    ]  # fmt: skip
    assert (word.shortest, either().shortest) == (1, float("inf"))
    assert then(text("a"), NOTHING) is NOTHING
    assert text("ab") is then(text("a"), text("b"))


def test_vocabularies_that_cannot_write_every_text(model: Transformer) -> None:
    from tokenizers import Tokenizer as Raw
    from tokenizers import models

    other = Tokenizer(Raw(models.BPE({"yes": 0, "y": 1}, [])))
    with pytest.raises(ValueError, match="needs a vocabulary in which each byte is a token"):
        OneOf(["yes"]).guide(other, (), 9)
    with pytest.raises(ValueError, match="cannot be drafted"):
        speculate(model, model, "Hi", constraint=OneOf(["yes"]))
