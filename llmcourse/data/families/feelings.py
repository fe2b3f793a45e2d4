"""Opinions on anything, and their label in the words that the prompt asks for.

A wider `reviews`: what is judged is any noun, the judgment is often an event ("it leaks", "I
bought two more"), and the labels, their order and their letters are the prompt's.
"""

import re

from llmcourse.data import wide
from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import frames
from llmcourse.data.families.placing import placed
from llmcourse.data.families.reviews import BAD, GOOD
from llmcourse.data.grammar import Shapes, Wordings, capital
from llmcourse.data.phrasing import lower_first, misspell
from llmcourse.data.rows import feeling as rows
from llmcourse.data.split import Pool

LABELS = ("Review", "Comment", "Text", "Feedback", "Review", "Customer", "Message", "Opinion")


def _shapes(text: str) -> Shapes:
    return Shapes(*text.strip().split("\n"))


ABOUT = {
    True: tuple(map(_shapes, (rows.ROLE_GOOD, rows.THING_GOOD, rows.PLACE_GOOD, rows.BEST))),
    False: tuple(map(_shapes, (rows.ROLE_BAD, rows.THING_BAD, rows.PLACE_BAD, rows.WORST))),
}
REACT = {True: _shapes(rows.REACT_GOOD), False: _shapes(rows.REACT_BAD)}
TERSE = {True: _shapes(rows.TERSE_GOOD), False: _shapes(rows.TERSE_BAD)}
INTRO = _shapes(rows.INTRO)
TURN = Shapes("but in the end", "but", "however,", "still,", "yet", "but all in all")


def _pair(text: str) -> tuple[str, str]:
    good, _, bad = text.partition("|")
    return good, bad


COMMON = tuple(map(_pair, wide.items("""
positive|negative, Positive|Negative, POSITIVE|NEGATIVE, pos|neg, good|bad, happy|unhappy
thumbs up|thumbs down
""")))  # fmt: skip
PAIRS: Pool[tuple[str, str]] = Pool("label pair", map(_pair, wide.items("""
POS|NEG, happy|sad, happy|angry, like|dislike, liked it|hated it, praise|complaint
satisfied|dissatisfied, pleased|displeased, content|upset, fan|critic, love|hate, plus|minus
recommended|not recommended, recommend|avoid, great|terrible, +|-, 1|0, 5|1, GOOD|BAD, Good|Bad
happy customer|unhappy customer, compliment|complaint, approve|disapprove, up|down, yes|no
good review|bad review, keep|return, friendly|unfriendly, warm|cold, hit|flop, A|B, green|red
cheerful|angry, optimistic|pessimistic, enthusiastic|disappointed, delighted|disappointed
""")))  # fmt: skip
PLAIN = ("A|B", "green|red", "1|0", "5|1", "+|-", "yes|no", "up|down", "keep|return", "warm|cold")
ASK_PAIR = Wordings(
    "two labels",
    "{a} or {b}?", "Is it {a} or {b}?", "Classify as {a} or {b}.", "Label: {a} or {b}.",
    "Options: {a}, {b}.", "Answer with {a} or {b}.", "Choose {a} or {b}.", "{a} / {b}?",
    "{a}/{b}", "Sentiment \\({a} or {b}\\)?", "{a}, {b}?",
    "Please label it as {a} or {b}.", "Would you rate it {a} or {b}?", "Tag this: {a} or {b}",
    "Does this sound {a} or {b}?", "Sentiment analysis. Options: {a}, {b}. Answer:", "{a} vs {b}",
    "Decide between {a} and {b}.", "Which label fits, {a} or {b}?", "Say {a} or {b}.",
    "Tell me whether it is {a} or {b}.", "Categories: {a}, {b}. Category:", "Mood: {a} or {b}?",
    "Find out if this is {a} or {b}.", "Reply only with {a} or {b}.", 'Output "{a}" or "{b}".',
    "Rate it: {a} or {b}", "One word: {a} or {b}?", "Labels: \\[{a}, {b}\\]",
    "How would you label this? {a} or {b}", "classify \\({a} or {b}\\)",
    "Would you call this {a} or {b}?", "How does the writer feel, {a} or {b}?",
    "Overall: {a} or {b}?",
    "Does the writer sound {a} or {b}?", "{a} pile or {b} pile?", "Sort this into {a} / {b}.",
    "Assign a label \\({a}, {b}\\).", "Is the tone {a} or {b}?", "Is that {a} or {b} overall?",
    "Is the feedback {a} or {b}?", "- {a}\n- {b}\nWhich one?", "{a} or {b}??",
)  # fmt: skip
ASK_CODE = Wordings(
    "codes for a sentiment",
    "Write {a} if it is positive and {b} if it is negative.", "positive = {a}, negative = {b}",
    "Answer {a} for a good review and {b} for a bad one.",
    "{b} means negative, {a} means positive.",
    "If the person liked it say {a}, otherwise say {b}.", "Use {a} for positive, {b} for negative.",
    "Label {b} when the writer is unhappy, {a} when the writer is happy.",
    "Happy customers get {a}, unhappy ones {b}.", "{a} = good, {b} = bad", "good: {a}, bad: {b}",
    "{a} stands for positive and {b} for negative.", "Negative is {b}, positive is {a}.",
    "Mark it {b} if the writer is unhappy and {a} if not.", "Complaints are {b}, praise is {a}.",
    "Say {b} if it is a complaint, else {a}.",
)  # fmt: skip
ASK_NOUN = Wordings(
    "two nouns for a sentiment",
    "Would you call this {a a} or {a b}?", "Is this {a a} or {a b}?", "Does it sound like {a a} or"
    " {a b}?", "Is it {a a} or {a b}?", "Tell me if this is {a a} or {a b}.", "{A a} or {a b}?",
    "Should I file it as {a a} or {a b}?", "Which is it, {a a} or {a b}?",
)  # fmt: skip
NOUNS = frozenset("complaint critic flop".split()) | {"unhappy customer", "bad review"}
ASK_OPEN = Wordings(
    "sentiment in any form",
    "Sentiment?", "label:", "What is the sentiment?", "Tell me the sentiment in one word.",
    "Sentiment:", "What mood is this?", "Classify the sentiment.", "The sentiment is",
    "Give the sentiment of this review.", "sentiment pls", "How does this sound?", "Mood?",
    "Give me the sentiment of it in one word.", "Polarity?", "Determine the polarity.",
    "Which sentiment is this?", "Analyze the sentiment.", "Tone?", "What is the tone of this?",
    "Rate the sentiment.", "Feeling?",
)  # fmt: skip
ASK_YES: tuple[tuple[Wordings, bool], ...] = (
    (Wordings("is pleased", "Did this person like it?", "Did they like it?", "Is the writer happy?",
              "Is this a positive review?", "Was the customer satisfied?", "Is this praise?",
              "Would this person come back?", "Does the writer recommend it?", "Is it good?",
              "Is the guest pleased?", "Was it a good experience?", "Did the customer enjoy it?",
              "Is the person content?", "Is this good feedback?", "Was the client happy?",
              "Would they recommend it?", "Did they have a good time?", "Did it go well?"), True),
    (Wordings("is displeased", "Is this a complaint?", "Is the writer angry?", "Is this negative?",
              "Is the customer unhappy?", "Did the person dislike it?", "Is this bad feedback?",
              "Is it a bad review?", "Was the guest disappointed?", "Is the person complaining?",
              "Is the writer upset?", "Was it a bad experience?", "Did something go wrong?",
              "Does the person sound angry?", "Is the writer disappointed?"), False),
)  # fmt: skip
END_YES = ("", "", " yes or no", " Yes or no?", " (yes/no)", " Answer yes or no.", " Yes/No")
ASK_THREE = Wordings(
    "three labels",
    "{a}, {b} or {c}?", "Classify as {a}, {b} or {c}.", "Options: {a}, {b}, {c}.", "{a}/{b}/{c}?",
    "Is this {a}, {b} or {c}?", "Choose one: {a}, {b}, {c}", "Label it {a}, {b} or {c}.",
    "Answer with {a}, {b} or {c}.", "Sentiment \\({a}, {b}, {c}\\):", "Which: {a}, {b} or {c}?",
)  # fmt: skip
TRIPLES = (("positive", "negative", "neutral"), ("positive", "negative", "neutral"),
           ("good", "bad", "neutral"), ("POSITIVE", "NEGATIVE", "NEUTRAL"),
           ("happy", "unhappy", "neutral"), ("pos", "neg", "neu"))  # fmt: skip
SIGNED = frozenset("problem problem2 fault score grade status".split())
"""Slots of frames that are not neutral."""


def _values(draw: Draw) -> dict[str, str]:
    noun, role = wide.countable(draw), wide.role(draw)
    good, good2 = draw.some(draw.part(GOOD), 2)
    bad, bad2 = draw.some(draw.part(BAD), 2)
    the = draw.pick(("The", "The", "This", "My new", "The new", "Our", "My"))
    return {
        "n": draw.pick((noun, noun, draw.one(wide.EVENTS), wide.venue(draw), wide.noun(draw,
        "food"))),
        "t": draw.pick((f"{the} {noun}", f"{the} {noun}", "It", "it")),
        "p": f"the {wide.venue(draw)}",
        "r": f"{draw.pick(('The', 'The', 'Our', 'Their', 'That'))} {role}",
        "x": wide.countable(draw), "f": wide.noun(draw, "food"), "g": good, "g2": good2,
        "b": bad, "b2": bad2,
    }  # fmt: skip


def _clause(draw: Draw, good: bool, values: dict[str, str]) -> str:
    shapes = REACT if draw.chance(0.35) else None
    if shapes:
        return capital(shapes[good](draw, **values))
    return capital(draw.pick(ABOUT[good])(draw, **values))


def opinion(draw: Draw, good: bool) -> str:
    """What somebody says who liked it or did not: one to three sentences, neat or not."""
    values = _values(draw)
    if draw.chance(0.12):
        text = TERSE[good](draw, **values)
        return draw.pick((text, text, f"{text}.", f"{capital(text)}!", f"{text}!!", capital(text)))
    parts = [_clause(draw, good, values) for _ in range(draw.weighted((1, 2, 3), (5, 5, 2)))]
    parts = list(dict.fromkeys(parts))
    if draw.chance(0.12):
        other = _clause(draw, not good, values)
        parts = [f"{other[:-1]}, {TURN(draw)} {lower_first(_clause(draw, good, values))}",
                 REACT[good](draw, **values)]  # fmt: skip
    if draw.chance(0.2):
        parts.insert(0, capital(INTRO(draw, **values)))
    if draw.chance(0.2):
        return ", ".join(lower_first(part.rstrip(".!")) for part in parts)
    text = " ".join(parts)
    if draw.chance(0.12):
        text = text.lower()
    return re.sub(r"[.]$", "", text) if draw.chance(0.12) else text


def neutral(draw: Draw) -> str:
    """Something without a feeling: a frame."""
    while True:
        scene = frames.scene(draw)
        if not SIGNED & {kind for kind, _ in scene.frame.slots}:
            return scene.write(draw)


def _labels(draw: Draw) -> tuple[str, str, bool]:
    """Two labels, and whether they say by themselves what they mean."""
    if draw.chance(0.15):
        one, two = wide.pseudo(draw), wide.pseudo(draw)
        if one != two:
            return one, two, False
    good, bad = draw.pick(COMMON) if draw.chance(0.4) else draw.one(PAIRS)
    return good, bad, f"{good}|{bad}" not in PLAIN


def dialogue(draw: Draw) -> list[Message]:
    """An opinion and its label."""
    good, kind = draw.chance(0.5), draw.unit()
    if kind < 0.1:
        names, at = draw.pick(TRIPLES), draw.integer(0, 2)
        text = neutral(draw) if at == 2 else opinion(draw, at == 0)
        a, b, c = draw.shuffled(names)
        ask = ASK_THREE(draw, a=a, b=b, c=c)
        return exchange(placed(draw, ask, text, LABELS, keep=ask.startswith(a)), names[at])
    text = opinion(draw, good)
    if kind < 0.3:
        ask = ASK_OPEN(draw)
        return exchange(
            placed(draw, ask, text, LABELS, spelled=False), "positive" if good else "negative"
        )
    if kind < 0.48:
        shapes, wanted = draw.pick(ASK_YES)
        ask, end = shapes(draw), draw.pick(END_YES)
        prompt = placed(draw, ask + end, text, LABELS, spelled=False)
        return exchange(prompt, "Yes." if wanted == good else "No.")
    yes, no, telling = _labels(draw)
    if telling:
        a, b = draw.shuffled((yes, no))
        nouns = no in NOUNS and yes != "praise" and draw.chance(0.6)
        ask = (ASK_NOUN if nouns else ASK_PAIR)(draw, a=a, b=b)
        if yes == "positive" and draw.chance(0.06):
            ask = misspell(draw, ask)
    else:
        ask = ASK_CODE(draw, a=yes, b=no)
    keep = ask.startswith((yes, no))
    return exchange(placed(draw, ask, text, LABELS, keep=keep), yes if good else no)


def document(draw: Draw) -> str:
    """Opinions without labels, or with stars."""
    parts, stars = [], draw.chance(0.3)
    for _ in range(draw.integer(1, 4)):
        good = draw.chance(0.5)
        n = draw.integer(4, 5) if good else draw.integer(1, 2)
        parts.append(opinion(draw, good) + (f" ({n} stars)" if stars else ""))
    return "\n".join(parts)
