"""The checker's part for reading: referents, sentiment, passages, JSON, translation."""

import json
import re
from collections.abc import Iterator, Sequence

from llmcourse.data import lexicon, velan
from llmcourse.data.chat import Message
from llmcourse.data.checks.counts import Wrong, value_of
from llmcourse.data.words import ANIMALS

ANIMATE = frozenset(
    """
    thirsty hungry tired sleepy scared afraid bored angry curious sick lonely nervous happy sad lost
    brave clever lazy hurt excited frightened exhausted starving greedy playful worried
    """.split()
)
BIG = frozenset("big large wide tall thick long bulky".split())
WEAK = frozenset("scared afraid weak frightened helpless timid nervous".split())


def referent(text: str, answer: str) -> str | None:
    """The deciding word's class says which candidate it is."""
    said = answer.rstrip(".").lower().removeprefix("the ")
    low = text.lower()
    if said not in low:
        return f"{said!r} is not in the text"
    if re.search(r"\bfit (?:in|into|inside) |(?:put|get) the \w+ into ", low):
        big = any(re.search(rf"too {word}\b", low) for word in BIG)
        outer = re.search(
            r"(?:fit|put the \w+|get the \w+) (?:in|into|inside) the ([\w -]+?)"
            r"(?:,? (?:because|since|as)\b|[.;])",
            low,
        )
        if outer is None:
            return None
        return (
            None
            if (said != outer.group(1)) == big
            else f"{said} cannot be too {'big' if big else 'small'}"
        )
    body = re.sub(r", a friend of the \w+,", "", low)
    nouns = set(re.findall(r"\b(?:the|an?) (?:[a-z]+ )?([a-z]+)", body)) | set(body.split())
    living = {noun.strip(".,?:;'\"") for noun in nouns} & LIVING
    much = "very|so|really|quite|rather|too|extremely"
    for state in re.findall(rf"\bit (?:was|felt|looked|seemed)(?: (?:{much}))? (\w+)", low):
        if len(living) != 1:
            break
        if state in ANIMATE and said not in living:
            return f"{said} was not {state}"
        if state in LIFELESS and said in living:
            return f"{said} was not {state}"
    return None


LIVING = frozenset(ANIMALS.every) | frozenset(
    "bird bee fly butterfly snake worm snail insect hen boy girl man woman worker nurse farmer"
    " child"
    " cook teacher driver student runner dog cat fish goose".split()
)
LIFELESS = frozenset(
    "locked rusty leaky parked painted crumbling collapsing hollow shallow".split()
)


_GOOD = frozenset("positive good happy up like + POS 1 satisfied praise yes pos Yes.".split())
_OPTIONS = re.compile(
    r"positive|negative|neutral|(?:a )?(?:good|bad)(?: or| /|,)? (?:a )?(?:bad|r\w+v?\w*)|good or|"
    r"mood, good or bad|"
    r"(?:the writer|customer|person|reviewer|guest|sound)[^.?:\n]*|satisfied:? yes|like or dislike|"
    r"happy or (?:sad|unhappy|angry)|thumbs|great, thanks"
)


_GO_ON = re.compile(
    r"\b(continue|go on with|say next|same tone|this tone|go on|finish (?:the|this))\b", re.I
)
_OPEN = re.compile(r"looked|at first i thought|nothing was|even if|not a single|could not be", re.I)
"""What turns a sign in ways that counting does not see."""


def _sign(text: str) -> int:
    """The sum of the words with a sign, each turned by a "not" or a "never" before it."""
    score = 0
    words = re.sub(r"[^a-z' -]", " ", _OPTIONS.sub(" ", text.lower())).split()
    for index, word in enumerate(words):
        sign = (word in lexicon.POSITIVE) - (word in lexicon.NEGATIVE)
        turned = {"not", "never"} & set(words[max(0, index - 1) : index])
        score += -sign if turned else sign
    return score


def sentiment(text: str, answer: str) -> str | None:
    """The label that the words' sum has; a review that goes on keeps its sign."""
    if _OPEN.search(text) or _OPEN.search(answer):
        return None
    score = _sign(text)
    if _GO_ON.search(text) and answer not in ("Yes.", "No."):
        return None if score * _sign(answer) >= 0 else "goes on in another tone"
    if answer == "neutral":
        return f"words sum to {score}" if score else None
    if score == 0:
        return None
    good = answer in _GOOD
    if re.search(r"\bbad r\w*v|complaint\b|writer angry", text.lower()) and answer in (
        "Yes.",
        "No.",
    ):
        good = not good
    return None if (score > 0) == good else f"words sum to {score}"


def reading(text: str, answer: str) -> str | None:
    """What is answered stands in the text; what is "not said" cannot be found for that name."""
    said = answer.rstrip(".")
    claim = re.search(r"(?:true that|or false:|say that) ([^\n]*)[?.](?:\n|$)", text, re.I)
    if said in ("Yes", "No", "True", "False"):
        if claim and text.lower().count(claim.group(1).lower()) > 1 and said in ("No", "False"):
            return "the text does say it"
        return None
    if answer != "The context does not say.":
        return None if said.lower() in text.lower() else f"{said!r} is not in the text"
    asked = re.search(r"\b(?:does|is) ([A-Z]\w+) (?:play|drink|prefer)\b", text.split("\n")[-1])
    if asked:
        cue = "plays the|learning the" if "play" in asked.group() else "drinks|orders|prefers"
        if re.search(rf"{asked.group(1)} (?:{cue}|is (?:{cue}))", text):
            return "the context does say"
    return None


def event(text: str, answer: str) -> str | None:
    """Where a thing is: where it was put last. Else the answer stands in the text."""
    if answer == "The context does not say.":
        return None
    low, said = text.lower(), answer.rstrip(".").lower()
    asked = re.search(r"(?:where (?:is|can i find)|in w\w+ is) the (\w+)", low)
    if asked:
        body = low.replace(asked.group(), "")
        spots = []
        for sentence in re.split(r"[.\n?:]", body):
            if re.search(rf"\b{asked.group(1)}\b", sentence):
                spots += re.findall(r"(?:in|to) the ([\w ]+?)(?: there| by|$)", sentence.strip())[
                    -1:
                ]
        return None if spots and said == f"in the {spots[-1]}" else f"{said}, not {spots}"
    return None if said in low else f"{said!r} is not in the text"


def extraction(text: str, answer: str) -> str | None:
    """Every value stands in the text, in digits or words; every key is asked for."""
    values = dict(_leaves(json.loads(answer)))
    for key, value in values.items():
        if value is None:
            continue
        if isinstance(value, int):
            spelled = [m for m in re.findall(r"[a-z]+(?:-[a-z]+)?|\d+", text.lower())
                       if _number(m) == value]  # fmt: skip
            if not spelled:
                return f"{key} {value} is not in the text"
        elif str(value).lower() not in text.lower() and value != "pizza":
            return f"{key} {value!r} is not in the text"
        bare = key.split(".")[0]
        if (
            bare not in text.lower()
            and bare not in ("size", "ingredients")
            and not isinstance(value, int)
        ):
            return f"nobody asked for {key}"
    played = re.findall(r"(?:plays?|learning|instrument is) the (\w+)", text)
    if played and values.get("instrument") not in (*played, None):
        return f"the instrument is {played}"
    return None


def _leaves(value: object, key: str = "") -> Iterator[tuple[str, object]]:
    """Keys with plain values, those of lists and inner objects too."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _leaves(item, name)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            for name, leaf in _leaves(item, key):
                yield f"{name}.{index}", leaf
    else:
        yield key, value


def _number(text: str) -> int | None:
    try:
        return value_of(text)
    except KeyError:
        return None


_IRREGULAR = {
    "see": "saw", "eat": "ate", "find": "found", "take": "took", "buy": "bought", "know": "knew",
    "hear": "heard", "run": "ran", "sing": "sang", "swim": "swam", "sleep": "slept",
    "mouse": "mice", "man": "men", "woman": "women",
}  # fmt: skip
_BACK = {value: key for key, value in (velan.NOUNS | velan.ADJECTIVES).items()}
_ROOTS = {value: key for key, value in (velan.VERBS | velan.ALONE).items()}


def _gloss(word: str) -> tuple[str, ...]:
    """What a Velan word can mean, its endings as marks."""
    low = word.lower()
    found = [_BACK[low]] if low in _BACK else []
    for ending, mark in (("imo", "+many+object"), ("im", "+many"), ("o", "+object")):
        if low.endswith(ending) and low[: -len(ending)] in velan.NOUNS.values():
            found.append(_BACK[low[: -len(ending)]] + mark)
    for ending, mark in (("un", "+past"), ("a", "+now")):
        if low.endswith(ending) and low[: -len(ending)] in _ROOTS:
            found.append(_ROOTS[low[: -len(ending)]] + mark)
    return tuple(found)


def translation(text: str, answer: str) -> str | None:
    """Every word of the Velan side has its partner on the English side."""
    if re.search(r"words:|:[^.]*(?:=|->|means|, )|Glossary", text) and not answer.endswith("."):
        return None
    if answer in velan.GREETINGS.values() or answer in velan.GREETINGS:
        return None
    velan_side, english_side = (answer, text) if _is_velan(answer) else (text, answer)
    words = [w for w in re.findall(r"[A-Za-z]+", velan_side) if w.lower() != "ne" and _gloss(w)]
    english = english_side.lower()
    for word in words:
        bases = [gloss.split("+")[0] for gloss in _gloss(word)]
        forms = {form for base in bases for form in (base[:3], _IRREGULAR.get(base, base[:3]))}
        if not any(form in english for form in forms):
            raise Wrong(f"{word} means {bases}, which is not there")
    if _is_velan(answer) and " " in answer:
        for sentence in answer.rstrip(".").split(". "):
            if not any("+now" in g or "+past" in g for g in _gloss(sentence.split(" ")[-1])):
                return f"{sentence!r} does not end with its verb"
            past = any("+past" in g for g in _gloss(sentence.split(" ")[-1]))
            if len(answer.split(". ")) == 1 and past != _is_past(english):
                return f"{sentence!r} has the wrong time"
    return None


def _is_velan(text: str) -> bool:
    words = re.findall(r"[A-Za-z]+", text)
    known = set(velan.GREETINGS.values())
    return bool(words) and (text in known or all(w == "ne" or _gloss(w) for w in words))


def _is_past(english: str) -> bool:
    verbs = re.findall(r"[a-z]+", english)
    pasts = set("saw ate found took bought knew heard ran sang swam slept did".split())
    regular = {w for w in verbs if w.endswith("ed") and w not in ("red", "need")}
    return bool(pasts & set(verbs) or regular)


def remembered(talk: Sequence[Message]) -> str | None:
    """What is recalled was told, and is the last that was told of a home."""
    answer, told = talk[-1]["content"], [m["content"] for m in talk[:-1] if m["role"] == "user"]
    if answer == "You have not told me.":
        return None
    value = answer.removeprefix("Your name is ").rstrip(".")
    said = " ".join(told[:-1])
    parts = re.split(r", | and ", value.lower())
    if re.search(rf"\bnot {re.escape(value.lower())}\b", said.lower()) and len(told) > 2:
        return f"{value!r} was taken back"
    if not all(part in said.lower() for part in (value.lower(), *parts)[len(parts) > 1 :]):
        return f"{value!r} was never told"
    asked = told[-1].lower()
    if re.search(r"where (?:do|did) i (?:say i )?live(?! before)|which city do i live", asked):
        homes = re.findall(
            r"(?:moved to|moved from [\w ]+? to|(?<!people )live in|home in|reside in|home is in|"
            r"flat in|house in|I'm from|come from|[Mm]y home is) ([A-Z]\w+)",
            said,
        )
        return None if homes and value.startswith(homes[-1]) else f"{homes[-1:]}, not {value}"
    return None
