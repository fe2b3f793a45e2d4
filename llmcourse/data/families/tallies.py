"""Problems told clause by clause: any opening, any changes in any order, any question.

What `schoolbook` has as whole rows is composed here, so that a clause must be read and not its
row known: packs of so many, savings by the week, prices, cut ropes, "double that", a start that
is asked for. Every sum has the words that it is about, by `cues`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.cues import cued, marked, read
from llmcourse.data.families.schoolbook import tidy, who, words
from llmcourse.data.families.sums import Problem
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.rows import tally as rows
from llmcourse.data.words import in_words

HIGH = 300


@dataclass
class Ledger:
    """Sums as they are told: a count, its steps, and the numbers said so far."""

    spelled: bool
    total: int = 0
    open: str = ""
    """The letter of a count that no step has used."""
    steps: list[tuple[str, str]] = field(default_factory=list)
    said: int = 0
    good: bool = True

    def say(self, n: int) -> tuple[str, str]:
        """The number as the text has it, and its letter."""
        letter = "abcdefghijklmnopqrstuvwxyz"[self.said]
        self.said += 1
        return marked(in_words(n) if self.spelled and n < 21 else str(n), letter), letter

    def step(self, left: int, sign: str, right: int, letters: str) -> int:
        """One sum."""
        result = {"+": left + right, "-": left - right, "*": left * right,
                  "/": left // max(right, 1)}[sign]  # fmt: skip
        self.good &= 0 <= result <= HIGH and (sign != "/" or left % max(right, 1) == 0)
        self.steps.append((f"{left} {sign} {right} = {result}.", letters))
        return result

    def change(self, sign: str, n: int, letters: str) -> None:
        """The count by so much more or less."""
        self.total = self.step(self.total, sign, n, letters + self.open)
        self.open = ""


Values = dict[str, object]


def _small(draw: Draw, book: Ledger) -> int:
    return draw.integer(2, max(2, min(20, book.total)))


def _once(draw: Draw, book: Ledger, shapes: Shapes, sign: str, values: Values) -> str:
    n = draw.integer(2, 25) if sign == "+" else _small(draw, book)
    text, letter = book.say(n)
    book.change(sign, n, letter)
    return shapes(draw, **values, n=text)


def _both(draw: Draw, book: Ledger, shapes: Shapes, sign: str, values: Values) -> str:
    """Two changes of one kind, the second in few words: "then 7"."""
    out = []
    for _ in range(2):
        n = draw.integer(2, 15) if sign == "+" else max(2, _small(draw, book) // 2)
        text, letter = book.say(n)
        book.change(sign, n, letter)
        out.append(text)
    return shapes(draw, **values, n=out[0], m=out[1])


def _times(draw: Draw, book: Ledger, shapes: Shapes, sign: str, values: Values) -> str:
    """So many times so much."""
    high = 9 if sign == "+" else max(2, min(9, int(abs(book.total) ** 0.5)))
    m, n = draw.integer(2, high), draw.integer(2, high)
    order = draw.shuffled(("m", "n")) if "{n}" in shapes.first else ["m", "n"]
    said = {name: book.say(m if name == "m" else n) for name in sorted(order)}
    amount = book.step(m, "*", n, said["m"][1] + said["n"][1])
    book.change(sign, amount, "")
    return shapes(draw, **values, m=said["m"][0], n=said["n"][0])


def _part(draw: Draw, book: Ledger, shapes: Shapes, sign: str, values: Values) -> str:
    """Half of it gone, or twice as much."""
    if sign == "+":
        book.change("*", 2, "")
    else:
        book.total = book.step(book.total, "/", 2, book.open)
        book.open = ""
    return shapes(draw, **values)


Change = tuple[Callable[[Draw, Ledger, Shapes, str, Values], str], Shapes, str, float]


def _changes(theme: dict[str, Shapes]) -> list[Change]:
    ways = {"once": (_once, 4.0), "both": (_both, 1.5), "times": (_times, 1.5),
            "part": (_part, 0.5)}  # fmt: skip
    out: list[Change] = []
    for key, shapes in theme.items():
        way, _, sign = key.partition(" ")
        if way in ways:
            out.append((ways[way][0], shapes, sign, ways[way][1]))
    return out


THEMES = tuple((theme, _changes(theme)) for theme in rows.THEMES)


def _opening(draw: Draw, book: Ledger, theme: dict[str, Shapes], values: Values) -> str:
    kind = draw.unit()
    if kind < 0.3 and "start times" in theme:
        m, n = draw.integer(2, 9), draw.integer(2, 10)
        (a, x), (b, y) = book.say(m), book.say(n)
        book.total = book.step(m, "*", n, x + y)
        return theme["start times"](draw, **values, m=a, n=b)
    if kind < 0.42 and "start sum" in theme:
        m, n, k = draw.integer(2, 6), draw.integer(2, 10), draw.integer(2, 10)
        (a, x), (b, y), (c, z) = book.say(m), book.say(n), book.say(k)
        book.total = book.step(m, "*", n, x + y)
        book.change("+", k, z)
        return theme["start sum"](draw, **values, m=a, n=b, k=c)
    n = draw.integer(5, 40) if draw.chance(0.7) else draw.integer(20, 99)
    text, book.open = book.say(n)
    book.total = n
    return theme["start"](draw, **values, n=text)


THEN = ("", "", "", "", "", "", "Then ", "then ", "Then ", "Later ", "After that, ", "Next, ",
        "The next day ", "Soon ")  # fmt: skip


def _values(draw: Draw) -> Values:
    """Words for the slots; the one who has, and a crowd of one kind."""
    values = words(draw)
    kind = draw.unit()
    if kind < 0.2:
        values |= {"x": "I", "she": "I", "her": "my", "them": "me", "dox": "do I"}
    elif kind < 0.27:
        values |= {"x": "we", "she": "we", "her": "our", "them": "us", "dox": "do we"}
    else:
        values |= {"them": values["x"], "dox": f"does {values['x']}"}
    values["didx"] = str(values["dox"]).replace("does ", "did ").replace("do ", "did ")
    have = values["x"] in ("I", "we")
    values["whose"] = values["her"] if have else f"{values['x']}'s"
    return values | {"drink": wide.noun(draw, "drink"), "has": "have" if have else "has",
                     "cur": draw.pick(rows.CURRENCIES), "len": draw.pick(rows.LENGTHS)}  # fmt: skip


def _joined(draw: Draw, parts: list[str]) -> str:
    """Clauses as sentences, some in one."""
    text, at = capital(parts[0]), 1
    while at < len(parts):
        if at + 1 < len(parts) and draw.chance(0.4):
            joint = draw.pick((", ", " and ", " and then ", ", and "))
            last = parts[at + 1]
            text += f". {capital(draw.pick(THEN) + parts[at])}{joint}{last}"
            at += 2
        elif draw.chance(0.15) and at == 1:
            text += draw.pick((", and ", " and ", "; ", ", then ", ", but ")) + parts[at]
            at += 1
        else:
            text += f". {capital(draw.pick(THEN) + parts[at])}"
            at += 1
    return text + "."


def _finished(book: Ledger, story: str, question: str, answer: int) -> Problem:
    """The problem without marks, its sums with their words."""
    text, cues = read(tidy(f"{story}\n{question}"))
    used: set[str] = set()
    steps = []
    for step, letters in book.steps:
        new = set(letters) - used
        used |= new
        steps.append(cued(step, new, cues))
    told, _, asked = text.partition("\n")
    return Problem(told, asked, str(answer), tuple(steps))


def changed(draw: Draw) -> Problem:
    """An opening, one to three changes, and how many there are then."""
    while True:
        theme, ways = draw.pick(THEMES)
        book, values = Ledger(draw.chance(0.15)), _values(draw)
        parts = [_opening(draw, book, theme, values)]
        if str(values["x"]) not in parts[0] and str(values["them"]) not in parts[0]:
            values["she"] = values["x"]
        signs = set()
        for _ in range(draw.weighted((1, 2, 3), (4, 5, 2))):
            change, shapes, sign, _ = draw.weighted(ways, [way[3] for way in ways])
            signs.add(sign)
            parts.append(change(draw, book, shapes, sign, values))
        if book.good and book.total > 0 and len(book.steps) <= 5:
            break
    ask = theme["ask left"] if "-" in signs and draw.chance(0.55) else theme["ask"]
    return _finished(book, _joined(draw, parts), ask(draw, **values), book.total)


def chained(draw: Draw) -> Problem:
    """So many, another one double that, a third one less than the second."""
    book, values = Ledger(draw.chance(0.15)), words(draw)
    did, unit = draw.pick(rows.DEEDS)
    unit = str(values["things"]) if unit == "things" else unit
    names = who(draw, 3)[: draw.integer(2, 3)]
    counts = [draw.integer(3, 20)]
    joint = draw.pick((". ", ". ", ", ", ", and "))
    text, book.open = book.say(counts[0])
    clauses = [f"{names[0]} {did} {text} {unit}"]
    for at in range(1, len(names)):
        before, last = names[at - 1], counts[-1]
        verb = "" if joint != ". " and draw.chance(0.3) else did
        if draw.chance(0.35):
            factor = draw.pick((2, 2, 2, 3))
            told = rows.DOUBLE if factor == 2 else rows.TRIPLE
            clauses.append(told(draw, x=names[at], y=before, did=verb, u=unit))
            counts.append(book.step(factor, "*", last, book.open))
        else:
            more, n = draw.chance(0.5), draw.integer(1, 9)
            n = n if more else min(n, last - 1)
            book.good &= n > 0
            text, letter = book.say(n)
            shapes = rows.MORE if more else rows.FEWER
            clauses.append(shapes(draw, x=names[at], y=before, did=verb, n=text, u=unit))
            counts.append(book.step(last, "+" if more else "-", n, letter + book.open))
        book.open = ""
    story = joint.join(capital(c) if joint == ". " else c for c in clauses) + "."
    total = draw.chance(0.3)
    ask = rows.ASK_ALL if total else rows.ASK_LAST
    if total:
        sum_ = counts[0]
        for count in counts[1:]:
            sum_ = book.step(sum_, "+", count, "")
        counts.append(sum_)
    if not book.good or counts[-1] < 1:
        return chained(draw)
    question = ask(draw, x=names[-1], u=unit, did=did)
    return _finished(book, capital(story), question, counts[-1])


def before(draw: Draw) -> Problem:
    """How many there were at first, from what happened and what is left."""
    book, values = Ledger(draw.chance(0.15)), _values(draw)
    theme = rows.OWN if draw.chance(0.65) else rows.PLACE
    lost = draw.chance(0.6)
    n, now = draw.integer(2, 25), draw.integer(2, 40)
    if not lost:
        now += n
    said, letter = book.say(n)
    change = theme["once -" if lost else "once +"](draw, **values, n=said)
    left, other = book.say(now)
    book.total = book.step(now, "+" if lost else "-", n, letter + other)
    some, then, ask = (theme[name] for name in ("some", "now", "ask first"))
    first = some(draw, **values)
    joint = draw.pick((". ", ". ", ", ", " and "))
    second = capital(change) if joint == ". " else change
    end = draw.pick((". ", " and ", ", and "))
    last = then(draw, **values, n=left)
    story = f"{capital(first)}{joint}{second}{end}{capital(last) if end == '. ' else last}."
    if not book.good:
        return before(draw)
    return _finished(book, story, ask(draw, **values), book.total)


KINDS: tuple[Callable[[Draw], Problem], ...] = (*[changed] * 6, *[chained] * 2, before)


def one(draw: Draw) -> Problem:
    """A problem of any kind here."""
    return draw.pick(KINDS)(draw)
