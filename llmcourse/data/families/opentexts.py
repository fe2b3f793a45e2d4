"""Short open texts with a question: who, what, where, when, why, how often, how much, yes or no.

One to three snippets (`clauses`, `scraps`, `notices`) make a text. What it does not say is asked
for at most one time in five: a slot left open, another name, or a thing that is not there.
"""

import re

from llmcourse.data import wide
from llmcourse.data.chat import Message, exchange, say
from llmcourse.data.draw import Draw
from llmcourse.data.families import (
    clauses,
    contrasts,
    episodes,
    kinfolk,
    notices,
    scraps,
    tellings,
)
from llmcourse.data.families.clauses import Ask, Snippet
from llmcourse.data.families.passages import SYSTEM, UNSAID, prompt
from llmcourse.data.grammar import Shapes
from llmcourse.data.layouts import hasty, in_small_letters, layout
from llmcourse.data.names import person
from llmcourse.data.phrasing import lower_first

KINDS = (
    *(clauses.deed, clauses.deed, clauses.deed, clauses.deed, clauses.meeting, clauses.doing),
    *(scraps.habit, scraps.feeling, scraps.shopping, scraps.prices, scraps.giving, kinfolk.family),
    *(
        kinfolk.pet,
        notices.place,
        notices.place,
        episodes.route,
        episodes.stopped,
        episodes.found_it,
    ),
    *(notices.described, notices.creature, notices.occasion),
    *contrasts.KINDS,
    *tellings.KINDS,
)
_NAME = re.compile(r"(?<!^)(?<![.'] )\b[A-Z][a-z]+")
_SUBJECT = re.compile(r"Who (?!did|does|do|is|was it|are|will)[a-z]+ (?!.*does the)")
_NOUN = re.compile(r"\bthe (\w+)")
_LISTS = (wide.TOWNS, wide.STREETS, wide.TIMES, wide.OFTEN, wide.LOOKS, wide.PETS)
_OTHER = frozenset(re.findall(r"[A-Z]\w+", " ".join(w for p in _LISTS for w in p.every))) | {
    "Mr", "Mrs", "Ms", "Dear", "Wednesday", "Tuesday", "Thursday", "Saturday"
}  # fmt: skip
"""Capitalized words that are nobody's name."""
SAYS = Shapes(
    "Does the (text|passage|context) say {q}?",
    "Is it said {q}?",
    "Do we learn {q}?",
    "Does it say {q}?",
    "Can we know {q}?",
    "Does the text tell us {q}?",
)
CLAIM = Shapes(
    "Is it true that {c}?",
    "Does the text say that {c}?",
    "Is this right: {c}?",
    "According to the text, is it true that {c}?",
    "Yes or no: {c}?",
    "Is this correct? {C}.",
    "Does the passage say that {c}?",
    "Can we say that {c}?",
    "Yes or no? {C}.",
)


def _names(text: str) -> list[str]:
    """The names of people in it."""
    return [name for name in _NAME.findall(text) if name not in _OTHER]


def _marks(found: Snippet) -> set[str]:
    """The names and things of a snippet, by which it is told from others."""
    text = " ".join([*(asked for asked, _ in found.asks), *found.lines])
    return set(_NAME.findall(text)) | set(_NOUN.findall(text))


def snippets(draw: Draw) -> list[Snippet]:
    """One to three that share neither names nor things nor kinds of questions."""
    found = [draw.pick(KINDS)(draw)]
    for _ in range(draw.weighted((0, 1, 2), (5, 4, 2))):
        new = draw.pick(KINDS)(draw)
        known = {asked for item in found for asked, _ in item.asks}
        marks = set().union(*map(_marks, found))
        if not marks & _marks(new) and not known & {asked for asked, _ in new.asks}:
            found.append(new)
    return found


def text_of(draw: Draw, found: list[Snippet]) -> str:
    """The sentences in order, at times with one that says nothing."""
    lines = [line for item in found for line in item.lines]
    if draw.chance(0.2):
        extra = draw.one(wide.EXTRA)
        lines.insert(draw.pick((0, len(lines))), extra)
    return " ".join(line if line[-1:] in ".!?" else f"{line}." for line in lines)


def _unsaid(draw: Draw, found: list[Snippet], text: str) -> str:
    item = draw.pick(found)
    if item.unsaid and draw.chance(0.6):
        return draw.pick(item.unsaid)
    asked = draw.pick([a for a, said in item.asks if said not in ("Yes.", "No.")])
    names = _names(asked)
    if names and draw.chance(0.6):
        name = person(draw)
        if name not in text:
            return asked.replace(draw.pick(names), name)
    while True:
        other = draw.pick(KINDS)(draw)
        if not _marks(other) & set().union(*map(_marks, found)):
            asks = [
                asked
                for asked, said in other.asks
                if said not in ("Yes.", "No.") and asked not in _ALL and asked[:8] not in _LOOSE
            ]
            if asks:
                return draw.pick(asks)


_LOOSE = frozenset(("What is ", "What do "))
"""How questions begin that another text may answer by chance."""
_ALL = frozenset(
    (
        "Who is the driver?",
        "Who gave a speech?",
        "How many people came?",
        "Who invited the guests?",
        "How many guests were invited?",
    )
)


def _claim(draw: Draw, found: list[Snippet]) -> Ask | None:
    """A sentence of the text, or one with another name in it, and whether it is true."""
    item = draw.pick(found)
    line = item.lines[0]
    if ". " in line or " not" in line or '"' in line or "'" in line:
        return None
    head = line.split(" ")[0]
    known = {name for asked, _ in item.asks for name in _names(asked)}
    right = draw.chance(0.42)
    if not right:
        names = sorted(known & set(re.findall(r"\w+", line)))
        if not names:
            return None
        others = {n for s in found if s is not item for n in _marks(s) if n[0].isupper()}
        new = draw.pick(sorted(others)) if others and draw.chance(0.6) else person(draw)
        line = re.sub(rf"\b{draw.pick(names)}\b", new, line)
    plain = line if head in known else lower_first(line)
    return CLAIM(draw, c=plain, C=line), "Yes." if right else "No."


TELLS = Shapes(
    "Does the (text|passage|story|context) (tell us|say|mention) {q}?",
    "Does the (text|passage|story|context) (tell us|say|mention) {q}?",
    "Do we (learn|know|find out) {q}?", "Is it (said|told|mentioned|clear) {q}?",
    "Does it (say|tell us) {q}?", "Can I (learn|find out) from (this|the text) {q}?",
    "Is there (anything|something) about {q}?",
)  # fmt: skip


def _told(draw: Draw, item: Snippet) -> Ask:
    """Whether the text tells where, when, why or what; if so, perhaps the answer."""
    clause, answer = draw.pick(item.says)
    asked = TELLS(draw, q=clause)
    if draw.chance(0.3):
        return f"{asked} If so, {clause.split(' ')[0]}?", answer or UNSAID
    return asked, "Yes." if answer else "No."


def _said(draw: Draw, found: list[Snippet], text: str) -> Ask:
    """Whether the text says who did something, yes or no or who."""
    item = draw.pick(found)
    if item.says and draw.chance(0.6):
        return _told(draw, item)
    who = [ask for ask in item.asks if _SUBJECT.match(ask[0])]
    if not who:
        return draw.pick(item.asks)
    asked, answer = draw.pick(who)
    if draw.chance(0.35):
        return SAYS(draw, q=lower_first(asked[:-1])) + draw.pick(
            (" If so, who?", " If so who?", " If yes, who?")
        ), answer
    if draw.chance(0.35):
        return SAYS(draw, q=lower_first(asked[:-1])), "Yes."
    other = clauses.deed(draw)
    asked = next((a for a, _ in other.asks if _SUBJECT.match(a)), "")
    if not asked or _marks(other) & set().union(*map(_marks, found)):
        return draw.pick(item.asks)
    asked = SAYS(draw, q=lower_first(asked[:-1]))
    if draw.chance(0.4):
        return f"{asked} If so, who?", UNSAID
    return asked, "No."


def ask(draw: Draw, found: list[Snippet], text: str) -> Ask:
    """A question on the text, with its answer."""
    kind = draw.unit()
    if kind < 0.16:
        return _unsaid(draw, found, text), UNSAID
    if kind < 0.22 and (claim := _claim(draw, found)):
        return claim
    if kind < 0.31:
        return _said(draw, found, text)
    asked, answer = draw.pick(draw.pick(found).asks)
    if answer == "Yes." and draw.chance(0.55) and (names := _names(asked)):
        name = person(draw)
        if name not in text:
            return asked.replace(names[0], name), "No."
    if asked.startswith("Who ") and asked.endswith("?") and draw.chance(0.1):
        right = answer[:-1] if answer[:4] != "The " else lower_first(answer[:-1])
        x, y = draw.shuffled([right, person(draw)])
        asked = f"{asked[:-1]}{draw.pick((', ', ': '))}{x} or {y}?"
    return asked, answer


def one(draw: Draw) -> tuple[list[Snippet], str]:
    """The snippets of a text, and the text."""
    found = snippets(draw)
    return found, text_of(draw, found)


def dialogue(draw: Draw) -> list[Message]:
    """A text with a question, at times a second one."""
    found, text = one(draw)
    asked, answer = ask(draw, found, text)
    small = draw.chance(0.1)
    if small:
        text, asked, answer = in_small_letters(text, asked, answer)
    put = prompt if draw.chance(0.45) else layout
    turns = exchange(put(draw, text, asked), answer, SYSTEM(draw) if draw.chance(0.08) else None)
    if not small and draw.chance(0.15):
        asked, answer = ask(draw, found, text)
        turns += [say("user", hasty(draw, asked)), say("assistant", answer)]
    return turns


def document(draw: Draw) -> str:
    """A text with questions, or alone."""
    found, text = one(draw)
    parts = [text]
    for _ in range(draw.integer(0, 4)):
        asked, answer = ask(draw, found, text)
        parts.append(f"Q: {asked}\nA: {answer}")
    return "\n".join(parts)
