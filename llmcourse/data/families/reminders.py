"""Things that somebody wants remembered: codes, lists, plans, favorites, kin, corrections.

The value is drawn or made up, told in one turn, at times corrected or joined with another, and
asked for after other talk. `memory` mixes these with what people say about themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass

from llmcourse.data.chat import Message, say
from llmcourse.data.draw import Draw
from llmcourse.data.families.reminderpairs import pair
from llmcourse.data.families.remindervalues import FAVORITE
from llmcourse.data.families.scraps import several
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.layouts import hasty
from llmcourse.data.phrasing import listing, lower_first
from llmcourse.data.rows.reminder import ROWS, Row


@dataclass(frozen=True)
class Note:
    """One thing told."""

    tell: str
    ask: str
    answer: str
    value: str
    key: str = ""
    change: tuple[str, str, bool] | None = None
    """A correction, the answer after it, and whether it does not say of what."""


FIX = Shapes(
    "Actually, {w} is {v}, not {o}.",
    "Sorry, {w} is {v}.",
    "No wait, {w} is {v}.",
    "Correction: {w} is {v}.",
    "I was wrong: {w} is {v}, not {o}.",
    "Oh, I meant {v}, not {o}.",
    "{W} is now {v}.",
    "{W} has changed to {v}.",
    "Sorry, I made a mistake. {W} is {v}.",
    "not {o}, {v}",
)
FIX_IT = Shapes(
    "(Sorry|Oh|Oops|Wait|Hm), I (made a mistake|was wrong|mixed it up). It('s| is) {v}.",
    "(No|Sorry|Wait|Oh no|Actually), it('s| is) {v}[, not {o}].", "Make that {v}[, not {o}].",
    "It('s| is) {v}, (sorry|not {o}).", "Please change (it|that) to {v}.",
    "(Forget|Forget about) {o}. It('s| is) {v}.", "(Sorry|I mean|I meant): {v}.",
    "I got that wrong, it('s| is) {v}.", "It (is now|has changed to|should be) {v}.",
)  # fmt: skip
"""Corrections that do not say of what; after one note alone."""
OK = Shapes(
    "(Noted|Got it|Thanks|I see): {v}.",
    "(I will|I'll) keep (it|that) in mind.",
    "I won't forget[ it].",
    "(That|It) sounds (nice|good|great|fun|lovely).",
    "(What a|That is a) (nice|good|big|fun) (thing|one|step)!",
    "(How|Very) (nice|fun|good|interesting)!",
    "{V}, (how nice|I see|got it|noted|nice)!",
    "{V} sounds (nice|good|great|lovely|fine).",
    "Thanks for (sharing|letting me know).",
    "Okay.",
    "Got it.",
    "I see.",
    "Noted.",
    "Thank you, I noted it.",
    "I will remember {v}.",
    "Okay, {v}.",
    "Good to know.",
    "Nice.",
    "Okay, I will remember it.",
    "Thanks for telling me.",
    "Sure.",
    "All right.",
)
AGAIN = Shapes(
    "I like (that|it)[ a lot]. {q}",
    "It is (late|nice today). {q}",
    "(Just|Only) checking: {l}",
    "(Great|Okay|Good|Nice), thanks. {q}",
    "Do you remember? {q}",
    "{q} Tell me.",
    "Let's see. {q}",
    "Quick test: {l}",
    "{q} Do you know?",
    "Well, {l}",
    "{q}",
    "{q}",
    "{q}",
    "Thanks. {q}",
    "By the way, {l}",
    "And {l}",
    "So {l}",
    "Now: {l}",
    "Okay. {q}",
    "Remind me: {l}",
    "I forgot. {q}",
    "Hey, {l}",
    "One more thing: {l}",
    "Can you remember? {q}",
)


def _answer(row: Row, value: str, key: str) -> str:
    return f"Your name is {value}." if key == "name" else f"{capital(value)}."


def note(draw: Draw) -> Note:
    """Something to remember."""
    if draw.chance(0.1):
        key = draw.pick(tuple(FAVORITE))
        row = Row(
            lambda d: key,
            FAVORITE[key],
            Shapes(
                "My favorite {k} is {v}.", "The {k} I like best is {v}.", "{V} is my favorite {k}."
            ),
            Shapes(
                "What is my favorite {k}?", "What was my favorite {k}?", "Which {k} do I like best?"
            ),
            "my favorite {k}",
        )
    else:
        row = draw.pick(ROWS)
        key = row.key(draw)
    value = row.value(draw)
    ask = row.ask(draw, k=key)
    change = None
    new = row.value(draw)
    if row.what and value.lower() not in new.lower() and new.lower() not in value.lower():
        what = row.what.format(k=key)
        fix = FIX_IT if draw.chance(0.4) else FIX
        change = (fix(draw, w=what, v=new, o=value), _answer(row, new, key), fix is FIX_IT)
    tell = row.tell(draw, k=key, v=value)
    return Note(capital(tell), ask, _answer(row, value, key), value, key, change)


LIST = Shapes(
    "My {k}: {l}", "[Please ](R|r)emember this: {l}", "remember this list: {l}", "I need {l}.",
    "Please remember my {k}: {l}.", "On my {k} are {l}.", "I have to buy {l}.",
    "Keep these in mind: {l}", "Here is my {k}: {l}.",
)  # fmt: skip
LIST_OK = Shapes("Okay: {l}.", "Okay.", "Got it.", "I will remember {l}.", "Noted.")


def _growing(draw: Draw, kind: str, goods: list[str]) -> list[Message]:
    """A list to which something is added."""
    add, last = draw.pick(("Add", "Please add", "Also add", "put")), goods[-1]
    return [
        say("user", f"My {kind}: {listing(goods[:-1])}"),
        say("assistant", draw.pick(("Okay.", "Noted."))),
        say("user", f"{add} {last} to my {kind}."),
        say("assistant", f"I added {last}."),
    ]


def _listed(draw: Draw) -> list[Message]:
    """A list, in one go or growing, and what is on it."""
    goods = several(draw, draw.integer(2, 5), draw.pick(("food", "food", None)))
    kind = draw.pick(("list", "shopping list", "packing list", "to-do list", "wish list"))
    comma, told = ", ".join(goods), listing(goods)
    said = comma if draw.chance(0.5) else told
    if draw.chance(0.25):
        said, turns = told, _growing(draw, kind, goods)
    else:
        reply = LIST_OK(draw, l=said)
        turns = [say("user", LIST(draw, k=kind, l=said)), say("assistant", reply)]
    ask, answer = draw.pick(
        (
            (f"What was on my {kind}?", said),
            ("What was on my list?", said),
            ("What is on my list?", said),
            ("Which things did I tell you?", said),
            ("What did I ask you to remember?", said),
            ("Repeat my list.", said),
            ("What do I need?", said),
            ("What was the first thing on my list?", goods[0]),
            ("Say my list again.", said),
            ("What was the last thing?", goods[-1]),
        )
    )
    return [*turns, say("user", hasty(draw, ask)), say("assistant", f"{capital(answer)}.")]


def _paired(draw: Draw) -> list[Message]:
    """Two things told in one sentence; the question is on one of them."""
    text, asks = pair(draw)
    ask, answer = draw.pick(asks)
    asked = AGAIN(draw, q=ask, l=lower_first(ask))
    turns = [say("user", lower_first(text) if draw.chance(0.12) else text)]
    turns.append(say("assistant", OK(draw, v=draw.pick(asks)[1])))
    return [*turns, say("user", hasty(draw, asked)), say("assistant", f"{capital(answer)}.")]


_LIKE = frozenset(("allergy", "hate", "own age", "age", "city", "trip", "plan", "job"))
"""Told together, these could be taken for each other."""


def dialogue(draw: Draw, between: Callable[[Draw], list[Message]]) -> list[Message]:
    """Notes told, other talk, and questions on the notes."""
    kind = draw.unit()
    if kind < 0.27:
        turns = _listed(draw) if kind < 0.13 else _paired(draw)
        for _ in range(draw.weighted((0, 1, 2), (4, 4, 1))):
            turns[-2:-2] = between(draw)
        return turns
    notes: list[Note] = []
    while len(notes) < draw.weighted((1, 2, 3), (6, 4, 2)):
        new = note(draw)
        if all(
            new.key != old.key
            and not (new.key in _LIKE and old.key in _LIKE)
            and new.value not in old.tell
            and old.value not in new.tell
            for old in notes
        ):
            notes.append(new)
    return _talk(draw, notes, between)


def _joined(draw: Draw, tells: list[str]) -> str:
    """Several notes in one turn, as sentences or as one."""
    joint = draw.pick((" ", " ", ", and ", " and ", ", "))
    if joint == " " or not all(tell.startswith(("I ", "I'", "My ", "The ")) for tell in tells[1:]):
        return " ".join(tells)
    first, *rest = (tell.rstrip(".") for tell in tells)
    return f"{joint.join([first, *map(lower_first, rest)])}."


def _talk(draw: Draw, notes: list[Note], between: Callable[[Draw], list[Message]]) -> list[Message]:
    turns: list[Message] = []
    answers = [item.answer for item in notes]
    if len(notes) > 1 and draw.chance(0.5):
        text = _joined(draw, [item.tell for item in notes])
        turns += [say("user", text), say("assistant", OK(draw, v=notes[0].value))]
    else:
        for item in notes:
            text = item.tell.rstrip(".") if draw.chance(0.2) else item.tell
            text = lower_first(text) if draw.chance(0.12) else text
            turns += [say("user", text), say("assistant", OK(draw, v=item.value))]
            if draw.chance(0.2):
                turns += between(draw)
    at = draw.integer(0, len(notes) - 1)
    change = notes[at].change
    if (
        change
        and draw.chance(0.35)
        and (len(notes) == 1 or not (change[2] or change[0].startswith(("Oh", "not "))))
    ):
        answers[at] = change[1]
        new = change[1].removeprefix("Your name is ").rstrip(".")
        turns += [say("user", change[0]), say("assistant", OK(draw, v=new))]
    for _ in range(draw.weighted((0, 1, 2), (5, 4, 1))):
        turns += between(draw)
    for i in draw.some(range(len(notes)), draw.integer(1, len(notes))):
        asked = notes[i].ask
        asked = AGAIN(draw, q=asked, l=lower_first(asked))
        turns += [say("user", hasty(draw, asked)), say("assistant", answers[i])]
    return turns
