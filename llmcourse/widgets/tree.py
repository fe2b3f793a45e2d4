"""A tree of continuations with their probabilities: what beam search keeps, what draws take.

The tree holds the likeliest tokens at each place, `branch` of them, so that a beam search of up to
that width is exact in it, while a draw may leave it for a rarer token, which the widget says. The
model runs here once; keeping and drawing happen in the browser. `beams()` is their twin.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from llmcourse.models.strategies import Model, next_logits
from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Share = Callable[[Tensor], Tensor]
MOST_NODES = 400


class SamplingTree(CourseWidget):
    """The tree after `ids`, with `name_of(token)` on its nodes and branches by `share(logits)`.

    `share` turns logits (vocabulary,) into probabilities; where it fails, the widget says so.
    Raises ValueError for a tree of more than 400 nodes.
    """

    scripts = ("chance.js", "tree.js", "tree_view.js")
    styles = ("tree.css",)

    def __init__(
        self,
        model: Model,
        ids: list[int],
        name_of: Callable[[int], str],
        *,
        share: Share | None = None,
        depth: int = 4,
        branch: int = 3,
        end: int | None = None,
        text: str = "",
        title: str = "Ways to go on",
    ) -> None:
        if sum(branch**n for n in range(depth + 1)) > MOST_NODES or min(depth, branch) < 1:
            raise ValueError(f"depth {depth} with {branch} branches: choose a smaller tree")
        self.parents, self.p, self.ends, self.tokens = [-1], [1.0], [False], [""]
        self.depth, self.branch, self.problem = depth, branch, ""
        name = getattr(share, "__name__", "your function") if share else "the model"
        try:
            self._grow(model, ids, name_of, share or (lambda logits: logits.softmax(-1)), end)
        except Exception as error:
            self.problem = f"{name} raised {type(error).__name__}: {error}"[:500]
        super().__init__(
            data={
                "title": title,
                "text": text,
                "name": name,
                "parents": self.parents,
                "p": self.p,
                "ends": self.ends,
                "tokens": self.tokens,
                "depth": depth,
                "widest": branch,
                "problem": self.problem,
            }
        )

    def _grow(
        self,
        model: Model,
        ids: list[int],
        name_of: Callable[[int], str],
        share: Share,
        end: int | None,
    ) -> None:
        open_: list[tuple[int, list[int]]] = [(0, [])]
        for _ in range(self.depth):
            grown = []
            for parent, new in open_:
                logits = next_logits(model, [*ids, *new])
                found = share(logits.clone())
                if not isinstance(found, Tensor) or found.shape != logits.shape:
                    raise ValueError(f"expected a probability for each of {len(logits)} tokens")
                best = found.detach().double().sort(descending=True, stable=True)
                for p, token in zip(best.values[: self.branch], best.indices, strict=False):
                    if float(p) <= 0:
                        break
                    self.parents.append(parent)
                    self.p.append(float(p))
                    self.ends.append(int(token) == end)
                    self.tokens.append("⟨end⟩" if int(token) == end else name_of(int(token)))
                    if int(token) != end:
                        grown.append((len(self.p) - 1, [*new, int(token)]))
            open_ = grown

    def chances(self) -> Tensor:
        """The probability of the way from the root to every node."""
        found = torch.ones(len(self.p), dtype=torch.float64)
        for at in range(1, len(self.p)):
            found[at] = found[self.parents[at]] * self.p[at]
        return found

    def beams(self, width: int) -> list[list[int]]:
        """The nodes that beam search keeps after each step: the twin of `beams` in tree.js."""
        chance, steps = self.chances().tolist(), [[0]]
        for _ in range(self.depth):
            found = []
            for at in steps[-1]:
                children = [child for child, up in enumerate(self.parents) if up == at]
                found += [at] if self.ends[at] else children
            steps.append(sorted(found, key=lambda at: (-chance[at], at))[:width])
        return steps

    def text_of(self, at: int) -> str:
        """The tokens on the way to a node, joined."""
        return "" if at <= 0 else self.text_of(self.parents[at]) + self.tokens[at]

    def describe(self) -> str:
        if self.problem:
            return f"{self.data['title']}. {self.problem}"
        chance, lines = self.chances(), [f"{self.data['title']}, after {self.data['text']!r}:"]
        for width in range(1, self.branch + 1):
            best = self.beams(width)[-1][0]
            lines.append(f"width {width}: {self.text_of(best)!r}, {float(chance[best]):.4f}")
        return "\n".join(lines)

    def draw(self) -> "Figure":
        figure = new_figure(7.2, 3.0, self.data["title"])
        axes = figure.subplots()
        chance = self.chances()
        kept = self.beams(self.branch)[-1] if not self.problem else []
        axes.axis("off")
        rows = [self.problem] if self.problem else []
        rows += [f"{float(chance[at]):.4f}   … {self.text_of(at)}" for at in kept]
        for row, words in enumerate(rows):
            line = words.replace("$", r"\$").replace("\n", "⏎")
            axes.text(0, 0.9 - 0.25 * row, line, fontsize=11, transform=axes.transAxes, wrap=True)
        return figure
