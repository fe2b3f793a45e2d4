"""The Python side of lesson 2's widgets: what they refuse, say, draw and send."""

from __future__ import annotations

import base64
import re
from typing import Any

import pytest
import torch

from llmcourse.models import positions, subwords
from llmcourse.widgets import (
    CourseWidget,
    EmbeddingMap,
    NormalizationExplorer,
    PositionExplorer,
    RotaryExplorer,
    TokenizerExplorer,
)
from llmcourse.widgets.embedding import principal
from llmcourse.widgets.normalization import normal_form
from llmcourse.widgets.tokenizer import readable

MERGES = [("t", "h"), ("th", "e"), ("Ġ", "the")]
VECTORS = torch.randn(9, 5, generator=torch.Generator().manual_seed(0))
WORDS = list("abcdefghi")

WIDGETS = {
    "normalization": lambda: NormalizationExplorer(subwords.normalize),
    "tokenizer": lambda: TokenizerExplorer(MERGES),
    "unigram": lambda: TokenizerExplorer(
        MERGES, {"the": -1.0, " the": -2.0, "t": -5.0}, text="the"
    ),
    "embeddings": lambda: EmbeddingMap(VECTORS, WORDS, ["x"] * 5 + ["$y$"] * 4),
    "positions": lambda: PositionExplorer(positions.sinusoidal),
    "rotary": lambda: RotaryExplorer(positions.rotary),
}


@pytest.fixture(params=WIDGETS)
def widget(request: pytest.FixtureRequest) -> CourseWidget:
    made: CourseWidget = WIDGETS[request.param]()
    return made


def test_output_has_picture_and_words_and_is_small(widget: CourseWidget) -> None:
    data, _ = widget._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == widget.describe()
    assert len(widget.describe()) > 80
    assert widget.payload() <= 100_000


def test_page_asks_for_nothing(widget: CourseWidget) -> None:
    addresses = set(re.findall(r"https?://[^\s\"'`<>]+", widget.to_html()))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"\bimport\b\s*[({\"'*]", str(widget._esm))


# --- normalization


def test_normalization_says_what_the_function_does() -> None:
    widget = NormalizationExplorer(subwords.normalize)
    first = widget.data["samples"][0]
    assert (len(first["text"]), first["kept"], first["stripped"]) == (
        14,
        "Tiếng Việt",
        "Tieng Viet",
    )
    assert "14 characters before, 10 after" in widget.describe()
    assert normal_form("a\u0301 \t b", "", True, False) == "a\u0301 b"
    assert normal_form("ﬁ", "NFKC", False, False) == "fi"


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda text, keep: 1 / 0, "raised ZeroDivisionError"),
        (lambda text, keep: None, "returned NoneType; expected a string"),
        (lambda text: text, "raised TypeError"),
    ],
)
def test_a_failing_function_is_reported(function: Any, words: str) -> None:
    widget = NormalizationExplorer(function)
    assert words in widget.describe()
    assert widget.png().startswith(b"\x89PNG")


def test_normalization_refuses() -> None:
    with pytest.raises(ValueError, match="the function itself"):
        NormalizationExplorer("text")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="samples is empty"):
        NormalizationExplorer(subwords.normalize, samples=[])


# --- tokenizer


def test_tokens_grow_with_the_merges() -> None:
    widget = TokenizerExplorer(MERGES)
    text = "the the"
    tokens = [len(widget.bpe(text, limit)) for limit in range(4)]
    assert tokens == [7, 5, 3, 2]
    assert widget.bpe(text, 3) == ["the", "Ġthe"]
    assert readable("Ġthe") == "\u2423the"
    assert readable(subwords.as_bytes("ế")[:2]) == "E1 BA"


def test_unigram_stands_beside() -> None:
    widget = TokenizerExplorer(MERGES, {"the": -1.0, " the": -2.0, "t": -5.0, "h": -5.0})
    assert widget.pieces("the th!") == ["the", " ", "t", "h", "!"]
    assert "by Unigram" in widget.describe()


@pytest.mark.parametrize("merge", [("a", " b"), ("a",), ("ế", "b"), ("", "a")])
def test_tokenizer_refuses(merge: Any) -> None:
    with pytest.raises(ValueError, match="no pair of byte characters"):
        TokenizerExplorer([merge])


# --- embeddings


def test_principal_directions_keep_all_distances() -> None:
    coordinates, shares = principal(VECTORS.double(), 5)
    torch.testing.assert_close(
        torch.cdist(coordinates, coordinates),
        torch.cdist(VECTORS, VECTORS).double(),
        rtol=1e-4,
        atol=1e-4,
    )
    assert shares.sum().item() == pytest.approx(1)
    assert (shares.diff() <= 0).all()


def test_true_neighbors_are_by_cosine() -> None:
    vectors = torch.tensor([[1.0, 0], [9, 1], [0, 1], [-1, 0], [1, 1]])
    widget = EmbeddingMap(vectors, list("abcde"), ["g"] * 5)
    assert widget.neighbors[0].tolist() == [1, 4, 2, 3]
    assert widget.data["cosines"][0][-1] == -1


@pytest.mark.parametrize(
    ("vectors", "words", "groups", "options", "said"),
    [
        (VECTORS[:3], WORDS[:3], WORDS[:3], {}, "3 vectors: pass 4"),
        (VECTORS, WORDS[:8], WORDS, {}, "words has 8 tokens"),
        (VECTORS, WORDS, WORDS, {}, "9 groups: pass at most 8"),
        (VECTORS, WORDS, ["g"] * 9, {"word": "z"}, "none of the words"),
        (VECTORS[0], WORDS, WORDS, {}, "pass"),
    ],
)
def test_map_refuses(
    vectors: Any, words: Any, groups: Any, options: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        EmbeddingMap(vectors, words, groups, **options)


# --- positions


def test_products_of_sinusoids_depend_on_the_distance_alone() -> None:
    widget = PositionExplorer(positions.sinusoidal)
    for k in (1, 3, 30):
        low, high = widget.apart(k)
        assert high - low < 1e-4
    assert widget.likeness(20).argmax() == 20
    assert widget.likeness(20)[20].item() == pytest.approx(16)


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (lambda at, width, base: torch.zeros(48, width + 1), "expected a tensor of shape"),
        (lambda at, width, base: None, "got NoneType"),
        (lambda at, width, base: torch.full((48, width), torch.nan), "nan or inf"),
        (torch.zeros(48, 4), "the function itself"),
    ],
)
def test_position_explorer_refuses(function: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        PositionExplorer(function)


def test_rotary_scores_lie_on_diagonals() -> None:
    widget = RotaryExplorer(positions.rotary)
    for distance in (0, 7, -7):
        low, high = widget.along(distance)
        assert high - low < 1e-9
    low, high = RotaryExplorer(lambda x, at, base: x + at[:, None]).along(3)
    assert high > low


@pytest.mark.parametrize(
    ("function", "said"),
    [
        (lambda x, at, base: x[0], "expected a tensor of x's shape"),
        (lambda x, at, base: x / 0, "nan or inf"),
        (3, "the function itself"),
    ],
)
def test_rotary_explorer_refuses(function: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        RotaryExplorer(function)
