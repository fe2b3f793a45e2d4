"""A toy translator with one cross-attention, which the caller writes: English into Miru.

Each source word is only its embedding and position, and the decoder reads only what it has
written so far, so that everything it knows of the source comes through the cross-attention and
its weights are an alignment. Trained with teacher forcing in seconds on the sentences of
`llmcourse.models.toys.translations`. It is no general translator: one grammar, 35 words a side, no
beam search and no second layer. `BrokenCrossAttentionError` is raised for a cross-attention that
fails, returns wrong shapes or has wrong gradients; one that learns badly is trained to the end.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random

import torch
from jaxtyping import Bool, Float
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pad_sequence

from llmcourse.bars import bar
from llmcourse.budget import scaled
from llmcourse.models.toys import Translation, miru_vocabularies, split_words, translations

CrossAttention = Callable[..., tuple[Tensor, Tensor]]
"""(decoder_states, encoder_states, w_q, w_k, w_v, encoder_mask=None) -> (output, weights)"""

PAD, START, END = 0, 1, 2
SPECIAL = ("<pad>", "<start>", "<end>")
MAX_LENGTH = 16


class BrokenCrossAttentionError(ValueError):
    """The cross-attention that was handed in cannot be trained; the message says why."""


class Bilingual(nn.Module):
    """What every toy translator knows: the words of both languages, and their ids."""

    def __init__(self) -> None:
        super().__init__()
        source, target = miru_vocabularies()
        self.source, self.target = [*SPECIAL, *source], [*SPECIAL, *target]

    def encode(self, text: str) -> Tensor:
        """Ids of an English sentence's words; a ValueError names an unknown word."""
        words = split_words(text)
        if unknown := [word for word in words if word not in self.source[3:]]:
            known = ", ".join(self.source[3:])
            raise ValueError(f"The translator does not know {unknown[0]!r}. It knows: {known}.")
        if not 0 < len(words) <= MAX_LENGTH:
            raise ValueError(f"The sentence has {len(words)} words; give it 1 to {MAX_LENGTH}.")
        return torch.tensor([self.source.index(word) for word in words])

    def decode(self, ids: Sequence[int]) -> list[str]:
        """Miru words up to the end token, or all of them."""
        length = ids.index(END) if END in ids else len(ids)
        return [self.target[i] for i in ids[:length]]

    def pairs(self, sentences: Sequence[Translation]) -> tuple[Tensor, Tensor]:
        """Padded ids of English, and of Miru between a start and an end token."""
        source = pad_sequence([self.encode(s.english) for s in sentences], batch_first=True)
        rows = [torch.tensor([START, *map(self.target.index, s.miru), END]) for s in sentences]
        return source, pad_sequence(rows, batch_first=True, padding_value=PAD)

    def write(self, source: Tensor) -> tuple[list[list[str]], Tensor]:
        """The likeliest words one by one, for a padded batch, and where each was read."""
        raise NotImplementedError


class Translator(Bilingual):
    """Embeddings, a recurrent decoder and the caller's cross-attention between them."""

    def __init__(self, cross_attention: CrossAttention, d_model: int = 48, d_k: int = 32) -> None:
        super().__init__()
        self.cross_attention = cross_attention
        self.embed_source = nn.Embedding(len(self.source), d_model)
        self.embed_target = nn.Embedding(len(self.target), d_model)
        self.positions = nn.Parameter(torch.randn(MAX_LENGTH, d_model))
        self.decoder = nn.GRU(d_model, d_model, batch_first=True)
        self.w_q, self.w_k, self.w_v = (
            nn.Parameter(torch.randn(d_model, d_k) / math.sqrt(d_model)) for _ in range(3)
        )
        self.read = nn.Linear(d_k + d_model, d_model)
        self.predict = nn.Linear(d_model, len(self.target))

    def forward(
        self, source: Tensor, target: Tensor
    ) -> tuple[Float[Tensor, "batch target vocabulary"], Float[Tensor, "batch target source"]]:
        """Logits of the word after each target word, and where the decoder looked for it."""
        encoder_states = self.embed_source(source) + self.positions[: source.shape[1]]
        decoder_states, _ = self.decoder(self.embed_target(target))
        output, weights = attend(
            self.cross_attention,
            decoder_states,
            encoder_states,
            (self.w_q, self.w_k, self.w_v),
            source != PAD,
        )
        mixed = torch.cat((output, decoder_states), -1)
        return self.predict(F.gelu(self.read(mixed))), weights

    @torch.no_grad()
    def write(self, source: Tensor) -> tuple[list[list[str]], Tensor]:
        """The likeliest words one by one, for a padded batch, and the weights used for each."""
        ids = torch.full((len(source), 1), START)
        for _ in range(MAX_LENGTH):
            logits, weights = self(source, ids)
            ids = torch.cat((ids, logits[:, -1:].argmax(-1)), 1)
            if (ids == END).any(1).all():
                break
        return [self.decode(row) for row in ids[:, 1:].tolist()], weights


@dataclass(frozen=True)
class Trained:
    """A trained translator, its loss at every step and its share of exact held-out sentences."""

    model: Bilingual
    losses: list[float]
    accuracy: float

    def translate(self, text: str) -> tuple[list[str], Float[Tensor, "target source"]]:
        """The Miru words of an English sentence, and which source word each was read from."""
        (words,), weights = self.model.write(self.model.encode(text)[None])
        return words, weights[0, : len(words)]


def train_translator(
    cross_attention: CrossAttention,
    steps: int | None = None,
    seed: int = 0,
    progress: bool = True,
) -> Trained:
    """Train a translator around a cross-attention, and measure it on held-out sentences.

    `encoder_mask` is (batch, source) and True at real words. `steps` defaults to what
    `LLMCOURSE_BUDGET` allows. Raises `BrokenCrossAttentionError`, naming the function.
    """
    steps = scaled(400, 200) if steps is None else steps
    with torch.random.fork_rng(devices=[]), one_thread():
        torch.manual_seed(seed)
        check_gradients(cross_attention)
        model = Translator(cross_attention)
        try:
            losses = fit(model, steps, Random(seed), show=progress)
        except FloatingPointError as error:
            raise _broken(cross_attention, "makes the loss infinite or not a number") from error
        return Trained(model.eval(), losses, exact(model, held_out_sentences(300)))


@contextmanager
def one_thread() -> Iterator[None]:
    """Matrices this small are multiplied faster by one thread than by several."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def held_out_sentences(count: int, seed: int = 1) -> list[Translation]:
    """Sentences with a word pair that never occurs in training."""
    rng = Random(seed)
    return [translations(rng, held_out=True) for _ in range(count)]


def exact(model: Bilingual, sentences: Sequence[Translation]) -> float:
    """The share of sentences that the model translates without any mistake."""
    source = pad_sequence([model.encode(s.english) for s in sentences], batch_first=True)
    written, _ = model.write(source)
    return sum(w == s.miru for w, s in zip(written, sentences, strict=True)) / len(sentences)


def fit(
    model: Bilingual,
    steps: int,
    rng: Random,
    *,
    batch: int = 64,
    peak: float = 5e-3,
    show: bool = True,
) -> list[float]:
    """Train on fresh sentences with a bar; FloatingPointError where the loss is no number."""
    optimizer = torch.optim.AdamW(model.parameters(), lr=peak, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, peak, max(steps, 2), pct_start=0.2)
    losses: list[float] = []
    with bar("training", steps, show=show) as advance:
        for _ in range(steps):
            loss = _loss(model, [translations(rng, held_out=False) for _ in range(batch)])
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
            if not math.isfinite(losses[-1]):
                raise FloatingPointError(f"the loss is {losses[-1]} after {len(losses)} steps")
            advance(f"loss {losses[-1]:.3f}")
    return losses


def _loss(model: Bilingual, sentences: Sequence[Translation]) -> Tensor:
    """Teacher forcing: predict each word of the true translation from the true words before it."""
    source, target = model.pairs(sentences)
    logits, _ = model(source, target[:, :-1])
    return F.cross_entropy(logits.flatten(0, 1), target[:, 1:].flatten(), ignore_index=PAD)


def attend(
    cross_attention: CrossAttention,
    decoder_states: Float[Tensor, "batch target d_model"],
    encoder_states: Float[Tensor, "batch source d_model"],
    matrices: tuple[Tensor, Tensor, Tensor],
    encoder_mask: Bool[Tensor, "batch source"] | None,
) -> tuple[Tensor, Tensor]:
    """Call the caller's function and refuse what has not the shapes of an attention."""
    try:
        output, weights = cross_attention(decoder_states, encoder_states, *matrices, encoder_mask)
    except Exception as error:
        said = f"raised {type(error).__name__}: {error}"
        raise _broken(cross_attention, said) from error
    batch, n_target, _ = decoder_states.shape
    shapes = {
        "output": (output, (batch, n_target, matrices[2].shape[1])),
        "weights": (weights, (batch, n_target, encoder_states.shape[1])),
    }
    for name, (found, shape) in shapes.items():
        if not isinstance(found, Tensor) or tuple(found.shape) != shape:
            got = tuple(found.shape) if isinstance(found, Tensor) else type(found).__name__
            raise _broken(cross_attention, f"returned {name} of shape {got}, expected {shape}")
    return output, weights


def check_gradients(cross_attention: CrossAttention) -> None:
    """Compare the gradients autograd finds with what small steps of the inputs really change."""
    generator = torch.Generator().manual_seed(0)

    def draw(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=generator) * 0.5

    inputs = {"decoder_states": draw(2, 3, 6), "encoder_states": draw(2, 5, 6)}
    inputs |= {"w_q": draw(6, 4), "w_k": draw(6, 4), "w_v": draw(6, 4)}
    mask = torch.tensor([[True] * 5, [True] * 3 + [False] * 2])
    direction = draw(2, 3, 4)

    def score(values: dict[str, Tensor]) -> Tensor:
        states, memory, *matrices = values.values()
        w_q, w_k, w_v = matrices
        output, _ = attend(cross_attention, states, memory, (w_q, w_k, w_v), mask)
        return (output * direction).sum()

    leaves = {name: value.clone().requires_grad_() for name, value in inputs.items()}
    total = score(leaves)
    if not total.requires_grad:
        raise _broken(cross_attention, "returned an output that no gradient flows through")
    gradients = torch.autograd.grad(total, list(leaves.values()), allow_unused=True)
    for (name, value), gradient in zip(inputs.items(), gradients, strict=True):
        way = draw(*value.shape)
        up, down = (score({**inputs, name: value + step * way}) for step in (0.01, -0.01))
        change = (up - down).item() / 0.02
        slope = 0.0 if gradient is None else (gradient * way).sum().item()
        if not abs(slope - change) <= 0.02 * abs(change) + 2e-3:
            said = f"has a wrong gradient for {name}: {slope:.4f}, but its output changes by"
            raise _broken(cross_attention, f"{said} {change:.4f}; does it detach or round?")


def _broken(cross_attention: CrossAttention, said: str) -> BrokenCrossAttentionError:
    name = getattr(cross_attention, "__name__", type(cross_attention).__name__)
    return BrokenCrossAttentionError(f"Your {name} {said}.")
