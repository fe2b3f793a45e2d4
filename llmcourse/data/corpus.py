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
    extraction,
    facts,
    happenings,
    labels,
    memory,
    methods,
    passages,
    problems,
    recall,
    referents,
    refusals,
    reviews,
    stories,
    strings,
    sums,
    talk,
    tasks,
    tools,
    translation,
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
    Family("sums", sums.document, 9, sums.dialogue, 14),
    Family("problems", problems.document, 4, problems.dialogue, 13),
    Family("chains", chains.document, 6, chains.dialogue, 8),
    Family("methods", methods.document, 1.0, methods.dialogue, 3),
    Family("referents", referents.document, 10, referents.dialogue, 9),
    Family("passages", passages.document, 8, passages.dialogue, 12),
    Family("happenings", happenings.document, 6, happenings.dialogue, 6),
    Family("summaries", happenings.summary_document, 2, happenings.summary_dialogue, 7),
    Family("extraction", extraction.document, 6, extraction.dialogue, 13),
    Family("strings", strings.document, 6, strings.dialogue, 3),
    Family("labels", labels.document, 11, labels.dialogue, 5),
    Family("tasks", tasks.document, 7, tasks.dialogue, 5),
    Family("recall", recall.document, 5, recall.dialogue, 3),
    Family("reviews", reviews.document, 5, reviews.dialogue, 9),
    Family("translation", translation.document, 6, translation.dialogue, 9),
    Family("facts", facts.document, 6, facts.dialogue, 7),
    Family("stories", stories.document, 7, stories.dialogue, 5),
    Family("refusals", refusals.document, 0.5, refusals.dialogue, 4),
    Family("memory", None, 0, memory.dialogue, 3),
    Family("tools", None, 0, tools.dialogue, 3.5),
    Family("choices", None, 0, choices.dialogue, 2.5),
    Family("talk", None, 0, talk.dialogue, 6),
)
BY_NAME = {family.name: family for family in FAMILIES}


class Mix:
    """Draws examples of one stage by the families' shares."""

    def __init__(self, stage: str) -> None:
        if stage not in ("base", "instruct"):
            raise ValueError(f"Unknown stage {stage!r}: use 'base' or 'instruct'.")
        base = stage == "base"
        self.families = [f for f in FAMILIES if (f.documents if base else f.dialogues) > 0]
        weights = [f.documents if base else f.dialogues for f in self.families]
        self._bounds = list(accumulate(weights))

    def family(self, draw: Draw) -> Family:
        """A family by its share."""
        return draw.random.choices(self.families, cum_weights=self._bounds)[0]
