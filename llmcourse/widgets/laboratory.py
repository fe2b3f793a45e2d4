"""A prompt laboratory: prompt, system instruction, parameters; answers stream in and are kept.

The browser edits and compares; the service is asked from Python, through the client that the lesson
uses, and each piece of the answer goes to the browser as it comes. With log-probabilities, each
token has its probability and what else could have come; a service that gives none still answers.
It sends what was typed to that service, and nothing anywhere else.
"""

import math
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any

import traitlets

from llmcourse.gemini.explain import code_of, explain
from llmcourse.gemini.service import Service
from llmcourse.widgets.base import CourseWidget
from llmcourse.widgets.pictures import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Run = dict[str, Any]
SETTINGS: dict[str, Any] = {"system": "", "temperature": 0.0, "top_p": 0.95, "limit": 60}
N_OTHERS, MOST_RUNS, LONGEST = 5, 12, 2000


class PromptLaboratory(CourseWidget):
    """Try prompts on a service, starting with `prompt`; those in `before` are asked first.

    `settings` are those of SETTINGS. Raises ValueError for a setting that there is none of.
    """

    runs: list[Run] = traitlets.List().tag(sync=True)  # type: ignore[assignment]
    told = traitlets.Dict().tag(sync=True)
    asked = traitlets.Dict().tag(sync=True)

    scripts = ("text.js", "laboratory.js", "laboratory_view.js")
    styles = ("text.css", "laboratory.css")

    def __init__(
        self,
        service: Service,
        prompt: str,
        *,
        before: Sequence[str] = (),
        title: str = "Prompt laboratory",
        **settings: Any,
    ) -> None:
        if wrong := [name for name in settings if name not in SETTINGS]:
            raise ValueError(f"no setting {wrong[0]!r}: pass {', '.join(SETTINGS)}")
        self.service, self.settings = service, SETTINGS | settings
        first = [self.run({**self.settings, "prompt": text}) for text in (*before, prompt)]
        start = {**self.settings, "prompt": prompt, "model": service.model}
        super().__init__(data={"title": title, "start": start}, runs=first)
        self.told = {"id": "", "text": ""}
        self.observe(self._asked, "asked")

    def run(self, asked: Run, show: Callable[[str], object] = lambda text: None) -> Run:
        """Ask the service; `show` gets the text so far with each piece. Errors become words."""
        found = {**asked, "text": "", "tokens": [], "finish": "", "read": 0, "written": 0}
        found |= {"first": 0.0, "seconds": 0.0, "problem": ""}
        try:
            self._stream(found, show, logprobs=True)
        except Exception as error:
            if code_of(error) != 400:
                return {**found, "problem": explain(error)}
            try:  # many live models give no log-probabilities
                self._stream(found, show, logprobs=False)
            except Exception as second:
                return {**found, "problem": explain(second)}
        return found

    def _stream(self, run: Run, show: Callable[[str], object], *, logprobs: bool) -> None:
        config: dict[str, Any] = {"temperature": run["temperature"], "top_p": run["top_p"]}
        config |= {"max_output_tokens": run["limit"]}
        config |= {"system_instruction": run["system"]} if run["system"] else {}
        config |= {"response_logprobs": True, "logprobs": N_OTHERS} if logprobs else {}
        start = perf_counter()
        for chunk in self.service.client.models.generate_content_stream(
            model=self.service.model, contents=run["prompt"], config=config
        ):
            run["seconds"] = round(perf_counter() - start, 3)
            run["first"] = run["first"] or run["seconds"]
            run["text"] += chunk.text or ""
            show(run["text"])
            _take(run, chunk)

    def _asked(self, change: Any) -> None:
        """Ask what was typed, tell each piece, and keep the whole."""
        asked = change["new"]
        wanted = {name: asked[name] for name in (*SETTINGS, "prompt") if name in asked}
        run = {**self.settings, **wanted, "prompt": str(asked.get("prompt", ""))[:LONGEST]}
        id = str(asked.get("id", ""))
        done = self.run(run, lambda text: setattr(self, "told", {"id": id, "text": text}))
        with self.hold_sync():
            self.runs = [*self.runs, done][-MOST_RUNS:]
            self.told = {"id": id, "text": done["text"], "done": True}

    def describe(self) -> str:
        lines = [f"{self.data['title']}: prompts and what {self.service.model} answered."]
        for run in self.runs:
            lines.append(f"{run['prompt']!r} -> {run['problem'] or run['text']!r} ({summary(run)})")
        return "\n".join(lines)

    def draw(self) -> "Figure":
        run = self.runs[-1]
        tokens = run["tokens"][:24]
        figure = new_figure(7.2, 3.0, f"{run['prompt'][:60]!r}: the answer, token by token")
        axes = figure.subplots()
        axes.bar(range(len(tokens)), [token["p"] for token in tokens], color="#0072B2")
        names = [token["text"].replace("$", r"\$").replace("\n", "⏎") for token in tokens]
        axes.set_xticks(range(len(tokens)), names, rotation=60, ha="right", fontsize=8)
        axes.set(ylabel="probability", ylim=(0, 1))
        axes.spines[["top", "right"]].set_visible(False)
        return figure


def _take(run: Run, chunk: Any) -> None:
    """Tokens, counts and the reason to stop, as far as a piece has them."""
    usage, candidates = chunk.usage_metadata, chunk.candidates or []
    if usage:
        run["read"] = usage.prompt_token_count or run["read"]
        run["written"] = usage.candidates_token_count or run["written"]
    if chunk.prompt_feedback and chunk.prompt_feedback.block_reason:
        run["finish"] = f"blocked: {chunk.prompt_feedback.block_reason.name}"
    for candidate in candidates[:1]:
        if candidate.finish_reason:
            run["finish"] = candidate.finish_reason.name
        result = candidate.logprobs_result
        if not result or not result.chosen_candidates:
            continue
        tops = result.top_candidates or [None] * len(result.chosen_candidates)
        for one, top in zip(result.chosen_candidates, tops, strict=False):
            others = [] if top is None else top.candidates or []
            run["tokens"].append(
                {
                    "text": one.token or "",
                    "p": _chance(one.log_probability),
                    "others": [[o.token or "", _chance(o.log_probability)] for o in others],
                }
            )


def _chance(logprob: float | None) -> float:
    return round(math.exp(logprob or 0.0), 6)


def summary(run: Run) -> str:
    """Tokens, time and the reason to stop, in words: the twin of `summary` in laboratory.js."""
    parts = [f"{run['read']} tokens read, {run['written']} written"]
    if run["finish"]:
        parts.append(f"finish {run['finish']}")
    parts.append(f"first piece after {run['first']:.2f} s, all after {run['seconds']:.2f} s")
    return "; ".join(parts)


def perplexity(probabilities: Sequence[float]) -> float:
    """Among how many tokens the model seemed to choose, on average; 1 for no tokens."""
    if not probabilities:
        return 1.0
    total = sum(math.log(max(p, 1e-9)) for p in probabilities)
    return math.exp(-total / len(probabilities))


def common(a: Sequence[str], b: Sequence[str]) -> int:
    """With how many equal words two answers begin."""
    pairs = list(zip(a, b, strict=False))
    return next((at for at, (x, y) in enumerate(pairs) if x != y), len(pairs))
