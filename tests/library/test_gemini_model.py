"""What rests on the model itself: its training's format, its own choice of tools, real savings."""

from __future__ import annotations

import json
import statistics
from collections import Counter
from typing import Any

import pytest
import torch

from llmcourse.data.chat import Message, render, say
from llmcourse.data.draw import Draw
from llmcourse.data.families.toolbox import TOOLS
from llmcourse.data.families.tools import call
from llmcourse.gemini.api import LocalApi
from llmcourse.gemini.prompt import conversation
from llmcourse.gemini.schemas import Content, FunctionDeclaration
from llmcourse.models import decoding
from llmcourse.models.generation import generate, stream
from llmcourse.models.loading import load
from llmcourse.models.sampling import Settings, penalized
from llmcourse.models.speculative import speculate
from llmcourse.models.transformer import Transformer

MAIN = "/v1beta/models/gemini-local-main"
KEY = {"x-goog-api-key": "local"}


class Sent:
    def __init__(self, path: str, body: Any, method: str = "POST") -> None:
        self.method, self.path, self.headers, self.body = (
            method,
            path,
            KEY,
            json.dumps(body).encode(),
        )


@pytest.fixture(scope="module")
def api() -> LocalApi:
    return LocalApi()


def ask(api: LocalApi, text: str | list[Any], path: str = f"{MAIN}:generateContent", **more: Any):  # type: ignore[no-untyped-def]
    contents = [{"parts": [{"text": text}]}] if isinstance(text, str) else text
    config = {"temperature": 0, **more.pop("config", {})}
    body = {"contents": contents, "generationConfig": config, **more}
    status, answer, _ = api.answer(Sent(path, body))
    assert status == 200, answer
    return json.loads(answer)


def part(answer: Any) -> Any:
    return answer["candidates"][0]["content"]["parts"][0]


def declared(*names: str) -> list[dict[str, Any]]:
    """Some of the tools that the model knows, as the API declares them."""
    kinds = {"minutes": "INTEGER"}
    return [
        {"name": tool.name, "parameters": {"type": "OBJECT", "required": list(tool.parameters),
         "properties": {one: {"type": kinds.get(one, "STRING")} for one in tool.parameters}}}
        for tool in TOOLS if tool.name in names
    ]  # fmt: skip


@pytest.mark.parametrize("tool", [tool for tool in TOOLS if tool.parameters], ids=lambda t: t.name)
def test_tools_are_laid_out_as_in_training(api: LocalApi, tool: Any) -> None:
    question, arguments, result, _ = tool.use(Draw(3))
    listed = f"You can use these tools: {tool.name}({', '.join(tool.parameters)})."
    trained: list[Message] = [
        say("system", listed), say("user", question), say("assistant", call(tool, arguments)),
        say("tool", result),
    ]  # fmt: skip
    contents = [
        Content(parts=[{"text": question}]),
        Content(role="model", parts=[{"functionCall": {"name": tool.name, "args": arguments}}]),
        Content(parts=[{"functionResponse": {"name": tool.name, "response": {"result": result}}}]),
    ]
    functions = [FunctionDeclaration(**one) for one in declared(tool.name)]
    assert conversation(contents, None, functions) == trained
    backend = api.state.backends["main-instruct"]
    text = render(trained, answer=True)
    assert backend.encode(trained, answer=True) == backend.tokenizer.encode(text)  # type: ignore[attr-defined]


CHOICES = [
    ("What is the weather in Rome?", "weather", {"city": "Rome"}),
    ("What is 123 + 456?", "calculator", {"expression": "123 + 456"}),
    ("Set a timer for 15 minutes.", "timer", {"minutes": 15}),
    ("How do I make soup?", "recipe", {"dish": "soup"}),
]


def test_the_model_chooses_its_tools(api: LocalApi) -> None:
    tools = [{"functionDeclarations": declared("weather", "calculator", "timer", "recipe")}]
    found = []
    for question, name, args in CHOICES:
        made = part(ask(api, question, tools=tools)).get("functionCall", {})
        found.append((made.get("name") == name, made.get("args") == args))
    assert sum(name for name, _ in found) >= 3, found
    assert sum(args for _, args in found) >= 2, found
    assert "text" in part(ask(api, "What is the capital of Peru?", tools=tools))
    none = {"functionCallingConfig": {"mode": "NONE"}}
    assert "text" in part(ask(api, CHOICES[0][0], tools=tools, toolConfig=none))


def test_with_any_it_must_call_one_of_the_allowed(api: LocalApi) -> None:
    tools = [{"functionDeclarations": declared("weather", "calculator", "news")}]
    must = {"functionCallingConfig": {"mode": "ANY", "allowedFunctionNames": ["news"]}}
    for question in ("What is the weather in Rome?", "Hello!", "What is 3 + 4?"):
        made = part(ask(api, question, tools=tools, toolConfig=must))["functionCall"]
        assert made["name"] == "news"
        assert list(made["args"]) == ["topic"]


def test_what_a_function_returned_is_used(api: LocalApi) -> None:
    tools = [{"functionDeclarations": declared("weather", "calculator")}]
    contents = [
        {"role": "user", "parts": [{"text": "What is the weather in Rome?"}]},
        {"role": "model", "parts": [{"functionCall":
            {"name": "weather", "args": {"city": "Rome"}}}]},
        {"role": "user", "parts": [{"functionResponse": {"name": "weather", "response":
            {"result": "fog, 17 degrees"}}}]},
    ]  # fmt: skip
    assert "17" in part(ask(api, contents, tools=tools))["text"]


def test_a_name_is_remembered_over_turns(api: LocalApi) -> None:
    turns = [("user", "My name is Anna."), ("model", "Hello, Anna."), ("user", "What is my name?")]
    contents = [{"role": role, "parts": [{"text": text}]} for role, text in turns]
    assert "Anna" in part(ask(api, contents))["text"]


PASSAGE = "Tom lives in the old house by the river and has a brown dog. " * 26


def made_cache(api: LocalApi) -> str:
    body = {"model": "models/gemini-local-main", "contents": [{"parts": [{"text": PASSAGE}]}]}
    status, text, _ = api.answer(Sent("/v1beta/cachedContents", body))
    assert status == 200, text
    return str(json.loads(text)["name"])


def test_a_cached_prefix_is_not_read_again(api: LocalApi, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    original = decoding.reader

    def counting(*args: Any) -> Any:
        inner = original(*args)

        def reading(ids: torch.Tensor, last: bool) -> torch.Tensor:
            read.append(ids.shape[1])
            return inner(ids, last)

        return reading

    monkeypatch.setattr(decoding, "reader", counting)
    question = "Where does Tom live?"
    config = {"maxOutputTokens": 8}
    name = made_cache(api)
    with_it = ask(api, question, cachedContent=name, config=config)
    computed = read[0]
    read.clear()
    whole = [{"parts": [{"text": PASSAGE}]}, {"parts": [{"text": question}]}]
    without = ask(api, whole, config=config)
    usage, other = with_it["usageMetadata"], without["usageMetadata"]
    assert usage["promptTokenCount"] == other["promptTokenCount"] == read[0] > 350
    assert computed == usage["promptTokenCount"] - usage["cachedContentTokenCount"] < 20
    assert part(with_it) == part(without)
    difference = with_it["candidates"][0]["avgLogprobs"] - without["candidates"][0]["avgLogprobs"]
    assert abs(difference) < 1e-3


def test_a_cached_prefix_brings_the_first_token_sooner(api: LocalApi) -> None:
    config = {"maxOutputTokens": 1}
    path = f"{MAIN}:streamGenerateContent?alt=sse"
    whole = [{"parts": [{"text": PASSAGE}]}, {"parts": [{"text": "Where does Tom live?"}]}]
    name, times = made_cache(api), Counter[str]()
    seconds: dict[str, list[float]] = {"with": [], "without": []}
    for _ in range(7):
        for kind in seconds:
            api.state.log.clear()
            more = {"cachedContent": name} if kind == "with" else {}
            body = {"contents": whole[1:] if more else whole, "generationConfig": config, **more}
            assert api.answer(Sent(path, body))[0] == 200
            seconds[kind].append(api.state.log.told()[0]["first"])
            times[kind] += 1
    ratio = statistics.median(seconds["with"]) / statistics.median(seconds["without"])
    assert ratio < 0.7, seconds


def test_a_cache_expires() -> None:
    now = [1000.0]
    api = LocalApi(clock=lambda: now[0])
    body = {"model": "models/gemini-local-draft", "ttl": "60s",
            "contents": [{"parts": [{"text": "Tom has a dog."}]}]}  # fmt: skip
    cache = json.loads(api.answer(Sent("/v1beta/cachedContents", body))[1])
    assert cache["expireTime"] == "1970-01-01T00:17:40.000000Z"
    path = f"/v1beta/{cache['name']}"
    now[0] = 1059.0
    assert api.answer(Sent(path, {}, "GET"))[0] == 200
    other = {"contents": [{"parts": [{"text": "Who?"}]}], "cachedContent": cache["name"]}
    status, text, _ = api.answer(Sent(f"{MAIN}:generateContent", other))
    assert status == 400
    assert "has to be the same" in text
    now[0] = 1061.0
    assert api.answer(Sent(path, {}, "GET"))[0] == 403
    assert api.answer(Sent(path, {"ttl": "9s"}, "PATCH"))[0] == 403


ABOUT = [
    ["The cat sleeps on the sofa.", "A dog runs in the garden.", "The horse eats grass."],
    ["It is raining in Paris.", "The weather in Rome is sunny.", "Snow fell in the mountains."],
    ["He paid ten dollars for the hat.", "The book costs five dollars.", "A lamp for 20 dollars."],
    ["What is 3 + 4?", "Add 12 and 7.", "How much is 9 minus 5?"],
    ["I loved this film, it was great!", "A wonderful movie.", "The film was boring and bad."],
]


def test_neighbors_of_embeddings_share_a_subject(api: LocalApi) -> None:
    backend = api.state.backends["main-instruct"]
    subject = [i for i, texts in enumerate(ABOUT) for _ in texts]
    vectors = torch.tensor([backend.embed(text)[0] for texts in ABOUT for text in texts])
    assert vectors.norm(dim=-1).allclose(torch.ones(len(vectors)))
    nearest = (vectors @ vectors.T).fill_diagonal_(-1).argmax(1).tolist()
    right = sum(subject[i] == subject[j] for i, j in enumerate(nearest))
    assert right >= 9  # of 15; by chance 2


@pytest.fixture(scope="module")
def model() -> Transformer:
    return load("draft-instruct")


def test_penalties_take_what_they_say() -> None:
    logits = torch.zeros(5)
    settings = Settings(presence_penalty=0.5, frequency_penalty=0.25)
    found = penalized(logits, {1: 1, 3: 4}, settings)
    assert found.tolist() == [0, -0.75, 0, -1.5, 0]
    assert penalized(logits, {}, settings) is logits
    assert penalized(logits, {1: 1}, Settings()) is logits


def test_penalties_make_a_text_repeat_less(model: Transformer) -> None:
    def repeated(**penalty: float) -> int:
        done = generate(model, "a a a a", max_tokens=40, ignore_end=True, **penalty)
        return max(Counter(token.id for token in done.tokens).values())

    assert repeated(frequency_penalty=2.0) < repeated()
    tokens = [token.text for token in stream(model, "a a", max_tokens=5, presence_penalty=1.0)]
    assert tokens
    with pytest.raises(ValueError, match="penalties"):
        speculate(model, model, "a a", presence_penalty=1.0)
