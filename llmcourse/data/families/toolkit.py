"""Tools with open names: those of the tool rows, and tools made of a verb and a noun.

Part of `functions`. A tool is drawn with its name, its description and its parameters; a use of
it has what is asked, the arguments and what comes back.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families import toolmakers
from llmcourse.data.families.slots import SLOTS, number
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.names import invented
from llmcourse.data.rows import info
from llmcourse.data.rows import tool as toolrows

Arguments = dict[str, str | int]


@dataclass(frozen=True)
class Kind:
    """A row of `toolrows`."""

    names: tuple[str, ...]
    does: str
    slots: tuple[tuple[str, tuple[str, ...]], ...]
    asks: Shapes


@dataclass(frozen=True)
class Function:
    """A tool as a prompt has it: parameters are (name, is it a number)."""

    name: str
    does: str
    parameters: tuple[tuple[str, bool], ...]
    use: Callable[[Draw], tuple[str, Arguments, str]]
    """What is asked, the arguments and the result."""


def _kind(row: str) -> Kind:
    head, slots, *asks = row.strip().split("\n")
    names, _, does = head.partition(" | ")
    found = []
    for part in slots.split("; ") if slots != "-" else []:
        kind, _, keys = part.partition(":")
        found.append((kind, tuple(keys.split(","))))
    return Kind(tuple(names.split(",")), does, tuple(found), Shapes(*asks))


KINDS = tuple(
    _kind(row) for rows in (toolrows.ROWS, info.ROWS) for row in rows.strip().split("\n\n")
)
NUMBERS = frozenset("small big2 rooms money".split())
_INFORM: dict[str, Callable[[Draw], str]] = {
    "get_weather": lambda d: f"{SLOTS['weather'](d).text}, {d.integer(-9, 35)} degrees",
    "get_time": lambda d: SLOTS["time"](d).text, "find_book": lambda d: f"shelf {d.integer(1, 90)}",
    "find_author": lambda d: f"{d.integer(1, 40)} books",
    "check_stock": lambda d: f"{d.integer(1, 90)} left",
    "get_price": lambda d: SLOTS["money"](d).text,
    "translate": lambda d: invented(d).lower(), "get_events": lambda d: d.one(wide.EVENTS),
    "get_distance": lambda d: f"{d.integer(20, 4000)} km",
    "convert_currency": lambda d: f"{d.integer(2, 999)}",
    "convert_units": lambda d: f"{d.integer(2, 999)}", "get_news": lambda d: d.one(wide.REASONS),
    "search_web": lambda d: f"{d.integer(2, 900)} pages",
    "open_file": lambda d: SLOTS["phrase2"](d).text,
    "define_word": lambda d: f"a kind of {wide.noun(d)}",
    "get_date": lambda d: SLOTS["date"](d).text,
    "find_restaurant": lambda d: f"{invented(d)}, {SLOTS['street'](d).text}",
    "track_package": lambda d: f"in {invented(d)}", "get_balance": lambda d: SLOTS["money"](d).text,
    "get_stock_price": lambda d: SLOTS["money"](d).text, "get_capital": invented,
    "get_population": lambda d: str(d.integer(900, 90000)),
    "get_score": lambda d: SLOTS["score"](d).text,
    "count_words": lambda d: str(d.integer(2, 9)), "random_number": lambda d: str(d.integer(2, 99)),
    "find_recipe": lambda d: f"cook {wide.noun(d, 'food')} for {d.integer(5, 90)} minutes",
    "list_files": lambda d: f"{SLOTS['file'](d).text}, {SLOTS['file'](d).text}",
}  # fmt: skip
_SUMS: dict[str, Callable[[int, int], int]] = {
    "add": lambda a, b: a + b, "multiply": lambda a, b: a * b, "subtract": lambda a, b: a - b,
    "divide": lambda a, b: round(a / b),
}  # fmt: skip


def _result(draw: Draw, kind: str, values: list[str | int]) -> str:
    if kind in _SUMS:
        return str(_SUMS[kind](int(values[0]), int(values[1])))
    if kind in _INFORM:
        return _INFORM[kind](draw)
    return draw.pick(("ok", "ok", "done", "success", "true"))


def known(draw: Draw, kind: Kind) -> Function:
    """A tool of a row, under one of its names."""
    name = kind.names[0] if draw.chance(0.4) else draw.pick(kind.names)
    keys = [keys[0] if draw.chance(0.5) else draw.pick(keys) for _, keys in kind.slots]

    def use(draw: Draw) -> tuple[str, Arguments, str]:
        found = [SLOTS[slot](draw) for slot, _ in kind.slots]
        while len({item.text for item in found}) < len(found):
            found = [SLOTS[slot](draw) for slot, _ in kind.slots]
        texts = {x: item.text for x, item in zip("xyz", found, strict=False)}
        values = [item.value for item in found]
        arguments = dict(zip(keys, values, strict=True))
        return kind.asks(draw, **texts), arguments, _result(draw, kind.names[0], values)

    if len(set(keys)) < len(keys):
        return known(draw, kind)
    types = tuple(kind in NUMBERS for kind, _ in kind.slots)
    return Function(name, kind.does, tuple(zip(keys, types, strict=True)), use)


_ASK = Shapes(
    "{V} the {n}.", "Please {v} the {n}.", "(Can|Could|Would) you {v} the {n}?", "{v} the {n}",
    "I want (you|the robot) to {v} the {n}.", "The {n}: {v} it.", "It is time to {v} the {n}.",
    "We have to {v} the {n}.", "{V} the {n} now[, please].", "Would you {v} the {n} for me?",
)  # fmt: skip
_WITH = Shapes(
    "{V} the {n} {w}.", "Please {v} the {n} {w}.", "(Can|Could) you {v} the {n} {w}?",
    "I want (you|somebody) to {v} the {n} {w}.", "{V} the {n} {w}[, please].",
    "Somebody has to {v} the {n} {w}.", "We must {v} the {n} {w}.",
)  # fmt: skip
_MORE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("day", "on {}", ("day", "date", "when")), ("person", "for {}", ("for", "person", "name")),
    ("small", "{} times", ("times", "count", "repeat")), ("time", "at {}", ("time", "at", "when")),
    ("rooms2", "in the {}", ("room", "place", "where")), ("tool", "with the {}", ("with", "tool")),
    ("person", "together with {}", ("with", "partner", "helper")),
)  # fmt: skip


HARMFUL = frozenset(
    """
    steal damage destroy break burn smash scratch cage hunt scare frighten poison rob tease chase
    shoot hide ruin crush hit kick fight wreck attack kill lure breed fear free
    """.split()
)
"""Verbs that a tool is not made of, because other prompts with them are refused."""


def _verbs(draw: Draw) -> tuple[str, str, str]:
    """A verb of one word, its third person, and a kind of thing that it fits."""
    while True:
        kind, form = wide.kind_and_verb(draw)
        if " " not in form.base and form.base not in HARMFUL and kind not in ("food", "drink"):
            return form.base, form.third, kind


def simple(draw: Draw) -> Function:
    """A tool that does one thing to any thing: paint(object)."""
    verb, third, kind = _verbs(draw)
    key = draw.pick(("object", "thing", "item", "what", "target", "name"))

    def use(draw: Draw) -> tuple[str, Arguments, str]:
        noun = wide.noun(draw, kind)
        return _ASK(draw, v=verb, n=noun), {key: noun}, draw.pick(("ok", "done"))

    end = draw.pick(("", "", f"_{draw.pick(('it', 'thing', 'object', 'item'))}"))
    return Function(verb + end, f"{third} a thing", ((key, False),), use)


def _bare(verb: str, noun: str) -> Callable[[Draw], tuple[str, Arguments, str]]:
    def use(draw: Draw) -> tuple[str, Arguments, str]:
        return _ASK(draw, v=verb, n=noun), {}, draw.pick(("ok", "done"))

    return use


def joined(draw: Draw, verb: str = "", noun: str = "") -> Function:
    """A tool for a verb and a noun: paint_fence(day), or paint_fence()."""
    drawn, _, kind = _verbs(draw)
    verb, noun = verb or drawn, noun or wide.noun(draw, kind)
    words = f"{verb}_{noun}".replace(" ", "_").replace("-", "_")
    if draw.chance(0.3):
        return Function(words, f"{verb} the {noun}", (), _bare(verb, noun))
    slot, shape, keys = draw.pick(_MORE)
    key = draw.pick(keys)

    def use(draw: Draw) -> tuple[str, Arguments, str]:
        found = SLOTS[slot](draw) if slot != "small" else number(2, 20)(draw)
        text = _WITH(draw, v=verb, n=noun, w=shape.format(found.text))
        return text, {key: found.value}, draw.pick(("ok", "done", "success"))

    return Function(words, f"{verb} the {noun}", ((key, slot == "small"),), use)


def _in_style(draw: Draw, tool: Function) -> Function:
    first, *rest = tool.name.split("_")
    kind = draw.unit()
    if kind < 0.12:
        return replace(tool, name=first + "".join(map(capital, rest)))
    if kind < 0.16:
        return replace(tool, name="".join(map(capital, (first, *rest))))
    return replace(tool, name=tool.name.replace("_", "-")) if kind < 0.19 else tool


def some(draw: Draw, n: int) -> list[Function]:
    """`n` tools, each for other wishes."""
    kind = draw.unit()
    if kind < 0.44:
        found = [known(draw, row) for row in draw.some(KINDS, n)]
    elif kind < 0.56:
        found = [Function(*made) for made in toolmakers.looked_up(draw, n)]
    elif kind < 0.66:
        found = [Function(*made) for made in toolmakers.opposed(draw, n)]
    elif kind < 0.74:
        made = toolmakers.entry(draw)
        found = [Function(*made)] if made else []
        found += [known(draw, row) for row in draw.some(KINDS, n - len(found))]
        found = draw.shuffled(found)
    elif kind < 0.87:
        found = [simple(draw) for _ in range(n)]
    else:
        verb, _, what = _verbs(draw)
        noun = wide.noun(draw, what)
        found = [joined(draw, verb, noun)]
        found += [joined(draw, verb if draw.chance(0.5) else "", "") for _ in range(n - 1)]
    found = [_in_style(draw, tool) for tool in found]
    names = {tool.name.lower().replace("_", "") for tool in found}
    doing = {tool.does for tool in found}
    return found if len(names) == len(doing) == n else some(draw, n)


def nameless(draw: Draw, tools: list[Function]) -> list[Function]:
    """The tools under names that nobody knows: what they do is told by their descriptions."""
    return [replace(tool, name=f"{wide.pseudo(draw)}_{i}" if draw.chance(0.2) else
                    wide.pseudo(draw)) for i, tool in enumerate(tools)]  # fmt: skip


def as_text(arguments: Arguments) -> str:
    """The arguments as JSON."""
    return json.dumps(arguments, ensure_ascii=False)
