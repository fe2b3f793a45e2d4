"""From a request to a finished answer: checks, prompt, settings, the writing itself, the JSON.

`prepare` does all that can fail with the caller's fault, so that a stream has begun only when it
can go on. `Writing` then yields after each token; what it holds is at any time the answer so far.
"""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from llmcourse.gemini import prompt, tools
from llmcourse.gemini.backend import Backend, Known
from llmcourse.gemini.candidate import Candidate
from llmcourse.gemini.errors import absent, invalid, too_long
from llmcourse.gemini.formats import constraint_of
from llmcourse.gemini.safety import Filter
from llmcourse.gemini.schemas import FunctionDeclaration, GenerateRequest, GenerationConfig, Json
from llmcourse.models.constrained import Constraint
from llmcourse.models.sampling import Settings

LONGEST = 256
"""Tokens of an answer at most: the model's outputTokenLimit."""
TEMPERATURE, TOP_P, TOP_K = 1.0, 0.95, 64
"""Where the request does not say; models.get tells them."""
MOST_CANDIDATES, MOST_STOPS, MOST_LOGPROBS = 8, 5, 20


@dataclass
class Writing:
    """One request's answer in the making."""

    model: str
    backend: Backend
    ids: list[int]
    known: Known | None = None
    candidates: list[Candidate] = field(default_factory=list)
    blocked: list[Json] | None = None
    """Safety ratings, when the prompt itself is blocked."""
    response_id: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    def steps(self) -> Iterator[None]:
        """Write; yields after each token."""
        if self.blocked is not None:
            return
        writers = [candidate.writer for candidate in self.candidates]
        for _ in self.backend.write(self.ids, writers, self.known):
            for candidate in self.candidates:
                candidate.look()
            yield

    @property
    def n_cached(self) -> int:
        """Prompt tokens that were not read again."""
        return self.known.length if self.known else 0

    @property
    def usage(self) -> Json:
        """Counted tokens, so far."""
        n_prompt, n_written = len(self.ids), sum(c.n_tokens for c in self.candidates)
        usage: Json = {"promptTokenCount": n_prompt, "totalTokenCount": n_prompt + n_written}
        if self.blocked is None:
            usage["candidatesTokenCount"] = n_written
        if self.known:
            usage["cachedContentTokenCount"] = self.n_cached
        usage["promptTokensDetails"] = [{"modality": "TEXT", "tokenCount": n_prompt}]
        return usage

    def whole(self) -> Json:
        """The response, when the writing is over."""
        if self.blocked is not None:
            feedback = {"blockReason": "SAFETY", "safetyRatings": self.blocked}
            return {"promptFeedback": feedback, **self._frame()}
        return {"candidates": [c.whole() for c in self.candidates], **self._frame()}

    def news(self) -> Json | None:
        """A chunk with what came since the last one, None if there is nothing to tell."""
        if self.blocked is not None:
            return self.whole()
        news = [told for candidate in self.candidates if (told := candidate.news())]
        return {"candidates": news, **self._frame()} if news else None

    def _frame(self) -> Json:
        return {
            "usageMetadata": self.usage,
            "modelVersion": self.model,
            "responseId": self.response_id,
        }


def prompt_ids(
    backend: Backend, request: GenerateRequest, functions: Sequence[FunctionDeclaration]
) -> list[int]:
    """The request's prompt as the model reads it, whatever its length."""
    messages = prompt.conversation(request.contents, request.system_instruction, functions)
    return backend.encode(messages, answer=True)


def prepare(
    model: str, backend: Backend, request: GenerateRequest, known: Known | None, ids: list[int]
) -> Writing:
    """Everything about the answer but the answer."""
    config = request.generation_config
    check_config(config)
    if len(ids) >= backend.context:
        raise too_long(len(ids), backend.context - 1)
    functions = tools.declared(request.tools, request.tool_config)
    if functions and config.response_mime_type != "text/plain":
        raise invalid(
            f"Function calling with a response mime type: {config.response_mime_type!r} is "
            "unsupported"
        )
    filter = Filter(request.safety_settings)
    asked = prompt.plain_text(request.contents[-1].parts)
    if filter.blocks(asked):
        return Writing(model, backend, ids, blocked=filter.ratings(asked))
    forced = request.tool_config.function_calling_config.mode == "ANY"
    held_to = constraint_of(config)
    if functions:
        held_to = tools.call_constraint(functions, forced=forced)
    room = min(LONGEST, backend.context - len(ids))
    limit = min(config.max_output_tokens or room, room)
    try:
        writers = backend.writers(ids, _settings(config, room, held_to), config.candidate_count)
    except ValueError as error:
        raise invalid(str(error)) from None
    made = [
        Candidate(i, writer, limit, filter, config, calls=bool(functions))
        for i, writer in enumerate(writers)
    ]
    return Writing(model, backend, ids, known, made)


def check_config(config: GenerationConfig) -> None:
    """An error for a setting that makes no sense, as Google words it."""
    if {str(one) for one in config.response_modalities} - {"TEXT", "1"}:
        raise absent("voice and no brush: it writes text only")
    rules = {
        "temperature": ("must be in the range [0.0, 2.0]", 0 <= (config.temperature or 0) <= 2),
        "top_p": ("must be in the range [0.0, 1.0]", 0 <= (config.top_p or 0) <= 1),
        "top_k": ("must be positive", config.top_k is None or config.top_k >= 1),
        "candidate_count": (
            f"must be in the range [1, {MOST_CANDIDATES}]",
            1 <= config.candidate_count <= MOST_CANDIDATES,
        ),
        "max_output_tokens": (
            "must be positive",
            config.max_output_tokens is None or config.max_output_tokens >= 1,
        ),
        "stop_sequences": (
            f"must be at most {MOST_STOPS} strings, none empty",
            len(config.stop_sequences) <= MOST_STOPS and all(config.stop_sequences),
        ),
        "presence_penalty": ("must be in the range [-2.0, 2.0]", abs(config.presence_penalty) <= 2),
        "frequency_penalty": (
            "must be in the range [-2.0, 2.0]",
            abs(config.frequency_penalty) <= 2,
        ),
        "logprobs": (
            f"must be in the range [0, {MOST_LOGPROBS}], and needs response_logprobs",
            config.logprobs is None
            or (config.response_logprobs and 0 <= config.logprobs <= MOST_LOGPROBS),
        ),
    }
    for name, (rule, kept) in rules.items():
        if not kept:
            at = f"GenerateContentRequest.generation_config.{name}"
            raise invalid(f"* {at}: {name} {rule}.")


def _settings(config: GenerationConfig, room: int, held_to: Constraint | None) -> Settings:
    top_p = TOP_P if config.top_p is None else config.top_p
    return Settings(
        max_tokens=room,
        temperature=TEMPERATURE if config.temperature is None else config.temperature,
        top_p=max(top_p, 1e-6),
        top_k=config.top_k or TOP_K,
        presence_penalty=config.presence_penalty,
        frequency_penalty=config.frequency_penalty,
        seed=None if config.seed is None else config.seed % 2**31,
        stop=tuple(config.stop_sequences),
        top=config.logprobs or 0,
        constraint=held_to,
    )
