"""Texts about anything: statements about people, things, shops, towns and events, and questions.

Two subjects often share a relation, so that the name in the question decides; what the text does
not say is asked for too. `passages` has people and places with more sentence shapes; this has
many more kinds of things.
"""

from dataclasses import dataclass

from llmcourse.data.chat import Message, exchange, say
from llmcourse.data.draw import Draw
from llmcourse.data.families.passages import FILLER, SYSTEM, UNSAID, prompt
from llmcourse.data.grammar import capital
from llmcourse.data.names import MEN, WOMEN
from llmcourse.data.phrasing import lower_first, misspell, sloppy
from llmcourse.data.relations import (
    OF,
    SUBJECTS,
    VALUES,
    Relation,
    Subject,
    ask,
    ask_back,
    state,
    subject,
)
from llmcourse.data.vocabulary import RELATIVES

KINDS = tuple(SUBJECTS)
SHARES = (5, 5, 4, 1.5, 3, 1.5, 1.5, 1, 1.5)
CLOSE = tuple(frozenset(row.split()) for row in (
    "price entry adults children", "lives born where stands country went", "opens starts wakes",
    "year found won birthyear", "boss owner maker finder mayor", "likes famous sells hates hobby",
    "bought lost gave", "held closed free", "birthday time_left travels visits",
    "color favorite feels",
    "job teaches workplace", "pet called", "distance length lasts",
    "place keeps stands where lives",
    "partner friend taught", "people guests staff", "phone people", "opens closes", "age birthyear",
    "likes drinks hobby bought pet", "closed_reason feels", "favorite likes",
    "date held time_left birthday travels visits", "held date starts",
    "did went bought lost gave won stayed", "teaches instrument", "team workplace boss",
    "author maker finder", "temperature weather feels", "points count", "door lives rooms phone",
    "transport travels went", "stands country temperature", "email phone",
))  # fmt: skip
"""Relations so near to each other that one of them does not prove another unsaid."""


MARK = "\1"
"""Stands for the subject while a sentence is made."""


@dataclass(frozen=True)
class Fact:
    """One statement of a text."""

    about: Subject
    relation: Relation
    value: str


def facts(draw: Draw) -> list[Fact]:
    """What a text says: one relation of several, several of one, or a mixture."""
    kind = draw.weighted(KINDS, SHARES)
    n = draw.weighted((1, 2, 3), (4, 5, 2))
    who: list[Subject] = []
    while len(who) < n:
        mixed = kind if draw.chance(0.75) else draw.weighted(KINDS, SHARES)
        new = subject(draw, mixed)
        if not any(new.name in other.name or other.name in new.name for other in who):
            who.append(new)
    shared = draw.some(OF[kind], min(len(OF[kind]), draw.integer(1, 2 if n > 1 else 4)))
    found: list[Fact] = []
    for item in who:
        chosen = list(shared) if item.kind == kind else []
        if n == 1 or draw.chance(0.45) or not chosen:
            more = draw.pick(OF[item.kind])
            chosen += [more] if more not in chosen else []
        for relation in draw.shuffled(chosen):
            value = _new_value(draw, relation, found, item)
            if value is not None:
                found.append(Fact(item, relation, value))
    return found


def _new_value(draw: Draw, relation: Relation, found: list[Fact], item: Subject) -> str | None:
    for _ in range(8):
        value = VALUES[relation.value](draw)
        taken = any(value in fact.value or fact.value in value for fact in found)
        if not taken and value not in item.name:
            return value
    return None


def sentence(draw: Draw, fact: Fact, *, pronoun: bool = False) -> str:
    """One statement, about a pronoun where its shape begins with the subject."""
    if pronoun and (word := _pronoun(draw, fact.about)):
        text = state(draw, fact.relation, MARK, fact.value)
        if text.count(MARK) == 1 and text.startswith(f"{MARK} "):
            return word + text[1:]
        if text.count(MARK) == 1 and text.startswith(f"{MARK}'s "):
            return {"It": "Its", "She": "Her", "He": "His"}[word] + text[3:]
        return (
            text.replace(MARK, fact.about.name) if not text.startswith(MARK) else _named(text, fact)
        )
    return state(draw, fact.relation, fact.about.name, fact.value)


def _named(text: str, fact: Fact) -> str:
    return capital(text.replace(MARK, fact.about.name))


def _pronoun(draw: Draw, who: Subject) -> str:
    if who.kind in ("thing", "venue", "event", "animal", "group"):
        return "It"
    if who.kind == "person" and "'" not in who.name:
        name = who.name.split(" ")[-1]
        if name in WOMEN.every or name in MEN.every:
            return "She" if name in WOMEN.every else "He"
        return ("She", "He")[len(who.name) % 2]
    return ""


def text_of(draw: Draw, found: list[Fact]) -> str:
    """The statements as a text."""
    parts: list[str] = []
    order = found if draw.chance(0.7) else draw.shuffled(found)
    last = ""
    for fact in order:
        again = fact.about.name == last and draw.chance(0.6)
        text = sentence(draw, fact, pronoun=again)
        small = text if text.startswith(_names(fact)) else lower_first(text)
        if parts and draw.chance(0.2) and len(parts[-1]) < 90:
            joint = draw.pick((" and ", ", and ", ", but ", ", while ", "; "))
            parts[-1] = f"{parts[-1]}{joint}{small}"
        else:
            parts.append(text)
        last = fact.about.name
    out = [f"{part}{'!' if draw.chance(0.03) else '.'}" for part in parts]
    for _ in range(draw.weighted((0, 1, 2), (7, 3, 1))):
        out.insert(draw.integer(0, len(out)), FILLER(draw))
    return " ".join(out)


def _names(fact: Fact) -> tuple[str, ...]:
    return tuple(name for name in (fact.about.name, fact.value) if name[0].isupper()) or ("\0",)


def question(draw: Draw, found: list[Fact], *, unsaid: bool) -> tuple[str, str]:
    """A question on the text, and its answer."""
    fact = draw.pick(found)
    if unsaid:
        return _unsaid(draw, found, fact), UNSAID
    if draw.chance(0.14):
        same = [f for f in found if f.relation.key == fact.relation.key]
        asked = ask_back(draw, fact.relation, fact.value)
        if asked and len({f.value for f in same}) == len(same):
            return asked, f"{capital(fact.about.name)}."
    if draw.chance(0.08):
        return _yes_or_no(draw, fact)
    if draw.chance(0.3) and (compared := _compared(draw, found, fact)):
        return compared
    said = fact.value if "@" in fact.value else capital(fact.value)
    return ask(draw, fact.relation, fact.about.name), f"{said}."


def _yes_or_no(draw: Draw, fact: Fact) -> tuple[str, str]:
    right = draw.chance(0.5)
    value = fact.value if right else VALUES[fact.relation.value](draw)
    text = state(draw, fact.relation, fact.about.name, value)
    text = (
        text
        if text.startswith(_names(Fact(fact.about, fact.relation, value)))
        else lower_first(text)
    )
    for said, asks, verb in (
        ("is", "Is", ""),
        ("has", "Does", "have "),
        ("lives", "Does", "live "),
    ):
        start = f"{fact.about.name} {said} "
        if text.lower().startswith(start.lower()) and draw.chance(0.7):
            asked = f"{asks} {fact.about.name} {verb}{text[len(start) :]}?"
            return asked, "Yes." if value == fact.value else "No."
    form = draw.pick(("Is it true that {}?", "True or false: {}?", "Does the text say that {}?"))
    if form.startswith("True"):
        return form.format(text).replace("?", "."), "True." if value == fact.value else "False."
    return form.format(text), "Yes." if value == fact.value else "No."


TURNED = (("is", "Is", ""), ("has", "Does", "have "), ("lives", "Does", "live "))
"""A verb that comes after the subject, and how a question puts it."""
MORE = {
    "price": ("cheaper", "more expensive"), "age": ("younger", "older"), "weight": ("lighter",
    "heavier"), "length": ("shorter", "longer"), "year": ("older", "newer"), "distance": ("nearer",
    "farther"), "birthyear": ("older", "younger"), "speed": ("slower", "faster"),
    "entry": ("cheaper", "more expensive"), "temperature": ("colder", "warmer"),
    "lasts": ("shorter", "longer"), "people": ("smaller", "bigger"),
}  # fmt: skip
"""What something is whose value is less, and whose value is more."""


def _compared(draw: Draw, found: list[Fact], fact: Fact) -> tuple[str, str] | None:
    """Which of two has the greater value of a relation, in the same unit."""
    others = [f for f in found if f.relation == fact.relation and f.about != fact.about]
    if fact.relation.key not in MORE or not others:
        return None
    pair = [fact, draw.pick(others)]
    (a, unit), (b, other) = (f.value.partition(" ")[::2] for f in pair)
    if unit != other or not (a.isdigit() and b.isdigit()) or a == b:
        return None
    top = draw.chance(0.5)
    word = MORE[fact.relation.key][top]
    x, y = (f.about.name for f in draw.shuffled(pair))
    what = "Who" if fact.about.kind == "person" else "Which"
    asked = draw.pick(
        (
            f"{what} is {word}, {x} or {y}?",
            f"{what} is {word}: {x} or {y}?",
            f"{what} is {word}?" if len(found) == 2 else f"Is {x} or {y} {word}?",
        )
    )
    best = max(pair, key=lambda f: int(f.value.partition(" ")[0]) * (1 if top else -1))
    return asked, f"{capital(best.about.name)}."


def _unsaid(draw: Draw, found: list[Fact], fact: Fact) -> str:
    if draw.chance(0.4):
        for _ in range(5):
            name = SUBJECTS[fact.about.kind](draw)
            if draw.chance(0.3) and fact.about.kind == "person" and "'" not in fact.about.name:
                name = f"{fact.about.name}'s {draw.pick(RELATIVES)}"
            if all(name not in f.about.name and f.about.name != name for f in found):
                text = ask(draw, fact.relation, name)
                if name.split(" ")[-1] in text:
                    return text
    known = {f.relation.key for f in found if f.about.name == fact.about.name}
    near = known | {key for row in CLOSE if row & known for key in row}
    near |= {key for f in found if f.relation.key in ("adults", "children") for key in CLOSE[0]}
    free = [r for r in OF[fact.about.kind] if r.key not in near and "{s}" in r.asks.first]
    return ask(draw, draw.pick(free or _ANY), fact.about.name)


_ANY = [item for item in OF["person"] if item.key == "siblings"]


def careless_words(draw: Draw, text: str) -> str:
    """A question typed in a hurry, at times with a mistake."""
    text = sloppy(draw, text)
    return misspell(draw, text) if draw.chance(0.03) else text


def one(draw: Draw, *, unsaid: bool) -> tuple[list[Fact], str]:
    """What is said, and the text; with `unsaid`, never of adults and children alone."""
    while True:
        found = facts(draw)
        if found and not (unsaid and all("{s}" not in f.relation.asks.first for f in found)):
            return found, text_of(draw, found)


def dialogue(draw: Draw) -> list[Message]:
    """A text with a question, at times a second one."""
    unsaid = draw.chance(0.23)
    found, text = one(draw, unsaid=unsaid)
    asked, answer = question(draw, found, unsaid=unsaid)
    asked = careless_words(draw, asked)
    if draw.chance(0.07):
        text, asked, answer = text.lower(), asked.lower(), capital(answer.lower())
    system = SYSTEM(draw) if draw.chance(0.08) else None
    turns = exchange(prompt(draw, text, asked), answer, system)
    if draw.chance(0.15) and text != text.lower():
        asked, answer = question(draw, found, unsaid=draw.chance(0.25))
        turns += [say("user", sloppy(draw, asked)), say("assistant", answer)]
    return turns


def document(draw: Draw) -> str:
    """A text with questions, or alone."""
    unsaid = draw.chance(0.25)
    found, text = one(draw, unsaid=unsaid)
    parts = [text]
    for _ in range(draw.integer(0, 3)):
        asked, answer = question(draw, found, unsaid=unsaid and draw.chance(0.5))
        parts.append(f"Q: {asked}\nA: {answer}")
    return "\n".join(parts)
