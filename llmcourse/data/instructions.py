"""The evaluation sets of a fine-tuned model, one a family."""

from llmcourse.data.chat import Message
from llmcourse.data.draw import Draw
from llmcourse.data.evaluation import (
    EvaluationSet,
    Item,
    N,
    few_shot_sets,
    from_dialogue,
    referent_set,
    says_unsaid,
    talks,
    worked_sets,
)
from llmcourse.data.families import (
    errands,
    extraction,
    facts,
    happenings,
    labels,
    memory,
    passages,
    problems,
    reading,
    referents,
    refusals,
    reviews,
    strings,
    summaries,
    tasks,
    tools,
    translation,
)
from llmcourse.data.families.fewshot import as_dialogue
from llmcourse.data.phrasing import wording


def _calls(draw: Draw) -> list[Message]:
    """A conversation up to a call of a tool."""
    while True:
        turns = tools.dialogue(draw)
        at = next((i for i, turn in enumerate(turns) if turn["content"].startswith("{")), 0)
        if at and turns[at]["role"] == "assistant":
            return turns[: at + 1]


def _no_call(draw: Draw) -> list[Message]:
    """A conversation in which no tool is needed."""
    while True:
        turns = tools.dialogue(draw)
        at = next(i for i, turn in enumerate(turns) if turn["role"] == "assistant")
        if not turns[at]["content"].startswith("{"):
            return turns[: at + 1]


def _after_call(draw: Draw) -> list[Message]:
    """A conversation up to the answer after a tool's result."""
    while True:
        turns = tools.dialogue(draw)
        at = next((i for i, turn in enumerate(turns) if turn["role"] == "tool"), 0)
        if at:
            return turns[: at + 2]


def _forbidden(draw: Draw) -> list[Message]:
    text = wording(draw, refusals.forbidden(draw))
    return [{"role": "user", "content": text}, {"role": "assistant", "content": refusals.REFUSAL}]


def _allowed(draw: Draw) -> list[Message]:
    text = wording(draw, refusals.allowed(draw)[0])
    return [{"role": "user", "content": text}, {"role": "assistant", "content": refusals.REFUSAL}]


def _shots(draw: Draw) -> list[Message]:
    kind = draw.integer(0, 2)
    if kind == 0:
        return as_dialogue(draw, strings.pairs(draw, 4))
    pairs = labels.pairs(draw, 8) if kind == 1 else tasks.pairs(draw, 4)
    return as_dialogue(draw, pairs)


def _unlike(item: Item) -> bool:
    return not says_unsaid(item)


def instruct_sets(n: int = N) -> list[EvaluationSet]:
    """What fine-tuning is for."""
    small = min(n, 100)
    return [
        talks("referents", referents.dialogue, n),
        talks("sentiment", reviews.dialogue, n),
        talks("JSON extraction", extraction.dialogue, n, score="json", max_tokens=96),
        talks("summary", summaries.dialogue, n),
        talks("translation", translation.dialogue, n),
        talks("passages, answerable", passages.dialogue, n, keep=_unlike),
        talks("passages, not in the context", passages.dialogue, n, keep=says_unsaid),
        talks("any text, answerable", reading.dialogue, n, keep=_unlike),
        talks("any text, not in the context", reading.dialogue, n, keep=says_unsaid),
        talks("events and places", happenings.dialogue, n),
        talks("recall over turns", memory.dialogue, n),
        talks("facts", facts.dialogue, n),
        talks("short problems, mixed", problems.dialogue, n, score="final", max_tokens=128),
        talks("few-shot lists in a chat", _shots, n),
        talks("tool call", _calls, n),
        talks("choice of a tool", tools.choice, n),
        talks("no tool needed", _no_call, n),
        talks("answer after a tool's result", _after_call, n),
        talks("refusal of the forbidden", _forbidden, n, score="refused"),
        talks("no refusal of look-alikes", _allowed, small, score="answered"),
        talks("small instructions", errands.checked, n),
    ]


def all_sets(n: int = N) -> list[EvaluationSet]:
    """Every set whose answers are texts."""
    return [
        referent_set(n),
        *few_shot_sets(n),
        *worked_sets("base", n),
        *instruct_sets(n),
        *worked_sets("instruct", n),
    ]


__all__ = ["all_sets", "from_dialogue", "instruct_sets"]
