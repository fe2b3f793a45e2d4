"""models: the list, page by page, and one of them."""

from llmcourse.gemini import models, writing
from llmcourse.gemini.calls import Call, Steps, json_reply
from llmcourse.gemini.errors import invalid
from llmcourse.gemini.schemas import Json
from llmcourse.gemini.state import State


def list_models(state: State, call: Call) -> Steps:
    """GET models"""
    size = _number(call.query.get("pageSize") or "50")
    start = _number(call.query.get("pageToken") or "0")
    every = list(models.LOCAL.values())
    page = [_told(state, model, call) for model in every[start : start + size]]
    body: Json = {"publisherModels" if call.vertex else "models": page}
    if start + size < len(every):
        body["nextPageToken"] = str(start + size)
    return json_reply(body)
    yield


def get_model(state: State, call: Call) -> Steps:
    """GET models/M"""
    model = models.resolve(call.name, call.version)
    return json_reply(_told(state, model, call) | {"name": _name(call.name, call)})
    yield


def _told(state: State, model: models.Model, call: Call) -> Json:
    if call.vertex:
        return {"name": _name(model.id, call), "versionId": "001", "launchStage": "GA"}
    context = state.backends[model.checkpoint].context
    told: Json = {
        "name": _name(model.id, call),
        "version": "001",
        "displayName": model.title,
        "description": model.about,
        "inputTokenLimit": context - 1,
        "outputTokenLimit": 1 if model.id == models.EMBEDDING else writing.LONGEST,
        "supportedGenerationMethods": list(model.methods),
    }
    if model.id != models.EMBEDDING:
        told |= {
            "temperature": writing.TEMPERATURE,
            "topP": writing.TOP_P,
            "topK": writing.TOP_K,
            "maxTemperature": 2.0,
        }
    return told


def _name(id: str, call: Call) -> str:
    return f"publishers/google/models/{id}" if call.vertex else f"models/{id}"


def _number(text: str) -> int:
    if not text.isdigit():
        raise invalid(f"pageSize and pageToken are numbers here, not {text[:40]!r}.")
    return min(int(text), 1000)
