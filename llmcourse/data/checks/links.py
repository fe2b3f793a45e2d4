"""The checker's part for what follows from facts: orders, rows, days, rules; see `checks`.

Yes and no are worked out again for rules with an age, with a thing that one must have, with all or
none of a kind, and with rain. Facts about somebody's somebody are checked by the answer's standing
in the text alone.
"""

import re

from llmcourse.data import lexicon
from llmcourse.data.checks import counts
from llmcourse.data.words import DAYS, MONTHS

_CAPITALS = {land.lower(): city.lower() for land, city in lexicon.CAPITALS}
_SHIFTS = {"the day after": 1, "one day after": 1, "two days after": 2, "three days after": 3,
           "the day before": -1, "a day before": -1, "two days before": -2, "tomorrow": 1,
           "yesterday": -1, "in two days": 2, "in three days": 3, "two days ago": -2}  # fmt: skip
_OPPOSITES = [row.split(":") for row in """
tall:short old:young fast:slow rich:poor strong:weak heavy:light long:short loud:quiet high:low
warm:cold kind:mean smart:dull thick:thin hard:soft deep:shallow bright:dark wide:narrow
cheap:expensive clean:dirty new:old brave:timid sweet:sour great:small
""".split()]  # fmt: skip
_FIRST = re.compile(
    r"(?:on the|furthest|far) left|sits left|first\b|at the front|who won|at the top|highest|most\b"
)
_BEFORE = (
    r"sits (?:to the )?left of|is ahead of|is in front of|finished before|came in before|"
    r"arrived before|crossed the line before|lives above|stands (?:to the )?left of|"
    r"was born before|scored more than"
)
_AFTER = (
    r"sits (?:to the )?right of|is behind|finished after|came in after|arrived after|lives below|"
    r"stands (?:to the )?right of|was born after|scored less than"
)


def linked(text: str, answer: str) -> str | None:
    """Whichever reading fits the text; else the pointers' and look-ups'."""
    said = re.sub(r".*The answer is ", "", answer, flags=re.DOTALL).rstrip(".").lower()
    low = text.lower()
    if said in ("yes", "no"):
        wanted = _rule(low)
        return None if wanted in (None, said == "yes") else f"{said} is wrong"
    if said in [day.lower() for day in DAYS]:
        return _day(low, said)
    if found := re.search(r"the capital of ((?:[a-z]+ ?)+?)(?:\.|,|;|\?|$|\n| in )", low):
        city = _CAPITALS.get(found.group(1).strip())
        return None if city in (None, said) else f"{said}, not {city}"
    if found := re.search(
        r"born in (\w+)[^\w].*?born (the month|two months) after", low, re.DOTALL
    ):
        months = [month.lower() for month in MONTHS]
        at = months.index(found.group(1)) + (1 if found.group(2) == "the month" else 2)
        return None if said == months[at % 12] else f"{said}, not {months[at % 12]}"
    if (clock := _clock(low)) is not None:
        return None if re.search(rf"\b{clock}\b", said) else f"{said}, not {clock}"
    row = _row(low) or _events(low) or _compared(low)
    if row:
        return (
            None
            if any(name.startswith(said.replace("-", " ")) for name in row)
            else f"{said}, not {row}"
        )
    if re.search(r"\bnot as \w+ as\b|\bmore \w+ than\b", low):
        return f"cannot read {low}"
    bare = low.replace("'", "")
    missing = [w for w in re.findall(r"\w+", said.replace("'s", "").replace("'", ""))
               if w not in bare]  # fmt: skip
    if missing:
        return f"{missing} is not in the text"
    if site := _site(low):
        return None if f"the {site} ".startswith(f"{said} ") else f"{said}, not {site}"
    return counts.chain(text, answer) if said in low else None


def _rule(low: str) -> bool | None:
    """Whether a rule lets, where it can be read."""
    age = re.search(r"at least (\d+)|under (\d+)|people of (\d+)|age of (\d+)", low)
    if age:
        limit = int(next(group for group in age.groups() if group))
        own = re.search(r"\w+ is (\d+)\b", low.replace(age.group(), ""))
        return int(own.group(1)) >= limit if own else None
    if re.search(r"\bif it (?:rains|snows)", low):
        return not re.search(r"it is not (?:raining|snowing)", low)
    if re.search(r"\b(?:all|every|no) [\w -]+ (?:is|are) ", low):
        return not re.search(r"\bno [\w -]+ are | and never ", low)
    if re.search(r"\bmay\b|\bcan\b", low):
        return not re.search(r" has no | does not have | has lost the only ", low)
    return None


def _day(low: str, said: str) -> str | None:
    """Count the shifts from the one day that is named."""
    names = [day.lower() for day in DAYS]
    at = next((names.index(word) for word in re.findall(r"\w+", low) if word in names), None)
    if at is None:
        return "no day is named"
    total = sum(low.count(phrase) * n for phrase, n in _SHIFTS.items())
    wanted = names[(at + total) % 7]
    return None if said == wanted else f"{said}, not {wanted}"


def _row(low: str) -> set[str] | None:
    """Who stands where, of three in a row."""
    pairs = re.findall(rf"(\w+) (?:{_BEFORE}) (\w+)", low)
    pairs += [(b, a) for a, b in re.findall(rf"(\w+) (?:{_AFTER}) (\w+)", low)]
    return _asked(low, pairs, _FIRST) if len(pairs) == 2 and "who" in low else None


_HOURS = {"one hour": 1, "an hour": 1, "two hours": 2, "three hours": 3, "four hours": 4}


def _clock(low: str) -> int | None:
    """The hour that is so many hours away from the one that is told."""
    shift = re.search(rf"({'|'.join(_HOURS)}) (after|before|later|earlier)", low)
    told = re.search(r"\bat (\d+)", low)
    if not shift or not told:
        return None
    n = _HOURS[shift.group(1)]
    return int(told.group(1)) + (n if shift.group(2) in ("after", "later") else -n)


def _events(low: str) -> set[str] | None:
    """What comes where, of three things of a day."""
    rows = re.findall(r"([\w' -]+?) (?:is|comes) (before|after|earlier than|later than) ([\w' -]+?)"
                      r"(?=[.;,?\n\"]| and |$)", low)  # fmt: skip
    if len(rows) != 2 or not re.search(r"first|last|second|middle|between", low):
        return None
    lead = re.compile(r"^(?:and |so |here are the facts |facts |given )")
    bare = [(lead.sub("", a.strip(" -")).strip(), way, b.strip()) for a, way, b in rows]
    pairs = [(a, b) if way in ("before", "earlier than") else (b, a) for a, way, b in bare]
    return _asked(low, pairs, re.compile(r"first\b"))


def _site(low: str) -> str | None:
    """Follow a thing in, under or behind things to the room, where a room is asked for."""
    if not re.search(r"(?:room|place|part of the building)\b", low) or re.search(
        r"holds the|lies in|find the [\w ]+ in the|there is the", low
    ):
        return None
    rows = re.findall(r"the ([\w -]+?) is (?:in|under|on|behind|next to|inside|below|on top of)"
                      r" the ([\w -]+?)(?=[.;,\n\"]| and the|$)", low)  # fmt: skip
    at = re.search(r"\b(?:is|find) the ([\w -]+?)(?: in)?(?:\?|\n|$|[.\"])"
                   r"|^\W*the ([\w -]+?) is in w", low)  # fmt: skip
    held = {a.strip(): b.strip() for a, b in rows}
    thing = (at.group(1) or at.group(2)) if at else ""
    if thing not in held:
        return None
    while thing in held:
        thing = held[thing]
    return thing


def _asked(low: str, pairs: list[tuple[str, str]], first: re.Pattern[str]) -> set[str] | None:
    starts, ends = {a for a, _ in pairs}, {b for _, b in pairs}
    asks = [part for part in re.split(r"[.?\n;]|answer:", low)
            if re.search(r"\b(?:who|which|what)\b(?! (?:we|i) know)", part)]  # fmt: skip
    ask = asks[-1] if asks else low
    if re.search(r"middle|second|between", ask):
        return starts & ends
    return starts - ends if first.search(ask) else ends - starts


def _stem(word: str) -> str:
    word = word.removeprefix("more ").removeprefix("most ")
    word = re.sub(r"(?:er|est)$", "", word) if word[-2:] in ("er", "st") else word
    return {"heavi": "heavy", "thinn": "thin", "wid": "wide", "whit": "white", "brav": "brave",
            "dirti": "dirty", "larg": "large"}.get(word, word)  # fmt: skip


def _compared(low: str) -> set[str] | None:
    """The end, or the middle, of an order by an adjective or its opposite."""
    body = re.sub(r"\bthe ", "the~", low)
    body = re.sub(r"the~[\w~ -]+?(?= is | was |[.,;?\n]| but | while | and |$)",
                  lambda m: m[0].replace(" ", "_").replace("-", "_"), body)  # fmt: skip
    rows = re.findall(r"([\w~]+) is ((?:more )?[\w-]+) than ([\w~]+)", body)
    less = re.findall(r"([\w~]+) is not as ([\w-]+) as ([\w~]+)", body)
    words = {_stem(row[1]) for row in rows} | {row[1] for row in less}
    words |= {b for a, b in _OPPOSITES if a in words} | {a for a, b in _OPPOSITES if b in words}
    named = [word for word in re.findall(r"most [a-z]+|\w+est\b", low) if _stem(word) in words]
    asked = named[-1] if named else None
    between = re.search(r"middle|in between", low)
    if not rows + less or not (asked or between):
        return None
    key = _stem(rows[0][1] if rows else less[0][1])
    same = [(a, b) if _stem(word) == key else (b, a) for a, word, b in rows]
    same += [(b, a) if word == key else (a, b) for a, word, b in less]
    starts, ends = {a for a, _ in same}, {b for _, b in same}
    if between or re.search(r"second \w+est|second most", low):
        found = starts & ends
    else:
        assert asked is not None
        top = _stem(asked) == key
        found = starts - ends if top else ends - starts
    return {name.replace("~", " ").replace("_", " ") for name in found}
