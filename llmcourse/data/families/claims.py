"""Claims about a text: the same scene in other words, or with something changed: yes or no.

The text is one or more `frames`; a claim is another sentence of one of them. What the text does
not say is asked too ("does the text mention ..."), and then the answer is no.
"""

import re

from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families.frames import FRAMES, Scene, scene
from llmcourse.data.families.placing import placed, quoted
from llmcourse.data.grammar import Wordings
from llmcourse.data.phrasing import lower_first

SAID = frozenset("person thing animal pet city place team company vehicle event title land".split())
CLAIMS = frozenset(
    frame for frame in FRAMES
    if frame.slots[0][0] in SAID and not any(
        kind in ("phrase", "ingredient") or "partner1" in keys for kind, keys in frame.slots
    )
)  # fmt: skip
"""Frames that say something and change their meaning when two values are exchanged."""
WISH = re.compile(
    r"\?|^(?:Please|Call|Write|Send|Come|Join|Contact|Email|Pick|Can|Do|Look|Meet|Keep|Room for|"
    r"Reservation|Lost|Found|My name|I |Remind|Table|A table|Hello|How|Don't|Taxi)\b|"
    r"[a-z]{3,}\. |[a-z0-9][:;] "
)
"""A sentence that claims nothing, or more than one of them."""


def _said(draw: Draw, item: Scene) -> str:
    """The scene as a sentence that claims something, where it has one."""
    for _ in range(12):
        text = item.write(draw)
        if not WISH.search(text):
            break
    return text


ANSWERS = (
    ("Yes.", "No."), ("Yes.", "No."), ("Yes.", "No."), ("True.", "False."), ("True.", "False."),
    ("true", "false"), ("correct", "wrong"), ("right", "wrong"), ("correct", "incorrect"),
    ("supported", "not supported"), ("entailment", "contradiction"), ("agree", "disagree"),
    ("match", "no match"), ("same", "different"),
)  # fmt: skip
ASK: dict[str, Wordings] = {
    "Yes.": Wordings(
        "claim, yes or no",
        "Is it true that {c}?", "Does the text say that {c}?", "Is this right: {s}",
        "According to the text, is it true that {c}? Yes or no?", "Claim: {s} Is that so?",
        "Yes or no: {s}", "Can we say that {c}?", "Do we know that {c}?", "So {c}?",
        "Is the statement {q} correct?", "Does it follow that {c}?", "Is {q} true?",
        "Does this fit the text? {s}", "Somebody says: {q} Is that right?",
        "Is it correct that {c}?",
    ),
    "True.": Wordings(
        "claim, true or false",
        "True or false: {s}", "True or false? {s}", "{s} True or false?",
        "Claim: {s} True or false?",
        "Is this true or false: {s}", "Statement: {s} \\(true/false\\)",
        "State if it is true or false that {c}.", "T/F, true or false: {q}",
    ),
    "": Wordings(
        "claim with labels",
        "Claim: {s} Answer {a} or {b}.", "{a} or {b}? {s}",
        "Statement: {s}\nLabel \\({a}, {b}\\):", "Hypothesis: {s} Choose {a} or {b}.",
        "Second sentence: {s} Say {a} or {b}.", "Compare with {q}: {a} or {b}?",
        "Is {q} {a} or {b}?", "Label the claim {q} as {a} or {b}.",
    ),
}  # fmt: skip
MENTION = Wordings(
    "is it mentioned",
    "Does the text mention {w}?", "Is {w} in the text?", "Is {w} mentioned?",
    "Does {w} occur here?",
    "Does it say anything about {w}?", "Is there anything about {w}? yes or no",
    "Yes or no: the text has the word {w}.", "Can you find {w} in it?", "Is the word {w} there?",
)  # fmt: skip


def _text(draw: Draw) -> tuple[list[Scene], str]:
    from_claims = draw.weighted((1, 2, 3), (5, 3, 1))
    found: list[Scene] = []
    while len(found) < from_claims:
        item = scene(draw)
        kinds = {kind for kind, _ in item.frame.slots}
        if item.frame in CLAIMS and not any(
            kinds & {kind for kind, _ in other.frame.slots} for other in found
        ):
            found.append(item)
        elif found and draw.chance(0.1):
            break
    parts = [item.write(draw) for item in found]
    return found, " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts)


def _mention(draw: Draw, found: list[Scene], text: str) -> list[Message] | None:
    """Whether a name or a thing stands in the text."""
    item = draw.pick(found)
    at = draw.integer(0, len(item.filled) - 1)
    there = draw.chance(0.5)
    word = str((item if there else item.other(draw)).filled[at].value)
    if (word.lower() in text.lower()) != there:
        return None
    ask = MENTION(draw, w=word if draw.chance(0.7) else f'"{word}"')
    return exchange(placed(draw, ask, text), "Yes." if there else "No.")


def dialogue(draw: Draw) -> list[Message]:
    """A text, a claim about it, and whether it holds."""
    found, text = _text(draw)
    if draw.chance(0.12) and (talk := _mention(draw, found, text)):
        return talk
    item, right = draw.pick(found), draw.chance(0.5)
    claim = _said(draw, item if right else item.other(draw)).rstrip(".!?")
    yes, no = draw.pick(ANSWERS)
    shapes = ASK.get(yes, ASK[""])
    name = claim.startswith(tuple(filled.text for filled in item.filled))
    low = claim if name or not claim[:4].startswith(_PLAIN) else lower_first(claim)
    a, b = draw.shuffled((yes.rstrip("."), no.rstrip(".")))
    ask = shapes(draw, c=low, s=f"{claim}.", q=quoted(draw, claim), a=a, b=b)
    keep = ask.startswith((yes, no))
    prompt = placed(draw, ask, text, ("Text", "Premise", "Passage"), keep=keep)
    return exchange(prompt, yes if right else no)


_PLAIN = ("The ", "A ", "An ", "On ", "In ", "At ", "For ", "My ", "Our ", "We ")
"""How a sentence begins that may go on in small letters."""


def document(draw: Draw) -> str:
    """Texts of frames in a row, each also in other words."""
    found, text = _text(draw)
    again = [item.write(draw) for item in found]
    return f"{text}\n{' '.join(again)}" if draw.chance(0.5) else text
