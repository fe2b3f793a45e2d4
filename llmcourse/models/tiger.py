"""A tiny causal transformer that knows what "it" was, for looking at the heads of trained weights.

It reads one of the tiger's sentences and answers "What was thirsty?" with a noun. It is trained
on `llmcourse.models.toys.twins` alone by `python -m llmcourse.models.tiger`, knows some two
hundred words and no other sentence shapes, and is no language model. Its attention function can
be handed in, so that a learner's own runs inside trained weights.

A causal model cannot know at "it" which adjective follows: the referent is found later, at the
word before the answer. `python -m llmcourse.models.tiger --evaluate` measures both.
"""

import difflib
import hashlib
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Annotated

import torch
import typer
from jaxtyping import Float, Int
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from safetensors import safe_open
from safetensors.torch import save as serialize
from torch import Tensor, nn
from torch.nn import functional as F

from llmcourse.models.toys import Story, split_words, tiger_vocabulary, twins

FOLDER = Path(__file__).parent / "checkpoints" / "tiger"
SENTENCE = "The tiger jumped out of a tree to get a drink because it was thirsty."
TWIN = "The tiger jumped out of a tree to get a drink because it was tall."
REFERENT_HEAD = (1, 1)
"""(layer, head) that looks at the referent from the word before the answer."""

Attend = Callable[[Tensor, Tensor, Tensor, Tensor | None], tuple[Tensor, Tensor]]


@dataclass(frozen=True)
class TigerConfig:
    """The sizes of a `TigerModel`."""

    d_model: int = 64
    n_heads: int = 4
    n_layers: int = 2
    d_hidden: int = 128
    max_length: int = 40


@dataclass(frozen=True)
class Trace:
    """What every layer and head computed on one text; axes are layer, head, time, then d_head."""

    tokens: list[str]
    query: Float[Tensor, "layers heads time d_head"]
    key: Float[Tensor, "layers heads time d_head"]
    value: Float[Tensor, "layers heads time d_head"]
    weights: Float[Tensor, "layers heads query key"]
    logits: Float[Tensor, "time vocabulary"]


def scaled_dot_product(
    query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None = None
) -> tuple[Tensor, Tensor]:
    """The attention function that `TigerModel` was trained with."""
    scores = query @ key.transpose(-2, -1) / math.sqrt(query.shape[-1])
    if mask is not None:
        scores = scores.masked_fill(~mask, -torch.inf)
    weights = scores.softmax(-1)
    return weights @ value, weights


class Block(nn.Module):
    """Pre-norm attention and feed-forward layer; its weight matrices are used as `x @ w`."""

    def __init__(self, config: TigerConfig) -> None:
        super().__init__()
        d_model, d_hidden = config.d_model, config.d_hidden
        self.n_heads = config.n_heads
        self.norm_attention, self.norm_forward = nn.LayerNorm(d_model), nn.LayerNorm(d_model)
        self.w_q, self.w_k, self.w_v, self.w_o = (_matrix(d_model, d_model) for _ in range(4))
        self.w_in, self.w_out = _matrix(d_model, d_hidden), _matrix(d_hidden, d_model)

    def forward(self, x: Tensor, mask: Tensor, attend: Attend) -> tuple[Tensor, tuple[Tensor, ...]]:
        normed = self.norm_attention(x)
        query, key, value = (self._split(normed @ w) for w in (self.w_q, self.w_k, self.w_v))
        output, weights = attend(query, key, value, mask)
        x = x + output.transpose(1, 2).flatten(2) @ self.w_o
        x = x + F.gelu(self.norm_forward(x) @ self.w_in) @ self.w_out
        return x, (query, key, value, weights)

    def _split(self, x: Tensor) -> Tensor:
        return x.reshape(*x.shape[:2], self.n_heads, -1).transpose(1, 2)


def _matrix(rows: int, columns: int) -> nn.Parameter:
    return nn.Parameter(torch.randn(rows, columns) / math.sqrt(rows))


class TigerModel(nn.Module):
    """Two layers of four heads over whole words; see the module for what it can answer."""

    def __init__(self, vocabulary: Sequence[str], config: TigerConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or TigerConfig()
        self.vocabulary = list(vocabulary)
        self._ids = {word: i for i, word in enumerate(self.vocabulary)}
        self.embedding = nn.Parameter(0.1 * torch.randn(len(vocabulary), config.d_model))
        self.positions = nn.Parameter(0.1 * torch.randn(config.max_length, config.d_model))
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.n_layers))
        self.norm = nn.LayerNorm(config.d_model)

    def tokenize(self, text: str) -> list[str]:
        """Words and punctuation marks; a ValueError names a word that the model does not know."""
        words = split_words(text)
        if unknown := [word for word in words if word not in self._ids]:
            near = difflib.get_close_matches(unknown[0], self.vocabulary)
            hint = f"Did you mean {' or '.join(near)}?" if near else "See model.vocabulary."
            raise ValueError(f"The tiger model does not know the word {unknown[0]!r}. {hint}")
        if not 0 < len(words) <= self.config.max_length:
            limit = self.config.max_length
            raise ValueError(f"The text has {len(words)} tokens; the model reads 1 to {limit}.")
        return words

    def encode(self, text: str) -> Int[Tensor, " time"]:
        """The ids of the text's tokens."""
        return torch.tensor([self._ids[word] for word in self.tokenize(text)])

    def forward(
        self, ids: Int[Tensor, "*batch time"], attend: Attend = scaled_dot_product
    ) -> Float[Tensor, "*batch time vocabulary"]:
        """Logits of the next word at every position."""
        logits, _ = self._run(ids if ids.dim() == 2 else ids[None], attend)
        return logits if ids.dim() == 2 else logits[0]

    def _run(self, ids: Tensor, attend: Attend) -> tuple[Tensor, list[tuple[Tensor, ...]]]:
        time = ids.shape[1]
        mask = torch.ones(time, time, dtype=torch.bool).tril()
        x = self.embedding[ids] + self.positions[:time]
        seen = []
        for block in self.blocks:
            x, parts = block(x, mask, attend)
            seen.append(parts)
        return self.norm(x) @ self.embedding.T, seen

    @torch.no_grad()
    def trace(self, text: str, attend: Attend = scaled_dot_product) -> Trace:
        """Queries, keys, values and weights of every head on one text, and the logits."""
        logits, seen = self._run(self.encode(text)[None], attend)
        query, key, value, weights = (torch.cat(parts) for parts in zip(*seen, strict=True))
        return Trace(self.tokenize(text), query, key, value, weights, logits[0])

    def attention(
        self, text: str, attend: Attend = scaled_dot_product
    ) -> tuple[list[str], Float[Tensor, "layers heads query key"]]:
        """The tokens of a text and where every head looks from each of them."""
        trace = self.trace(text, attend)
        return trace.tokens, trace.weights

    def prompt(self, text: str) -> str:
        """The text with its question and the first word of the answer: "... What was tall? The"."""
        if "?" not in text:
            text = f"{text} What was {split_words(text.rstrip(' .'))[-1]}?"
        return text if text.endswith(" The") else f"{text.rstrip()} The"

    @torch.no_grad()
    def answer(self, text: str, attend: Attend = scaled_dot_product) -> str:
        """The answer to a sentence with or without its question: "The tiger." """
        ids = self.encode(self.prompt(text))
        noun = self.vocabulary[int(self(ids, attend)[-1].argmax())]
        return f"The {noun}."


def load(folder: Path = FOLDER) -> TigerModel:
    """The shipped model; a ValueError says so if its file is missing or not the one released."""
    path, hash_path = folder / "model.safetensors", folder / "model.safetensors.sha256"
    if not (path.exists() and hash_path.exists()):
        raise ValueError(f"{path} or its .sha256 is missing; restore both with `git checkout`.")
    expected = hash_path.read_text().split()[0]
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise ValueError(
            f"{path} is damaged: its SHA-256 is {found[:12]}..., expected {expected[:12]}...; "
            f"restore it with `git checkout -- {path}`."
        )
    with safe_open(path, "pt") as file:
        about = json.loads(file.metadata()["about"])
        weights = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    model = TigerModel(about["vocabulary"], TigerConfig(**about["config"]))
    model.load_state_dict(weights)
    return model.eval().requires_grad_(False)


def save(model: TigerModel, folder: Path) -> None:
    """Write the weights in half precision, and their hash in the form `sha256sum -c` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    about = json.dumps({"config": asdict(model.config), "vocabulary": model.vocabulary})
    path = folder / "model.safetensors"
    weights = {name: tensor.half().contiguous() for name, tensor in model.state_dict().items()}
    data = serialize(weights, {"about": about})
    path.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    path.with_suffix(".safetensors.sha256").write_text(f"{digest}  {path.name}\n")


def train(steps: int = 1200, seed: int = 1, batch: int = 64) -> TigerModel:
    """A model trained on `steps` batches of twins none of whose pairs is held out."""
    rng = Random(seed)
    torch.manual_seed(seed)
    model = TigerModel(tiger_vocabulary())
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, betas=(0.9, 0.98), weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 3e-3, steps, pct_start=0.1)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns) as progress:
        task = progress.add_task("training", total=steps)
        for _ in range(steps):
            stories = [s for _ in range(batch) for s in twins(rng, held_out=False)]
            loss = _loss(model, stories)
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            progress.update(task, advance=1, description=f"loss {loss.item():.3f}")
    return model.eval()


def _loss(model: TigerModel, stories: Sequence[Story]) -> Tensor:
    """Next-word loss, the answer's as heavy as that of all the other words together."""
    rows = [model.encode(f"{s.prompt} {s.referent} .") for s in stories]
    ids = nn.utils.rnn.pad_sequence(rows, batch_first=True)
    logits, targets = model(ids[:, :-1]), ids[:, 1:]
    every_word = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=0)
    last = torch.tensor([len(row) - 3 for row in rows])
    chosen = torch.arange(len(rows))
    return every_word + F.cross_entropy(logits[chosen, last], targets[chosen, last])


@dataclass(frozen=True)
class HeadFigures:
    """How one head looks at the right noun and at its twin's, from one word of the prompt."""

    head: tuple[int, int]
    referent: float
    distractor: float
    follows: float
    """Share of twins in which the right noun has more weight than the other in both sentences."""


def evaluate(
    model: TigerModel, n_twins: int = 400, seed: int = 7
) -> tuple[float, dict[str, HeadFigures]]:
    """Accuracy on held-out twins and, from three words, the head that looks most at the referent.

    Each head is chosen on the first half of the twins and its figures are from the second half.
    """
    rng = Random(seed)
    drawn = [twins(rng, held_out=True) for _ in range(n_twins)]
    stories = [story for pair in drawn for story in pair]
    right = sum(model.answer(s.prompt) == f"The {s.referent}." for s in stories)
    after = [pair for pair in drawn if not pair[0].sentence.startswith("Because it")]
    looks = torch.stack([torch.stack([_looks(model, story) for story in pair]) for pair in after])
    half = len(after) // 2
    figures = {}
    for place, name in enumerate(("it", "adjective", "answer")):
        first, second = looks[:half, ..., place, :], looks[half:, ..., place, :]
        best = int(first[..., 0].mean((0, 1)).argmax())
        layer, head = divmod(best, model.config.n_heads)
        seen = second[:, :, layer, head]  # (twins, 2 stories, 2 nouns)
        referent, distractor = seen.mean((0, 1)).tolist()
        follows = (seen[..., 0] > seen[..., 1]).all(1).float().mean().item()
        figures[name] = HeadFigures((layer, head), referent, distractor, follows)
    return right / len(stories), figures


def _looks(model: TigerModel, story: Story) -> Tensor:
    """(layers, heads, 3 words that look: it, adjective of the question, last; 2 nouns)"""
    tokens, weights = model.attention(story.prompt)
    it = tokens.index("it" if "it" in tokens else "It")
    nouns = [tokens.index(story.referent), tokens.index(story.distractor)]
    return weights[:, :, [it, -3, -1]][..., nouns]


def main(evaluate_only: Annotated[bool, typer.Option("--evaluate")] = False) -> None:
    """Train the shipped model and measure it, or only measure it."""
    torch.set_num_threads(1)
    if not evaluate_only:
        save(train(), FOLDER)
    accuracy, figures = evaluate(load())
    print(f"Right answers to 800 held-out prompts: {accuracy:.4f}\n")
    print("| looking word | head | referent | distractor | follows |\n" + "| --- " * 5 + "|")
    for name, f in figures.items():
        print(f"| {name} | {f.head} | {f.referent:.3f} | {f.distractor:.3f} | {f.follows:.3f} |")


if __name__ == "__main__":
    typer.run(main)
