"""A map of embeddings by PCA: the directions in which they differ most, and who is truly near.

The directions and the true neighbors are computed here, over all of a vector's numbers; the nearest
in the picture in the browser, and by `nearest()` in Python. A picture of two directions leaves most
of the differences out, and says how much.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
import traitlets
from torch import Tensor
from torch.nn import functional as F

from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.checked import checked_tensor, checked_tokens, little_endian
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DIRECTIONS, NEIGHBORS, MOST = 6, 8, 400
COLORS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f6bb3", "#767676")
SIGNS = "osD^vPh*"


class EmbeddingMap(CourseWidget):
    """Vectors (words, d_model) of `words`, colored by their group; `word` is chosen at first.

    Raises ValueError for fewer than 4 or more than 400 vectors, or more than 8 groups.
    """

    points = traitlets.Bytes().tag(sync=True)

    scripts = ("embedding.js",)
    styles = ("embedding.css",)

    def __init__(
        self,
        vectors: Tensor,
        words: Sequence[str],
        groups: Sequence[str],
        *,
        word: str = "",
        title: str = "",
    ) -> None:
        numbers = checked_tensor("vectors", vectors, "(words, d_model)", 2)
        count = len(numbers)
        self.words = checked_tokens("words", words, count, "the first axis")
        self.groups = checked_tokens("groups", groups, count, "the first axis")
        if not 4 <= count <= MOST:
            raise ValueError(f"{count} vectors: pass 4 to {MOST}")
        if len(set(self.groups)) > len(SIGNS):
            raise ValueError(f"{len(set(self.groups))} groups: pass at most {len(SIGNS)}")
        if word and word not in self.words:
            raise ValueError(f"word {word!r} is none of the words")
        self.coordinates, shares = principal(numbers, DIRECTIONS)
        cosines, self.neighbors = nearest_by_cosine(numbers, min(NEIGHBORS, count - 1))
        super().__init__(
            data={
                "title": title or "Embeddings",
                "words": self.words,
                "groups": self.groups,
                "shares": [round(share, 4) for share in shares.tolist()],
                "neighbors": self.neighbors.tolist(),
                "cosines": [[round(c, 3) for c in row] for row in cosines.tolist()],
                "start": self.words.index(word) if word else 0,
            },
            points=little_endian(self.coordinates),
        )

    def nearest(self, at: int, x: int = 0, y: int = 1, count: int = NEIGHBORS) -> list[int]:
        """The words that are nearest to word `at` on the map of directions x and y."""
        shown = self.coordinates[:, [x, y]]
        far = (shown - shown[at]).norm(dim=1)
        far[at] = torch.inf
        return [int(i) for i in far.argsort(stable=True)[:count]]

    def describe(self) -> str:
        lines = [f"{self.data['title']}: {len(self.words)} words on their two main directions."]
        at = self.data["start"]
        near = ", ".join(self.words[i] for i in self.data["neighbors"][at])
        share = round(100 * sum(self.data["shares"][:2]))
        lines.append(f"The directions hold {share} % of all differences.")
        lines.append(f"Truly nearest to {self.words[at]}: {near}.")
        return "\n".join(lines)

    def draw(self) -> "Figure":
        figure = new_figure(8.2, 5.2, self.data["title"])
        axes = figure.subplots()
        x, y = self.coordinates[:, 0], self.coordinates[:, 1]
        kinds = list(dict.fromkeys(self.groups))
        for kind, color, sign in zip(kinds, COLORS, SIGNS, strict=False):
            mine = [i for i, group in enumerate(self.groups) if group == kind]
            axes.plot(x[mine], y[mine], sign, color=color, label=kind, markersize=5)
            middle = (float(x[mine].mean()), float(y[mine].mean()))
            axes.annotate(kind, middle, fontsize=9, ha="center", va="center", color="black")
        axes.set(xlabel="direction 1", ylabel="direction 2")
        axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1, 0.5))
        return figure


def principal(vectors: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """Coordinates on the directions of largest variance, and each one's share of all variance."""
    centered = vectors - vectors.mean(0)
    left, sizes, _ = torch.linalg.svd(centered, full_matrices=False)
    shares = sizes**2 / (sizes**2).sum().clamp_min(1e-12)
    signs = torch.sign(left[left.abs().argmax(0), torch.arange(left.shape[1])])  # one of two, fixed
    return (left * sizes * signs)[:, :count], shares[:count]


def nearest_by_cosine(vectors: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """Cosines and indices of each vector's nearest others, nearest first."""
    cosines = F.normalize(vectors, dim=1) @ F.normalize(vectors, dim=1).mT
    best = cosines.fill_diagonal_(-torch.inf).topk(count)
    return best.values, best.indices
