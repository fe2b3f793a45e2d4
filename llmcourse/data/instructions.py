"""The evaluation sets of a fine-tuned model, one a family."""

from llmcourse.data.chat import Message, exchange
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
    advice,
    claims,
    classes,
    errands,
    extraction,
    facts,
    feelings,
    forms,
    functions,
    happenings,
    labels,
    memory,
    notes,
    opentexts,
    passages,
    patterns,
    posing,
    problems,
    reading,
    referents,
    refusals,
    reviews,
    schoolbook,
    strings,
    summaries,
    tasks,
    tools,
    translation,
    wordplay,
)
from llmcourse.data.families.fewshot import as_dialogue
from llmcourse.data.phrasing import wording


def _up_to_call(turns: list[Message]) -> list[Message] | None:
    at = next((i for i, turn in enumerate(turns) if turn["role"] == "assistant"), 0)
    return turns[: at + 1] if turns[at]["content"].startswith("{") else None


def _calls(draw: Draw) -> list[Message]:
    """A conversation up to a call of a tool."""
    while True:
        if found := _up_to_call(tools.dialogue(draw)):
            return found


def _open_calls(draw: Draw) -> list[Message]:
    """A conversation up to a call of a tool of any name and form."""
    while True:
        if found := _up_to_call(functions.dialogue(draw)):
            return found


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


def _school(draw: Draw) -> list[Message]:
    item = schoolbook.one(draw)
    return exchange(schoolbook.plainly(draw, item), item.answer)


def _advice(draw: Draw) -> list[Message]:
    text, answer = advice.request(draw)
    return exchange(text, advice.lead(answer))


def _note(draw: Draw) -> list[Message]:
    return exchange(*notes.one(draw))


def _unlike(item: Item) -> bool:
    return not says_unsaid(item)


def instruct_sets(n: int = N) -> list[EvaluationSet]:
    """What fine-tuning is for."""
    small = min(n, 100)
    return [
        talks("referents", referents.dialogue, n),
        talks("sentiment", reviews.dialogue, n),
        talks("JSON extraction", extraction.dialogue, n, score="json", max_tokens=96),
        talks("opinions, labels of the prompt", feelings.dialogue, n),
        talks("classes of the prompt", classes.dialogue, n),
        talks("claims about a text", claims.dialogue, n),
        talks("JSON in any form", forms.dialogue, n, score="json", max_tokens=128),
        talks("function call in any form", _open_calls, n, max_tokens=96),
        talks("summary", summaries.dialogue, n),
        talks("translation", translation.dialogue, n),
        talks("passages, answerable", passages.dialogue, n, keep=_unlike),
        talks("passages, not in the context", passages.dialogue, n, keep=says_unsaid),
        talks("any text, answerable", reading.dialogue, n, keep=_unlike),
        talks("any text, not in the context", reading.dialogue, n, keep=says_unsaid),
        talks("open texts, answerable", opentexts.dialogue, n, keep=_unlike),
        talks("open texts, not in the context", opentexts.dialogue, n, keep=says_unsaid),
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
        talks("advice that takes its object up", _advice, n, score="prefix"),
        talks("notes and wishes for others", _note, n),
        talks("orders on words", wordplay.dialogue, n),
        talks("facts about anything", posing.dialogue, n, score="final", max_tokens=128),
        talks("school-book problems, no word on how", _school, n, score="final", max_tokens=128),
        talks("patterns in any layout", patterns.dialogue, n),
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
