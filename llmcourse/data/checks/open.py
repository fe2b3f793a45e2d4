"""The checker's part for open texts: the answer stands in the text and is of the kind asked for.

Not checked: whether a "yes" is true beyond its names and things being there, and that what "the
context does not say" is nowhere said in other words.
"""

import re

UNSAID = "The context does not say."
_SMALL = r"in|on|at|to|near|by|under|behind|next|before|after|between|outside|inside|above|around"
_TIME = (
    r"(?:in|on|at|before|after|during|last|this|yesterday|every|once|twice|three times|four times|"
    r"five times|most|all|only|early|late|the day|two|three|a month|an hour|ten|today|tomorrow)\b"
)
_COUNTS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|"
    "fourteen|fifteen|sixteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_KINDS: tuple[tuple[str, str], ...] = (
    (r"how often", r"every|once|twice|times|on |all|only|most"),
    (r"how many|how much|how far|how warm", r"\d|" + _COUNTS),
    (r"how long", r"\d|all|for|" + _COUNTS),
    (r"who|whom|by whom", rf"^(?!(?:{_SMALL})\b(?! and))"),
    (r"where", rf"^(?:{_SMALL}|beside|across|opposite|from|across)\b"),
    (r"when|(?:at )?what time", "^" + _TIME),
)  # fmt: skip


def _content(text: str) -> set[str]:
    names = re.findall(r"\b(?!(?:Did|Yes|Is|Can|Does|Do)\b)[A-Z][a-z]+", text)
    return {w.lower() for w in (*names, *re.findall(r"\bthe (\w+)", text))}


def answer(text: str, said: str) -> str | None:
    """What is wrong with an answer from an open text."""
    if said == UNSAID:
        return None
    low, plain = text.lower(), said.rstrip(".").lower()
    asked = re.findall(r"[^.?!\n:\"]*\?", low)
    if plain in ("yes", "no"):
        last = re.findall(r"\bDid ([A-Z]\w+ .*?)\?", text)
        if last and plain == "yes":
            rest = "".join(text.rpartition(last[-1])[::2]).lower()
            missing = [word for word in _content(last[-1]) if word not in rest]
            return f"{missing} are not in the text" if missing else None
        return None
    if plain not in low and not all(part in low for part in plain.split("'s ")):
        return f"{plain!r} is not in the text"
    if len(asked) != 1:
        return None
    question = asked[0].strip()
    for start, form in _KINDS:
        if re.match(start, question) and not re.search(form, plain):
            return f"{plain!r} does not answer {question!r}"
    return None
