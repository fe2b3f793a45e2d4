"""Byte-pair encoding as it grows merge by merge, and Unigram's cut beside it, on any text typed in.

Both tokenizers run in the browser; `bpe()` and `pieces()` do the same in Python. Words are cut by
`llmcourse.models.subwords.split_words`. It trains nothing: the merges come from the learner.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from llmcourse.models.subwords import as_bytes, merge_pair, split_words, unigram
from llmcourse.models.tokens import byte_alphabet
from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SAMPLES = (
    ("English", "The tiger was thirsty, so it went home."),
    ("rare words", "Otters queueing for antidisestablishmentarianism."),
    ("Vietnamese", "Con hổ nhảy khỏi cây vì nó khát nước."),
    ("numbers and code", "for i in range(1024): x += 3.14"),
    ("emoji and Japanese", "🐯 虎が水を飲む"),
)


class TokenizerExplorer(CourseWidget):
    """Step through merges of byte characters (see `subwords.as_bytes`) on samples and typed text.

    With `log_probs`, a Unigram vocabulary, its cut stands beside. `text` is shown first. Raises
    ValueError for merges that are no pairs of byte characters.
    """

    scripts = ("text.js", "tokenizer.js", "tokenizer_view.js")
    styles = ("text.css", "tokenizer.css")

    def __init__(
        self,
        merges: Sequence[tuple[str, str]],
        log_probs: Mapping[str, float] | None = None,
        *,
        text: str | None = None,
        title: str = "",
    ) -> None:
        known = byte_alphabet()
        for merge in merges:
            if len(merge) != 2 or not all(part and set(part) <= set(known) for part in merge):
                raise ValueError(
                    f"the merge {merge!r} is no pair of byte characters: train on words that went "
                    "through subwords.as_bytes"
                )
        self.merges = [(left, right) for left, right in merges]
        self.log_probs = dict(log_probs or {})
        samples = [*([("this lesson", text)] if text else []), *SAMPLES]
        super().__init__(
            data={
                "title": title or "Tokenizer",
                "merges": [list(merge) for merge in self.merges],
                "log_probs": [[piece, value] for piece, value in self.log_probs.items()],
                "samples": [list(sample) for sample in samples],
            }
        )

    def bpe(self, text: str, limit: int) -> list[str]:
        """The tokens of a text, in byte characters, by the first `limit` merges."""
        tokens: list[str] = []
        for word in split_words(text):
            symbols = tuple(as_bytes(word))
            for merge in self.merges[:limit]:
                symbols = merge_pair(symbols, merge)
            tokens += symbols
        return tokens

    def pieces(self, text: str) -> list[str]:
        """Unigram's pieces; a character that is no piece is one by itself, and costs most."""
        unknown = min(self.log_probs.values()) - 10
        singles = {letter: unknown for letter in text if letter not in self.log_probs}
        return [p for word in split_words(text) for p in unigram(word, self.log_probs | singles)]

    def describe(self) -> str:
        lines = [f"{self.data['title']}: {len(self.merges)} merges of byte-pair encoding."]
        for name, text in self.data["samples"]:
            count = len(self.bpe(text, len(self.merges)))
            also = f", {len(self.pieces(text))} by Unigram" if self.log_probs else ""
            lines.append(f"{name}: {len(text.encode())} bytes, {count} tokens{also}")
        return "\n".join(lines)

    def draw(self) -> "Figure":
        text = self.data["samples"][0][1]
        steps = sorted({0, len(self.merges) // 4, len(self.merges)})
        rows = [(f"{n} merges", [readable(t) for t in self.bpe(text, n)]) for n in steps]
        if self.log_probs:
            shown = [piece.replace(" ", "\u2423") for piece in self.pieces(text)]
            rows.append(("Unigram", shown))
        figure = new_figure(9.2, 0.7 + 0.42 * len(rows), self.data["title"])
        axes = figure.subplots()
        for down, (label, tokens) in enumerate(rows):
            axes.text(-1, down, label, ha="right", va="center", fontsize=9)
            at = 0.0
            for i, token in enumerate(tokens):
                wide = 0.6 + 0.85 * len(token)
                color = "#cce3f0" if i % 2 else "#ccebe0"
                axes.fill_between([at, at + wide - 0.15], down - 0.38, down + 0.38, color=color)
                label = token.replace("$", r"\$")
                axes.text(at + wide / 2, down, label, ha="center", va="center", fontsize=8)
                at += wide
            axes.update_datalim([(at, down)])
        axes.autoscale_view()
        axes.set(ylim=(len(rows) - 0.4, -0.6))
        axes.axis("off")
        return figure


def readable(token: str) -> str:
    """A token of byte characters as people read it; the twin of `readable` in text.js."""
    data = bytes(byte_alphabet()[character] for character in token)
    try:
        return data.decode().replace(" ", "\u2423").replace("\n", "\u23ce").replace("\t", "\u21e5")
    except UnicodeDecodeError:
        return data.hex(" ").upper()
