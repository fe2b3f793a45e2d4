"""Speculative decoding: a small drafter proposes, the model checks several tokens in one pass.

Exact: with sampling, every text comes with the probability that the model alone would give it;
greedy, it is the same text. A drafted token x is kept with probability min(1, p(x) / q(x)); the
first one refused is drawn anew from what p has more of than q, and what follows it is dropped
(Leviathan et al. 2023, arXiv:2211.17192; Chen et al. 2023, arXiv:2302.01318). One text at a time,
no constraints, no penalties. Whether it is faster depends on how often the drafter is right.
"""

from dataclasses import dataclass
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from llmcourse.models.cache import KVCache
from llmcourse.models.decoding import reader
from llmcourse.models.generation import Prompt, encode, make_writer
from llmcourse.models.sampling import Settings, probabilities
from llmcourse.models.transformer import Transformer
from llmcourse.models.writer import Completion, Writer


@dataclass(frozen=True)
class Speculated:
    """A text, and how the drafter did."""

    completion: Completion
    n_drafted: int
    n_accepted: int
    n_passes: int
    """Passes of the large model, that over the prompt included."""

    @property
    def acceptance(self) -> float:
        """Share of the drafted tokens that were kept."""
        return self.n_accepted / max(1, self.n_drafted)


@torch.inference_mode()
def speculate(
    model: Transformer, drafter: Transformer, prompt: Prompt, *, n_draft: int = 4, **settings: Any
) -> Speculated:
    """What `generate` would write, with the drafter's help: `n_draft` tokens at a time."""
    text, chosen = encode(model, prompt), Settings(**settings)
    _check(model, drafter, n_draft, chosen)
    n_prompt, n_drafted, n_accepted, n_passes = len(text), 0, 0, 1
    writer = make_writer(model, text, chosen)
    target, draft = (_Reader(m, n_prompt + writer.limit) for m in (model, drafter))
    text.append(writer.take(target.read(text)[-1]))
    while not writer.finish:
        room = min(writer.limit - writer.count - 1, drafter.config.max_length - len(text))
        drafted, offers = _draft(draft, text, min(n_draft, room), writer)
        verdicts = target.read(text + drafted)
        accepted, last = _verify(drafted, offers, verdicts, writer)
        text += [*drafted[:accepted], last]
        for side in (target, draft):
            side.forget(len(text) - 1)
        n_drafted, n_accepted = n_drafted + len(drafted), n_accepted + accepted
        n_passes += 1
    return Speculated(writer.completion(n_prompt), n_drafted, n_accepted, n_passes)


def _check(model: Transformer, drafter: Transformer, n_draft: int, settings: Settings) -> None:
    if n_draft < 1:
        raise ValueError(f"n_draft must be at least 1, not {n_draft}.")
    if settings.constraint:
        raise ValueError("A constrained text cannot be drafted; use generate.")
    if settings.presence_penalty or settings.frequency_penalty:
        raise ValueError("A text with penalties cannot be drafted; use generate.")
    mine, theirs = (
        m.tokenizer.bytes if m.tokenizer else m.config.vocab_size for m in (model, drafter)
    )
    if mine != theirs:
        raise ValueError(
            "The drafter has another vocabulary than the model, so that its tokens mean nothing "
            "to it. Use one with the same tokenizer."
        )


class _Reader:
    """A model and how far it has read."""

    def __init__(self, model: Transformer, capacity: int) -> None:
        weight = model.embedding.weight
        self.cache = KVCache(
            model.config, capacity=capacity, dtype=weight.dtype, device=weight.device
        )
        self.device, self._read = weight.device, reader(model, self.cache)

    def read(self, text: list[int]) -> Float[Tensor, "new vocabulary"]:
        """Read what is new in the text; log-probabilities of what follows each new token."""
        new = torch.tensor([text[self.cache.length :]], device=self.device)
        return self._read(new, False)[0].float().log_softmax(-1)

    def forget(self, length: int) -> None:
        """Go back to the text's first tokens."""
        self.cache.truncate(min(length, self.cache.length))


def _draft(
    draft: _Reader, text: list[int], n_draft: int, writer: Writer
) -> tuple[list[int], list[Tensor]]:
    """Tokens that the drafter would write next, and the distributions it drew them from."""
    drafted: list[int] = []
    offers: list[Tensor] = []
    for _ in range(n_draft):
        offers.append(probabilities(draft.read([*text, *drafted])[-1], writer.settings))
        drafted.append(writer.sampler.draw(offers[-1]))
    return drafted, offers


def _verify(
    drafted: list[int], offers: list[Tensor], verdicts: Tensor, writer: Writer
) -> tuple[int, int]:
    """Write the drafted tokens that stand and one more: (how many stand, the one more)."""
    for place, (id, offer) in enumerate(zip(drafted, offers, strict=True)):
        wanted = probabilities(verdicts[place], writer.settings)
        if writer.sampler.uniform() * offer[id] >= wanted[id]:
            other = writer.sampler.draw((wanted - offer).clamp(min=0))
            writer.push(other, verdicts[place])
            return place, other
        writer.push(id, verdicts[place])
        if writer.finish:
            return place, id
    return len(drafted), writer.take(verdicts[-1])
