"""Patterns by example in any layout that people type: arrows, "becomes", Q and A, one line or many.

What is shown is a word task on open words, a class by its own name, a mood, or a rule on numbers;
`tasks` draws these beside its own lists.
"""

from collections.abc import Callable, Sequence

from llmcourse.data import wide, words
from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import speech
from llmcourse.data.families.fewshot import ASK
from llmcourse.data.families.phrases import phrase, single
from llmcourse.data.families.reviews import review
from llmcourse.data.grammar import with_article
from llmcourse.data.names import person, pronouns
from llmcourse.data.phrasing import wording

Pair = tuple[str, str]
ARROWS = (
    " -> ", " -> ", " -> ", " => ", " = ", ": ", ": ", " : ", "->", "=>", " --> ", "=", " - ",
    " becomes ", " is ", " gives ", " > ", " | ", ", ", "\t", " :: ", " ~ ", " >> ", " to ",
    " makes ", " equals ", " turns into ", "... ", " / ", " ", ":", " means ", " goes with ",
)  # fmt: skip
JOINTS = ("\n", "\n", "\n", "\n", ", ", ", ", "; ", ". ", "\n\n", " | ", " / ", ",\n", ";\n", " ")
ENDS = ("", "", "", "", "", " ?", "?", " ___", " ...", " _", " ??", " [?]")
PAIRED = (
    ("Input: ", "Output: "), ("Q: ", "A: "), ("In: ", "Out: "), ("Word: ", "Answer: "),
    ("entry ", "result "), ("Question: ", "Answer: "), ("User: ", "Bot: "), ("input=", "output="),
    ("Before: ", "After: "), ("Text: ", "Label: "), ("Given ", "say "), ("I say ", "you say "),
    ("Item: ", "Kind: "), ("Left: ", "Right: "), ("Prompt: ", "Reply: "), ("A: ", "B: "),
    ("Me: ", "You: "), ("if ", "then "), ("Start: ", "End: "), ("from ", "to "),
)  # fmt: skip
MARKED = (("Example: ", "Now: "), ("Example: ", "Example: "), ("e.g. ", "so: "), ("* ", "* "),
          ("- ", "- "), ("Ex: ", "Your turn: "), ("Shown: ", "Asked: "), ("Sample: ", "Test: "),
          ("> ", "> "), ("for example ", "and "), ("Given ", "find "))  # fmt: skip


TURNS = ("Now you:", "Now you:", "Your turn:", "Now:", "Next:", "Now this one:", "And now:",
         "Last one:", "Now do this:", "Go on:", "Then:")  # fmt: skip


def layout(draw: Draw, pairs: Sequence[Pair]) -> str:
    """The pairs in one layout, the last one open."""
    long = max(len(left) for left, _ in pairs) > 30
    spaced = any(" " in left or " " in right for left, right in pairs)
    kind = draw.unit()
    (*shown, (asked, _)) = pairs
    if kind < 0.25 or (long and kind < 0.5):
        a, b = draw.pick(PAIRED)
        inner = (
            "\n" if long and draw.chance(0.6) else draw.pick(("\n", " ", " ", ", ", " / ", "; "))
        )
        gap = draw.pick(("\n", "\n\n"))
        rows = [f"{a}{left}{inner}{b}{right}" for left, right in shown]
        return gap.join([*rows, f"{a}{asked}{inner}{b}".rstrip()])
    arrow = draw.pick(ARROWS[:9] if spaced or long else ARROWS)
    joint = "\n" if long or arrow in (", ", " ", "\t", " / ") else draw.pick(JOINTS)
    if joint.strip() == arrow.strip() or (spaced and joint == " "):
        joint = "\n"
    quote = draw.pick(('"', "'", "'")) if draw.chance(0.3 if long else 0.12) else ""
    if quote and any(quote in left for left, _ in pairs):
        quote = '"' if quote == "'" and not any('"' in left for left, _ in pairs) else ""
    first, last = draw.pick(MARKED) if kind > 0.85 else ("", "")
    rows = [f"{first}{quote}{left}{quote}{arrow}{right}" for left, right in shown]
    if kind > 0.8 and not first and joint == "\n":
        rows = [f"{n}. {one}" for n, one in enumerate(rows, 1)]
        last = f"{len(rows) + 1}. "
    end = draw.pick(ENDS) if arrow.strip() else draw.pick(("", " ?"))
    open_ = f"{last}{quote}{asked}{quote}{arrow.rstrip()}{end}"
    if draw.chance(0.15) and not end:
        open_ += " "
    if joint == "\n" and draw.chance(0.15):
        rows.append(draw.pick(TURNS))
    return joint.join([*rows, open_])


def _verb(draw: Draw) -> wide.Verb:
    while " " in (form := draw.pick(draw.pick((wide.DOINGS, wide.PERSONAL)))).base:
        pass
    return form


def _verb_pair(name: str) -> Callable[[Draw], Pair]:
    def make(draw: Draw) -> Pair:
        form = _verb(draw)
        return form.base, getattr(form, name)

    return make


def _on(change: Callable[[str], str], longest: int = 12) -> Callable[[Draw], Pair]:
    def make(draw: Draw) -> Pair:
        word = single(draw, longest)
        return word, change(word)

    return make


def _said(change: Callable[[str], str]) -> Callable[[Draw], Pair]:
    def make(draw: Draw) -> Pair:
        text = phrase(draw)
        return text, change(text)

    return make


def _plural(draw: Draw) -> Pair:
    noun = wide.countable(draw)
    return noun, wide.plural(noun)


def _person(draw: Draw) -> Pair:
    while (she := pronouns(name := person(draw))[0]) == "they":
        pass
    return name, she


WORDS: tuple[Callable[[Draw], Pair], ...] = (
    _on(str.upper), _on(str.upper), _on(str.capitalize), _on(lambda w: w[0]), _on(lambda w: w[0]),
    _on(lambda w: w[-1]), _on(lambda w: w[::-1], 6), _on(lambda w: w[::-1], 5),
    _on(lambda w: w[::-1], 4), _on(lambda w: str(len(w)), 9), _on(lambda w: f"{w} {w}"),
    _on(lambda w: f"{w}!"), _on("-".join, 7), _on(lambda w: w[0].upper()), _on(with_article),
    _on(lambda w: f"the {w}"), _on(lambda w: f"my {w}"), _on(lambda w: f"{w}?"), _on(lambda w: w),
    _on(lambda w: w[:2]), _on(lambda w: w[-2:]), _on(lambda w: w[:3]), _on(lambda w: f"({w})"),
    _on(lambda w: w[1:], 6), _on(lambda w: w[:-1], 6), _on(" ".join, 6), _on(lambda w: f"very {w}"),
    _plural, _plural, _plural, _person, _verb_pair("past"), _verb_pair("past"), _verb_pair("ing"),
    _verb_pair("third"), _on(lambda w: w[-1]), _on(lambda w: str(len(w)), 7), _on(lambda w: w[0]),
    _on(str.upper), *[lambda draw: ((w := single(draw).upper()), w.lower())] * 2,
    _said(str.upper), _said(lambda t: t.split(" ")[0]), _said(lambda t: t.split(" ")[-1]),
    _said(lambda t: f"{t}!"), _said(lambda t: str(len(t.split(" ")))), _said(str.title),
    _said(lambda t: " ".join(t.split(" ")[::-1])), _said(lambda t: f"{t}, please"),
    lambda draw: (w := single(draw).capitalize(), w.upper()),
    lambda draw: (n := person(draw), f"Hello {n}"), lambda draw: (n := person(draw), n[0]),
)  # fmt: skip
"""One of them makes all pairs of a list."""
CLASSES = ("food", "animal", "tool", "drink", "toy", "vehicle", "furniture", "plant", "sport")
"""Kinds whose names are the labels; none is held out (`split.HELD_CATEGORIES`)."""
MOODS = (("good", "bad"), ("positive", "negative"), ("happy", "unhappy"), ("pos", "neg"),
         ("like", "dislike"), ("+", "-"), ("yes", "no"), ("up", "down"), ("1", "0"))  # fmt: skip


def _kinds(draw: Draw, shots: int) -> list[Pair]:
    names = [name for name in CLASSES if name in wide.NOUNS]
    names = draw.some(names, draw.integer(2, 3))
    if draw.chance(0.25):
        names = [names[0], "person"]
    out: list[Pair] = []
    at = draw.shuffled(range(len(names)))
    for i in range(shots + 1):
        kind = names[at[i] if i < len(at) and i < shots else draw.integer(0, len(names) - 1)]
        noun = wide.role(draw, 0) if kind == "person" else wide.noun(draw, kind, 0)
        if noun not in dict(out):
            out.append((noun, kind))
    if len(out) > 2 and out[-1][1] not in {label for _, label in out[:-1]}:
        out.insert(0, out.pop())
    return out if len(out) > 2 and out[-1][1] in dict(out[:-1]).values() else _kinds(draw, shots)


def _moods(draw: Draw, shots: int) -> list[Pair]:
    good, bad = draw.pick(MOODS)
    signs = [draw.chance(0.5) for _ in range(shots + 1)]
    signs[1 if shots > 1 else 0] = not signs[0]
    return [(review(draw, sign, intro=False).split(". ")[0].rstrip("."), good if sign else bad)
            for sign in signs]  # fmt: skip


def _numbers(draw: Draw, shots: int) -> list[Pair]:
    """One more or fewer, so many more or fewer, times or shared by one number."""
    kind, shots = draw.unit(), max(shots, 2)
    k = draw.integer(1, 3) if draw.chance(0.4) else draw.pick((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100))
    numbers = draw.some(range(1, 13) if draw.chance(0.5) else range(1, 41), shots + 1)
    if kind < 0.33:
        out = [(n, n + k) for n in numbers]
    elif kind < 0.6:
        out = [(n + k, n) for n in numbers]
    elif kind < 0.88:
        k = draw.pick((2, 2, 2, 3, 5, 10, 10, 4))
        out = [(n, n * k) for n in numbers]
    elif kind < 0.95:
        out = [(2 * n, n) for n in numbers]
    else:
        out = [(n, n * n) for n in draw.some(range(2, 13), min(shots, 10) + 1)]
    return [(str(a), str(b)) for a, b in out]


def _sums(draw: Draw, shots: int) -> list[Pair]:
    sign = draw.pick("++-*")
    out = []
    for _ in range(shots + 1):
        a, b = draw.integer(1, 9), draw.integer(1, 9)
        a = a + b if sign == "-" else a
        out.append((f"{a} {sign} {b}", str({"+": a + b, "-": a - b, "*": a * b}[sign])))
    return out


def _spelled(draw: Draw, shots: int) -> list[Pair]:
    numbers = draw.some(range(1, 40), shots + 1)
    pairs = [(words.in_words(n), str(n)) for n in numbers]
    return pairs if draw.chance(0.5) else [(b, a) for a, b in pairs]


def _of_words(draw: Draw, shots: int) -> list[Pair]:
    make, found = draw.pick(WORDS), dict[str, str]()
    while len(found) <= shots:
        left, right = make(draw)
        found.setdefault(left, right)
    return list(found.items())


def _speech(draw: Draw, shots: int) -> list[Pair]:
    """What kind of sentence it is: a question, a complaint, an order."""
    names = draw.some(tuple(speech.SPEECH), draw.integer(2, min(3, max(shots, 2))))
    at = draw.shuffled(range(len(names)))
    while len(at) <= shots:
        at.append(draw.integer(0, len(names) - 1))
    return [(speech.sentence(draw, names[i]), names[i]) for i in at]


KINDS: tuple[tuple[Callable[[Draw, int], list[Pair]], float], ...] = (
    (_of_words, 5), (_kinds, 1.5), (_moods, 1), (_numbers, 2), (_sums, 0.4), (_spelled, 0.6),
    (_speech, 0.8),
)  # fmt: skip
_MAKERS, _WEIGHTS = [make for make, _ in KINDS], [weight for _, weight in KINDS]


def pairs(draw: Draw, shots: int) -> list[Pair]:
    """Pairs of one kind, at least one more than shots."""
    return draw.weighted(_MAKERS, _WEIGHTS)(draw, shots)


SERIES = ("What comes next: {s}", "Continue: {s}", "{s}, ?", "{s}, ...", "What is next? {s}",
          "Next: {s},", "Complete the series: {s}, ", "{s}, what comes next?")  # fmt: skip


def series(draw: Draw) -> tuple[str, str]:
    """A row that goes on: numbers, letters, days, or two or three things in turn."""
    kind, n = draw.unit(), draw.integer(3, 6)
    if kind < 0.55:
        start, step = draw.integer(1, 60), draw.pick((1, 2, 2, 3, 3, 4, 5, 5, 6, 7, 8, 9, 10, 20))
        down = draw.chance(0.35)
        items = [str(start + i * step) for i in range(n + 1)]
        items = items[::-1] if down else items
    elif kind < 0.65:
        at = draw.integer(0, 25 - n)
        items = list("abcdefghijklmnopqrstuvwxyz"[at : at + n + 1])
        items = [letter.upper() for letter in items] if draw.chance(0.4) else items
    elif kind < 0.73:
        at = draw.integer(0, 6)
        items = [words.DAYS[(at + i) % 7] for i in range(n + 1)]
    else:
        turn = [single(draw) for _ in range(draw.integer(2, 3))]
        items = [turn[i % len(turn)] for i in range(len(turn) * 2 + draw.integer(1, 2))]
    return draw.pick(SERIES).format(s=", ".join(items[:-1])), items[-1]


def finish(draw: Draw, pairs: Sequence[Pair]) -> list[Message]:
    """The pairs as a prompt, with or without a word on what to do."""
    text = layout(draw, pairs)
    if draw.chance(0.3):
        ask = wording(draw, ASK(draw))
        gap = draw.pick(("\n", "\n", " ", "\n\n"))
        text = f"{ask}{gap}{text}" if draw.chance(0.75) else f"{text}\n{ask}"
    return exchange(text, pairs[-1][1])


def dialogue(draw: Draw) -> list[Message]:
    """A few pairs and one to complete, or a row that goes on."""
    if draw.chance(0.12):
        return exchange(*series(draw))
    return finish(draw, pairs(draw, draw.integer(2, 5)))


def document(draw: Draw) -> str:
    """A list of pairs, whole."""
    if draw.chance(0.12):
        return "\n".join(", ".join(series(draw)) for _ in range(draw.integer(2, 4)))
    found = pairs(draw, draw.integer(3, 10))
    text = layout(draw, found).rstrip(" ?_.[]")
    return (
        f"{text}{'' if text.endswith(('->', '=>', '=')) and draw.chance(0.1) else ' '}"
        + (found[-1][1])
    )
