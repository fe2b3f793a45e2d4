"""A masked language model that fills gaps in sentences of one pattern, trained in seconds.

"The cat sat on the mat": eight animals, each with a sound and a place of its own. Half of the
sentences say the sound, the others what any animal may do, so that the gap in "The [MASK] barked
on the mat" is filled from what follows it. The masking function is the caller's. An encoder of
torch's own layers, 47 words; it knows nothing of language beyond that pattern.
"""

from collections.abc import Callable
from random import Random

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from llmcourse.bars import bar
from llmcourse.budget import scaled
from llmcourse.models import objectives, optimization

MASK, START, END = "[MASK]", "[CLS]", "[SEP]"
HOMES = {
    "cat": ("purred", "mat"), "dog": ("barked", "rug"), "bird": ("sang", "branch"),
    "frog": ("croaked", "log"), "cow": ("mooed", "meadow"), "mouse": ("squeaked", "shelf"),
    "horse": ("neighed", "hill"), "duck": ("quacked", "pond"),
}  # fmt: skip
COMMON = ("sat", "slept", "waited", "stood")
LOOKS = ("old", "small", "happy", "tired")


def sentence(random: Random) -> list[str]:
    """Words such as "The small cat sat on the mat"; two times in three the place is its own."""
    animal = random.choice(list(HOMES))
    sound, home = HOMES[animal]
    verb = sound if random.random() < 0.5 else random.choice(COMMON)
    place = home if random.random() < 2 / 3 else random.choice([p for _, p in HOMES.values()])
    look = [random.choice(LOOKS)] if random.random() < 0.3 else []
    return ["The", *look, animal, verb, "on", "the", place]


def vocabulary() -> list[str]:
    """Special tokens first, then all words."""
    words = {w for animal, pair in HOMES.items() for w in (animal, *pair)}
    return [MASK, START, END, *sorted(words | {*COMMON, *LOOKS, "The", "the", "on"})]


class FillIn(nn.Module):
    """Two encoder layers: every word sees every other, and each place gets logits."""

    def __init__(self, d_model: int = 48) -> None:
        super().__init__()
        self.words = vocabulary()
        self.embedding = nn.Embedding(len(self.words), d_model)
        self.positions = nn.Parameter(0.1 * torch.randn(10, d_model))
        layer = nn.TransformerEncoderLayer(d_model, 4, 2 * d_model, 0.0, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
        self.unembedding = nn.Linear(d_model, len(self.words))

    def forward(self, ids: Int[Tensor, "batch time"]) -> Float[Tensor, "batch time vocabulary"]:
        x = self.embedding(ids) + self.positions[: ids.shape[1]]
        logits: Tensor = self.unembedding(self.encoder(x))
        return logits

    def encode(self, words: list[str]) -> list[int]:
        """Ids with the two special tokens around them; a ValueError names an unknown word."""
        if unknown := [word for word in words if word not in self.words]:
            known = ", ".join(self.words[3:])
            raise ValueError(f"{unknown[0]!r} is not among the words: {known}.")
        return [self.words.index(word) for word in (START, *words, END)]

    @torch.no_grad()
    def guess(self, text: str, top: int = 3) -> list[tuple[str, float]]:
        """The likeliest words for the first [MASK] of a text, with their probabilities."""
        ids = self.encode(text.split())
        probabilities = self(torch.tensor([ids]))[0, ids.index(0)].softmax(-1)
        best = probabilities.topk(top)
        return [
            (self.words[i], p)
            for p, i in zip(best.values.tolist(), best.indices.tolist(), strict=True)
        ]


def train_fillin(
    mlm_mask: Callable[..., tuple[Tensor, Tensor]] = objectives.mlm_mask,
    n_steps: int | None = None,
    progress: bool = True,
) -> FillIn:
    """Train with this masking function; `n_steps` defaults to what `LLMCOURSE_BUDGET` allows."""
    n_steps = scaled(500, 120) if n_steps is None else n_steps
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model, random = FillIn(), Random(0)
        with bar("training", n_steps, show=progress) as advance:

            def batches() -> list[Tensor]:
                return [_batch(model, random) for _ in range(n_steps)]

            def loss_of(weights: list[Tensor], ids: Tensor) -> Tensor:
                inputs, labels = mlm_mask(ids, ids < 3, 0, len(model.words), 0.25)
                return optimization.cross_entropy(model(inputs), labels)

            def after_step(losses: list[float]) -> None:
                advance(f"loss {losses[-1]:.3f}")

            optimization.train_loop(
                list(model.parameters()),
                batches(),
                token_budget=10**9,
                loss_of=loss_of,
                make_optimizer=optimization.make_adamw,
                rate_of=lambda step: optimization.learning_rate(step, 4e-3, 20, n_steps),
                after_step=after_step,
            )
    return model.eval()


def _batch(model: FillIn, random: Random, rows: int = 64) -> Int[Tensor, "rows time"]:
    """Sentences of one length, so that no padding is needed."""
    n_words = random.choice((6, 6, 7))
    found: list[list[int]] = []
    while len(found) < rows:
        words = sentence(random)
        if len(words) == n_words:
            found.append(model.encode(words))
    return torch.tensor(found)
