"""Sentence shapes: a small context-free grammar written as text, parsed once, expanded quickly.

    "{name} (buys|finds) {n} [more ]{things}"

`(a|b)` chooses, `[a]` may be there, `{x}` is filled in, `{X}` is `x` with a capital letter and
`{a x}` is `x` with its article. Choices nest. A backslash keeps the next character as it is.
Rules refer to nothing by name: what is drawn with meaning (names, numbers, verbs) is drawn by
the family, which then knows the answer; the grammar varies only what means nothing.
"""

import re
from collections.abc import Mapping, Sequence

from llmcourse.data.draw import Draw
from llmcourse.data.split import Pool

_TOKENS = re.compile(r"\\.|\{[^}]*\}|[()\[\]|]|[^\\{}()\[\]|]+", re.DOTALL)


class Slot:
    """A place in a shape to be filled from the values given."""

    __slots__ = ("article", "capital", "name")

    def __init__(self, text: str) -> None:
        self.article = text.startswith(("a ", "A "))
        self.capital = text[0].isupper()
        name = text[2:] if self.article else text
        self.name = name[0].lower() + name[1:]

    def fill(self, values: Mapping[str, object]) -> str:
        """The value as text, with what the slot asks for."""
        value = str(values[self.name])
        if self.article:
            value = with_article(value)
        return capital(value) if self.capital else value


class Choice:
    """Alternatives, each a sequence of parts."""

    __slots__ = ("options",)

    def __init__(self, options: "list[list[Part]]") -> None:
        self.options = options


Part = str | Slot | Choice


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def with_article(text: str) -> str:
    """The text after "a" or "an"."""
    if text[:1].lower() in "aeio" or (text.startswith("u") and not text.startswith(("uni", "us"))):
        return f"an {text}"
    return f"a {text}"


class Shape:
    """One parsed sentence shape; call it with a draw and the values of its slots."""

    def __init__(self, text: str) -> None:
        self.text = text
        tokens = _TOKENS.findall(text)
        parts, end = _parse(tokens, 0, "")
        if end != len(tokens):
            raise ValueError(f"Shape {text!r} closes a bracket that it did not open.")
        self._parts = parts

    def __str__(self) -> str:
        return self.text

    def __call__(self, draw: Draw, **values: object) -> str:
        out: list[str] = []
        _expand(self._parts, draw, values, out)
        return "".join(out)


def _parse(tokens: Sequence[str], at: int, closing: str) -> tuple[list[Part], int]:
    options: list[list[Part]] = [[]]
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token == closing:
            return _choice(options), at
        if token == "|":
            options.append([])
        elif token == "(":
            inner, at = _parse(tokens, at, ")")
            options[-1].extend(inner)
        elif token == "[":
            inner, at = _parse(tokens, at, "]")
            options[-1].append(Choice([[], inner]))
        elif token in (")", "]"):
            return _choice(options), at - 1
        elif token.startswith("{"):
            options[-1].append(Slot(token[1:-1]))
        else:
            options[-1].append(token[1:] if token.startswith("\\") else token)
    if closing:
        raise ValueError(f"Shape {''.join(tokens)!r} has no {closing}.")
    return _choice(options), at


def _choice(options: list[list[Part]]) -> list[Part]:
    return options[0] if len(options) == 1 else [Choice(options)]


def _expand(
    parts: Sequence[Part], draw: Draw, values: Mapping[str, object], out: list[str]
) -> None:
    for part in parts:
        if type(part) is str:
            out.append(part)
        elif type(part) is Choice:
            _expand(draw.pick(part.options), draw, values, out)
        else:
            out.append(part.fill(values))  # type: ignore[union-attr]


class Shapes:
    """Several shapes that mean the same; one is drawn at each call."""

    def __init__(self, *texts: str) -> None:
        self.first = texts[0] if texts else ""
        self._shapes = [Shape(text) for text in texts]

    def __call__(self, draw: Draw, **values: object) -> str:
        return draw.pick(self._shapes)(draw, **values)


class Wordings:
    """Shapes of an instruction, one in ten of them held out from training."""

    def __init__(self, kind: str, *texts: str) -> None:
        self.pool: Pool[str] = Pool(f"wording {kind}", texts)
        self._shapes = {text: Shape(text) for text in texts}

    def __call__(self, draw: Draw, **values: object) -> str:
        return self._shapes[draw.one(self.pool)](draw, **values)
