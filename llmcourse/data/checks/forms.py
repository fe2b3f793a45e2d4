"""The checker's part for open forms: JSON of any keys, calls of any tool, labels, claims.

Reads the prompt alone. Not checked: which of two values of a kind belongs to a key with a free
name, a label of an opinion told by events alone, and a claim that is in other words.
"""

import json
import re
from collections.abc import Iterator, Sequence

from llmcourse.data import lexicon, wide
from llmcourse.data.chat import Message
from llmcourse.data.checks.counts import value_of
from llmcourse.data.words import CATEGORIES, DAYS

LOOKS = {
    "email": re.compile(r"@"), "mail": re.compile(r"@"), "e_mail": re.compile(r"@"),
    "phone": re.compile(r"\d{3}"), "mobile": re.compile(r"\d{3}"), "weekday": re.compile("day$"),
}  # fmt: skip
"""What a value looks like whose key says its kind."""
NEGATED = re.compile(r"\b(?:not|cannot|no longer)\b")


def _number(text: str) -> int | None:
    try:
        return value_of(text)
    except KeyError:
        return None


def stands(value: object, text: str) -> bool:
    """Whether the value is in the text, in digits, in words, or in the plural."""
    low = text.lower()
    if isinstance(value, bool):
        return True
    if isinstance(value, int):
        found = re.findall(r"[a-z]+(?:-[a-z]+)?|\d+", low)
        return any(_number(word) == value for word in found)
    said = str(value).lower()
    return said in low or wide.plural(said) in low or (said == "coffees" and "coffee" in low)


def _leaves(value: object, key: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _leaves(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from _leaves(item, key)
    else:
        yield key, value


def form(text: str, answer: str) -> str | None:
    """Every key was asked for, every value stands in the text and looks like its key."""
    found = json.loads(answer)
    for key, value in _leaves(found):
        if key and key not in text:
            return f"nobody asked for {key}"
        if isinstance(value, bool):
            if value == bool(NEGATED.search(text)):
                return f"{key} is not {value}"
        elif value is not None and not stands(value, text):
            return f"{key} {value!r} is not in the text"
        if key in LOOKS and isinstance(value, str) and "prefix" not in text:
            kinds = re.search(rf"\b{key}\b\W*(?:is|:|=|-|we have)", text)
            if not LOOKS[key].search(value) and not kinds:
                return f"{value!r} is no {key}"
    way = re.search(r"\bfrom ([A-Z]\w+) (?:and \w+ )?to ([A-Z]\w+)[ .]", text)
    if way and isinstance(found, dict) and {"from", "to"} <= set(found):
        ends = [found["from"], found["to"]]
        if all(str(end).isalpha() and str(end) not in DAYS for end in ends) and (
            ends == [way.group(2), way.group(1)]
        ):
            return "from and to are exchanged"
    return None


NAMES = ("name", "tool", "function", "action")
ARGUMENTS = ("args", "arguments", "parameters", "input")
SIGNS = {"add": r"\+|plus|add", "multiply": r"\*|x|times|multiply",
         "subtract": r"-|minus|away", "divide": r"/|divide"}  # fmt: skip


def call(talk: Sequence[Message]) -> str | None:
    """A call names a listed tool and its parameters; its values are the user's."""
    listed = talk[0]["content"]
    wish = ""
    for turn in talk:
        if turn["role"] == "user":
            wish = turn["content"]
        if turn["role"] != "assistant" or not turn["content"].startswith("{"):
            continue
        found = json.loads(turn["content"])
        name = next(found[key] for key in NAMES if key in found)
        arguments = next(found[key] for key in ARGUMENTS if key in found)
        spot = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", listed)
        if spot is None:
            return f"{name} is not listed"
        part = listed[spot.end() : spot.end() + 400]
        for key, value in arguments.items():
            if key not in part:
                return f"{name} has no {key}"
            if not stands(value, wish):
                return f"{value!r} is not in the wish"
        if name in SIGNS and not re.search(SIGNS[name], wish, re.I):
            return f"nobody wants to {name}"
    return None


GOOD = frozenset(
    wide.items("""
positive, pos, good, happy, thumbs up, like, liked it, praise, satisfied, pleased, content, fan
love, plus, recommended, recommend, great, happy customer, compliment, approve, good review
friendly, hit, cheerful, optimistic, enthusiastic, delighted, +
""")
)
BAD = frozenset(
    wide.items("""
negative, neg, bad, unhappy, sad, angry, thumbs down, dislike, hated it, complaint, dissatisfied
displeased, upset, critic, hate, minus, not recommended, avoid, terrible, unhappy customer
disapprove, bad review, unfriendly, flop, pessimistic, disappointed, -
""")
)
LABEL_WORDS = frozenset(word for label in (*GOOD, *BAD) for word in label.split())
TURNED = re.compile(
    r"\bbut\b|however|still,|\byet\b|anything but|although|would be|not \w+ at all|never had|worse|"
    r"better|\bis it good|experience|\bnot\b"
)
ILL = re.compile(r"a refund|returned it|waste of|shame on|regret|never again|yelled at|"
                 r"had mold|came in pieces|save your money")  # fmt: skip
WELL = re.compile(r"adore it|worth every|made my day|like new|hats off|full marks|at grandma|"
                  r"cannot wait|zero complaints|saved my day")  # fmt: skip


def _sign(answer: str, text: str) -> int:
    """What a label says: 1, -1, or 0 where it cannot be told."""
    low = answer.lower().rstrip(".")
    if low in ("yes", "no") or low not in GOOD | BAD:
        return 0
    return 1 if low in GOOD else -1


def feeling(text: str, answer: str) -> str | None:
    """The words with a sign, where nothing turns them, agree with a label that tells its own."""
    low = text.lower()
    if answer not in text and answer not in ("Yes.", "No.", "positive", "negative"):
        return f"{answer!r} was not offered"
    sign = _sign(answer, text)
    if not sign or TURNED.search(low):
        return None
    if sign > 0 and ILL.search(low) and not WELL.search(low):
        return "the writer complains"
    if sign < 0 and WELL.search(low) and not ILL.search(low):
        return "the writer is pleased"
    words = [word for word in re.findall(r"[a-z-]+", low) if word not in LABEL_WORDS]
    score = sum((w in lexicon.POSITIVE) - (w in lexicon.NEGATIVE) for w in words)
    return f"words sum to {score}" if score * sign < -1 else None


def label(text: str, answer: str) -> str | None:
    """The class is one that the prompt names; a word's class has that word."""
    if answer in ("Yes.", "No."):
        return None
    if answer not in text:
        return f"{answer!r} was not offered"
    low = text.lower()
    if answer in CATEGORIES and answer not in ("food", "number", "animal", "weather"):
        kinds = [kind for kind in CATEGORIES if kind in low]
        if len(kinds) > 1 and len(text.split()) < 12:
            return (
                None if any(word.lower() in low for word in CATEGORIES[answer]) else "no such word"
            )
    return None


AGREED = frozenset(
    "Yes. True. true correct right supported entailment agree match same".split()
)  # fmt: skip


INTRODUCED = re.compile(
    r"^.*\b(?:Claim|Statement|Text|Premise|Passage|Hypothesis|sentence|false): ", re.I
)


def claim(text: str, answer: str) -> str | None:
    """A sentence that stands in the prompt twice is a claim that holds."""
    parts = re.split(r"(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)[.!?]\s|[\n\"`\u201c\u201d\u00ab\u00bb|]", text)
    bare = [" ".join(INTRODUCED.sub("", part).split()).rstrip(".!") for part in parts]
    said = [part for part in bare if len(part.split()) > 4]
    if len(set(said)) < len(said) and answer not in AGREED:
        return "the text says so"
    return None
