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
    extraction,
    facts,
    happenings,
    labels,
    memory,
    passages,
    problems,
    referents,
    refusals,
    reviews,
    strings,
    talk,
    tasks,
    tools,
    translation,
)
from llmcourse.data.families.fewshot import as_dialogue
from llmcourse.data.phrasing import wording


def _calls(draw: Draw) -> list[Message]:
    """A conversation up to a call of a tool."""
    while True:
        turns = tools.dialogue(draw)[:3]
        if turns[2]["content"].startswith("{"):
            return turns


def _no_call(draw: Draw) -> list[Message]:
    """A conversation in which no tool is needed."""
    while True:
        turns = tools.dialogue(draw)[:3]
        if not turns[2]["content"].startswith("{"):
            return turns


def _after_call(draw: Draw) -> list[Message]:
    """A conversation up to the answer after a tool's result."""
    while True:
        turns = tools.dialogue(draw)[:5]
        if len(turns) == 5 and turns[3]["role"] == "tool":
            return turns


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
    reading = passages.dialogue
    small = min(n, 100)
    return [
        talks("referents", referents.dialogue, n),
        talks("sentiment", reviews.dialogue, n),
        talks("JSON extraction", extraction.dialogue, n, score="json", max_tokens=96),
        talks("summary", happenings.summary_dialogue, n),
        talks("translation", translation.dialogue, n),
        talks("reading, answerable", reading, n, keep=_unlike),
        talks("reading, not in the context", reading, n, keep=says_unsaid),
        talks("events and places", happenings.dialogue, n),
        talks("recall over turns", memory.dialogue, n),
        talks("facts", facts.dialogue, n),
        talks("short problems, mixed", problems.dialogue, n, score="final", max_tokens=128),
        talks("few-shot lists in a chat", _shots, n),
        talks("tool call", _calls, n),
        talks("no tool needed", _no_call, n),
        talks("answer after a tool's result", _after_call, n),
        talks("refusal of the forbidden", _forbidden, n, score="refused"),
        talks("no refusal of look-alikes", _allowed, small, score="answered"),
        talks("small instructions", talk.checked, n),
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
