"""From log-probabilities to the next token: temperature, top-k, top-p, seeds.

In the order of most libraries: temperature first, then the k likeliest, then the smallest set of
these that holds `top_p` of what is left. Temperature 0 is greedy. Penalties come before all that.
Beam search is not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import torch
from jaxtyping import Float
from torch import Tensor

if TYPE_CHECKING:
    from llmcourse.models.constrained import Constraint


@dataclass(frozen=True)
class Settings:
    """How a text is written. A ValueError says which value makes no sense."""

    max_tokens: int = 128
    temperature: float = 0.0
    top_k: int = 0
    """Choose among this many likeliest tokens; 0 is all."""
    top_p: float = 1.0
    presence_penalty: float = 0.0
    """Taken from the logit of every token that the text has already."""
    frequency_penalty: float = 0.0
    """Taken from it once more for each time that the token came."""
    seed: int | None = None
    """The same seed gives the same text; None another one each time."""
    stop: tuple[str, ...] | list[str] | str = field(default=())
    """Strings at which the text ends; they are not part of it."""
    top: int = 0
    """How many of the likeliest tokens to report at each position."""
    constraint: "Constraint | None" = None
    ignore_end: bool = False
    """Write on after a token that ends a text."""

    def __post_init__(self) -> None:
        stops = (self.stop,) if isinstance(self.stop, str) else tuple(self.stop)
        object.__setattr__(self, "stop", stops)
        rules = {
            "max_tokens must be at least 1": self.max_tokens >= 1,
            "temperature must be 0 (greedy) or more": self.temperature >= 0,
            "top_k must be 0 (all tokens) or more": self.top_k >= 0,
            "top_p must be above 0 and at most 1": 0 < self.top_p <= 1,
            "top must be 0 or more": self.top >= 0,
            "a stop string must not be empty": all(stops),
        }
        for rule, kept in rules.items():
            if not kept:
                raise ValueError(f"{rule[0].upper()}{rule[1:]}; these are {self}.")


def probabilities(
    logits: Float[Tensor, "*lead vocabulary"], settings: Settings
) -> Float[Tensor, "*lead vocabulary"]:
    """The distribution that tokens are drawn from; greedy is all on the likeliest."""
    if settings.temperature == 0:
        return torch.zeros_like(logits).scatter(-1, logits.argmax(-1, keepdim=True), 1.0)
    logits = logits / settings.temperature
    if 0 < settings.top_k < logits.shape[-1]:
        kept = logits.topk(settings.top_k).indices
        logits = torch.full_like(logits, -torch.inf).scatter(-1, kept, logits.gather(-1, kept))
    share = logits.softmax(-1)
    if settings.top_p < 1:
        ranked, order = share.sort(dim=-1, descending=True, stable=True)
        before = ranked.cumsum(-1) - ranked
        share = torch.zeros_like(share).scatter(-1, order, ranked * (before < settings.top_p))
        share = share / share.sum(-1, keepdim=True)
    return share


def penalized(
    logits: Float[Tensor, " vocabulary"], counts: Mapping[int, int], settings: Settings
) -> Float[Tensor, " vocabulary"]:
    """The logits less what is taken from tokens that came so and so often.

    The same formula as OpenAI's and Google's: presence once, frequency for each time.
    """
    if not counts or not (settings.presence_penalty or settings.frequency_penalty):
        return logits
    ids, times = torch.tensor(list(counts.items()), device=logits.device).T
    taken = settings.presence_penalty + settings.frequency_penalty * times
    return logits.index_add(0, ids, -taken.to(logits.dtype))


class Sampler:
    """Draws tokens from a random stream of its own; `row` keeps the texts of a batch apart."""

    def __init__(self, settings: Settings, row: int = 0) -> None:
        self.settings = settings
        self.random = torch.Generator()
        if settings.seed is None:
            self.random.seed()
        else:
            self.random.manual_seed(settings.seed + row)

    def choose(self, logits: Float[Tensor, " vocabulary"]) -> int:
        """The next token."""
        if self.settings.temperature == 0:
            return int(logits.argmax())
        return self.draw(probabilities(logits, self.settings))

    def draw(self, share: Float[Tensor, " vocabulary"]) -> int:
        """A token drawn by these probabilities, which need not sum to 1."""
        return int(torch.multinomial(share.cpu(), 1, generator=self.random))

    def uniform(self) -> float:
        """A number from 0 to 1."""
        return float(torch.rand((), generator=self.random))
