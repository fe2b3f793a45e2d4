"""Who did what to whom, with what, where, when, why and how: open clauses with their questions.

Every slot is drawn from the wide lists or made up, so that an answer can only be copied. A
`Snippet` is a sentence or two about one subject; `scraps` has more kinds, `opentexts` joins them.
"""

from dataclasses import dataclass, field

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.adjuncts import SAY, SLOTS, slots, some_where
from llmcourse.data.families.clauseasks import (
    APART,
    ASK,
    ASK_WHAT,
    ASK_WHO,
    HE_KIN,
    SHE_KIN,
    WHICH,
)
from llmcourse.data.grammar import capital, with_article
from llmcourse.data.names import people, person, pronouns
from llmcourse.data.words import in_words

Ask = tuple[str, str]


@dataclass(frozen=True)
class Snippet:
    """A few sentences on one subject, what can be asked, and what they do not say."""

    lines: list[str]
    asks: list[Ask]
    unsaid: list[str] = field(default_factory=list)
    says: list[Ask] = field(default_factory=list)
    """What a text may tell, as in "where Ann hid the key", with the answer or nothing."""


@dataclass(frozen=True)
class Actor:
    """Somebody: how they are named, and the pronouns, None where the name is said again."""

    name: str
    he: str
    him: str
    his: str

    def __str__(self) -> str:
        return self.name


_HE, _SHE = ("he", "him", "his"), ("she", "her", "her")


def actor(draw: Draw, *, alone: bool = False) -> Actor:
    """A person by name, by role or by kin; two people where nobody must be alone."""
    kind = draw.unit()
    if kind < 0.6:
        name = person(draw)
        forms = pronouns(name)
        return Actor(name, *(forms if forms[0] != "they" else (name, name, f"{name}'s")))
    he = draw.pick((_HE, _SHE))
    if kind < 0.82:
        return Actor(f"the {wide.role(draw)}", *he)
    if kind < 0.9 or alone:
        kin = draw.one(wide.COMPANY)
        he = _HE if kin in HE_KIN else _SHE if kin in SHE_KIN else he
        return Actor(f"{person(draw)}'s {kin}", *he)
    if kind < 0.95:
        a, b = people(draw, 2)
        return Actor(f"{a} and {b}", "they", "them", "their")
    return Actor(f"the {wide.plural(wide.role(draw))}", "they", "them", "their")


def thing(draw: Draw, noun: str) -> tuple[str, str, str]:
    """The noun as first said ("two red kites"), as asked about ("the kites"), and if counted how
    ("kites").
    """
    look = f"{draw.one(wide.LOOKS)} " if draw.chance(0.3) else ""
    if not wide.counted(noun):
        return draw.pick((f"the {look}{noun}", f"some {look}{noun}")), f"the {noun}", ""
    kind = draw.unit()
    if kind < 0.12:
        n, many = draw.integer(2, 20), wide.plural(noun)
        count = in_words(n) if draw.chance(0.7) else str(n)
        return f"{count} {look}{many}", f"the {many}", many
    if kind < 0.5:
        return with_article(f"{look}{noun}"), f"the {noun}", ""
    return f"the {look}{noun}", f"the {noun}", ""


def sentence(draw: Draw, subject: str, did: str, what: str, said: dict[str, str]) -> str:
    """The deed with what is said of it; a time, a place or a reason may come first."""
    parts = {s: SAY[s](draw, v=v) if s in SAY else v for s, v in said.items()}
    front = ""
    first = [slot for slot in ("when", "where", "why") if slot in parts]
    if first and draw.chance(0.28):
        front = parts.pop(draw.pick(first)) + draw.pick((", ", ", ", " "))
        front = front if not front.startswith("because") else front.rstrip(", ") + ", "
    tail = " ".join(parts.values())
    return capital(f"{front}{subject} {did}{' ' + what if what else ''} {tail}".strip())


def _answer(slot: str, value: str) -> str:
    return capital(f"to {value}" if slot == "aim" else value) + "."


def deed(draw: Draw) -> Snippet:
    """Somebody did something to a thing."""
    who, (kind, verb) = actor(draw), wide.kind_and_verb(draw)
    said, known, many = thing(draw, wide.noun(draw, kind))
    found = _told(draw, who, verb, (said, known, many), slots(draw))
    if kind in WHICH and draw.chance(0.5):
        found.asks.append((f"Which {kind} did {who} {verb.base}?", f"{capital(said)}."))
    line = found.lines[0].lower()
    if len(found.lines) == 1 and f"{who} {verb.past} {said}".lower() in line:
        found.asks.append((f"What did {who} do?", f"{capital(who.name)} {verb.past} {said}."))
    return found


def meeting(draw: Draw) -> Snippet:
    """Somebody did something to somebody."""
    who, whom = actor(draw), actor(draw, alone=True)
    verb = draw.pick(wide.PERSONAL)
    while whom.name in who.name or who.name in whom.name:
        whom = actor(draw, alone=True)
    found = _told(draw, who, verb, (whom.name, whom.name, ""), slots(draw))
    asks = [
        (f"{draw.pick(('Who', 'Whom'))} did {who} {verb.base}?", f"{capital(whom.name)}."),
        (f"Who was {verb.participle} by {who}?", f"{capital(whom.name)}."),
    ]
    return Snippet(found.lines, [*asks, *found.asks[:1], *found.asks[2:]], found.unsaid)


def doing(draw: Draw) -> Snippet:
    """Somebody did something without a thing."""
    who, verb, more = actor(draw), draw.pick(wide.DOINGS), slots(draw)
    more.pop("tool", None)
    asks = [(f"Who {verb.past}?", f"{capital(who.name)}.")]
    line = sentence(draw, who.name, verb.past, "", more)
    for slot in SLOTS:
        asked = ASK[slot](draw, s=who, base=verb.base, past=verb.past, part="\2", o="\2")
        if slot in more and " \2 \2" not in asked:
            asks.append((asked.replace(" \2", ""), _answer(slot, more[slot])))
    return Snippet(
        [line],
        asks,
        [
            f"{w} did {who} {verb.base}?"
            for w, s in (("Where", "where"), ("When", "when"))
            if s not in more
        ],
    )


def _told(
    draw: Draw, who: Actor, verb: wide.Verb, what: tuple[str, str, str], more: dict[str, str]
) -> Snippet:
    (said, known, many), s = what, who.name
    if draw.chance(0.16):
        be = "were" if many else "was"
        line = sentence(draw, said, f"{be} {verb.participle} by {s}", "", more)
    elif draw.chance(0.08) and who.he != "they" and " and " not in s:
        line = _quoted(draw, who, verb, said, more)
    else:
        line = sentence(draw, s, verb.past, said, more)
    if who.he in ("he", "she") and draw.chance(0.1):
        s = who.he
    slot_of = {"s": s, "base": verb.base, "past": verb.past, "part": verb.participle, "o": known}
    asks = [
        (ASK_WHO(draw, **slot_of), f"{capital(who.name)}."),
        (ASK_WHAT(draw, **slot_of), f"{capital(said)}."),
    ]
    if many:
        asks += [(f"How many {many} did {s} {verb.base}?", f"{capital(said.split(' ')[0])}.")] * 2
    for slot, value in more.items():
        asks += [(ASK[slot](draw, **slot_of), _answer(slot, value))] * 2
    asks.append((f"Did {s} {verb.base} {known}?", "Yes."))
    free = [slot for slot in ("where", "when") if slot not in more]
    free += [] if {"why", "aim"} & set(more) else ["why"]
    unsaid = [ASK[slot](draw, **slot_of) for slot in free]
    if many:
        asks = [(_many(asked, known), answer) for asked, answer in asks]
        unsaid = [_many(asked, known) for asked in unsaid]
    after = _after(draw, who, known, verb) if draw.chance(0.3) else Snippet([], [])
    told = {
        part: _answer(part, value)
        for part, value in more.items()
        if part in ("where", "when", "why")
    }
    says = [(f"{slot} {s} {verb.past} {known}", told.get(slot, "")) for slot in (*told, *free)]
    other = draw.pick([word for word in APART if word != verb.past])
    says += [(f"what {s} {verb.past}", f"{capital(said)}."), (f"what {s} {other}", "")]
    return Snippet([line, *after.lines], asks + after.asks * 2, unsaid, says)


def _many(asked: str, known: str) -> str:
    asked = asked.replace(f"was {known}", f"were {known}")
    return asked.replace(f"{capital(known)} was", f"{capital(known)} were")


def _quoted(draw: Draw, who: Actor, verb: wide.Verb, said: str, more: dict[str, str]) -> str:
    spoken = sentence(draw, "I", verb.past, said, more)
    verb_of = draw.pick(("said", "told us", "wrote", "explained"))
    if draw.chance(0.5):
        return f"{capital(who.name)} {verb_of}: '{spoken}'"
    return f"'{spoken},' {verb_of if verb_of != 'told us' else 'said'} {who.name}"


def _after(draw: Draw, who: Actor, known: str, verb: wide.Verb) -> Snippet:
    """A sentence that goes on from a deed."""
    kind, he = draw.integer(0, 5), capital(who.he)
    be = "were" if who.he == "they" else "was"
    if kind == 0:
        n = draw.integer(2, 90)
        unit = draw.pick(("minutes", "hours", "days", "weeks"))
        return Snippet(
            [f"It took {who.him} {n} {unit}"],
            [
                (f"How long did it take {who} to {verb.base} {known}?", f"{n} {unit}."),
                (f"How many {unit} did it take {who}?", f"{n}."),
            ],
        )
    if kind == 1:
        mood = draw.one(wide.MOODS)
        return Snippet(
            [f"{he} {be} {mood}"],
            [
                (f"How did {who} feel?", f"{capital(mood)}."),
                (f"Who was {mood}?", f"{capital(who.name)}."),
            ],
        )
    if kind == 2:
        mood, why = draw.one(wide.MOODS), draw.one(wide.REASONS)
        return Snippet(
            [f"{he} {be} {mood} because {why}"], [(f"Why {be} {who} {mood}?", f"{capital(why)}.")]
        )
    return _next(draw, who, f"{verb.past} {known}", placed=kind == 3)


def _next(draw: Draw, who: Actor, before: str, *, placed: bool) -> Snippet:
    """What somebody did after that."""
    he, then = capital(who.he), draw.pick(wide.DOINGS)
    word = draw.pick(("Then", "Later", "After that", "Afterward"))
    ask = draw.pick(
        (
            f"What did {who} do {word.lower()}?",
            f"What did {who} do in the end?",
            f"What happened after {who} {before}?",
        )
    )
    if placed:
        where = some_where(draw)
        return Snippet(
            [f"{word} {who.he} {then.past} {where}"],
            [(f"Where did {who} {then.base}?", f"{capital(where)}.")],
        )
    return Snippet([f"{word} {who.he} {then.past}"], [(ask, f"{he} {then.past}.")])
