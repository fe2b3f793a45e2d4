"""Small instructions with a short answer: lists, spelling, comparing, sorting, repeating, counting.

Part of `talk`, which draws these between greetings.
"""

from llmcourse.data import wide
from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.names import person
from llmcourse.data.phrasing import listing, wording
from llmcourse.data.words import CATEGORIES, CLASSES, DAYS, THINGS, in_words, plural


def _list(draw: Draw) -> tuple[str, str]:
    kind, n = draw.one(CLASSES), draw.integer(2, 5)
    ask = Shapes("Name {n} {k}.", "List {n} {k}.", "Give me {n} {k}.", "Tell me {n} {k}.",
                 "Can you name {n} {k}?", "Write down {n} {k}.")  # fmt: skip
    items = draw.some(CATEGORIES[kind], n)
    number = in_words(n) if draw.chance(0.6) else str(n)
    return ask(draw, n=number, k=plural(kind)), f"{capital(listing(items))}."


def _repeat(draw: Draw) -> tuple[str, str]:
    word, n = draw.pick((wide.noun(draw), person(draw), wide.pseudo(draw))), draw.integer(2, 5)
    number = in_words(n) if draw.chance(0.5) else str(n)
    ask = Shapes('(Say|Write|Repeat) "{w}" {n} times.', "(Say|Write|Repeat) {w} {n} times.",
                 "(Say|Write|Repeat) the word {w} {n} times.")  # fmt: skip
    return ask(draw, w=word, n=number), " ".join([word] * n)


def _echo(draw: Draw) -> tuple[str, str]:
    one, other, name = wide.countable(draw), wide.countable(draw), person(draw)
    color, looks = draw.one(wide.COLORS), draw.one(wide.LOOKS)
    did, done = draw.pick(wide.DOINGS).past, wide.deed(draw)
    text = draw.pick((
        f"the {one} is on the {other}", name, f"I like {wide.plural(one)}", f"{name} {did}",
        f"{color} {wide.plural(one)} {draw.pick(wide.DOINGS).base}",
        f"{name} and the {looks} {one}",
        f"{name} {done[0].past} the {done[1]}", f"my {one} is {color}", f"{looks} {one}, {other}",
        f"the {one} is made of {draw.one(wide.MATERIALS)}", wide.pseudo(draw),
    ))  # fmt: skip
    text = capital(text) if draw.chance(0.7) else text
    text += "." if draw.chance(0.2) and " " in text else ""
    ask = Shapes('(Say|Repeat|Write|Print|Echo) "{t}"', "(Repeat|Say) after me: {t}", "Say: {t}",
                 "Copy this: {t}", "[Please ](repeat|say|write|echo) exactly: {t}", "Repeat: {t}",
                 "Echo: {t}", "(Repeat|Copy) the following[ text]: {t}")  # fmt: skip
    return ask(draw, t=text), text


def _case(draw: Draw) -> tuple[str, str]:
    things = [draw.pick((wide.noun(draw), wide.venue(draw), wide.pseudo(draw))).lower()
              for _ in range(draw.integer(1, 3))]  # fmt: skip
    text, upper = " ".join(things), draw.chance(0.6)
    ask = (
        Shapes("(Write|Put) this in (capitals|capital letters|upper case|uppercase): {t}",
               "(Convert|Change) to (uppercase|capitals): {t}", "Make this uppercase: {t}",
               "Write {t} in (capital letters|all caps|uppercase).")
        if upper else Shapes("(Write|Put) this in (small letters|lower case|lowercase): {t}",
                             "Make this lowercase: {t}", "Convert to lowercase: {t}")
    )  # fmt: skip
    given = text if upper else text.upper()
    return ask(draw, t=given), text.upper() if upper else text


def _spell(draw: Draw) -> tuple[str, str]:
    word = draw.pick(THINGS)
    kind = draw.integer(0, 3)
    if kind == 0:
        return f"Spell {word}.", "-".join(word)
    if kind == 1:
        ask = Shapes('What is the first letter of "{w}"?', "What letter does {w} begin with?",
                     "With which letter does {w} start?")  # fmt: skip
        return ask(draw, w=word), word[0]
    if kind == 2:
        return f'What is the last letter of "{word}"?', word[-1]
    return f'How many letters does "{word}" have?', str(len(word))


def _compare(draw: Draw) -> tuple[str, str]:
    a, b = draw.some(range(1, 200), 2)
    big = draw.chance(0.5)
    word = draw.pick(("bigger", "larger", "greater") if big else ("smaller", "less"))
    ask = Shapes("Which is {w}, {a} or {b}?", "Which number is {w}: {a} or {b}?",
    "What is {w}, {a} or"
                 " {b}?", "{a} or {b}, which one is {w}?")  # fmt: skip
    return ask(draw, w=word, a=a, b=b), str(max(a, b) if big else min(a, b))


def _parity(draw: Draw) -> tuple[str, str]:
    n, even = draw.integer(0, 200), draw.chance(0.5)
    word = "even" if even else "odd"
    ask = Shapes("Is {n} {w}?", "Is {n} an {w} number?", "Is the number {n} {w}?")
    return ask(draw, n=n, w=word), "Yes." if (n % 2 == 0) == even else "No."


def _sort(draw: Draw) -> tuple[str, str]:
    if draw.chance(0.5):
        numbers = draw.some(range(1, 100), draw.integer(3, 5))
        ask = Shapes("Sort these numbers: {t}", "Sort: {t}", "Put in order from small to big: {t}",
                     "Order these numbers: {t}")  # fmt: skip
        return (ask(draw, t=", ".join(map(str, numbers))), ", ".join(map(str, sorted(numbers))))
    numbers = draw.some(range(1, 100), draw.integer(3, 5))
    biggest = draw.chance(0.5)
    word = draw.pick(("biggest", "largest") if biggest else ("smallest", "lowest"))
    return (
        f"What is the {word} of these numbers: {', '.join(map(str, numbers))}?",
        str(max(numbers) if biggest else min(numbers)),
    )


def _odd_one(draw: Draw) -> tuple[str, str]:
    same, other = draw.some(CLASSES.train, 2)
    items = draw.some(CATEGORIES[same], draw.integer(3, 4))
    strange = draw.pick([word for word in CATEGORIES[other] if word not in CATEGORIES[same]])
    words = draw.shuffled([*items, strange])
    ask = Shapes("Which one does not belong: {t}?", "Odd one out: {t}", "Find the odd one out: {t}",
                 "Which word does not fit: {t}?")  # fmt: skip
    return ask(draw, t=", ".join(words)), strange


def _category(draw: Draw) -> tuple[str, str]:
    kind, other = draw.some(CLASSES.train, 2)
    word = draw.pick([w for w in CATEGORIES[kind] if w not in CATEGORIES[other]])
    pair = draw.shuffled([kind, other])
    ask = Shapes("Is {w} a kind of {a} or {b}?", "{W}: {a} or {b}?", "Classify {w} as {a} or {b}.",
                 'Does "{w}" belong to {a} or {b}?', "Category of {w}: {a} or {b}?")  # fmt: skip
    return ask(draw, w=word, a=pair[0], b=pair[1]), kind


def _order(draw: Draw) -> tuple[str, str]:
    n = draw.integer(3, 12)
    kind = draw.integer(0, 4)
    if kind == 0:
        ask = Shapes("Count to {n}.", "Count from 1 to {n}.", "Write the numbers from 1 to {n}.")
        return ask(draw, n=n), ", ".join(str(i) for i in range(1, n + 1))
    if kind == 1:
        ask = Shapes(
            "List the days of the week.", "Name the days of the week.", "Write all weekdays."
        )
        return ask(draw), ", ".join(DAYS)
    words = draw.some(THINGS, draw.integer(3, 6))
    text = " ".join(words)
    if kind == 2:
        ask = Shapes("How many words are in: {t}", "Count the words: {t}", "How many words? {t}")
        return ask(draw, t=text), str(len(words))
    at = draw.integer(0, 2)
    which = ("first", "second", "third")[at]
    if kind == 3:
        ask = Shapes("What is the {w} word of: {t}", "Which is the {w} word? {t}", "{t}: {w} word?")
        return ask(draw, t=text, w=which), words[at]
    ask = Shapes("Reverse the order of these words: {t}", "Write these words backwards: {t}")
    return ask(draw, t=text), " ".join(words[::-1])


KINDS = (
    _order,
    _list,
    _repeat,
    _echo,
    _case,
    _spell,
    _compare,
    _parity,
    _sort,
    _odd_one,
    _category,
)


CHECKED = tuple(kind for kind in KINDS if kind is not _list)
"""Those with one right answer."""


def checked(draw: Draw) -> list[Message]:
    """A small instruction with one right answer."""
    kind = draw.pick(CHECKED)
    text, answer = kind(draw)
    return exchange(text if kind in (_echo, _case) else wording(draw, text), answer)


def one(draw: Draw) -> list[Message]:
    """Any of them."""
    kind = draw.pick(KINDS)
    text, answer = kind(draw)
    return exchange(text if kind in (_echo, _case) else wording(draw, text), answer)
