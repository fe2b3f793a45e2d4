"""What the calls around generateContent may say: embeddings, caches, batches, ordered faults."""

from typing import Any

from pydantic import ConfigDict, Field, field_validator, model_validator

from llmcourse.gemini.errors import STATUS
from llmcourse.gemini.schemas import Content, Json, Loose, Task, Tool, ToolConfig, Wire


class EmbedRequest(Loose):
    content: Content
    task_type: Task = "TASK_TYPE_UNSPECIFIED"
    title: str = ""
    output_dimensionality: int | None = None


class BatchEmbedRequest(Loose):
    requests: list[EmbedRequest]


class Instance(Wire):
    model_config = ConfigDict(extra="ignore")  # Vertex's older calls are in snake_case

    content: str
    task_type: Task = "TASK_TYPE_UNSPECIFIED"
    title: str = ""


class PredictParameters(Loose):
    output_dimensionality: int | None = None


class PredictRequest(Loose):
    instances: list[Instance]
    parameters: PredictParameters = PredictParameters()


class Inlined(Loose):
    request: Json
    metadata: Json | None = None


class InlinedRequests(Loose):
    requests: list[Inlined] = Field(default_factory=list)


class InputConfig(Loose):
    requests: InlinedRequests = InlinedRequests()


class Batch(Loose):
    display_name: str = ""
    input_config: InputConfig = InputConfig()


class BatchRequest(Loose):
    batch: Batch = Batch()


class CacheRequest(Loose):
    model: str = ""
    contents: list[Content] = Field(default_factory=list)
    system_instruction: Content | None = None
    tools: list[Tool] = Field(default_factory=list)
    tool_config: ToolConfig = ToolConfig()
    ttl: str = ""
    expire_time: str = ""
    display_name: str = ""


class Fault(Wire):
    """How one of the next calls fails, or how long it takes; 200 goes well."""

    code: int = 200
    retry_delay: str | None = None
    latency: float | None = None
    after: int = 0
    """Pieces of a stream that still come before the error."""

    @model_validator(mode="before")
    @classmethod
    def _from_code(cls, given: Any) -> Any:
        return {"code": given} if isinstance(given, int) else given

    @field_validator("code")
    @classmethod
    def _known(cls, code: int) -> int:
        if code != 200 and code not in STATUS:
            raise ValueError(f"a fault is 200 (none) or one of {sorted(STATUS)}")
        return code


class FaultOrder(Wire):
    next: list[Fault] = Field(default_factory=list)
    retry_delay: str = "2s"
    latency: float = 0.0

    def faults(self) -> list[Fault]:
        """The faults, each with all that it does not say itself."""
        for one in self.next:
            one.retry_delay = one.retry_delay or self.retry_delay
            one.latency = self.latency if one.latency is None else one.latency
        return self.next
