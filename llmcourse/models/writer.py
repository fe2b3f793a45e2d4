"""One text in the making: chosen tokens become text, and it is noticed when the text is over.

Tokens are not text: one may hold half a character, and a stop string may begin in one token and
end three later. So a writer holds back what could still become a stop string and hands out the
rest; what was handed out never changes, and the pieces laid together are the text.
"""

import codecs
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from llmcourse.models.sampling import Sampler, Settings, penalized
from llmcourse.models.tokens import Tokenizer

Finish = Literal["end", "stop", "length"]


class Alternative(NamedTuple):
    """A token that could have come."""

    id: int
    text: str
    logprob: float


@dataclass(frozen=True)
class Token:
    """One token of a text: what it adds, and how likely the model held it.

    The log-probability is the model's own: before temperature, top-k, top-p and constraints.
    """

    id: int
    text: str
    logprob: float
    top: tuple[Alternative, ...] = ()


@dataclass(frozen=True)
class Completion:
    """What a model wrote after a prompt."""

    text: str
    tokens: list[Token]
    finish: Finish
    """"end": the model ended it; "stop": a stop string came; "length": no room for more."""
    n_prompt: int
    n_generated: int
    """Tokens that the model made, those of a stop string and the end included."""

    @property
    def logprob(self) -> float:
        """Of the whole text."""
        return sum(token.logprob for token in self.tokens)


class Writer:
    """Takes one distribution after another and makes a text of them."""

    def __init__(
        self,
        settings: Settings,
        tokenizer: Tokenizer | None,
        *,
        end_ids: Sequence[int] = (),
        limit: int | None = None,
        row: int = 0,
    ) -> None:
        if tokenizer is None and (settings.stop or settings.constraint):
            raise ValueError(
                "Stop strings and constraints need the model's tokenizer; its folder has none."
            )
        self.settings, self.tokenizer = settings, tokenizer
        self.end_ids = () if settings.ignore_end else tuple(end_ids)
        self.limit = min(settings.max_tokens, limit or settings.max_tokens)
        self.sampler = Sampler(settings, row)
        self.guide = None
        if settings.constraint and tokenizer:
            self.guide = settings.constraint.guide(tokenizer, tuple(end_ids), self.limit)
        self.tokens: list[Token] = []
        self.finish: Finish | None = None
        self.count = 0
        self.times: Counter[int] = Counter()
        """How often each token came."""
        self._held: list[Token] = []
        self._bytes = codecs.getincrementaldecoder("utf-8")("replace")

    def take(self, logprobs: Float[Tensor, " vocabulary"]) -> int:
        """Choose the next token, write it down and return it."""
        open_to = penalized(logprobs, self.times, self.settings)
        if self.guide:
            allowed = self.guide.allowed(self.limit - self.count).to(logprobs.device)
            open_to = open_to.masked_fill(~allowed, -torch.inf)
        id = self.sampler.choose(open_to)
        self.push(id, logprobs)
        return id

    def push(self, id: int, logprobs: Float[Tensor, " vocabulary"]) -> None:
        """Write down a token that was chosen."""
        self.count += 1
        self.times[id] += 1
        if self.guide:
            self.guide.advance(id)
        if id in self.end_ids:
            self.close("end")
            return
        text = self._bytes.decode(self.tokenizer.bytes[id]) if self.tokenizer else ""
        self._held.append(Token(id, text, float(logprobs[id]), self._top(logprobs)))
        if self.settings.stop:
            self._release()
        else:
            self.tokens.append(self._held.pop())
        if self.finish is None and self.guide and self.guide.finished:
            self.close("end")
        if self.finish is None and self.count >= self.limit:
            self.close("length")

    def close(self, finish: Finish) -> None:
        """End the text here; what was held back is handed out."""
        self.finish = finish
        self.tokens += self._held
        self._held = []
        rest = self._bytes.decode(b"", final=True)
        if rest and self.tokens and finish != "stop":
            self.tokens[-1] = replace(self.tokens[-1], text=self.tokens[-1].text + rest)

    def completion(self, n_prompt: int) -> Completion:
        """The text, when it is over."""
        text = "".join(token.text for token in self.tokens)
        return Completion(text, self.tokens, self.finish or "length", n_prompt, self.count)

    def _top(self, logprobs: Tensor) -> tuple[Alternative, ...]:
        if not self.settings.top:
            return ()
        best = logprobs.topk(min(self.settings.top, logprobs.shape[-1]))
        return tuple(
            Alternative(id, self.tokenizer.text(id) if self.tokenizer else "", logprob)
            for id, logprob in zip(best.indices.tolist(), best.values.tolist(), strict=True)
        )

    def _release(self) -> None:
        """Hand out what cannot be part of a stop string any more, or end before one."""
        text = "".join(token.text for token in self._held)
        found = [place for stop in self.settings.stop if (place := text.find(stop)) >= 0]
        if found:
            self._cut(min(found))
            self.close("stop")
            return
        keep = max(_overlap(text, stop) for stop in self.settings.stop)
        while self._held and len(text) - len(self._held[0].text) >= keep:
            text = text[len(self._held[0].text) :]
            self.tokens.append(self._held.pop(0))

    def _cut(self, length: int) -> None:
        """Keep this many characters of what is held."""
        kept: list[Token] = []
        for token in self._held:
            if length > 0:
                kept.append(replace(token, text=token.text[:length]))
            length -= len(token.text)
        self._held = kept


def _overlap(text: str, stop: str) -> int:
    """Characters at the text's end with which the stop string begins."""
    return next(
        (n for n in range(min(len(stop) - 1, len(text)), 0, -1) if text.endswith(stop[:n])), 0
    )
