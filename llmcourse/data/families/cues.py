"""Worked sums that repeat a few words of the text: "5 get on: 12 + 5 = 17."

A number is written with a mark behind it; `read` takes the marks out again and finds the words
that follow each number. A sum then names the number that it uses for the first time.
"""

import re
from collections.abc import Iterable, Sequence

from llmcourse.data.words import in_words

_MARK = "\ue000"
_MARKED = re.compile(rf"[$\w-]+(?={_MARK}(\w))")
_CUE = re.compile(
    r"[$\w-]+(?: (?!(?:and|then|but|or|how|what|when|after|each)\b)[\w'$-]+){0,2}", re.I
)
_WORDS = {in_words(n): n for n in range(101)}
_NUMBER = re.compile(r"(?<![\w$-])\$?[\w-]+")
Cue = tuple[int, str]


def marked(said: str, letter: str) -> str:
    """The number as it is said, with its mark."""
    return f"{said}{_MARK}{letter}"


def read(text: str) -> tuple[str, dict[str, Cue]]:
    """The text without marks, and where and how each number's words begin."""
    found: dict[str, Cue] = {}
    for match in _MARKED.finditer(text):
        rest = re.sub(rf"{_MARK}\w", "", text[match.start() :])
        cue = _CUE.match(rest)
        found[match[1]] = (match.start(), cue.group() if cue else match.group())
    return re.sub(rf"{_MARK}\w", "", text), found


def cued(step: str, letters: Iterable[str], cues: dict[str, Cue]) -> str:
    """The sum after the words of that of the new numbers which the text says last."""
    known = [cues[letter] for letter in letters if letter in cues]
    return f"{max(known)[1]}: {step}" if known else step


def _is_number(word: str) -> bool:
    return word.lstrip("$").isdigit() or word.lower() in _WORDS


def sought(text: str, steps: Sequence[str]) -> tuple[str, ...]:
    """The sums after the words of a number that the text has once, the later one of two."""
    places: dict[int, list[int]] = {}
    for match in _NUMBER.finditer(text):
        word = match.group().lstrip("$").lower()
        if word.isdigit() or word in _WORDS:
            n = int(word) if word.isdigit() else _WORDS[word]
            places.setdefault(n, []).append(match.start())
    out, made = [], set[int]()
    for step in steps:
        parts = step.split(" ")
        if "=" in parts and len(parts) == 5:
            known = [places[n][0] for n in (int(parts[0]), int(parts[2]))
                     if n not in made and len(places.get(n, ())) == 1]  # fmt: skip
            made.add(int(parts[4].rstrip(".")))
            cue = _CUE.match(text[max(known) :]) if known else None
            step = f"{cue.group()}: {step}" if cue else step
        out.append(step)
    return tuple(out)


def shortened(steps: Sequence[str]) -> tuple[str, ...]:
    """Steps of a story whose cues begin with the number and have three words at most."""
    out = []
    for step in steps:
        cue, colon, rest = step.rpartition(": ")
        words = cue.split(" ")
        at = next((i for i, w in enumerate(words) if _is_number(w)), None)
        if not colon or (at is None and "=" in rest):
            out.append(step)
        elif at is not None:
            short = _CUE.match(" ".join(words[at:]))
            out.append(f"{short.group() if short else words[at]}: {rest}")
    return tuple(out)


def fitted(steps: Sequence[str], text: str) -> tuple[str, ...]:
    """The steps with cues as the text has them, which may be in small letters."""
    out = []
    for step in steps:
        cue, colon, rest = step.rpartition(": ")
        forms = (cue, cue.lower(), cue.lower().replace("'", ""))
        form = next((form for form in forms if colon and form in text), None)
        out.append(f"{form}: {rest}" if form else rest)
    return tuple(out)


def brief(steps: Sequence[str], text: str) -> tuple[str, ...]:
    """Steps of a story with the words that its text has, or else with those after the number."""
    return sought(text, fitted(shortened(steps), text))
