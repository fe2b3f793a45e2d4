"""Embeddings: one text, several, and Vertex's older `:predict`.

A text's vector is the mean of the model's hidden states after the first block, of length 1. Cut by
outputDimensionality it is not of length 1 any more, as with Google's gemini-embedding-001: divide
by the length again. The task type changes nothing: this model was never trained to heed one.
"""

from collections.abc import Generator, Iterable

from llmcourse.gemini.bodies import BatchEmbedRequest, EmbedRequest, PredictRequest
from llmcourse.gemini.calls import Call, Steps, json_reply
from llmcourse.gemini.errors import invalid
from llmcourse.gemini.models import EMBEDDING, resolve
from llmcourse.gemini.prompt import plain_text
from llmcourse.gemini.schemas import Content, Json, Part, parse
from llmcourse.gemini.state import State

Vectors = Generator[float, None, list[tuple[list[float], int]]]


def embed(state: State, call: Call) -> Steps:
    """POST models/M:embedContent"""
    options = call.body.pop("embedContentConfig", None)  # Vertex puts them apart
    request = parse(EmbedRequest, call.body | (options if isinstance(options, dict) else {}))
    yield 0.0
    vector, n_tokens = _vector(state, call, request)
    call.record.prompt_tokens = n_tokens
    usage = {"promptTokenCount": n_tokens, "totalTokenCount": n_tokens}
    return json_reply({"embedding": {"values": vector}, "usageMetadata": usage})


def embed_batch(state: State, call: Call) -> Steps:
    """POST models/M:batchEmbedContents"""
    requests = parse(BatchEmbedRequest, call.body).requests
    if not requests:
        raise invalid("* BatchEmbedContentsRequest.requests: requests is not specified")
    found = yield from _all(state, call, requests)
    return json_reply({"embeddings": [{"values": vector} for vector, _ in found]})


def predict(state: State, call: Call) -> Steps:
    """POST models/M:predict, with which Vertex embeds"""
    asked = parse(PredictRequest, call.body)
    requests = [
        EmbedRequest(
            content=Content(parts=[Part(text=one.content)]),
            task_type=one.task_type,
            title=one.title,
            output_dimensionality=asked.parameters.output_dimensionality,
        )
        for one in asked.instances
    ]
    found = yield from _all(state, call, requests)
    return json_reply({"predictions": [_prediction(*one) for one in found]})


def _all(state: State, call: Call, requests: Iterable[EmbedRequest]) -> Vectors:
    found = []
    for request in requests:
        yield 0.0
        found.append(_vector(state, call, request))
    call.record.prompt_tokens = sum(n_tokens for _, n_tokens in found)
    return found


def _vector(state: State, call: Call, request: EmbedRequest) -> tuple[list[float], int]:
    model = resolve(call.name, call.version, call.verb)
    if model.id != EMBEDDING:
        raise invalid(f"models/{call.name} does not embed; {EMBEDDING} does.")
    text = plain_text(request.content.parts)
    if not text:
        raise invalid("* EmbedContentRequest.content: contents is not specified")
    said = f"{request.title}: {text}" if request.title else text
    vector, n_tokens = state.backends[model.checkpoint].embed(said)
    n = request.output_dimensionality or len(vector)
    if not 1 <= n <= len(vector):
        raise invalid(f"output_dimensionality must be in the range [1, {len(vector)}], not {n}.")
    return vector[:n], n_tokens


def _prediction(vector: list[float], n_tokens: int) -> Json:
    statistics = {"token_count": n_tokens, "truncated": False}
    return {"embeddings": {"values": vector, "statistics": statistics}}
