"""One sentence under four objectives: what the model reads, and what it must predict where.

The caller's three functions make the rows, called once for each case; what they raise is shown
instead. Position by position the browser says what is seen and what is to be predicted, and
`finding()` says the same here. It judges nothing.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SPECIALS = ("[PAD]", "[MASK]", "<s>", "</s>", "[CLS]", "[SEP]")
PAD, MASK, START, END, CLS, SEP = range(6)
EXTRA = ("apple", "blue", "seven", "sang")
KINDS = {
    "clm": "next token (decoder-only)",
    "mlm": "masked tokens (encoder-only)",
    "pair": "pair of texts (encoder-decoder)",
    "prefix": "prefix and rest (encoder-decoder)",
}
Rows = dict[str, list[int]]


class ObjectiveExplorer(CourseWidget):
    """Rows of `sentence` made by three functions, and of `foreign`, which it translates.

    `n_draws` maskings are drawn. Raises ValueError for fewer than three words.
    """

    scripts = ("objectives.js", "objectives_view.js")
    styles = ("objectives.css",)

    def __init__(
        self,
        clm_targets: Callable[..., tuple[Tensor, Tensor]],
        mlm_mask: Callable[..., tuple[Tensor, Tensor]],
        seq2seq_example: Callable[..., tuple[list[int], list[int], list[int]]],
        *,
        sentence: str = "The cat sat on the mat",
        foreign: str = "Le chat est assis sur le tapis",
        n_draws: int = 12,
        title: str = "What must be predicted where",
    ) -> None:
        words, other = sentence.split(), foreign.split()
        if len(words) < 3 or not other:
            raise ValueError("pass a sentence of three words or more, and what it translates")
        names = list(dict.fromkeys((*SPECIALS, *words, *other, *EXTRA)))
        source = [names.index(word) for word in words]
        abroad = [names.index(word) for word in other]
        made: dict[str, list[Rows | str]] = {
            "clm": [_rows(_clm, clm_targets, source)],
            "mlm": [_rows(_mlm, mlm_mask, source, len(names), seed) for seed in range(n_draws)],
            "pair": [_rows(_pair, seq2seq_example, abroad, source, 0)],
            "prefix": [
                _rows(_pair, seq2seq_example, source, None, cut) for cut in range(1, len(source))
            ],
        }
        super().__init__(data={"title": title, "names": names, "kinds": KINDS, "made": made})

    def finding(self, kind: str, amount: int, position: int) -> str:
        """The sentence about one position; the twin of `finding` in objectives.js."""
        rows = self.data["made"][kind][amount]
        return rows if isinstance(rows, str) else finding(kind, rows, self.data["names"], position)

    def describe(self) -> str:
        lines = [
            f"{self.data['title']}. Inputs and labels, a dot where nothing is to be predicted."
        ]
        for kind, name in KINDS.items():
            rows = self.data["made"][kind][0]
            lines.append(f"{name}:")
            if isinstance(rows, str):
                lines.append(f"  {rows}")
                continue
            lines += [f"  {row}: {' '.join(self.words(rows[row]))}" for row in rows]
        return "\n".join(lines)

    def words(self, ids: Sequence[int]) -> list[str]:
        """Names of ids, a dot for a label that does not count."""
        return [named(self.data["names"], i) for i in ids]

    def draw(self) -> "Figure":
        figure = new_figure(8.4, 3.6, self.data["title"])
        axes = figure.subplots()
        axes.axis("off")
        axes.text(0, 1, self.describe().split("\n", 1)[1], family="monospace", fontsize=8, va="top")
        return figure


def _rows(make: Callable[..., Rows], *parts: Any) -> Rows | str:
    """What a function made, or a sentence on what went wrong."""
    try:
        return make(*parts)
    except Exception as error:
        return f"The function raised {type(error).__name__}: {error}"[:300]


def _clm(function: Callable[..., Any], source: list[int]) -> Rows:
    inputs, labels = function(torch.tensor([[*source, PAD]]), PAD)
    return {"reads": inputs[0].tolist(), "labels": labels[0].tolist()}


def _mlm(function: Callable[..., Any], source: list[int], n_vocab: int, seed: int) -> Rows:
    ids = torch.tensor([[CLS, *source, SEP]])
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        inputs, labels = function(ids, ids < len(SPECIALS), MASK, n_vocab, 0.3)
    return {"reads": inputs[0].tolist(), "labels": labels[0].tolist()}


def _pair(
    function: Callable[..., Any], source: list[int], target: list[int] | None, cut: int
) -> Rows:
    encoder, decoder, labels = function(source, target, cut, START, END)
    return {"encoder": list(encoder), "reads": list(decoder), "labels": list(labels)}


def named(names: Sequence[str], index: int) -> str:
    """A token's name; the twin of `nameOf` in objectives.js."""
    if index == -100:
        return "·"
    return names[index] if 0 <= index < len(names) else f"?{index}"


def finding(kind: str, rows: Rows, names: Sequence[str], position: int) -> str:
    """What is seen at a position, and what is to be predicted there."""
    reads = [named(names, i) for i in rows["reads"]]
    label = rows["labels"][position] if position < len(rows["labels"]) else -100
    if label == -100:
        return f"Position {position} has no label: it does not count in the loss."
    if kind == "mlm":
        word, wanted = reads[position], named(names, label)
        fate = "hidden" if word == "[MASK]" else "left as it was" if word == wanted else "replaced"
        return f"Position {position} was {fate}: from the words on both sides predict “{wanted}”."
    seen = " ".join(reads[: position + 1])
    source = " ".join(named(names, i) for i in rows.get("encoder", []))
    start = f"“{source}” and " if "encoder" in rows else ""
    return f"From {start}“{seen}” predict “{named(names, label)}”."
