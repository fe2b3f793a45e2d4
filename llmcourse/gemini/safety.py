"""Safety filters: a short list of words, and the thresholds at which they block.

Google rates texts with trained classifiers. Here a rule gives a category and a probability to a
text in which its words stand; enough to see what a blocked prompt and a withheld answer look like
in code, and no protection from anything. Nothing is blocked unless the request sets a threshold,
as with Google's current models; what the model itself declines is another thing.
"""

import re
from collections.abc import Sequence

from llmcourse.gemini.schemas import HARM, Json, SafetySetting

LEVELS = ("NEGLIGIBLE", "LOW", "MEDIUM", "HIGH")
CATEGORIES = ("HARASSMENT", "HATE_SPEECH", "SEXUALLY_EXPLICIT", "DANGEROUS_CONTENT")
_BLOCKS_FROM = {
    "BLOCK_LOW_AND_ABOVE": 1,
    "BLOCK_MEDIUM_AND_ABOVE": 2,
    "BLOCK_ONLY_HIGH": 3,
}

RULES: tuple[tuple[str, int, str], ...] = (
    ("DANGEROUS_CONTENT", 3, r"bombs?|explosives?|weapons?|poison(s|ed|ing)?|kill(s|ing)?|murder"),
    ("DANGEROUS_CONTENT", 2, r"steal(s|ing)?|rob|robbery|hack|burn down|break into|hurt|kidnap"),
    ("DANGEROUS_CONTENT", 1, r"guns?|knife|knives|drugs?|thie(f|ves)|fight(s|ing)?"),
    ("HARASSMENT", 3, r"worthless|bull(y|ies|ied|ying)|threaten|blackmail"),
    ("HARASSMENT", 2, r"insults?|idiots?|stupid|ugly|make fun of"),
    ("HARASSMENT", 1, r"mean|nasty|fool(s|ish)?"),
    ("HATE_SPEECH", 3, r"hate (all )?(foreigners|women|men|strangers)"),
    ("HATE_SPEECH", 2, r"inferior (people|race)"),
    ("SEXUALLY_EXPLICIT", 2, r"porn(ography)?|naked|nude"),
)
"""Category, probability (a place in LEVELS) and the words."""
_RULES = tuple((c, level, re.compile(rf"\b({words})\b", re.I)) for c, level, words in RULES)


class Filter:
    """What one request's settings let through."""

    def __init__(self, settings: Sequence[SafetySetting]) -> None:
        self.from_level = {
            one.category.removeprefix(HARM): _BLOCKS_FROM.get(one.threshold, len(LEVELS))
            for one in settings
        }

    def ratings(self, text: str) -> list[Json]:
        """The text's probability in each category; those that block say so."""
        found = dict.fromkeys(CATEGORIES, 0)
        for category, level, words in _RULES:
            if level > found[category] and words.search(text):
                found[category] = level
        return [
            {"category": HARM + category, "probability": LEVELS[level]}
            | ({"blocked": True} if level >= self._limit(category) else {})
            for category, level in found.items()
        ]

    def blocks(self, text: str) -> bool:
        """Whether the text is withheld."""
        limits = ((words, level >= self._limit(c)) for c, level, words in _RULES)
        return any(blocking and words.search(text) for words, blocking in limits)

    def _limit(self, category: str) -> int:
        return self.from_level.get(category, len(LEVELS))
