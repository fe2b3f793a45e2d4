"""Small orders on words: in capitals, backwards, twice, after me, how many words, which letter.

What is ordered about are phrases of open words, some made up; the order is typed in many ways,
before or after what it is about, quoted or not. Every answer follows from the phrase.
"""

from collections.abc import Callable

from llmcourse.data import wide
from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families.phrases import phrase, single
from llmcourse.data.grammar import Shapes, capital, with_article
from llmcourse.data.phrasing import transcript, wording
from llmcourse.data.words import in_words

Order = tuple[str, str]


def _quoted(draw: Draw, text: str) -> str:
    if "'" in text or " " in text:
        return f"'{text}'" if "'" not in text and draw.chance(0.4) else f'"{text}"'
    return draw.pick((f'"{text}"', f"'{text}'", f'"{text}"', text))


ABOUT = Shapes(
    "{o}: {t}", "{o}: {t}", "{o}: {t}", "{o}: {q}", "{o} {q}", "{o}\n{t}", "{o}:\n{t}", "{t}\n{o}",
    "{q} - {o}", "{q}: {o}", "{o}: {q}.", "Text: {t}\n{O}", "{O}.\nText: {t}", "{o} -> {t}",
    "(Please|please|Can you|Could you) {o}: {t}", "{O} please: {t}", "{q} {o} please",
)  # fmt: skip


def _case(draw: Draw) -> Order:
    text, kind = phrase(draw), draw.unit()
    if kind < 0.55:
        order, answer = Shapes(
            "(write|put|print|type|say) this in (uppercase|capitals|capital letters|all caps|upper"
            " case|big letters|block letters)", "(make|turn) this (uppercase|all caps)",
            "(convert|change|turn) (this |)[in]to (uppercase|capitals|upper case|capital letters)",
            "uppercase", "uppercase this", "capitalize every letter", "all caps", "shout this",
        )(draw), text.upper()  # fmt: skip
    elif kind < 0.85:
        text = text.upper() if draw.chance(0.6) else text.title()
        order, answer = Shapes(
            "(write|put|print) this in (lowercase|small letters|lower case)", "make this lowercase",
            "(convert|change|turn) (this |)[in]to (lowercase|lower case|small letters)",
            "lowercase", "lowercase this", "no capitals", "use only small letters",
        )(draw), text.lower()  # fmt: skip
    else:
        text = text.lower()
        order, answer = draw.pick((
            "capitalize each word", "make the first letter of every word a capital", "title case",
            "write this in title case",
        )), " ".join(word.capitalize() for word in text.split(" "))  # fmt: skip
    return _about(draw, order, text), answer


def _about(draw: Draw, order: str, text: str) -> str:
    if draw.chance(0.2):
        order = capital(order)
    return ABOUT(draw, o=order, t=text, q=_quoted(draw, text))


def _echo(draw: Draw) -> Order:
    text = phrase(draw)
    ask = Shapes(
        "Repeat after me: {t}", "(Repeat|repeat|Say|say|Write|Copy|Print|Echo|Type)[ exactly]: {t}",
        "(Say|Repeat|Write|Print|Echo|Type|say|repeat|write) {q}", "Repeat this: {t}",
        "Repeat this sentence: {t}", "(Can|Could) you (say|repeat|write) {q}?", "Just say: {t}",
        "Say exactly this and nothing else: {t}", "Copy this: {t}", "repeat after me, {t}",
        "Please (repeat|say|write): {t}", "Reply with {q}", "Answer with {q}", "Only write: {t}",
        "Copy the (text|line|sentence): {t}", "Repeat the following: {t}", "Repeat: {q}",
        "Reply only with: {t}", "Write down: {t}", "I say, you repeat. {t}", "Output: {t}",
        "Please respond with {q}", "Repeat what I say: {t}",
    )  # fmt: skip
    return ask(draw, t=text, q=f'"{text}"' if "'" in text else draw.pick((f'"{text}"', f"'{text}'"
               ))), text  # fmt: skip


def _times(draw: Draw) -> Order:
    text = single(draw) if draw.chance(0.7) else phrase(draw)
    n = draw.integer(2, 5)
    word = "twice" if n == 2 and draw.chance(0.7) else f"{in_words(n)} times"
    if n > 2 and draw.chance(0.4):
        word = f"{n} times"
    ask = Shapes(
        "(Say|Write|Repeat|Print|say|write|repeat) [the word ]{q} {w}[.]", "{W}: {t}",
        "(Say|Write|Repeat) {w}: {t}", "(Can|Could) you (say|write|repeat) {q} {w}?",
        "(Please |)(say|write|repeat|type) {q} {w}[ please]", "I want you to say {q} {w}.",
        "{q} {w} please", "Repeat {q} {w}, nothing else.",
        "Write {q} {w} in a row.", "Print {w} the word {q}.",
    )  # fmt: skip
    return ask(draw, q=_quoted(draw, text), t=text, w=word), " ".join([text] * n)


COUNTS = Shapes(
    "How many words are (in|there in) (the sentence |this sentence: |the phrase |){q}?",
    "how many words: {t}", "Count the words[ in this]: {t}", "How many words has {q}?",
    "{q} - how many words[ is that]?", "Number of words in {q}?", "word count: {t}",
    "How many words do you see: {t}", "Count words: {q}", "{q}\nHow many words are there?",
    "How many words are in this?\n{t}", "How long is this in words: {t}", "count the words {q}",
    "Tell me how many words are in {q}.", "How many words does this sentence have? {t}",
)  # fmt: skip
LETTERS = Shapes(
    "How many letters (are in|are there in|does) [the word ]{q}[ have]?", "how many letters: {t}",
    "Count the letters (in|of) {q}.", "{q}: how many letters?", "Number of letters in {q}?",
    "How long is the word {q}?", "letters in {t}?", "How many letters has {q}?",
)  # fmt: skip


def _count(draw: Draw) -> Order:
    if draw.chance(0.65):
        text = phrase(draw)
        return COUNTS(draw, q=_quoted(draw, text), t=text), str(len(text.split(" ")))
    word = single(draw, 9)
    return LETTERS(draw, q=_quoted(draw, word), t=word), str(len(word))


ORDINALS = ("first", "second", "third", "fourth", "last")
NTH = Shapes(
    "(What|Which) is the {n} {part} (of|in) {q}?", "(What|which) {part} is {n} in {q}?",
    "{n} {part} of {q}", "Give me the {n} {part} of: {t}", "the {n} {part} of {q}, please",
    "{q}: what is the {n} {part}?", "Tell me the {n} {part} in {q}.", "Take the {n} {part}: {t}",
    "Write only the {n} {part} of {q}.", "Which {part} comes {n} in {q}?", "{q} {n} {part}?",
)  # fmt: skip


def _nth(draw: Draw) -> Order:
    if draw.chance(0.5):
        word, at = single(draw, 9), draw.pick((0, 0, 1, 2, -1, -1))
        return NTH(draw, q=_quoted(draw, word), t=word, n=ORDINALS[at], part="letter"), word[at]
    text = phrase(draw)
    parts = text.split(" ")
    at = draw.pick([i for i in (0, 0, 1, 2, 3) if i < len(parts)] + [-1, -1])
    return NTH(draw, q=_quoted(draw, text), t=text, n=ORDINALS[at], part="word"), parts[at]


def _spell(draw: Draw) -> Order:
    word = single(draw, 9)
    ask = Shapes("Spell {q}.", "How do you spell {q}?", "Spell the word {q}[ please].",
                 "spell {t}", "Spell it out: {t}", "Can you spell {q}?", "{t}: spell it.",
                 "Write {q} letter by letter.", "How is {q} spelled?", "Spell: {t}",
                 "Which letters are in {q}, in order?", "letters of {t} please")  # fmt: skip
    return ask(draw, q=_quoted(draw, word), t=word), "-".join(word)


def _back(draw: Draw) -> Order:
    if draw.chance(0.6):
        word = single(draw, draw.pick((4, 5, 6)))
        ask = Shapes("(Reverse|reverse) (the word |){q}[.]", "(Write|Spell|Say) {q} backwards[.]",
                     "What is {q} backwards?", "{t} backwards", "{q} (spelled |)backwards is?",
                     "Turn the letters of {q} around.", "reverse letters: {t}", "backwards: {t}",
                     "What do you get if you reverse {q}?")  # fmt: skip
        return ask(draw, q=_quoted(draw, word), t=word), word[::-1]
    text = phrase(draw)
    order = draw.pick(("reverse the order of the words", "write the words backwards",
                       "last word first", "reverse the word order", "turn the order of these words"
                       " around"))  # fmt: skip
    return _about(draw, order, text), " ".join(text.split(" ")[::-1])


def _exchange(draw: Draw) -> Order:
    text = phrase(draw)
    parts, new = text.split(" "), single(draw)
    old = draw.pick(parts)
    if draw.chance(0.5) or len(parts) == 1:
        ask = Shapes("replace {a} with {b}", 'replace "{a}" by "{b}"', "change {a} to {b}",
                     "use {b} instead of {a}",
                     'swap "{a}" for "{b}"')(draw, a=old, b=new)  # fmt: skip
        return _about(draw, ask, text), " ".join(new if part == old else part for part in parts)
    ask = Shapes("remove the word {a}", "delete {a}", 'leave out "{a}"', "take out {a}",
                 'drop the word "{a}"')(draw, a=old)  # fmt: skip
    return _about(draw, ask, text), " ".join(part for part in parts if part != old)


MARKS = (("!", "an exclamation mark"), ("?", "a question mark"), (".", "a period"),
         ("...", "three dots"))  # fmt: skip


def _add(draw: Draw) -> Order:
    text, new, kind = phrase(draw), single(draw), draw.integer(0, 2)
    if kind == 0:
        mark, name = draw.pick(MARKS)
        ask = Shapes("add {n} at the end", "end this with {n}", "put {n} after this")(draw, n=name)
        return _about(draw, ask, text), text + mark
    if kind == 1:
        ask = Shapes("add the word {b} at the end", "add {b} at the end", "put {b} after it",
                     'end it with the word "{b}"')(draw, b=new)  # fmt: skip
        return _about(draw, ask, text), f"{text} {new}"
    ask = Shapes("start with the word {b}", "put {b} in front", "add {b} at the beginning",
                 "add the word {b} at the start")(draw, b=new)  # fmt: skip
    return _about(draw, ask, text), f"{new} {text}"


JOINS = (("-", "hyphens"), ("_", "underscores"), (", ", "commas"), ("/", "slashes"), ("", ""))


def _join(draw: Draw) -> Order:
    text = phrase(draw)
    mark, name = draw.pick(JOINS)
    ask = Shapes("join the words with {n}", "put {n} between the words", "replace the spaces with"
                 " {n}")(draw, n=name)  # fmt: skip
    if not mark:
        ask = draw.pick(("remove the spaces", "delete all spaces", "write without spaces"))
    if draw.chance(0.25):
        ask = draw.pick(("first letter of each word", "take the first letter of every word",
                         "what are the first letters of the words"))  # fmt: skip
        return _about(draw, ask, text), " ".join(part[0] for part in text.split(" "))
    return _about(draw, ask, text), mark.join(text.split(" "))


def _forms(draw: Draw) -> Order:
    if draw.chance(0.55):
        noun = wide.countable(draw)
        ask = Shapes("What is the plural of {q}?", "plural of {t}", "Plural of {q}?",
                     "more than one {t}: two ...", "One {t}, two ...", "Give me the plural of {q}.",
                     "Make {q} plural.", "What do you call two of {q}?")  # fmt: skip
        return ask(draw, q=_quoted(draw, noun), t=noun), wide.plural(noun)
    form = draw.pick(draw.pick((wide.DOINGS, wide.PERSONAL)))
    ask = Shapes("What is the past tense of {q}?", "past tense of {t}", "Past of {q}?",
                 "Put {q} into the past.", "Today I {t}, yesterday I ...", "{q} in the past tense",
                 "Give me the past tense of {q}.")  # fmt: skip
    return ask(draw, q=_quoted(draw, form.base), t=form.base), form.past


def _sort(draw: Draw) -> Order:
    found = sorted({single(draw).lower() for _ in range(draw.integer(2, 4))})
    if draw.chance(0.4) and len(found) > 1:
        a, b = draw.some(found, 2)
        ask = Shapes("Which comes first in the alphabet, {a} or {b}?", "{a} or {b}: which is first"
                     " in the alphabet?", "Which word comes first in a dictionary: {a} or"
                     " {b}?")  # fmt: skip
        return ask(draw, a=a, b=b), min(a, b)
    text = ", ".join(draw.shuffled(found))
    order = draw.pick(
        (
            "sort alphabetically",
            "put in alphabetical order",
            "alphabetical order",
            "sort these words from A to Z",
            "order these words by the alphabet",
        )
    )
    return _about(draw, order, text), ", ".join(found)


def _has(draw: Draw) -> Order:
    text = phrase(draw)
    yes = draw.chance(0.5)
    word = draw.pick(text.split(" ")) if yes else single(draw)
    yes = word in text.split(" ")
    ask = Shapes("Is the word {w} in {q}?", "Does {q} contain the word {w}?", "Do you see the word"
                 " {w} here? {t}", "Is {w} in this sentence: {t}", "Does this text have the word"
                 " {w} in it? {t}")  # fmt: skip
    return ask(draw, q=_quoted(draw, text), t=text, w=_quoted(draw, word)), "Yes." if yes else "No."


def _article(draw: Draw) -> Order:
    noun = wide.countable(draw)
    ask = Shapes("a or an: {t}", 'Put "a" or "an" before {t}.', "a or an? ___ {t}", "Is it a {t} or"
                 " an {t}?")  # fmt: skip
    return ask(draw, t=noun), with_article(noun)


KINDS: tuple[Callable[[Draw], Order], ...] = (
    _case, _case, _case, _echo, _echo, _echo, _times, _times, _count, _count, _count, _nth, _nth,
    _spell, _spell, _back, _back, _exchange, _add, _join, _forms, _sort, _has, _article,
)  # fmt: skip


def dialogue(draw: Draw) -> list[Message]:
    """One small order and what comes of it."""
    ask, answer = draw.pick(KINDS)(draw)
    if draw.chance(0.3) and ask.endswith("?") and ":" not in ask and "\n" not in ask:
        ask = wording(draw, ask)
    return exchange(ask, answer)


def document(draw: Draw) -> str:
    """Orders and answers as plain text, or words with their letters."""
    if draw.chance(0.5):
        return transcript(draw, [draw.pick(KINDS)(draw) for _ in range(draw.integer(3, 8))])
    lines = []
    for _ in range(draw.integer(4, 12)):
        word = single(draw)
        lines.append(f"{word}: {'-'.join(word)}, {len(word)} letters, {word[::-1]} backwards")
    return "\n".join(lines)
