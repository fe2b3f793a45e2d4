"""Texts about records: sentences in random order, joined, nested, with pronouns and asides."""

import re
from dataclasses import dataclass

from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.names import person, pronouns
from llmcourse.data.records import PERSON, Attribute, spoken
from llmcourse.data.things import PLACES, place


@dataclass(frozen=True)
class Profile:
    """Who or what, its pronouns, and the attributes with their values."""

    name: str
    pronoun: str
    their: str
    values: tuple[tuple[Attribute, str], ...]

    def get(self, name: str) -> str | None:
        """The value of an attribute, or None."""
        for attribute, value in self.values:
            if attribute.name == name:
                return value
        return None


def _gender(draw: Draw, name: str) -> tuple[str, str]:
    subject, _, their = pronouns(name)
    if subject == "they":
        return draw.pick((("she", "her"), ("he", "his")))
    return subject, their


def profile(draw: Draw, n: int, *, name: str | None = None, words: float = 0.06) -> Profile:
    """A person with `n` attributes."""
    name = name or person(draw)
    pronoun, their = _gender(draw, name)
    chosen = draw.some(PERSON, n)
    values = tuple((item, spoken(draw, item.value(draw), words)) for item in chosen)
    return Profile(name, pronoun, their, values)


def place_profile(draw: Draw, n: int, name: str | None = None) -> Profile:
    """A place with `n` attributes."""
    chosen = draw.some(PLACES, n)
    values = tuple((item, spoken(draw, item.value(draw))) for item in chosen)
    return Profile(name or place(draw), "it", "its", values)


def _say(
    draw: Draw, shapes: Shapes, who: Profile, value: str, subject: str, owner: str = ""
) -> str:
    owner = owner or (who.their if subject == who.pronoun else f"{subject}'s")
    text = shapes(
        draw,
        **{"whose": subject, "whose's": owner, "their": who.their, "who": who.name, "v": value},
    )
    return text.replace("  ", " ").strip()


def _joined(draw: Draw, who: Profile, subject: str, at: int) -> str | None:
    """Two attributes in one sentence, or None where their shapes do not allow it."""
    (first, value), (second, other) = who.values[at], who.values[at + 1]
    if subject == "I":
        return None
    if draw.chance(0.5) and first.aside:
        aside = _say(draw, first.aside, who, value, who.name)
        return f"{who.name}, {aside}, " + _say(draw, second.predicates, who, other, "")
    start = _say(draw, first.sentences, who, value, subject)
    joint = draw.pick((" and ", " and ", ", and ", ", and also ", ", but "))
    if draw.chance(0.6) and "'" not in start and start.lower().startswith(subject.lower() + " "):
        return start + joint + _say(draw, second.predicates, who, other, who.pronoun)
    return start + joint + _say(draw, second.sentences, who, other, who.pronoun)


def _crowded(draw: Draw, who: Profile) -> str | None:
    """Three attributes about the name in one sentence: "Zara, 29, a nurse, lives in Oslo"."""
    asides = []
    for attribute, value in who.values[:2]:
        if attribute.aside is None:
            return None
        asides.append(_say(draw, attribute.aside, who, value, who.name))
    last, value = who.values[2]
    kind = draw.integer(0, 2)
    middle = ", ".join(asides) if kind else " and ".join(asides)
    if kind == 2:
        return f"{who.name} ({middle}) " + _say(draw, last.predicates, who, value, "")
    return f"{who.name}, {middle}, " + _say(draw, last.predicates, who, value, "")


def sentences(draw: Draw, who: Profile, *, pronoun: bool = True) -> list[str]:
    """Sentences that say every attribute once, in the profile's order."""
    out: list[str] = []
    at = 0
    if len(who.values) > 2 and draw.chance(0.2) and (text := _crowded(draw, who)):
        out.append(capital(text) + ".")
        at = 3
    while at < len(who.values):
        bare = bool(out) and pronoun and draw.chance(0.6)
        subject = who.pronoun if bare else who.name
        text = None
        if at + 1 < len(who.values) and draw.chance(0.45):
            text = _joined(draw, who, subject, at)
        if text:
            at += 2
        else:
            attribute, value = who.values[at]
            text = _say(draw, attribute.sentences, who, value, subject)
            at += 1
        out.append(capital(text) + ".")
    return out


def describe(draw: Draw, who: Profile, *, pronoun: bool = True) -> str:
    """The profile as a text."""
    return " ".join(sentences(draw, who, pronoun=pronoun))


_FIRST = re.compile(r"\bI (always |just |also )?([a-z]+)")
_VERBS = {"is": "am", "has": "have", "does": "do", "goes": "go", "was": "was"}


def _plain_form(match: re.Match[str]) -> str:
    adverb, verb = match.group(1) or "", match.group(2)
    verb = _VERBS.get(verb) or (verb[:-1] if verb.endswith("s") else verb)
    return f"I {adverb}{verb}"


def in_first_person(draw: Draw, who: Profile) -> str:
    """The profile as the person would say it."""
    me = Profile(who.name, "I", "my", who.values)
    start = draw.pick(
        (f"My name is {who.name}.", f"I am {who.name}.", f"Hi, I'm {who.name}.", f"I'm {who.name}.")
    )
    parts = [statement(draw, me, attribute, value) for attribute, value in who.values]
    return " ".join([start, *parts])


def statement(draw: Draw, who: Profile, attribute: Attribute, value: str) -> str:
    """One attribute as a sentence of its own, in the first person where the profile speaks."""
    if who.pronoun == "I":
        text = _say(draw, attribute.sentences, who, value, "I", "my")
        return capital(_FIRST.sub(_plain_form, text, count=1)) + "."
    return capital(_say(draw, attribute.sentences, who, value, who.name)) + "."


def form(draw: Draw, who: Profile) -> str:
    """The profile as lines of keys and values."""
    gap = draw.pick(("\n", "\n", ", ", "; "))
    rows = [f"{attribute.name}: {value}" for attribute, value in who.values]
    rows.insert(0, f"name: {who.name}")
    return gap.join(capital(row) if gap == "\n" else row for row in rows)


def question(draw: Draw, attribute: Attribute, who: Profile) -> str:
    """A question for one attribute."""
    return capital(
        attribute.questions(draw, **{"who": who.name, "their": who.their}).replace("  ", " ")
    )
