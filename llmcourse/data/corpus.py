"""The corpus: which families there are, and how much of each a stage trains on.

`document` is plain text for pre-training, `dialogue` a conversation for fine-tuning. Shares are
of examples drawn, not of tokens; `python -m llmcourse.data` prints the tokens.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from llmcourse.data.chat import Message
from llmcourse.data.draw import Draw
from llmcourse.data.families import (
    chains,
    choices,
    claims,
    classes,
    echoes,
    extraction,
    facts,
    feelings,
    forms,
    functions,
    happenings,
    labels,
    lists,
    memory,
    methods,
    opentexts,
    passages,
    problems,
    reading,
    recall,
    referents,
    refusals,
    reviews,
    stories,
    strings,
    summaries,
    sums,
    talk,
    tasks,
    tools,
    translation,
    wordplay,
)

Dialogue = Callable[[Draw], list[Message]]
Document = Callable[[Draw], str]


@dataclass(frozen=True)
class Family:
    """A kind of example, its share of documents and its share of dialogues."""

    name: str
    document: Document | None
    documents: float
    dialogue: Dialogue | None
    dialogues: float


FAMILIES: tuple[Family, ...] = (
    Family("sums", sums.document, 7, sums.dialogue, 9),
    Family("problems", problems.document, 5, problems.dialogue, 13),
    Family("chains", chains.document, 6.5, chains.dialogue, 10),
    Family("methods", methods.document, 0.8, methods.dialogue, 4),
    Family("referents", referents.document, 13, referents.dialogue, 14),
    Family("passages", passages.document, 6, passages.dialogue, 7),
    Family("reading", reading.document, 11, reading.dialogue, 16),
    Family("opentexts", opentexts.document, 10, opentexts.dialogue, 18),
    Family("happenings", happenings.document, 5, happenings.dialogue, 5),
    Family("summaries", summaries.document, 6, summaries.dialogue, 9),
    Family("extraction", extraction.document, 5, extraction.dialogue, 8),
    Family("forms", forms.document, 6, forms.dialogue, 17),
    Family("strings", strings.document, 5, strings.dialogue, 3),
    Family("labels", labels.document, 12, labels.dialogue, 5),
    Family("lists", lists.document, 3, None, 0),
    Family("tasks", tasks.document, 8, tasks.dialogue, 8.5),
    Family("wordplay", wordplay.document, 4, wordplay.dialogue, 5),
    Family("recall", recall.document, 4, recall.dialogue, 2.5),
    Family("echoes", echoes.document, 1.5, echoes.dialogue, 6),
    Family("reviews", reviews.document, 9, reviews.dialogue, 8),
    Family("feelings", feelings.document, 3, feelings.dialogue, 9),
    Family("classes", classes.document, 3, classes.dialogue, 5),
    Family("claims", claims.document, 2.5, claims.dialogue, 5),
    Family("translation", translation.document, 6, translation.dialogue, 8),
    Family("facts", facts.document, 6, facts.dialogue, 7),
    Family("stories", stories.document, 8, stories.dialogue, 10),
    Family("refusals", refusals.document, 3, refusals.dialogue, 11),
    Family("memory", None, 0, memory.dialogue, 8.5),
    Family("tools", None, 0, tools.dialogue, 4),
    Family("functions", functions.document, 3, functions.dialogue, 14),
    Family("choices", None, 0, choices.dialogue, 2.5),
    Family("talk", None, 0, talk.dialogue, 8),
)
BY_NAME = {family.name: family for family in FAMILIES}


SIMPLE = ("referents", "reviews", "translation", "facts", "stories", "lists", "choices", "talk")
"""Families that a model of less than a million parameters learns in minutes on a CPU."""
STAGES = ("base", "instruct", "simple-base", "simple-instruct")


class Mix:
    """Draws examples of one stage by the families' shares; a simple stage has few families."""

    def __init__(self, stage: str) -> None:
        if stage not in STAGES:
            raise ValueError(f"Unknown stage {stage!r}: use one of {', '.join(STAGES)}.")
        base, simple = stage.endswith("base"), stage.startswith("simple")
        known = [f for f in FAMILIES if not simple or f.name in SIMPLE]
        self.families = [f for f in known if (f.documents if base else f.dialogues) > 0]
        weights = [f.documents if base else f.dialogues for f in self.families]
        self._bounds = list(accumulate(weights))

    def family(self, draw: Draw) -> Family:
        """A family by its share."""
        return draw.random.choices(self.families, cum_weights=self._bounds)[0]
