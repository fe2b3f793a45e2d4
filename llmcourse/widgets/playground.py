"""The next token's distribution to play with: temperature, top-k, top-p, their order, draws.

The browser computes and draws. A text that is typed goes to Python, which reads it with the model,
and at every setting the given sampler is asked there too, so that the widget can say whether it
agrees. Without a kernel (a saved page) everything else still moves. It draws one token and writes
no text: see `SamplingTree` for that.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import traitlets
from torch import Tensor

from llmcourse.data.chat import render, say
from llmcourse.models.generation import encode
from llmcourse.models.strategies import next_logits, next_probabilities
from llmcourse.models.transformer import Transformer
from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Read = Callable[[str], Tensor]
Sampler = Callable[[Tensor, float, int, float, bool], Tensor]
"""(logits, temperature, k, p, temperature_last) -> probabilities, as in lesson 11."""

CONTROLS = ("temperature", "k", "p", "order")
START: dict[str, Any] = {"t": 1.0, "k": 0, "p": 1.0, "last": False}
SHOWN = 14


class SamplingPlayground(CourseWidget):
    """Play with what comes after a text, for the controls that are named.

    `read(text)` gives the logits of the next token, one for each entry of `vocabulary`; `of` makes
    both from a model. `sampler` is held against the browser's own computation. Raises ValueError
    for a first text that cannot be read, or a control or a start that is none.
    """

    logprobs = traitlets.Bytes().tag(sync=True)
    yours = traitlets.Bytes().tag(sync=True)
    told = traitlets.Dict().tag(sync=True)
    asked = traitlets.Dict().tag(sync=True)

    scripts = ("text.js", "chance.js", "playground.js", "playground_view.js")
    styles = ("text.css", "playground.css")

    def __init__(
        self,
        read: Read,
        vocabulary: Sequence[str],
        text: str,
        *,
        sampler: Sampler | None = None,
        controls: Sequence[str] = CONTROLS,
        start: dict[str, Any] | None = None,
        label: str = "Text",
        title: str = "What comes next?",
    ) -> None:
        if wrong := [one for one in controls if one not in CONTROLS]:
            raise ValueError(f"no control {wrong[0]!r}: choose among {', '.join(CONTROLS)}")
        if wrong := [one for one in start or {} if one not in START]:
            raise ValueError(f"no setting {wrong[0]!r} to start at: pass {', '.join(START)}")
        self.read, self.sampler, self.words = read, sampler, list(vocabulary)
        self.settings = START | (start or {})
        self.logits = self._read(text)
        super().__init__(
            data={
                "title": title,
                "vocabulary": self.words,
                "controls": list(controls),
                "name": getattr(sampler, "__name__", "your function") if sampler else "",
                "label": label,
                "start": self.settings,
            },
            logprobs=_floats(self.logits),
        )
        self._tell("start", text, self.settings)
        self.observe(self._answer, "asked")

    @classmethod
    def of(
        cls, model: Transformer, text: str, *, chat: bool = False, **options: Any
    ) -> "SamplingPlayground":
        """The playground of a model; with `chat` a text is what a user says to it."""
        tokenizer = model.tokenizer
        if tokenizer is None:
            raise ValueError("this model has no tokenizer, so it cannot read a text")

        def read(typed: str) -> Tensor:
            prompt = render([say("user", typed)], answer=True) if chat else typed
            return next_logits(model, encode(model, prompt))

        words = [tokenizer.text(id) for id in range(model.config.vocab_size)]
        options = {"label": "You say" if chat else "Text so far"} | options
        return cls(read, words, text, **options)

    def probabilities(self, **settings: Any) -> Tensor:
        """What the browser shows at these settings: the twin of `distribution` in playground.js."""
        found = self.settings | settings
        return next_probabilities(
            self.logits.double(), found["t"], found["k"], found["p"], found["last"]
        )

    def _read(self, text: str) -> Tensor:
        logits = self.read(text)
        if not isinstance(logits, Tensor) or tuple(logits.shape) != (len(self.words),):
            raise ValueError(f"reading gave no tensor of {len(self.words)} logits")
        return logits.detach().float().log_softmax(-1)

    def _answer(self, change: Any) -> None:
        """Read the text that was typed, ask the sampler, and send both at once."""
        asked = change["new"]
        text, problem = str(asked.get("prompt", "")), ""
        if text != self.told["prompt"]:
            try:
                self.logits = self._read(text)
            except ValueError as error:
                text, problem = self.told["prompt"], str(error)
        with self.hold_sync():
            self.logprobs = _floats(self.logits)
            self._tell(str(asked.get("id", "")), text, asked, problem)

    def _tell(self, id: str, text: str, settings: dict[str, Any], problem: str = "") -> None:
        answer = b""
        if self.sampler:
            try:
                found = self.sampler(
                    self.logits.clone(), float(settings["t"]), int(settings["k"]),
                    float(settings["p"]), bool(settings["last"]),
                )  # fmt: skip
                answer = self._checked(found)
            except Exception as error:
                said = f"{self.data['name']} raised {type(error).__name__}: {error}"
                problem = problem or said[:500]
        self.yours = answer
        self.told = {"id": id, "prompt": text, "problem": problem}

    def _checked(self, found: object) -> bytes:
        if isinstance(found, Tensor) and found.shape == self.logits.shape:
            return _floats(found.detach())
        kind = f"shape {tuple(found.shape)}" if isinstance(found, Tensor) else type(found).__name__
        raise ValueError(f"it returned {kind}; expected a tensor ({len(self.words)},)")

    def describe(self) -> str:
        shares, own = self.probabilities(), self.logits.double().exp()
        kept = int((shares > 0).sum())
        best = shares.argsort(descending=True)[:5].tolist()
        parts = ", ".join(f"{self.words[id]!r} {float(shares[id]):.3f}" for id in best)
        lines = [
            f"{self.data['title']}: after {self.told['prompt']!r}, {kept:,} of {len(own):,} tokens "
            f"can come. Likeliest: {parts}."
        ]
        return "\n".join([*lines, self.told["problem"]]).strip()

    def draw(self) -> "Figure":
        figure = new_figure(6.4, 3.6, f"{self.data['title']}  {self.told['prompt'][-60:]!r}")
        axes = figure.subplots()
        own = self.logits.double().exp()
        order = own.argsort(descending=True, stable=True)[:SHOWN].flip(0)
        names = [self.words[id].replace("$", r"\$").replace("\n", "⏎") for id in order.tolist()]
        places = range(len(names))
        axes.barh(places, own[order].tolist(), color="none", edgecolor="#767676", label="own")
        axes.barh(places, self.probabilities()[order].tolist(), 0.5, color="#0072B2", label="now")
        axes.set_yticks(places, names, fontsize=8)
        axes.set(xlabel="probability")
        axes.legend(fontsize=8, loc="lower right")
        axes.spines[["top", "right"]].set_visible(False)
        return figure


def _floats(values: Tensor) -> bytes:
    return bytes(values.detach().cpu().contiguous().numpy().astype("<f4").tobytes())
