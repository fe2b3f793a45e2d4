"""The checker's part for numbers, pointers and lists; see `checks`."""

import re

WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
).split()
TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10),
                strict=True))  # fmt: skip
VALUES = {word: n for n, word in enumerate(WORDS)} | TENS
_TENS, _UNITS = "|".join(TENS), "|".join(WORDS[1:10])
_NUMBER = re.compile(
    rf"\b(\d+|(?:{_TENS})(?:-(?:{_UNITS}))?|{'|'.join(WORDS)}|one hundred)\b", re.I
)
_REMARK = re.compile(
    r"\b(?!Next|Then|Later|Soon|After|Afterwards)([A-Z]\w+), (?:who (?:is|lives|loves|likes|works|"
    r"plays|enjoys)[^,.]*|aged \d+|an? [^,.]*|dressed in[^,.]*|wearing[^,.]*),"
)


class Wrong(ValueError):
    """The text cannot be read, or its answer is wrong."""


def words_of(n: int) -> str:
    """A number below 100 in words."""
    if n < 20:
        return WORDS[n]
    ten = next(word for word, value in TENS.items() if value == n // 10 * 10)
    return ten if n % 10 == 0 else f"{ten}-{WORDS[n % 10]}"


def value_of(text: str) -> int:
    """A number in digits or words."""
    text = text.lower()
    if text.isdigit():
        return int(text)
    if text == "one hundred":
        return 100
    return sum(VALUES[part] for part in text.split("-"))


def apply(a: int, sign: str, b: int) -> int:
    """One operation."""
    return {"+": a + b, "-": a - b, "*": a * b, "/": a // b if b else 0}[sign]


def steps_of(answer: str) -> list[tuple[int, str, int]]:
    """The sums of a worked answer; Wrong if one is false or does not go on from the last."""
    found = []
    for a, sign, b, c in re.findall(r"(\d+) ([-+*/]) (\d+) = (\d+)", answer):
        if apply(int(a), sign, int(b)) != int(c):
            raise Wrong(f"{a} {sign} {b} is not {c}")
        found.append((int(a), sign, int(b)))
    return found


def numbers(text: str) -> list[int]:
    """All numbers in order."""
    text = re.sub(r"one (?:day|by one|\w+ at a)", "", text, flags=re.I)
    return [value_of(match.group()) for match in _NUMBER.finditer(text)]


def sign_of(clause: str, owner: str) -> int:
    """+1 where the clause adds to the owner's count, -1 where it takes away."""
    clause = re.sub(r"^(?:Then|Later|Next|Soon|Afterwards|and|but|later|then)\b,? ?", "", clause)
    text = clause.lower()
    if re.search(r"\b(?:is|was|being|are|were) (?:given|handed|sent|lent|paid)\b(?! away)", text):
        return 1
    if re.search(
        r"\b(?:is|was|are|were) (?:stolen|lost|sold|given away|thrown away|broken)\b", text
    ):
        return -1
    moved = re.search(
        r"\b(giv(?:es|ing)|gave|hand(?:s|ed|ing)|lend(?:s|ing)|lent|send(?:s|ing)|sent|"
        r"pass(?:es|ed|ing)|sell(?:s|ing)|sold|mail(?:s|ed|ing)|br(?:ings|ought|inging))\b",
        text)  # fmt: skip
    if moved and not re.search(r"\b(away|out|home)\b", text):
        before = text[: moved.start()].strip()
        mine = before in ("", "he", "she", "they", "after", owner.lower()) or before.endswith(
            (f" {owner.lower()}", " he", " she", "after")
        )
        return -1 if mine else 1
    taken = re.search(r"\b(tak(?:es|ing)|took|st(?:eals|ole|ealing)|borrow(?:s|ed|ing)|buys|bought|"
                      r"buying|grab(?:s|bed|bing)|w(?:ins|on|inning))\b", text)  # fmt: skip
    if taken:
        before = text[: taken.start()].strip()
        mine = before in ("", "he", "she", "they", "after", owner.lower()) or before.endswith(
            (f" {owner.lower()}", " he", " she", "after")
        )
        return 1 if mine else -1
    if re.search(r"\b(los(?:es|t|ing)|sells|sold|drop|br(?:eak|oke)|g(?:ives?|ave|iving)\b.*away|"
                 r"thr(?:ow|ew)|donat|us(?:es|ed|ing)|hand.*out|misplac|return|le(?:ft|av).*behind|"
                 r"wast|ruin|discard|rid of|trad.*away|crush|burn|rob|eat|ate\b|swallow|finish|"
                 r"cook|"
                 r"sp(?:end|ent)|pa(?:ys|id|ying))", text):  # fmt: skip
        return -1
    return 1


def _split(answer: str, text: str) -> tuple[str, list[str]]:
    """The owner's name, and the worked answer's cues."""
    found = (re.search(r"(?:does|has|is that|did) ([A-Z]\w+) (?:have|end|got|now|in)", text)
             or re.search(r"of [\w ]+ ([A-Z]\w+) has", text)
             or re.search(r"There (?:are|were) [\w -]+ in ([A-Z]\w+)'s", text)
             or re.search(r"([A-Z]\w+)(?:,[^.]*,| from \w+)? (?:ha[sd]|own|start|beg[ai]n|was hold|"
                          r"is hold|carr|keep|kept|collect)", text))  # fmt: skip
    cues = re.findall(r"([A-Z0-9][^.:]*): \d+ [-+]", answer)
    return (found.group(1) if found else ""), cues


def story(text: str, answer: str) -> str | None:
    """A worked story: true sums that go on, with the signs of the text; a direct one: its sum."""
    if text == text.lower():
        return None
    if answer.isdigit():
        return None
    sums = steps_of(answer)
    if not answer.startswith("Start: "):
        return _brief(text, answer, sums)
    start = int(re.findall(r"Start: (\d+)", answer)[0])
    owner, cues = _split(answer, text)
    total = start
    for (a, sign, b), cue in zip(sums, cues, strict=True):
        if a != total:
            raise Wrong(f"{a} does not go on from {total}")
        total = apply(a, sign, b)
        if sign_of(cue, owner) != (1 if sign == "+" else -1) and not _by_text(
            text, cue, owner, sign
        ):
            raise Wrong(f"{cue!r} has the wrong sign {sign} for {owner}")
    bare = _REMARK.sub(r"\1 ", text)
    told = numbers(bare)
    if sorted(told) != sorted([start, *(b for _, _, b in sums)]):
        raise Wrong(f"the text has {told}, the answer {[start, *(b for _, _, b in sums)]}")
    if not answer.endswith(f"The answer is {total}."):
        raise Wrong(f"the answer should be {total}")
    return None


def _brief(text: str, answer: str, sums: list[tuple[int, str, int]]) -> str | None:
    """Sums without their verbs: they go on from each other and use each number of the text."""
    total = sums[0][0]
    for a, sign, b in sums:
        if a != total:
            raise Wrong(f"{a} does not go on from {total}")
        total = apply(a, sign, b)
    told = numbers(_REMARK.sub(r"\1 ", text))
    if sorted(told) != sorted([sums[0][0], *(b for _, _, b in sums)]):
        raise Wrong(f"the text has {told}, the answer {sums}")
    return None if answer.endswith(f"The answer is {total}.") else f"the answer should be {total}"


def _by_text(text: str, cue: str, owner: str, sign: str) -> bool:
    """Whether the text around the cue's number says more: somebody else is its subject."""
    verb = cue.split(" ")[0]
    around = re.findall(rf"[^.;]*\b{re.escape(verb)}\b[^.;]*", text, re.I)
    return any(sign_of(part.strip(), owner) == (1 if sign == "+" else -1) for part in around)


def inside(text: str, answer: str) -> str | None:
    """Follow what lies in what to the room at the end."""
    held: dict[str, str] = {}
    for a, b in re.findall(
        r"[Tt]he ([\w ]+?) (?:is|lies|is inside) (?:in )?the ([\w ]+?)[.]", text
    ):
        held[a] = b
    held |= {b: a for a, b in re.findall(r"In the ([\w ]+?) there is the ([\w ]+?)\.", text)}
    held |= {b: a for a, b in re.findall(r"The ([\w ]+?) holds the ([\w ]+?)\.", text)}
    held |= dict(re.findall(r"find the ([\w ]+?) in the ([\w ]+?)\.", text))
    asked = re.search(
        r"(?:room is|house is|find|room can I find|do I find) the (\w+)(?: in)?\?", text, re.I
    )
    if not asked or asked.group(1) not in held:
        return None
    at = asked.group(1)
    while at in held:
        at = held[at]
    final = re.sub(r".*The answer is ", "", answer).rstrip(".").lower()
    return None if final == f"the {at}" else f"{final}, not {at}"


def compared(text: str, answer: str) -> str | None:
    """Who is at the end that is asked for."""
    rows = re.findall(r"(\w+) is (\w+)er than (\w+)\.", text)
    asked = re.search(r"(?:is|the) (\w+)est\b", text)
    if not rows or not asked:
        return None
    pairs = [(a, b) if word == asked.group(1) else (b, a) for a, word, b in rows]
    ends = {a for a, _ in pairs} - {b for _, b in pairs}
    final = re.sub(r".*The answer is ", "", answer).rstrip(".")
    return None if ends == {final} else f"{final}, not {ends}"


def chain(text: str, answer: str) -> str | None:
    """Follow the facts from the start for as many hops as the question says."""
    final = re.sub(r".*The answer is ", "", answer).rstrip(".").lower()
    if final not in text.lower():
        return f"{final} is not in the text"
    if found := inside(text, answer) or compared(text, answer):
        return found
    if "->" in text:
        edges = dict(re.findall(r"(\w+) -> (\w+)\.", text))
    else:
        edges = dict(re.findall(
            r"(\w+) (?:follows|points to|sits behind|gives the ball to|calls|writes to|leads to|"
            r"comes before|is next to) (\w+)\.",
            text
        ))  # fmt: skip
        edges |= dict(re.findall(r"(\w+)'s boss is (\w+)\.", text))
    rest = re.sub(r"one \w+ at a time", "", _FACT.sub("", text), flags=re.I)
    asked = re.search(
        r"\b(\d|one|two|three|four|five|six) (?:steps?|pointers?|times?|levels|bosses|seats|"
        r"passes|teachers|arrows|calls|places)", rest
    )  # fmt: skip
    if not asked or not edges:
        return None
    if "teachers" in rest:
        edges |= dict(re.findall(r"(\w+)'s teacher is (\w+)\.", text))
    ends = set()
    for at in re.findall(r"\w+", rest):
        if at in edges:
            for _ in range(value_of(asked.group(1))):
                at = edges.get(at, "")
            ends.add(at)
    final = re.sub(r".*The answer is ", "", answer).rstrip(".")
    said = {name[:1].upper() + name[1:] for name in ends}
    return None if final in ends | said else f"{final}, not {ends}"


_FACT = re.compile(
    r"\w+(?: follows| points to| sits behind| gives the ball to| calls| writes to| leads to|"
    r" comes before| is next to|'s boss is|"
    r"'s teacher is| ->) \w+\."
)


def pairs_of(text: str) -> list[tuple[str, str]]:
    """The examples of a few-shot list whose format is one of those tried here."""
    for between in (" -> ", " => ", ": ", "\t", " = ", " --> ", "->", " - ", " | ", " > "):
        rows = [line.split(between) for line in text.split("\n") if line]
        if len(rows) > 1 and all(len(row) == 2 for row in rows):
            return [(left, right) for left, right in rows]
    return []


def few_shot(text: str, answer: str) -> str | None:
    """A label is one of those shown; what is asked twice has one answer."""
    if not answer.strip() or "\n" in answer:
        return "an empty answer"
    *shown, last = text.split("\n")
    known = dict(pairs_of("\n".join(shown)))
    for left, right in known.items():
        again = re.match(rf"{re.escape(left)} (?:is\b|\W|$)", last)  # "7 =>", not "7 minutes =>"
        if again and " " not in left and right != answer:
            return f"{left} was {right}, now {answer}"
    return None


def recalled(text: str, answer: str) -> str | None:
    """The answer stands in the list."""
    return None if answer in text else f"{answer!r} is not in the list"
