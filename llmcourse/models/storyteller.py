"""A language model trained in the notebook, from nothing to short stories, in three minutes.

    story = Storyteller(Path.cwd())
    story.run(train_loop, tell=monitor.show)

The loop, the loss and the schedule may be the caller's own. Stories come from the course's
generator, the tokenizer is trained on them. Every few seconds all that is needed to go on is
written to one file, in one step: after a stop, or in a new kernel, `run` goes on from there with
the same batches as without the stop. About 0.4 million parameters; it can tell stories of one kind
and nothing else.
"""

import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from jaxtyping import Int
from tokenizers import Tokenizer as Raw
from tokenizers import decoders, models, pre_tokenizers
from torch import Tensor

from llmcourse.budget import scaled
from llmcourse.data.draw import Draw
from llmcourse.data.families import stories
from llmcourse.models import loading, optimization
from llmcourse.models.config import ModelConfig
from llmcourse.models.generation import generate
from llmcourse.models.tokens import Tokenizer
from llmcourse.models.transformer import Transformer

SAVE_EVERY, PROMPT, END = 3.0, "Once upon a time", "<|endoftext|>"


@dataclass(frozen=True)
class Plan:
    """How much is trained on what; another plan is another training with a file of its own."""

    name: str
    n_stories: int
    n_steps: int
    rows: int = 16
    length: int = 96
    peak: float = 6e-3
    n_warm_up: int = 30
    n_looks: int = 9
    """How often held-out loss and a sample are taken."""


FULL = Plan("full", n_stories=6000, n_steps=900)
QUICK = Plan("quick", n_stories=400, n_steps=24, rows=8, length=64, n_warm_up=6, n_looks=3)


@dataclass
class Report:
    """How far a training is: all that a chart needs."""

    n_steps: int
    tokens_per_step: int
    step: int = 0
    seconds: float = 0.0
    state: str = "training"
    losses: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    held_out: list[tuple[int, float]] = field(default_factory=list)
    samples: list[tuple[int, str]] = field(default_factory=list)


Tell = Callable[[Report], None]


class Storyteller:
    """A small transformer, its stories, and a training that can be stopped and gone on with."""

    def __init__(self, folder: Path, plan: Plan | None = None, *, again: bool = False) -> None:
        self.plan = plan or scaled(FULL, QUICK)
        self.file = folder / f"storyteller-{self.plan.name}.pt"
        state = None if again else self._read()
        draw = Draw("storyteller")
        texts = [stories.document(draw) for _ in range(self.plan.n_stories)]
        n_held = max(8, len(texts) // 50)
        self.raw = Raw.from_str(state["tokenizer"]) if state else train_tokenizer(texts[n_held:])
        self.model = make_model(Tokenizer(self.raw))
        self.held, self.ids = (encoded(self.raw, t) for t in (texts[:n_held], texts[n_held:]))
        self.report = self._fresh()
        self._optimizer: torch.optim.Optimizer | None = None
        self._moments: dict[str, Any] | None = None
        if state:
            self._restore(state)

    def run(
        self,
        train_loop: Callable[..., list[float]] = optimization.train_loop,
        *,
        cross_entropy: Callable[[Tensor, Tensor], Tensor] = optimization.cross_entropy,
        learning_rate: Callable[..., float] = optimization.learning_rate,
        tell: Tell = lambda report: None,
    ) -> Report:
        """Train to the end, or until the kernel is interrupted; then go on by calling it again."""
        report, first = self.report, self.report.step
        if first < self.plan.n_steps:
            report.state = "training"
            try:
                with _one_thread():
                    self._train(train_loop, cross_entropy, learning_rate, tell)
            except KeyboardInterrupt:
                self._back()
            else:
                if report.step == first:
                    raise ValueError("The loop ended without a call of after_step(losses).")
            report = self.report
            report.state = "finished" if report.step >= self.plan.n_steps else "stopped"
            if report.state == "finished":
                self._save()
        tell(report)
        return report

    def _train(
        self,
        train_loop: Callable[..., list[float]],
        cross_entropy: Callable[[Tensor, Tensor], Tensor],
        learning_rate: Callable[..., float],
        tell: Tell,
    ) -> None:
        """Hand the loop what is left of the training."""
        plan, report, first = self.plan, self.report, self.report.step
        clock = _Clock(report.seconds)

        def rate_of(step: int) -> float:
            return learning_rate(first + step, plan.peak, plan.n_warm_up, plan.n_steps)

        def loss_of(weights: list[Tensor], batch: Tensor) -> Tensor:
            return cross_entropy(self.model(batch[:, :-1]).logits, batch[:, 1:])

        def after_step(losses: list[float]) -> None:
            self._note(losses[-1], rate_of(len(losses) - 1), clock)
            tell(report)

        if first == 0:
            self._look()
        train_loop(
            list(self.model.requires_grad_().parameters()),
            self.batches(first),
            (plan.n_steps - first) * report.tokens_per_step,
            loss_of=loss_of,
            make_optimizer=self.make_optimizer,
            rate_of=rate_of,
            after_step=after_step,
        )

    def batches(self, first: int = 0) -> Iterator[Int[Tensor, "rows length+1"]]:
        """Random windows of the stories; the same step has the same batch in every run."""
        plan = self.plan
        window = torch.arange(plan.length + 1)
        for step in range(first, plan.n_steps):
            generator = torch.Generator().manual_seed(step)
            top = len(self.ids) - plan.length
            starts = torch.randint(top, (plan.rows, 1), generator=generator)
            yield self.ids[starts + window]

    def write(self, prompt: str = PROMPT, max_tokens: int = 60, **settings: Any) -> str:
        """What the model writes after a prompt, with the prompt."""
        chosen = {"temperature": 0.7, "seed": 1, **settings}
        return prompt + generate(self.model, prompt, max_tokens=max_tokens, **chosen).text

    @torch.no_grad()
    def held_out_loss(self) -> float:
        """Mean loss on stories that no batch is cut from."""
        n_rows = min(32, len(self.held) // (self.plan.length + 1))
        rows = self.held[: n_rows * (self.plan.length + 1)].view(n_rows, -1)
        return optimization.cross_entropy(self.model(rows[:, :-1]).logits, rows[:, 1:]).item()

    def make_optimizer(self, weights: list[Tensor]) -> torch.optim.Optimizer:
        """AdamW, with the moments of the steps before if the training goes on."""
        self._optimizer = optimization.make_adamw(weights)
        if self._moments:
            self._optimizer.load_state_dict(self._moments)
        return self._optimizer

    def _note(self, loss: float, rate: float, clock: "_Clock") -> None:
        report = self.report
        report.step += 1
        report.losses.append(loss)
        report.rates.append(rate)
        every = -(-report.n_steps // self.plan.n_looks)
        if report.step % every == 0 or report.step == report.n_steps:
            self._look()
        report.seconds = clock.seconds()
        if clock.save_is_due():
            self._save()

    def _look(self) -> None:
        with torch.random.fork_rng(devices=[]):
            self.report.held_out.append((self.report.step, self.held_out_loss()))
            self.report.samples.append((self.report.step, self.write()))

    def _save(self) -> None:
        state = {
            "plan": asdict(self.plan),
            "tokenizer": self.raw.to_str(),
            "model": self.model.state_dict(),
            "optimizer": self._optimizer.state_dict() if self._optimizer else None,
            "report": asdict(self.report),
        }
        file = io.BytesIO()
        torch.save(state, file)
        loading.write_atomically(self.file, file.getvalue())

    def _read(self) -> dict[str, Any] | None:
        """The saved state; a file that cannot be read is put aside under another name."""
        if not self.file.exists():
            return None
        try:
            state: dict[str, Any] = torch.load(self.file, weights_only=True)
            return state if state["plan"] == asdict(self.plan) else None
        except Exception:
            self.file.replace(self.file.with_suffix(".damaged"))
        return None

    def _restore(self, state: dict[str, Any]) -> None:
        self.model.load_state_dict(state["model"])
        self._moments = state["optimizer"]
        self.report = Report(**state["report"])

    def _fresh(self) -> Report:
        return Report(self.plan.n_steps, self.plan.rows * (self.plan.length + 1))

    def _back(self) -> None:
        """To the last save: an interrupt may have come in the middle of an update."""
        if state := self._read():
            self._restore(state)
        else:
            self.model.load_state_dict(make_model(self.model.tokenizer).state_dict())
            self.report = self._fresh()


class _Clock:
    """Seconds of training, those before a stop included, and when to save."""

    def __init__(self, before: float) -> None:
        self.started = time.monotonic() - before
        self.saved = time.monotonic()

    def seconds(self) -> float:
        return time.monotonic() - self.started

    def save_is_due(self) -> bool:
        now = time.monotonic()
        due = now - self.saved >= SAVE_EVERY
        self.saved = now if due else self.saved
        return due


@contextmanager
def _one_thread() -> Iterator[None]:
    """Matrices this small gain little from a second core, which the browser may need."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def train_tokenizer(texts: list[str], n_vocab: int = 1024) -> Raw:
    """Byte pairs of these texts; the first id stands between two stories."""
    from tokenizers.trainers import BpeTrainer

    raw = Raw(models.BPE())
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    trainer = BpeTrainer(
        vocab_size=n_vocab,
        special_tokens=[END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    raw.train_from_iterator(texts[:2000], trainer)
    return raw


def encoded(raw: Raw, texts: list[str]) -> Int[Tensor, " tokens"]:
    """All texts as one row of token ids, an end after each."""
    rows = (ids for one in raw.encode_batch_fast(texts) for ids in (*one.ids, 0))
    return torch.tensor(list(rows))


def make_model(tokenizer: Tokenizer | None, n_vocab: int = 1024) -> Transformer:
    """The untrained model: three layers of width 96, always the same first weights."""
    config = ModelConfig(
        vocab_size=n_vocab, d_model=96, n_layers=3, n_heads=4, n_kv_heads=2, d_head=24,
        d_ff=256, max_length=256, end_ids=(0,),
    )  # fmt: skip
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        return Transformer(config, tokenizer)
