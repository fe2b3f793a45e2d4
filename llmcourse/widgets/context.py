"""What a context length costs: memory of the cache and of attention's weights, and work.

The browser computes it for any length and model; `cost()` computes the same with integers, and
the lesson holds that against measurements. A formula, no measurement: it counts what must be
stored and multiplied, and nothing of what a machine adds.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from llmcourse.models.optimization import context_cost
from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Size:
    """A model's shape, as its paper gives it."""

    name: str
    n_layers: int
    n_heads: int
    n_kv_heads: int
    d_head: int
    n_parameters: int


SIZES = (
    Size("the course's main model", 8, 8, 4, 32, 6_500_000),
    Size("LLaMA 2 7B", 32, 32, 32, 128, 6_738_000_000),
    Size("LLaMA 2 70B", 80, 64, 8, 128, 68_977_000_000),
    Size("GPT-3 175B", 96, 96, 96, 128, 174_600_000_000),
)
Cost = Callable[..., tuple[int, int, int]]
SHORTEST, LONGEST = 7, 20


class ContextCalculator(CourseWidget):
    """Costs of lengths from 128 to a million tokens, for several models.

    `cost` is asked once for each length and model; a difference from the formula is said.
    """

    scripts = ("context.js", "context_view.js")
    styles = ("context.css",)

    def __init__(self, cost: Cost = context_cost, *, title: str = "What a context costs") -> None:
        self.sizes = SIZES
        super().__init__(
            data={
                "title": title,
                "sizes": [asdict(size) for size in SIZES],
                "shortest": SHORTEST,
                "longest": LONGEST,
                "given": [[_asked(cost, size, p) for p in powers()] for size in SIZES],
            }
        )

    def cost(self, model: int, power: int) -> tuple[int, int, int]:
        """Bytes of cache, bytes of weights, FLOPs, by the course's own formula."""
        return by_size(context_cost, SIZES[model], 2**power)

    def describe(self) -> str:
        lines = [f"{self.data['title']}, two bytes a number:"]
        for model, size in enumerate(SIZES):
            for power in (12, 17):
                cache, weights, flops = self.cost(model, power)
                lines.append(
                    f"{size.name}, {2**power:,} tokens: cache {amount(cache, 'B')}, "
                    f"attention weights {amount(weights, 'B')}, {amount(flops, 'FLOP')}"
                )
        return "\n".join(lines)

    def draw(self) -> "Figure":
        figure = new_figure(7.6, 3.4, self.data["title"])
        lengths = [2**power for power in powers()]
        left, right = figure.subplots(1, 2)
        for model, size in enumerate(SIZES):
            costs = [self.cost(model, power) for power in powers()]
            left.plot(lengths, [cache for cache, _, _ in costs], label=size.name)
            right.plot(lengths, [flops for _, _, flops in costs])
        left.set(title="bytes of the cache", xlabel="tokens", xscale="log", yscale="log")
        right.set(title="FLOPs of one pass", xlabel="tokens", xscale="log", yscale="log")
        left.legend(fontsize=7)
        return figure


def powers() -> range:
    """Exponents of two of the lengths that can be chosen."""
    return range(SHORTEST, LONGEST + 1)


def by_size(cost: Cost, size: Size, length: int) -> tuple[int, int, int]:
    """A cost function asked about a model at a length."""
    shape = (size.n_layers, size.n_heads, size.n_kv_heads, size.d_head, size.n_parameters)
    return cost(length, *shape, 2)


def _asked(cost: Cost, size: Size, power: int) -> list[float]:
    """What the function says, as numbers that JSON can hold; nothing where it fails."""
    try:
        return [float(part) for part in by_size(cost, size, 2**power)]
    except Exception:
        return []


def amount(number: float, unit: str) -> str:
    """Three digits with a prefix, such as "1.34 GB"; the twin of `amount` in context.js."""
    prefixes = ("", "k", "M", "G", "T", "P", "E", "Z")
    at = 0
    while at + 1 < len(prefixes) and number >= 999.5:
        number, at = number / 1000, at + 1
    digits = 0 if at == 0 or number >= 99.95 else 1 if number >= 9.995 else 2
    return f"{number:.{digits}f} {prefixes[at]}{unit}"
