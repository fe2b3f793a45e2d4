"""The contract with google-genai beyond an answer: embeddings, caches, interactions, Vertex."""

from __future__ import annotations

import json
from typing import Any

import pytest
from google import genai
from google.genai import types

from llmcourse.gemini import Service, explain

MODEL = "gemini-local-main"


def test_embeddings(gemini: Service) -> None:
    models = gemini.client.models
    many = models.embed_content(model="gemini-embedding-001", contents=["one", "two"])
    config = {"output_dimensionality": 16, "task_type": "RETRIEVAL_QUERY"}
    short = models.embed_content(model=gemini.embedding, contents="one", config=config)
    assert len(many.embeddings) == 2
    assert sum(x * x for x in many.embeddings[0].values) == pytest.approx(1, abs=1e-4)
    assert short.embeddings[0].values == many.embeddings[0].values[:16]
    vertex = gemini.vertex().models.embed_content(model=gemini.embedding, contents="one")
    assert vertex.embeddings[0].values == pytest.approx(many.embeddings[0].values, abs=1e-6)


@pytest.mark.parametrize("vertex", [False, True])
def test_caches(gemini: Service, vertex: bool) -> None:
    client = gemini.vertex() if vertex else gemini.client
    text = "The cat of Anna is called Tom. " * 6
    cache = client.caches.create(model=MODEL, config={"contents": text, "ttl": "60s"})
    assert client.caches.get(name=cache.name).usage_metadata.total_token_count > 40
    longer = client.caches.update(name=cache.name, config={"ttl": "600s"})
    assert longer.expire_time > cache.expire_time
    assert cache.name in [one.name for one in client.caches.list()]
    config = {"cached_content": cache.name, "max_output_tokens": 3}
    answer = client.models.generate_content(model=MODEL, contents="Who is Tom?", config=config)
    usage = answer.usage_metadata
    assert 40 < usage.cached_content_token_count < usage.prompt_token_count
    client.caches.delete(name=cache.name)
    with pytest.raises(genai.errors.ClientError) as caught:
        client.models.generate_content(model=MODEL, contents="Who?", config=config)
    assert caught.value.code == 403


def test_batches(gemini: Service) -> None:
    requests = [{"contents": [{"role": "user", "parts": [{"text": text}]}]} for text in "ab"]
    made = gemini.client.batches.create(model=MODEL, src=requests, config={"display_name": "x"})
    job = gemini.client.batches.get(name=made.name)
    assert job.state == types.JobState.JOB_STATE_SUCCEEDED
    assert [bool(one.response.candidates) for one in job.dest.inlined_responses] == [True, True]
    assert made.name in [one.name for one in gemini.client.batches.list()]


@pytest.mark.filterwarnings("ignore:.*DEPRECATED.*:DeprecationWarning")  # 2.10 warns of itself
def test_interactions(gemini: Service) -> None:
    client = gemini.client.interactions
    config = {"max_output_tokens": 5, "seed": 1}
    first = client.create(model=MODEL, input="My name is Anna.", generation_config=config)
    assert first.status == "completed"
    assert first.usage.total_output_tokens == 5
    assert client.get(first.id).steps[0].content[0].text == first.steps[0].content[0].text
    client.create(model=MODEL, input="Who am I?", previous_interaction_id=first.id)
    kinds = [event.event_type for event in client.create(
        model=MODEL, input="Hi", stream=True, generation_config=config)]  # fmt: skip
    assert kinds[:2] == ["interaction.created", "step.start"]
    assert set(kinds[2:-2]) == {"step.delta"}
    assert kinds[-2:] == ["step.stop", "interaction.completed"]
    client.delete(first.id)
    with pytest.raises(Exception, match="not found") as caught:
        client.get(first.id)
    assert "not there" in explain(caught.value) or "not found" in explain(caught.value)


def test_interactions_with_a_function_and_json(gemini: Service) -> None:
    client = gemini.client.interactions
    city = {"type": "object", "properties": {"city": {"enum": ["Oslo"]}}, "required": ["city"]}
    tool = {"type": "function", "name": "get_weather", "description": "", "parameters": city}
    made = client.create(
        model=MODEL, input="Weather?", tools=[tool], generation_config={"tool_choice": "any"}
    )
    assert made.status == "requires_action"
    [step] = made.steps
    assert (step.name, step.arguments) == ("get_weather", {"city": "Oslo"})
    result = {"type": "function_result", "call_id": step.id, "name": step.name, "result": "sun"}
    answer = client.create(model=MODEL, input=[result], previous_interaction_id=made.id,
                           tools=[tool], generation_config={"tool_choice": "none"})  # fmt: skip
    assert answer.status == "completed"
    shape = {"type": "text", "mime_type": "application/json", "schema": city}
    made = client.create(model=MODEL, input="Where?", response_format=shape)
    assert json.loads(made.steps[0].content[0].text) == {"city": "Oslo"}


def test_vertex(gemini: Service) -> None:
    client = gemini.vertex("my-project", "europe-west4")
    answer = client.models.generate_content(model=MODEL, contents="Hello there")
    assert answer.model_version == MODEL
    path = gemini.calls[-1]["path"]
    assert "/projects/my-project/locations/europe-west4/publishers/google/models/" in path
    names = [model.name for model in client.models.list()]
    assert f"publishers/google/models/{MODEL}" in names
    assert client.models.count_tokens(model=MODEL, contents="Hi").total_tokens > 2
    express = genai.Client(
        vertexai=True, api_key="local", http_options={"base_url": gemini.address}
    )
    assert express.models.generate_content(model=MODEL, contents="Hi").text is not None
    assert gemini.calls[-1]["path"].startswith("/v1beta1/publishers/google/models/")


def test_files_say_that_they_are_not_there(gemini: Service, tmp_path: Any) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    with pytest.raises(genai.errors.APIError) as caught:
        gemini.client.files.upload(file=path)
    assert caught.value.code == 501
    assert "file store" in explain(caught.value)
