"""What the server needs of a language model, and the course's own models as that.

A `Backend` reads token ids and lets writers write; everything that Google's API adds (roles, tools,
safety, prices) is made of these few calls, so that a test may put any tiny model behind it. All of
them block; the server calls them in worker threads.
"""

import re
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch.nn import functional as F

from llmcourse.data.chat import ASSISTANT, END_OF_TEXT, SPECIALS, Message
from llmcourse.data.chat import encode as join
from llmcourse.models.cache import KVCache
from llmcourse.models.decoding import reader, write
from llmcourse.models.generation import make_writer
from llmcourse.models.loading import load
from llmcourse.models.sampling import Settings
from llmcourse.models.tokens import Tokenizer
from llmcourse.models.transformer import Transformer
from llmcourse.models.writer import Writer

_SPECIAL = re.compile("(?<=<)(?=" + "|".join(re.escape(name[1:]) for name in SPECIALS) + ")")


@dataclass(frozen=True)
class Prefix:
    """Tokens that were read once, and what the model remembers of them."""

    ids: list[int]
    memory: KVCache


@dataclass(frozen=True)
class Known:
    """The beginning of a prompt that need not be read again."""

    prefix: Prefix
    length: int


class Backend(Protocol):
    """A language model behind the server."""

    @property
    def context(self) -> int:
        """How many tokens a prompt and its answer may have together."""

    def encode(self, messages: Sequence[Message], *, answer: bool) -> list[int]:
        """Token ids of a conversation; with `answer`, open for the assistant to go on."""

    def writers(self, prompt: list[int], settings: Settings, n: int) -> list[Writer]:
        """Writers of n answers to a prompt; ValueError says which setting is impossible."""

    def write(
        self, prompt: list[int], writers: list[Writer], known: Known | None
    ) -> Iterator[None]:
        """Let the writers write; yields after each token."""

    def read(self, ids: list[int]) -> Prefix:
        """Read a text, to go on from it many times."""

    def embed(self, text: str) -> tuple[list[float], int]:
        """A vector of length 1 for a text, and the number of its tokens."""


class ModelBackend:
    """One of the course's models; as many threads as like may call it."""

    def __init__(self, model: Transformer) -> None:
        if model.tokenizer is None:
            raise ValueError("The server needs a model with a tokenizer; this one has none.")
        self.model, self.tokenizer = model, model.tokenizer

    @property
    def context(self) -> int:
        return self.model.config.max_length

    def encode(self, messages: Sequence[Message], *, answer: bool) -> list[int]:
        contents = [encode_plain(self.tokenizer, message["content"]) for message in messages]
        ids, _ = join(messages, contents)
        return [*ids, ASSISTANT] if answer else ids

    def writers(self, prompt: list[int], settings: Settings, n: int) -> list[Writer]:
        return [make_writer(self.model, prompt, settings, row) for row in range(n)]

    def write(
        self, prompt: list[int], writers: list[Writer], known: Known | None
    ) -> Iterator[None]:
        memory, length = (known.prefix.memory, known.length) if known else (None, 0)
        prompts = [prompt] * len(writers)
        return write(self.model, prompts, writers, known=memory, n_known=length)

    @torch.inference_mode()
    def read(self, ids: list[int]) -> Prefix:
        weight = self.model.embedding.weight
        memory = KVCache(
            self.model.config, capacity=len(ids), dtype=weight.dtype, device=weight.device
        )
        reader(self.model, memory)(torch.tensor([ids], device=weight.device), True)
        return Prefix(ids, memory)

    @torch.inference_mode()
    def embed(self, text: str) -> tuple[list[float], int]:
        # After the first block: neighbors share a subject there. Later ones foretell the next
        # token, and their mean says little of the text.
        ids = encode_plain(self.tokenizer, text)[: self.context - 1]
        batch = torch.tensor([[END_OF_TEXT, *ids]], device=self.model.embedding.weight.device)
        streams = self.model(batch, hidden_states=True, last_only=True).hidden_states
        vector = streams[1, 0, 1:].float().mean(0)
        values: list[float] = F.normalize(vector, dim=0).tolist()
        return values, len(ids)


def encode_plain(tokenizer: Tokenizer, text: str) -> list[int]:
    """Ids of a text in which nothing is special: "<|end|>" written by a user ends no turn."""
    return [id for piece in _SPECIAL.split(text) if piece for id in tokenizer.encode(piece)]


class Backends:
    """The backends by checkpoint, each loaded when it is first asked for."""

    def __init__(self, make: Mapping[str, Callable[[], Backend]] | None = None) -> None:
        self._make, self._made = make, dict[str, Backend]()
        self._lock = threading.Lock()

    def __getitem__(self, checkpoint: str) -> Backend:
        with self._lock:
            if checkpoint not in self._made:
                make = self._make[checkpoint] if self._make else lambda: _load(checkpoint)
                self._made[checkpoint] = make()
            return self._made[checkpoint]


def _load(checkpoint: str) -> Backend:
    return ModelBackend(load(checkpoint))
