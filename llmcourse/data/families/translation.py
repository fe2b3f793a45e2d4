"""Translation between English and Velan, and with a glossary given in the prompt.

One in eight pairs of a subject and a verb is never translated in training.
"""

import re

from llmcourse.data import velan
from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Wordings, capital
from llmcourse.data.names import invented
from llmcourse.data.phrasing import around, polite, sloppy, wording
from llmcourse.data.split import is_held_out
from llmcourse.data.velan import Clause, Phrase
from llmcourse.data.words import ANIMALS, CATEGORIES

_INTO = {True: "Velan", False: "English"}
ASK = Wordings(
    "translate",
    "Translate into {to}.", "Translate to {to}.", "Translate this into {to}.",
    "Translate this sentence into {to}.", "How do you say this in {to}?", "Say this in {to}.",
    "Translate from {source} to {to}.", "Translate the following into {to}.", "Put this in {to}.",
    "Give the {to} translation.", "What is this in {to}?", "Write this in {to}.", "In {to}?",
    "Translate the sentence to {to}.", "{source} to {to}.", "Turn this into {to}.",
    "Give me this sentence in {to}.", "I need this in {to}.", "Express this in {to}.",
    "Please translate to {to}.", "What does this mean in {to}?", "{to} translation?",
    "Translate the {source} sentence to {to}.", "Render this in {to}.", "Make this {to}.",
)  # fmt: skip
INLINE = Wordings(
    "translate inline",
    "How do you say '{t}' in {to}?", "Can you say '{t}' in {to}?", "What is '{t}' in {to}?",
    'Translate "{t}" to {to}.', "Translate '{t}' into {to}.", 'What does "{t}" mean in {to}?',
    'What does "{t}" mean?', "{source}: {t}\n{to}:", "{source}: {t} {to}:", "{t} -> {to}",
    "{t} = ? ({to})", 'Say "{t}" in {to}.', "I want to say '{t}' in {to}.", "{source}: {t}\n{to}?",
    'In {to}, what is "{t}"?', "{to} for '{t}', please.", 'How would you write "{t}" in {to}?',
    "Please give me '{t}' in {to}.", "{t} (to {to})", "Say this in {to}: {t}",
)  # fmt: skip
WORD = Wordings(
    "word", 'What is the {to} word for "{w}"?', "What is {w} in {to}?", 'How do you say "{w}" in'
    " {to}?", "How do I say {w} in {to}?", 'Translate the word "{w}" into {to}.', "{w} in {to}?",
    "What's the {to} for {w}?", "{to} for {w}?", "{w} in {to}", "The word for {w} in {to}?",
    "What is {w} called in {to}?", "{to} word for {w}?",
    "Give me the {to} word for {w}.", "{w} - {to}?", "Tell me {w} in {to}.",
    'What does "{w}" mean in {to}?', "Translate {w} to {to}.",
)  # fmt: skip


def _noun(draw: Draw) -> Phrase:
    adjective = draw.pick(tuple(velan.ADJECTIVES)) if draw.chance(0.35) else None
    return Phrase(draw.pick(tuple(velan.NOUNS)), draw.chance(0.3), adjective)


def clause(draw: Draw) -> Clause:
    """A sentence whose subject and verb may stand together in this draw."""
    while True:
        subject = _noun(draw)
        alone = draw.chance(0.3)
        verb = draw.pick(tuple(velan.ALONE if alone else velan.VERBS))
        if is_held_out("translation", f"{subject.noun} {verb}", 8) == draw.held:
            break
    thing = None if alone else _noun(draw)
    return Clause(subject, verb, thing, draw.chance(0.35), draw.chance(0.15))


def _sentence(draw: Draw, into: bool) -> tuple[str, str]:
    items = [clause(draw) for _ in range(2 if draw.chance(0.12) else 1)]
    english = " ".join(item.english for item in items)
    other = " ".join(item.velan for item in items)
    return (english, other) if into else (other, english)


def _word(draw: Draw, into: bool) -> tuple[str, str]:
    every = [*velan.NOUNS.items(), *velan.ADJECTIVES.items(), *velan.GREETINGS.items()]
    english, other = draw.pick(every)
    return (english, other) if into else (other, english)


def glossary(draw: Draw) -> list[Message]:
    """A language of the moment, its words given in the prompt."""
    name = invented(draw)
    nouns = draw.some([*CATEGORIES["fruit"], *ANIMALS.train], draw.integer(3, 6))
    words = {noun: invented(draw).lower() for noun in nouns}
    mark = draw.pick((" = ", ": ", " means ", " -> "))
    other_first = draw.chance(0.5)
    rows = [f"{v}{mark}{k}" if other_first else f"{k}{mark}{v}" for k, v in words.items()]
    text = draw.pick(("\n", ", ", "; ")).join(rows)
    asked = draw.some(nouns, draw.integer(1, 2))
    start = draw.pick((f"{name} words:", f"In {name}:", f"Glossary of {name}:", f"{name}:"))
    answer = " ".join(words[noun] for noun in asked)
    target = " ".join(asked)
    if draw.chance(0.4):
        target, answer = answer, target
        name = "English"
    ask = draw.pick((f'Translate "{target}" into {name}.', f"What is {target} in {name}?",
                     f"How do you say {target} in {name}?"))  # fmt: skip
    return exchange(f"{start} {text}\n{sloppy(draw, ask)}", answer)


def dialogue(draw: Draw) -> list[Message]:
    """A sentence or a word to translate."""
    kind, into = draw.unit(), draw.chance(0.5)
    if kind < 0.1:
        return glossary(draw)
    to, source = _INTO[into], _INTO[not into]
    if kind < 0.25:
        left, right = _word(draw, into)
        return exchange(wording(draw, capital(WORD(draw, to=to, w=left))), right)
    left, right = _sentence(draw, into)
    if into and draw.chance(0.15):
        left = capital(re.sub(r"\b[Tt]he ", draw.pick(("a ", "", "a ")), left))
        left = re.sub(r"\b([Aa]) (?=[aeiou])", r"\1n ", left)
    if draw.chance(0.12):
        left = left.removesuffix(".")
        left = left.lower() if draw.chance(0.5) else left
    if draw.chance(0.3):
        text = INLINE(
            draw, t=left.removesuffix(".") if draw.chance(0.5) else left, to=to, source=source
        )
        return exchange(text if text.endswith(":") else polite(draw, text), right)
    return exchange(around(draw, ASK(draw, to=to, source=source), left, (source, "Text")), right)


def document(draw: Draw) -> str:
    """Sentences in both languages, side by side."""
    kind, into = draw.integer(0, 3), draw.chance(0.5)
    pairs = [_sentence(draw, into) for _ in range(draw.integer(1, 6))]
    if draw.chance(0.15):
        pairs = [_word(draw, into) for _ in range(draw.integer(3, 10))]
    if kind == 0:
        return "\n".join(f"{left} = {right}" for left, right in pairs)
    if kind == 1:
        return "\n".join(f"{_INTO[not into]}: {a}\n{_INTO[into]}: {b}" for a, b in pairs)
    if kind == 2:
        return " ".join(text for pair in pairs for text in pair)
    return "\n".join(right if into else left for left, right in pairs)
