"""Every model id that the course knows, and how one is chosen. No id stands anywhere else.

Google's ids come and go within months, so none is written into a lesson: `candidates` orders what
a service lists, aliases first, and `connect` takes the first that answers. The environment
variable COURSE_MODEL overrides it. The sets below were read on 2026-11-23 from google-genai
3.4.0's own list and Google's pages on deprecations; they serve the local server and messages
only, so that an outdated one does no harm online.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from llmcourse.gemini.errors import no_model, retired_model

VARIABLE = "COURSE_MODEL"
MAIN, DRAFT, EMBEDDING = "gemini-local-main", "gemini-local-draft", "gemini-local-embedding"

ALIASES = ("gemini-flash-latest", "gemini-flash-lite-latest", "gemini-pro-latest")
CURRENT = (
    *("gemini-4-hydrogen", "gemini-4-argon", "gemini-4-carbon", "gemini-4-neon"),
    *("gemini-3.8-flash", "gemini-3.7-flash", "gemini-3.6-flash", "gemini-3.5-flash"),
    *("gemini-3.5-flash-lite", "gemini-3.1-flash-lite", "gemini-3.1-pro-preview"),
    *("gemini-3-flash-preview", "gemini-2.5-flash", "gemini-2.5-pro", "gemini-2.5-flash-lite"),
    *("gemma-4-31b-it", "gemma-4-26b-a4b-it"),
)
EMBEDDINGS = ("gemini-embedding-2", "gemini-embedding-001")
"""Real ids that the local server answers too, always under the name of its own model."""

_RETIRED = re.compile(
    r"gemini-(1\.|2\.0|pro$|pro-vision|ultra|exp)|text-(embedding-00|bison)|embedding-(gecko-)?001$"
    r"|(chat|code|text)-bison|textembedding-gecko"
)
_PREFERRED = (
    r"^gemini-local-main",
    r"^gemini-flash-lite-latest$",
    r"^gemini-flash-latest$",
    r"^gemini-[\d.]+-flash-lite$",
    r"^gemini-[\d.]+-flash$",
    r"^gemma-\d",
)
_SAMPLES = re.compile(r"gemini-(local|2\.5|3-|3\.1)|gemma-")


@dataclass(frozen=True)
class Model:
    """A model of the local server."""

    id: str
    checkpoint: str
    title: str
    about: str
    methods: tuple[str, ...]


_WRITES = ("generateContent", "streamGenerateContent", "countTokens", "createCachedContent",
           "batchGenerateContent")  # fmt: skip
LOCAL = {
    model.id: model
    for model in (
        Model(MAIN, "main-instruct", "The course's model", "A small transformer made for this "
              "course, on this computer. It is not Gemini.", _WRITES),
        Model(DRAFT, "draft-instruct", "The course's smaller model", "Faster and less able than "
              f"{MAIN}. It is not Gemini.", _WRITES),
        Model(EMBEDDING, "main-instruct", "The course's model, as embeddings", "Mean-pooled "
              "hidden states of the course's model. It is not Gemini.",
              ("embedContent", "countTokens")),
    )
}  # fmt: skip


def resolve(name: str, version: str = "v1beta", method: str = "generateContent") -> Model:
    """The local model that answers for this id; ApiError as Google's for any other.

    >>> resolve("gemini-flash-latest").id
    'gemini-local-main'
    """
    id = bare(name)
    if id in (*ALIASES, *CURRENT):
        id = MAIN
    elif id in EMBEDDINGS:
        id = EMBEDDING
    if id in LOCAL:
        return LOCAL[id]
    raise retired_model(id) if is_retired(id) else no_model(id, version, method)


def bare(name: str) -> str:
    """The id without "models/" before it."""
    return name.rpartition("/")[2]


def is_retired(name: str) -> bool:
    """Whether the id belongs to a model that Google has switched off."""
    return _RETIRED.match(bare(name)) is not None


def samples(name: str) -> bool:
    """Whether the model is known to heed temperature, top_p and top_k; newer ones ignore them.

    Behind an alias stands a new model, so an alias does not count as known.
    """
    return _SAMPLES.match(bare(name)) is not None


def candidates(offered: Iterable[str]) -> list[str]:
    """The models to try, the best first; RuntimeError names what is offered if none will do."""
    have = sorted(map(bare, offered))
    found: list[str] = []
    for pattern in _PREFERRED:
        found += sorted(filter(re.compile(pattern).search, have), key=_numbers, reverse=True)
    if not found:
        raise RuntimeError(
            f"None of the models that the service offers is known to the course: {have[:20]}. "
            f"Choose one: connect(model=...) or the environment variable {VARIABLE}."
        )
    return found


def _numbers(name: str) -> list[int]:
    """A version's numbers: 3.10 comes after 3.6."""
    return [int(number) for number in re.findall(r"\d+", name)]
