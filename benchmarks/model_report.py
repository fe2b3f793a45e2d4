"""Pages about the course's models: every measured number, and the model card."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.machine import stamp

COMMAND = "python -m benchmarks.bench_models"


NOTES = {
    "the tiger sentence (base)": (
        "A head's weights at the last word before the answer, and the six heads that look most at "
        'either noun from "it". A causal model has not read the adjective there, so what is seen '
        'from "it" is the same in both sentences and resolves nothing by itself; the purpose "to '
        'get a drink" alone could tell. Lessons look at the answer position.', "",
    ),
    "own prompts, used in development": (
        "Typed by the corpus's author before looking at its grammar, then used to see where the "
        "grammar was narrow. Nothing was copied from them, but the score flatters.", "",
    ),
    "strangers' prompts": (
        "Typed by somebody who had seen neither the generator nor its text, and not used in "
        "development. An answer counts if it has the words that it must have: kind to stories, "
        "summaries and advice.", "",
    ),
}  # fmt: skip
TYPED = 0.85
"""The share of strangers' prompts that was aimed at."""
GOALS = {
    "referents, base": 0.97, "referents": 0.97, "labels, held-out categories, 8 shots": 0.85,
    "string rules, 3 shots": 0.97, "sentiment": 0.95, "JSON extraction": 0.97,
    "translation": 0.98, "passages, answerable": 0.95, "passages, not in the context": 0.95,
    **{f"sums, {n} steps, step by step, {stage}": 0.98
       for n in range(3, 7) for stage in ("base", "instruct")},
}  # fmt: skip
"""What the sets were meant to reach before anything was measured."""


def percent(facts: Mapping[str, Any]) -> str:
    """ "97.3 % [95.0, 98.6]"."""
    low, high = facts["interval"]
    return f"{100 * facts['rate']:.1f} % [{100 * low:.1f}, {100 * high:.1f}]"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table."""
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    return [*lines, *("| " + " | ".join(row) + " |" for row in rows), ""]


def set_rows(results: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[list[str]]:
    """One row a set, one column a model."""
    names = list(dict.fromkeys(r["name"] for rows in results.values() for r in rows))
    by = {model: {r["name"]: r for r in rows} for model, rows in results.items()}
    out = []
    for name in names:
        cells = []
        for found in by.values():
            cells.append(percent(found[name]) + f" of {found[name]['n']}" if name in found else "")
        out.append([name, *cells])
        if any("valid" in found.get(name, {}) for found in by.values()):
            valid = [
                percent(found[name]["valid"]) if "valid" in found.get(name, {}) else ""
                for found in by.values()
            ]
            out.append([f"{name}: valid JSON", *valid])
    return out


def flat(facts: Any, indent: int = 0) -> list[str]:
    """Nested facts as a list."""
    lines = []
    for key, value in facts.items():
        mark = "  " * indent + f"- {key}"
        if isinstance(value, dict) and "interval" in value:
            lines.append(f"{mark}: {percent(value)} of {value['n']}")
        elif isinstance(value, dict):
            lines += [mark, *flat(value, indent + 1)]
        elif isinstance(value, float):
            lines.append(f"{mark}: {value:.3f}")
        elif isinstance(value, list):
            lines.append(f"{mark}: " + ", ".join(f"{v:.3f}" for v in value))
        else:
            text = str(value).replace("\n", " / ")
            lines.append(f"{mark}: {text}")
    return lines


def page(found: Mapping[str, Any]) -> str:
    """The benchmark's page."""
    lines = ["# The course's own models, measured", "", *stamp(COMMAND), ""]
    lines += ["Greedy decoding on the CPU in float32 unless a temperature is named; 95 % Wilson "
              "intervals. Names, animals, adjectives, pairs and wordings are held out from "
              "training; the grammar is not.", ""]  # fmt: skip
    results = found["sets"]
    if results:
        lines += ["## Answers", "", *table(["set", *results], set_rows(results))]
    for title, facts in found["phenomena"].items():
        lines += [f"## {title[0].upper()}{title[1:]}", "", *flat(facts), ""]
    failures = [(m, r) for m, rows in results.items() for r in rows if r["wrong"]]
    if failures:
        lines += ["## Some wrong answers", ""]
        for model, result in failures:
            row = result["wrong"][0]
            prompt = row["prompt"].replace("\n", " / ").replace("`", "'")[-220:]
            lines.append(f"- {model}, {result['name']}: `{prompt}` said `{row['said'][-120:]}`, "
                         f"expected `{row['target'][:120]}`".replace("\n", " / "))  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def failures(found: Mapping[str, Any]) -> list[str]:
    """What was aimed at and missed, and all that the main models get wrong one time in ten."""
    main = {name: rows for name, rows in found["sets"].items() if "draft" not in name}
    rows = [(model, row) for model, some in main.items() for row in some]
    missed = [
        f"- {model}, {row['name']}: {percent(row)}; aimed at {100 * GOALS[row['name']]:.0f} %"
        for model, row in rows
        if row["rate"] < GOALS.get(row["name"], 0.0)
    ]
    typed = found["phenomena"].get("strangers' prompts", {}).get("all")
    if typed and typed["rate"] < TYPED:
        missed.append(f"- strangers' prompts: {percent(typed)}; aimed at {100 * TYPED:.0f} %")
    weak = sorted((row["rate"], model, row["name"], percent(row)) for model, row in rows)
    return [
        "Aimed at and missed:", "", *(missed or ["- nothing"]), "",
        "Wrong more than one time in ten, the drafter apart, which has the form of an answer more "
        "often than the answer:", "",
        *(f"- {model}, {name}: {words}" for rate, model, name, words in weak if rate < 0.9), "",
        "Text outside of the corpus's grammar often gets a wrong or a made-up answer, in the same "
        "confident form. Chains of thought work up to the trained length (12 steps) and not "
        "beyond. Context: 512 tokens. Not for any use but learning.",
    ]  # fmt: skip


def card(found: Mapping[str, Any]) -> str:
    """The model card that lies beside the checkpoints."""
    lines = [
        "# Model card: the course's own language models", "",
        "Small transformers in Llama format (bfloat16), trained from nothing by "
        "`python -m llmcourse.models.train` on text that `llmcourse.data` generates. They exist so "
        "that lessons on language models can show real behavior without a download. English "
        "sentences of the corpus's grammar, an invented language (Velan), small numbers; nothing "
        "else. They know no more of the world than the few facts in the corpus.", "",
        "## What was trained", "", *flat(found["models"]), "",
        "## What they do", "", *stamp(COMMAND), "",
        f"Each row: greedy, float32, CPU; evaluation seed fixed, n up to {found['n']}; names, "
        "animals, adjectives, pairs and wordings held out; of the opposites rare ones, so that the "
        "common ones can be asked for.", "",
    ]  # fmt: skip
    if found["sets"]:
        lines += table(["set", *found["sets"]], set_rows(found["sets"]))
    lines += ["## What fails", "", *failures(found), ""]
    for title, facts in found["phenomena"].items():
        lines += [f"## {title[0].upper()}{title[1:]}", "", *NOTES.get(title, ()), *flat(facts), ""]
    return "\n".join(lines).rstrip() + "\n"
