"""Prompts typed as a stranger would, and whether an answer says what it should.

`own_prompts.json` was used in development: failures in it showed where the grammar was narrow, so
its score flatters. `strangers_prompts.json` is the honest one: typed by somebody who had seen
neither the generator nor its text, and read by nobody who writes the generator; whoever widens
the corpus must not look at it. A row has a prompt, perhaps a system text and turns before it, and
either the JSON that the answer must be or `has` (one of each group must be said) and `not` (none
may be said).
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.model_answers import Share, answers
from llmcourse.data.chat import Message, render, say
from llmcourse.models.transformer import Transformer

OWN = Path(__file__).parent / "own_prompts.json"
STRANGERS = OWN.with_name("strangers_prompts.json")
MAX_TOKENS = 160


def conversation(row: Mapping[str, Any]) -> list[Message]:
    """The turns up to the answer."""
    system = [say("system", row["system"])] if "system" in row else []
    return [*system, *row.get("before", []), say("user", row["prompt"])]


def is_right(row: Mapping[str, Any], said: str) -> bool:
    """Whether the answer says what it should and nothing that it must not."""
    if "json" in row:
        try:
            return _same(row["json"], json.loads(said))
        except json.JSONDecodeError:
            return False
    exact = row["family"] in ("few-shot", "sentiment", "coreference")
    text = said.strip() if any(w.isupper() for g in row["has"] for w in g) else said.lower().strip()
    final = re.findall(r"the answer is ([^.\n]+)", text)
    if final and all(word.isdigit() for group in row["has"] for word in group):
        return any(final[-1].strip() == word for word in row["has"][0])
    if exact and row["family"] == "few-shot":
        return any(text.rstrip(".") == word for word in row["has"][0])
    has = all(any(_stands(word, text) for word in group) for group in row["has"])
    return has and not any(_stands(word, text) for word in row.get("not", ()))


def _stands(word: str, text: str) -> bool:
    if word.isalnum():
        return re.search(rf"(?<![^\W_]){re.escape(word)}", text) is not None
    return word in text


def _same(wanted: Any, found: Any) -> bool:
    """Equal up to letter case; a list of strings names all that are right."""
    if isinstance(wanted, dict):
        return isinstance(found, dict) and all(
            key in found and _same(value, found[key]) for key, value in wanted.items()
        )
    if isinstance(wanted, list) and wanted and isinstance(wanted[0], str):
        return any(_same(one, found) for one in wanted)
    if isinstance(wanted, list):
        return (isinstance(found, list) and len(found) == len(wanted)
                and all(_same(a, b) for a, b in zip(wanted, found, strict=True)))  # fmt: skip
    return str(wanted).lower() == str(found).lower()


def run(model: Transformer, path: Path) -> dict[str, Any]:
    """Greedy answers to all prompts, scored, with what went wrong."""
    rows: Sequence[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    prompts = [render(conversation(row), answer=True) for row in rows]
    said = answers(model, prompts, max_tokens=MAX_TOKENS)
    right = [is_right(row, text) for row, text in zip(rows, said, strict=True)]
    families = list(dict.fromkeys(row["family"] for row in rows))
    by: dict[str, Any] = {"all": Share(sum(right), len(right)).facts()}
    for family in families:
        hits = [ok for row, ok in zip(rows, right, strict=True) if row["family"] == family]
        by[family] = Share(sum(hits), len(hits)).facts()
    wrong = {row["prompt"][:200]: text[:120]
             for row, text, ok in zip(rows, said, right, strict=True) if not ok}  # fmt: skip
    return {"right": by, "wrong": wrong}
