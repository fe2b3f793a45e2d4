"""Unicode's normal forms, character by character, beside what the learner's function makes of them.

The learner's function is called here on the samples; forms of what is typed are computed in the
browser, and `normal_form()` and `boxes()` do the same in Python. Nothing typed leaves the browser.
"""

import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FORMS = ("", "NFC", "NFD", "NFKC", "NFKD")
SAMPLES = (
    ("Vietnamese, marks apart", unicodedata.normalize("NFD", "Tiếng Việt")),
    ("Vietnamese, composed", unicodedata.normalize("NFC", "Tiếng Việt")),
    ("many spaces", "  Đường \u00a0 phở\t\u3000ngon "),
    ("two ångström signs", "\u212b \u00c5 A\u030a"),
    ("ligature and powers", "ﬁn x² ½"),
    ("Korean", "한국"),
)
SHOWN = 24


class NormalizationExplorer(CourseWidget):
    """Explore `normalize(text, keep_accents)`, called on each sample, beside Unicode's own forms.

    Where the function fails or returns no string, the widget says so.
    """

    scripts = ("text.js", "normalization.js")
    styles = ("text.css", "normalization.css")

    def __init__(
        self,
        normalize: Callable[[str, bool], str],
        *,
        samples: Sequence[tuple[str, str]] = SAMPLES,
        title: str = "",
    ) -> None:
        if not callable(normalize):
            raise ValueError(f"pass the function itself, not a {type(normalize).__name__}")
        if not samples:
            raise ValueError("samples is empty: pass pairs of a name and a text")
        name = getattr(normalize, "__name__", type(normalize).__name__)
        made = [
            {"name": label, "text": text, **_called(normalize, name, text)}
            for label, text in samples
        ]
        super().__init__(
            data={"title": title or "Normalization", "name": name, "samples": made},
        )

    def describe(self) -> str:
        lines = [f"{self.data['title']}: what {self.data['name']} makes of some texts."]
        for sample in self.data["samples"]:
            kept, before = sample["kept"], len(sample["text"])
            said = sample["problem"] or f"{before} characters before, {len(kept or '')} after"
            lines.append(f"{sample['name']}: {said}")
        return "\n".join(lines)

    def draw(self) -> "Figure":
        sample = self.data["samples"][0]
        rows = [("before", sample["text"]), ("after", sample["kept"] or "")]
        figure = new_figure(8.4, 2.4, self.data["title"])
        axes = figure.subplots()
        for down, (label, text) in enumerate(rows):
            axes.text(-0.7, down, label, ha="right", va="center", fontsize=9)
            for at, (character, code, mark) in enumerate(boxes(text)[:SHOWN]):
                shown = f"\u25cc{character}" if mark else character
                face = "#cce3f0" if mark else "#f0f1f3"
                axes.text(at, down - 0.1, shown, ha="center", va="center", fontsize=12)
                axes.text(at, down + 0.3, code, ha="center", va="center", fontsize=6.5)
                axes.fill_between([at - 0.46, at + 0.46], down - 0.42, down + 0.42, color=face)
        axes.set(xlim=(-2, max(len(text) for _, text in rows)), ylim=(1.6, -0.6))
        axes.axis("off")
        return figure


def _called(function: Callable[[str, bool], str], name: str, text: str) -> dict[str, str | None]:
    made: dict[str, str | None] = {"kept": None, "stripped": None, "problem": ""}
    for key, keep in (("kept", True), ("stripped", False)):
        try:
            value: object = function(text, keep)
        except Exception as error:
            made["problem"] = f"{name} raised {type(error).__name__}: {error}"[:500]
            continue
        if isinstance(value, str):
            made[key] = value
        else:
            made["problem"] = f"{name} returned {type(value).__name__}; expected a string"
    return made


def normal_form(text: str, form: str, spaces: bool, strip: bool) -> str:
    """The twin of `normalForm` in text.js."""
    if strip:
        text = unicodedata.normalize("NFD", text)
        text = "".join(c for c in text if unicodedata.category(c) != "Mn")
    if form == "NFD":
        text = unicodedata.normalize("NFD", text)
    elif form == "NFKC":
        text = unicodedata.normalize("NFKC", text)
    elif form == "NFKD":
        text = unicodedata.normalize("NFKD", text)
    elif form == "NFC" or strip:
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split()) if spaces else text


def boxes(text: str) -> list[tuple[str, str, bool]]:
    """Each character, its code point and whether it is a mark; the twin of `boxes` in text.js."""
    return [(c, f"{ord(c):04X}", unicodedata.category(c) == "Mn") for c in text]
