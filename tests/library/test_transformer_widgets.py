"""Architecture, residual stream and logit lens in Python: what they refuse, say and count."""

from __future__ import annotations

import pytest
import torch

from llmcourse.models import blocks
from llmcourse.models.config import DRAFT, MAIN
from llmcourse.models.figure_one import FigureOne
from llmcourse.models.transformer import Transformer
from llmcourse.widgets import Architecture, CourseWidget, LogitLens, ResidualStream

TOKENS = list("abc")


def stream(layers: int = 3) -> torch.Tensor:
    generator = torch.Generator().manual_seed(0)
    return torch.randn(layers, 3, 6, generator=generator).cumsum(0)


MADE: dict[str, CourseWidget] = {
    "encoder-decoder": Architecture("encoder-decoder"),
    "decoder-only": Architecture("decoder-only"),
    "stream": ResidualStream(stream(), TOKENS),
    "lens": LogitLens(stream(), TOKENS, str),
}


@pytest.mark.parametrize("name", MADE)
def test_words_picture_and_size(name: str) -> None:
    widget = MADE[name]
    data, _ = widget._repr_mimebundle_()
    assert data["text/plain"] == widget.describe()
    assert len(widget.describe()) > 80
    assert widget.png().startswith(b"\x89PNG")
    assert widget.payload() < 100_000
    assert "import" not in str(widget._esm).replace("important", "").split("export")[0]


def test_counts_are_those_of_real_models() -> None:
    figure, language = Architecture("encoder-decoder"), Architecture("decoder-only")
    toy = sum(weight.numel() for weight in FigureOne().parameters())
    assert figure.total({**figure.sizes, **figure.models["this lesson's translator"]}) == toy
    for name, config in [("main model", MAIN), ("drafter", DRAFT)]:
        counted = language.total({**language.sizes, **language.models[f"the course's {name}"]})
        assert counted == Transformer(config).n_parameters
    seven = language.total({**language.sizes, **language.models["LLaMA 2 7B"]})
    assert seven == 6_738_415_616  # as its checkpoint has
    base = figure.total({**figure.sizes, **figure.models["2017, base"]})
    assert base == pytest.approx(65e6, rel=0.04)  # table 3 of the paper: 65 million


def test_shapes_are_those_of_a_real_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every box of the encoder-decoder, traced while the reference runs."""
    widget, model = Architecture("encoder-decoder"), FigureOne()
    seen: list[tuple[str, tuple[int, ...]]] = []

    def watch(name: str) -> None:
        inner = getattr(blocks, name)

        def watched(*inputs: object, **options: object) -> object:
            output = inner(*inputs, **options)
            seen.append((name, tuple(output.shape)))
            return output

        monkeypatch.setattr(blocks, name, watched)

    for name in ("embed", "attend", "feed_forward", "layer_norm"):
        watch(name)
    source, target = torch.zeros(2, 6, dtype=torch.long), torch.zeros(2, 5, dtype=torch.long)
    logits = blocks.encoder_decoder(source, target, model.plain(), model.n_heads)
    half = 1 + 4 * 2  # embedding, and in each of two blocks: attend, norm, feed, norm
    encoder = [("embed", "source_positions")] + [
        ("attend", "encoder_self"), ("layer_norm", "encoder_self_norm"),
        ("feed_forward", "encoder_feed"), ("layer_norm", "encoder_feed_norm"),
    ] * 2  # fmt: skip
    decoder = [("embed", "target_positions")] + [
        ("attend", "decoder_masked"), ("layer_norm", "decoder_masked_norm"),
        ("attend", "decoder_cross"), ("layer_norm", "decoder_cross_norm"),
        ("feed_forward", "decoder_feed"), ("layer_norm", "decoder_feed_norm"),
    ] * 2  # fmt: skip
    assert len(seen) == half + 13
    for (name, shape), (function, box) in zip(seen, encoder + decoder, strict=True):
        assert (name, shape) == (function, widget.shape(box))
    assert tuple(logits.shape) == widget.shape("linear") == widget.shape("softmax")


def test_shares_sum_to_one_and_parts_to_the_end() -> None:
    widget = ResidualStream(stream(5), TOKENS)
    torch.testing.assert_close(widget.parts.sum(0), stream(5)[-1].double())
    for token in range(3):
        assert widget.shares(token).sum().item() == pytest.approx(1)
        assert widget.length(token)[-1].item() == pytest.approx(stream(5)[-1, token].norm().item())


def test_the_lens_ranks_the_final_choice() -> None:
    logits = stream(4)
    widget = LogitLens(logits, TOKENS, str)
    assert widget.ranks[-1].tolist() == [1, 1, 1]
    final = logits[-1, 0].argmax()
    order = logits[1, 0].argsort(descending=True).tolist()
    assert widget.ranks[1, 0].item() == order.index(int(final)) + 1
    always = LogitLens(logits[:1].expand(3, -1, -1), TOKENS, str)
    assert [always.settled(token) for token in range(3)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Architecture("transformer"), "there is no figure 'transformer'"),
        (lambda: ResidualStream(stream()[0], TOKENS), r"pass \(blocks \+ 1, time, d_model\)"),
        (lambda: ResidualStream(stream(), ["a"]), "tokens has 1 tokens but the stream has 3"),
        (lambda: ResidualStream(torch.zeros(2, 60, 4), ["a"] * 60), "more than 48"),
        (lambda: LogitLens(stream()[..., :4], TOKENS, str), "5 words or more"),
        (lambda: LogitLens(stream() / 0, TOKENS, str), "nan or inf"),
    ],
)
def test_refuses(make: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        make()  # type: ignore[operator]
