"""The checker's part for reading: referents, sentiment, passages, JSON, translation."""

import json
import re
from collections.abc import Sequence

from llmcourse.data import lexicon, velan
from llmcourse.data.chat import Message
from llmcourse.data.checkcounts import Wrong, value_of

ANIMATE = frozenset(
    """
    thirsty hungry tired sleepy scared afraid bored angry curious sick lonely nervous happy sad lost
    brave clever lazy hurt excited frightened exhausted starving greedy playful worried
    """.split()
)
BIG = frozenset("big large wide tall thick long bulky".split())
WEAK = frozenset("scared afraid weak frightened helpless timid nervous".split())
HARD = frozenset("hard heavy solid round top-heavy sharp pointed tired".split())


def referent(text: str, answer: str) -> str | None:
    """The deciding word's class says which candidate it is."""
    said = answer.rstrip(".").lower().removeprefix("the ")
    low = text.lower()
    if said not in low:
        return f"{said!r} is not in the text"
    if re.search(r"\b(did not|didn't|would not|could not|couldn't|nobody could|not able to) ", low):
        big = any(re.search(rf"too {word}\b", low) for word in BIG)
        outer = re.search(r"\b(?:in|into|inside) the (\w+)", low)
        if outer is None:
            return None
        return (
            None
            if (said != outer.group(1)) == big
            else f"{said} cannot be too {'big' if big else 'small'}"
        )
    pronoun = re.search(r"\b(she|he) (?:was|is)\b|['\"]?\b(she|he)\b['\"]?", low)
    if pronoun and answer[:1].isupper() and not answer.startswith("The "):
        return None if answer.rstrip(".").lower() in low else "who?"
    much = "very|so|really|quite|rather|too|extremely"
    state = re.search(rf"\bit (?:was|felt|looked|seemed) (?:(?:{much}) )?(\w+)", low)
    if state is None or re.search(
        r"ran away|hid from|chased|fled|kept away|feared|landed|"
        r"fell off|slid|rolled|dropped|went right|broke|smashed|cracked|"
        r"shattered|poured|filled",
        low,
    ):
        return None
    animate = state.group(1) in ANIMATE
    if " refer" in low or state.group(1) not in low.replace(state.group(0), "", 1):
        return None
    place = said in _PLACES
    return None if animate != place else f"{said} was not {state.group(1)}"


_PLACES = frozenset(
    "tree box cave house boat bridge barn cage well truck wall nest tent river rock basket hill"
    " roof cake pie fish soup bread cheese apple meat bone milk salad sandwich sausage egg".split()
)


def sentiment(text: str, answer: str) -> str | None:
    """Count the words with a sign, turned by a "not" or a "never" before them."""
    body = re.sub(r"positive|negative|(?:good|bad) r\w+", "", text)
    low = re.sub(r"[^a-z' -]", " ", body.lower())
    if re.search(r"looked|at first i thought", low):
        return None
    score = 0
    words = low.split()
    for index, word in enumerate(words):
        sign = (word in lexicon.POSITIVE) - (word in lexicon.NEGATIVE)
        turned = {"not", "never"} & set(words[max(0, index - 1) : index])
        score += -sign if turned else sign
    if score == 0:
        return None
    good = (
        answer in ("positive", "Yes.")
        if not re.search(r"\bbad r\w*v", text.lower())
        else answer == "No."
    )
    return None if (score > 0) == good else f"words sum to {score}"


def reading(text: str, answer: str) -> str | None:
    """What is answered stands in the text; what is "not said" cannot be found for that name."""
    said = answer.rstrip(".")
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
    values = json.loads(answer)
    for key, value in values.items():
        if value is None:
            continue
        if isinstance(value, int):
            spelled = [m for m in re.findall(r"[a-z]+(?:-[a-z]+)?|\d+", text.lower())
                       if _number(m) == value]  # fmt: skip
            if not spelled:
                return f"{key} {value} is not in the text"
        elif str(value).lower() not in text.lower():
            return f"{key} {value!r} is not in the text"
        if key not in text:
            return f"nobody asked for {key}"
    played = re.findall(r"(?:plays?|learning|instrument is) the (\w+)", text)
    if played and values.get("instrument", played[0]) not in played:
        return f"the instrument is {played}"
    return None


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
    if value.lower() not in said.lower():
        return f"{value!r} was never told"
    if re.search(r"where (?:do|did) i|which city", told[-1].lower()):
        homes = re.findall(
            r"(?:moved to|live in|home in|reside in|home is in|flat in|house in) (\w+)", said
        )
        return None if homes and homes[-1] == value else f"{homes[-1:]}, not {value}"
    return None
