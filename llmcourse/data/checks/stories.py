"""The checker's part for stories to order: reads what the wish names, looks for it in the story.

It knows the usual words of a wish only: so many sentences, at most so many, names, the words in
quotes that must appear, how it starts and ends. Whether the story makes sense is not checked.
"""

import re

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11,
}  # fmt: skip
_N = rf"({'|'.join(_NUMBERS)}|\d+)"
_MOST = re.compile(
    rf"(?:at most|no more than|max(?:imum(?: of)?)?|up to|not be longer than|limit:) {_N} sent|"
    rf"{_N} sentences (?:max|or (?:less|fewer))|keep it to {_N} sent", re.I
)  # fmt: skip
_UNDER = re.compile(rf"\b(?:under|less than) {_N} sentences", re.I)
_EXACT = re.compile(
    rf"(?:exactly|just|only|in|with|of|using|has|have|use|length:|size:|write) {_N} sentences?\b|"
    rf"{_N}[- ]sentence ", re.I
)  # fmt: skip
_NAMED = re.compile(r"\b(?:named|called|with the name|whose name is) ([A-Z]\w+)")
_WORD = re.compile(r"""\bword (["'])(\w[\w -]*)\1""", re.I)
_WORDS = re.compile(r"""words:? ((?:["'][\w -]+["'](?:, | and )?)+)""", re.I)
_ENDS = re.compile(
    r"""(?:(?<!the )(?<!happy )\bends? with|ending with|last words(?: must be| "| ')?|"""
    r"""finish(?:es)? with)(?: the words:?)? (["'])([^"']+)\1""", re.I
)  # fmt: skip
_STARTS = re.compile(
    r"""(?:start(?:s|ing)?|begin(?:s|ning)?)(?: the story| your story)?"""
    r""" with (["'])([^"']+)\1""", re.I
)  # fmt: skip
_BEGUN = re.compile(r"\bthere (?:was|were|lived)|\blived an? ", re.I)
_SENTENCE = re.compile(r"[.!?]\"?(?= |$)")


def _count(found: re.Match[str]) -> int:
    word = next(group for group in found.groups() if group).lower()
    return _NUMBERS[word] if word in _NUMBERS else int(word)


def _length(wish: str, story: str) -> str | None:
    quotes = len(re.findall(r'[.!?]" [a-z]', story))
    n = len(_SENTENCE.findall(re.sub(r"Mrs?\.", "", story))) - quotes
    if found := _MOST.search(wish):
        return f"{n} sentences" if n > _count(found) else None
    if found := _UNDER.search(wish):
        return f"{n} sentences" if n >= _count(found) else None
    if found := _EXACT.search(wish):
        return f"{n} sentences" if abs(n - _count(found)) > quotes else None
    return None


def story(wish: str, told: str) -> str | None:
    """What of its wish a story does not keep to; a story that is begun has no wish."""
    if _BEGUN.search(wish):
        return None
    said = told.lower()
    for found in _NAMED.finditer(wish):
        if found[1].lower() not in said:
            return f"{found[1]} is not in it"
    words = [found[2] for found in _WORD.finditer(wish)]
    for found in _WORDS.finditer(wish):
        words += re.findall(r"""["']([\w -]+)["']""", found[1])
    for word in words:
        if word.lower() not in said:
            return f"{word} is not in it"
    ends, starts = _ENDS.search(wish), _STARTS.search(wish)
    if ends and not said.rstrip(".").endswith(ends[2].lower().rstrip(".")):
        return f"does not end with {ends[2]}"
    if starts and not said.startswith(starts[2].lower().rstrip(".")):
        return f"does not start with {starts[2]}"
    return _length(wish, told)
