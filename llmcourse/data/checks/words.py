"""The checker's part for orders on words and patterns by example; see `checks`.

A pattern is worked out again where each of its examples stands on a line with an arrow and a
simple rule fits them all: letters, case, length, a number added or multiplied. Orders that put
in, leave out or exchange a word, and forms of words, are not worked out again.
"""

import re
from collections.abc import Callable, Iterator

from llmcourse.data.checks.counts import few_shot, pairs_of

_TIMES = {
    "twice": 2,
    "two times": 2,
    "three times": 3,
    "four times": 4,
    "five times": 5,
    "2 times": 2,
    "3 times": 3,
    "4 times": 4,
    "5 times": 5,
}


def _numbers(change: Callable[[int], int]) -> Callable[[str], str]:
    return lambda text: str(change(int(text))) if text.isdigit() else "?"


RULES: tuple[Callable[[str], str], ...] = (
    str.upper, str.lower, str.capitalize, lambda w: w[:1], lambda w: w[-1:], lambda w: w[::-1],
    lambda w: str(len(w)), lambda w: f"{w} {w}", lambda w: w, lambda w: w[:2], lambda w: w[-2:],
    lambda w: w[:3], lambda w: w[1:], lambda w: w[:-1], lambda w: w[:1].upper(), "-".join, " ".join,
    *(_numbers(lambda n, k=k: n + k) for k in range(-100, 101)),  # type: ignore[misc]
    *(_numbers(lambda n, k=k: n * k) for k in range(2, 11)),  # type: ignore[misc]
    *(_numbers(lambda n, k=k: n // k) for k in range(2, 11)),  # type: ignore[misc]
    _numbers(lambda n: n * n),
)  # fmt: skip


def pattern(text: str, answer: str) -> str | None:
    """A few-shot answer; where a simple rule fits all the examples, one such gives the answer."""
    if wrong := few_shot(text, answer):
        return wrong
    lines = [line for line in text.split("\n") if line]
    shown = pairs_of("\n".join(lines[:-1]))
    if len(shown) < 2 or any(not left or not right for left, right in shown):
        return None
    fits = [rule for rule in RULES if all(rule(left) == right for left, right in shown)]
    arrow = re.match(r"(.+?)(?: ?(?:->|=>|=|:|-|\||>|-->))[ ?_.\[\]]*$", lines[-1])
    plain = all(re.fullmatch(r"\w+", left) for left, _ in shown)
    if not fits or arrow is None or not plain or not re.fullmatch(r"\w+", arrow.group(1)):
        return None
    wanted = {rule(arrow.group(1)) for rule in fits}
    return None if answer in wanted else f"{answer!r}, not {wanted}"


def _contents(text: str) -> Iterator[str]:
    """What the order may be about: what is quoted, what stands on a line or after a mark."""
    yield from (found for pair in re.findall(r"\"([^\"]+)\"|'([^\"]+?)'(?!\w)", text)
                for found in pair if found)  # fmt: skip
    for line in text.split("\n"):
        bare = line.strip(" .?!\"'").removesuffix(" please").strip(" .?!\"'")
        yield bare
        for mark in (
            ": ",
            "? ",
            " - ",
            " -> ",
            "echo ",
            "words ",
            "after me, ",
            ", ",
            ". ",
            "this ",
        ):
            if mark in bare:
                yield bare.split(mark, 1)[1].strip(" .?!\"'")
                yield bare.rsplit(mark, 1)[0].strip(" .?!\"'")
        yield from re.findall(r"[\w-]+", line)


def order(text: str, answer: str) -> str | None:
    """What the order asks, worked out for each thing that it may be about; one must fit."""
    low, found = text.lower(), set(_contents(text))
    if re.search(r"how many words|number of words|word count|count (?:the )?words|in words", low):
        return _one_of(answer, {str(len(part.split())) for part in found})
    if re.search(r"(?:how many|number of|count the) letters|letters in|long is the word", low):
        return _one_of(answer, {str(len(part)) for part in found})
    if re.search(r"backwards|reverse|last word first|around", low):
        whole = {part[::-1] for part in found} | {" ".join(part.split()[::-1]) for part in found}
        return _one_of(answer, whole)
    if re.search(r"\b(?:spell|letter by letter|spelled|(?<!first )letters of)\b|in order\?", low):
        return _one_of(answer, {"-".join(part) for part in found})
    if re.search(r"\b(?:uppercase|upper case|caps|capitals|capital letters|shout this)\b", low):
        return _one_of(answer.lower(), {part.lower() for part in found})
    for word, n in _TIMES.items():
        if re.search(rf"\b{word}\b", low) and re.search(r"\b(?:say|write|repeat|print)\b", low):
            return _one_of(answer, {" ".join([part] * n) for part in found})
    if re.search(r"after me|i say, you repeat|reply only|exactly", low):
        return _one_of(answer, found)
    return None


def _one_of(answer: str, wanted: set[str]) -> str | None:
    return (
        None
        if answer.strip(".?!\"'") in {w.strip(".?!\"'") for w in wanted}
        else (f"{answer!r}, not {sorted(wanted)[:8]}")
    )


_NTH = {word: at for at, word in enumerate("first second third fourth fifth sixth".split())}
_GAPS = re.compile(r"\s*[,;\n]\s*| - ")


def echo(text: str, answer: str) -> str | None:
    """What is said again stands in the text; what is named by its place stands there."""
    if answer not in text:
        left = [word for word in re.findall(r"[\w']+", answer) if word not in text]
        return f"{left} is not in the text" if left else None
    nth = re.search(rf"\b({'|'.join(_NTH)})\b", text)
    lists = [rows for rows in map(_GAPS.split, _contents(text)) if answer in rows and len(rows) > 1]
    elsewhere = re.search(r"\b(?:follows|after|before)\b", text)
    if nth is None or elsewhere or all(len(rows) <= _NTH[nth[1]] for rows in lists):
        return None
    right = any(rows[_NTH[nth[1]]] == answer for rows in lists if len(rows) > _NTH[nth[1]])
    return None if right else f"{answer!r} is not the {nth[1]}"
