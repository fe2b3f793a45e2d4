"""Evaluation sets, frozen by seed: held-out names, words, pairs and wordings only.

A set is prompts with their targets and a way to score an answer. What needs more than a text,
such as attention or odds, is measured in `benchmarks`. The grammar is that of training, which a
score does not tell: prompts typed by people are another matter.
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from llmcourse.data.chat import Message, render
from llmcourse.data.draw import Draw
from llmcourse.data.families import chains, fewshot, labels, methods, recall, strings, sums, tasks
from llmcourse.data.families.passages import UNSAID
from llmcourse.data.families.referents import KINDS, name_of
from llmcourse.data.families.referents import twins as animal_twins

N = 300
Score = Literal["exact", "prefix", "final", "json", "refused", "answered"]


@dataclass(frozen=True)
class Item:
    """A prompt as the model reads it, and what it should say."""

    prompt: str
    target: str


@dataclass(frozen=True)
class EvaluationSet:
    """Prompts of one kind."""

    name: str
    stage: Literal["base", "instruct"]
    score: Score
    items: tuple[Item, ...]
    max_tokens: int = 48
    stop: tuple[str, ...] = ()


def final_number(text: str) -> str:
    """What stands after "The answer is", or the whole text."""
    found = re.findall(r"The answer is ([^.\n]+)", text)
    return (found[-1] if found else text).strip().rstrip(".")


def is_right(score: Score, output: str, target: str) -> bool:
    """Whether an answer counts as right."""
    said = output.strip()
    if score == "prefix":
        return said.startswith(target) and not said[len(target) : len(target) + 1].isalnum()
    if score == "final":
        return final_number(said) == final_number(target)
    if score == "json":
        value = parsed(said)
        return value is not None and json.dumps(value) == json.dumps(json.loads(target))
    if score in ("refused", "answered"):
        return (said == target) == (score == "refused")
    return said == target.strip()


def parsed(text: str) -> object | None:
    """The JSON object or list that the text is, or None."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return None
    return value if isinstance(value, dict | list) else None


def from_dialogue(talk: Sequence[Message]) -> Item:
    """The last turn as the target, what is before it as the prompt."""
    return Item(render(talk[:-1], answer=True), talk[-1]["content"])


def collect(
    name: str, make: Callable[[Draw], Item], n: int = N, keep: Callable[[Item], bool] | None = None
) -> tuple[Item, ...]:
    """`n` different items from the held-out part."""
    draw, found = Draw(f"evaluation {name}", held=True), dict[str, Item]()
    for _ in range(200 * n):
        item = make(draw)
        if keep is None or keep(item):
            found.setdefault(item.prompt, item)
        if len(found) == n:
            return tuple(found.values())
    raise ValueError(f"The set {name} has only {len(found)} different items of {n}.")


def talks(
    name: str,
    dialogue: Callable[[Draw], list[Message]],
    n: int = N,
    *,
    score: Score = "exact",
    keep: Callable[[Item], bool] | None = None,
    max_tokens: int = 64,
) -> EvaluationSet:
    """A set of a family's conversations."""
    items = collect(name, lambda draw: from_dialogue(dialogue(draw)), n, keep)
    return EvaluationSet(name, "instruct", score, items, max_tokens)


def plain(
    name: str,
    make: Callable[[Draw], Item],
    n: int = N,
    *,
    score: Score = "prefix",
    max_tokens: int = 24,
) -> EvaluationSet:
    """A set of plain-text prompts for a base model."""
    return EvaluationSet(name, "base", score, collect(name, make, n), max_tokens, ("\n",))


def shots(pairs: Callable[[Draw, int], list[tuple[str, str]]], n: int) -> Callable[[Draw], Item]:
    """Few-shot prompts with `n` examples."""

    def make(draw: Draw) -> Item:
        found = pairs(draw, n)
        return Item(fewshot.layout(draw, found)[0], found[-1][1])

    return make


def few_shot_sets(n: int = N) -> list[EvaluationSet]:
    """Labels, string rules, word pairs, recall, by number of examples."""
    found = []
    for count in (0, 2, 4, 8, 12):
        found.append(
            plain(f"labels, held-out categories, {count} shots", shots(labels.pairs, count), n)
        )
    for count in (0, 1, 3, 7):
        found.append(plain(f"string rules, {count} shots", shots(strings.pairs, count), n))
    for count in (0, 1, 3, 8):
        found.append(plain(f"word pairs, held out, {count} shots", shots(tasks.pairs, count), n))
    for count in (2, 8):
        found.append(plain(f"recall among {count}", shots(recall.asked, count), n))
    return found


def worked_sets(stage: Literal["base", "instruct"], n: int = N) -> list[EvaluationSet]:
    """Stories with numbers and pointer chains, direct and step by step."""
    found = []
    for steps in (1, 2, 3, 4, 5, 6, 8, 10, 12, 13):
        for worked in (False, True):
            name = f"sums, {steps} steps, {'step by step' if worked else 'direct'}, {stage}"
            items = collect(name, _sum(stage, steps, worked), n)
            found.append(_worked_set(name, stage, items, worked))
    for hops in (1, 2, 3, 4, 5, 6):
        for worked in (False, True):
            name = f"chains, {hops} hops, {'step by step' if worked else 'direct'}, {stage}"
            items = collect(name, _chain(stage, hops, worked), n)
            found.append(_worked_set(name, stage, items, worked))
    return found


def _worked_set(
    name: str, stage: Literal["base", "instruct"], items: tuple[Item, ...], worked: bool
) -> EvaluationSet:
    stop = ("\n",) if stage == "base" else ()
    return EvaluationSet(name, stage, "final", items, 300 if worked else 32, stop)


def _sum(stage: str, steps: int, worked: bool) -> Callable[[Draw], Item]:
    def make(draw: Draw) -> Item:
        item = sums.problem(draw, steps)
        if stage == "base":
            lead = sums.LEAD if worked else sums.DIRECT
            return Item(f"Q: {item.story} {item.question}\nA: {lead}", item.answer)
        text = sums.prompt(draw, item, worked=worked)
        return Item(render([{"role": "user", "content": text}], answer=True), item.answer)

    return make


def _chain(stage: str, hops: int, worked: bool) -> Callable[[Draw], Item]:
    def make(draw: Draw) -> Item:
        item = chains.pointers(draw, hops)
        text = f"{item.facts} {item.question}"
        if stage == "base":
            lead = sums.LEAD if worked else sums.DIRECT
            return Item(f"Q: {text}\nA: {lead}", item.answer)
        text = f"{text} {sums.STEPS(draw)}" if worked else text
        target = item.answer if worked else f"{item.answer}."
        return Item(render([{"role": "user", "content": text}], answer=True), target)

    return make


def referent_set(n: int = N) -> EvaluationSet:
    """What "it" was, in plain text, of every kind."""

    def make(draw: Draw) -> Item:
        item = draw.pick(draw.pick(KINDS)(draw))
        return Item(f"Q: {item.text} {item.asked} {item.predicate}?\nA:", name_of(item))

    return plain("referents, base", make, n)


@dataclass(frozen=True)
class Twin:
    """A prompt up to the word before the answer, the referent in it, and the other candidate."""

    prompt: str
    referent: str
    other: str


def twin_prompts(n: int = N, name: str = "twins") -> list[tuple[Twin, Twin]]:
    """Pairs of sentences that differ in the deciding words, with held-out animals."""
    draw, found = Draw(f"evaluation {name}", held=True), dict[str, tuple[Twin, Twin]]()
    while len(found) < n:
        pair = animal_twins(draw)
        first, second = (
            Twin(f"Q: {p.text} What {p.predicate}?\nA: The", p.answer, p.other) for p in pair
        )
        found.setdefault(first.prompt, (first, second))
    return list(found.values())


def says_unsaid(item: Item) -> bool:
    """Whether the passage does not have the answer."""
    return item.target == UNSAID


def noisy_items(n: int = N) -> tuple[Item, ...]:
    """Problems to be solved in the solver's own way, with the right answers."""

    def make(draw: Draw) -> Item:
        item = methods.draw_problem(draw)
        prompt = render([{"role": "user", "content": methods.ask(draw, item)}], answer=True)
        return Item(prompt, item.answer)

    return collect("own way", make, n)
