"""The encoder-decoder of 2017 on toy translation, made of the caller's own two blocks.

The whitepaper's figure 1 in small: two encoder and two decoder blocks, post-norm, sinusoidal
positions, the target's embedding used again for the logits. Trained with teacher forcing on the
sentences of `llmcourse.models.toys.translations`, English into the invented Miru. It has no
dropout, no label smoothing and no beam search, and knows one small grammar.
"""

import math
from collections.abc import Callable
from random import Random

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from llmcourse.budget import scaled
from llmcourse.models import blocks
from llmcourse.models.translator import (
    END,
    MAX_LENGTH,
    PAD,
    START,
    Bilingual,
    Trained,
    exact,
    fit,
    held_out_sentences,
    one_thread,
)
from llmcourse.models.weights import Shape, Shapes, decoder_shapes, detached, encoder_shapes, filled

BlockFunction = Callable[..., Tensor]


class FigureOne(Bilingual):
    """Weights of the whole encoder-decoder, run through these two block functions."""

    def __init__(
        self,
        encoder_block: BlockFunction = blocks.encoder_block,
        decoder_block: BlockFunction = blocks.decoder_block,
        *,
        n_layers: int = 2,
        d_model: int = 64,
        n_heads: int = 4,
        d_ff: int = 128,
    ) -> None:
        super().__init__()
        self.encoder_block, self.decoder_block = encoder_block, decoder_block
        self.n_heads = n_heads
        shapes: Shapes = {
            "source_embedding": (len(self.source), d_model),
            "target_embedding": (len(self.target), d_model),
            "encoder": [encoder_shapes(d_model, d_ff) for _ in range(n_layers)],
            "decoder": [decoder_shapes(d_model, d_ff) for _ in range(n_layers)],
        }
        self.weights: blocks.Weights = filled(shapes, self._registered)

    def _registered(self, name: str, shape: Shape) -> nn.Parameter:
        parameter = nn.Parameter(start(name, shape))
        self.register_parameter(name.replace(".", "_"), parameter)
        return parameter

    def forward(
        self, source: Int[Tensor, "batch source"], target: Int[Tensor, "batch target"]
    ) -> tuple[Float[Tensor, "batch target vocabulary"], Float[Tensor, "batch source d_model"]]:
        """Logits of the word after each target word, and what the encoder made of the source."""
        mask = (source != PAD)[:, None, None, :]
        memory = blocks.embed(source, self.weights["source_embedding"])
        for part in self.weights["encoder"]:
            memory = self.encoder_block(memory, part, self.n_heads, mask)
        y = blocks.embed(target, self.weights["target_embedding"])
        for part in self.weights["decoder"]:
            y = self.decoder_block(y, memory, part, self.n_heads, mask)
        return y @ self.weights["target_embedding"].T, memory

    @torch.no_grad()
    def write(self, source: Tensor) -> tuple[list[list[str]], Tensor]:
        """The likeliest words one by one, for a padded batch, and their ids."""
        ids = torch.full((len(source), 1), START)
        for _ in range(MAX_LENGTH):
            logits, _ = self(source, ids)
            ids = torch.cat((ids, logits[:, -1:].argmax(-1)), 1)
            if (ids == END).any(1).all():
                break
        return [self.decode(row) for row in ids[:, 1:].tolist()], ids

    def plain(self) -> blocks.Weights:
        """The trained weights as plain tensors, for functions that take weights."""
        return detached(self.weights)  # type: ignore[no-any-return]

    @torch.no_grad()
    def alignment(
        self, english: str, miru: list[str]
    ) -> Float[Tensor, "layers heads target source"]:
        """Where each decoder block's cross-attention looks while these words are written."""
        source = self.encode(english)[None]
        target = torch.tensor([[START, *map(self.target.index, miru)]])
        memory = blocks.encode(source, self.weights, self.n_heads)
        y, seen = blocks.embed(target, self.weights["target_embedding"]), []
        for part in self.weights["decoder"]:
            y, looks = blocks.decoder_block_and_tell(y, memory, part, self.n_heads)
            seen.append(looks[0])
        return torch.stack(seen)


def start(name: str, shape: Shape) -> Tensor:
    """Weights before training: matrices random and small, gains one, biases zero."""
    if len(shape) == 1:
        return torch.full(shape, float(name.endswith("gain")))
    wide = shape[1] if name.endswith("embedding") else shape[0]
    return torch.randn(shape) / math.sqrt(wide)


def train_figure_one(
    encoder_block: BlockFunction = blocks.encoder_block,
    decoder_block: BlockFunction = blocks.decoder_block,
    *,
    steps: int | None = None,
    seed: int = 0,
    progress: bool = True,
) -> Trained:
    """Train an encoder-decoder of these blocks, and measure it on held-out sentences.

    `steps` defaults to what `LLMCOURSE_BUDGET` allows. FloatingPointError where it diverges.
    """
    steps = scaled(500, 150) if steps is None else steps
    with torch.random.fork_rng(devices=[]), one_thread():
        torch.manual_seed(seed)
        model = FigureOne(encoder_block, decoder_block)
        losses = fit(model, steps, Random(seed), batch=32, peak=3e-3, show=progress)
        return Trained(model.eval(), losses, exact(model, held_out_sentences(300)))
