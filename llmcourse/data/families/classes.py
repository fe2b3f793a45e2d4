"""Classification into the classes that the prompt names: topics, wishes, moods, spam, tenses.

The classes come in any number, order and form; the answer is one of them as it stands there.
"""

from llmcourse.data import wide
from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families.frames import scene
from llmcourse.data.families.placing import placed
from llmcourse.data.families.slots import SLOTS
from llmcourse.data.grammar import Shapes, Wordings, capital
from llmcourse.data.names import person
from llmcourse.data.phrasing import listing
from llmcourse.data.rows import topic, wish
from llmcourse.data.words import CATEGORIES, CLASSES

Labeled = tuple[str, list[str], str]
"""A text, the classes named, and the right one."""


def _shapes(text: str) -> Shapes:
    return Shapes(*text.strip().split("\n"))


GROUPS = tuple(
    {name: _shapes(text) for name, text in rows.items()}
    for rows in (topic.TOPICS, wish.WISHES, wish.MOODS)
)
OTHER_NAMES = {
    "sports": ("sport", "Sports"), "food": ("cooking", "Food"), "money": ("finance", "business"),
    "technology": ("tech", "computers"), "animals": ("nature", "pets"), "movies": ("film",
    "cinema"),
    "health": ("medicine", "Health"), "school": ("education",), "music": ("Music",),
    "joy": ("happy",
    "happiness"), "anger": ("angry",), "sadness": ("sad",), "fear": ("afraid", "scared"),
    "surprise": ("surprised",), "cancellation": ("cancel",), "booking": ("reservation",),
    "order": ("purchase",), "question": ("inquiry",), "goodbye": ("farewell",),
    "space": ("astronomy",), "politics": ("Politics",), "gardening": ("garden",),
}  # fmt: skip
TWO: tuple[tuple[Shapes, Shapes, tuple[tuple[str, str], ...]], ...] = (
    (_shapes(wish.SPAM), _shapes(wish.HAM),
     (("spam", "ham"), ("spam", "not spam"), ("spam", "no spam"), ("junk", "real"),
      ("SPAM", "OK"), ("unwanted", "wanted"), ("scam", "normal"))),
    (_shapes(wish.URGENT), _shapes(wish.CALM),
     (("urgent", "not urgent"), ("high", "low"), ("urgent", "can wait"), ("now", "later"))),
    (_shapes(wish.FACTS), _shapes(wish.VIEWS),
     (("fact", "opinion"), ("FACT", "OPINION"), ("objective", "subjective"))),
)  # fmt: skip
ASK = Wordings(
    "classes in any form",
    "Which topic: {l}?", "Classify as {l}.", "Topic? Choose from {s}.", "Categories: {s}",
    "Pick the right category: {s}.", "Is this {l}?", "{s}?",
    "Label it with one of: {s}.", "What kind of text is this: {l}?", "Options: {s}. Answer:",
    "Choose one label from {s}.", "Assign one of these classes: {s}.", "Labels: {s}\nLabel:",
    "Sort this into {l}.", "Which of these fits: {s}?", "Answer with {l}.", "Category \\({s}\\):",
    "Decide: {l}?", "classify: {s}", "One of {s}, please.",
    "Tell me whether this is {l}.", "Say which class it is: {s}.", "Tag it: {s}", "Class? {s}",
    "Possible answers: {s}. Which is right?", "Only answer with one of: {s}.", "{l}?",
    "Put it in a category. Categories: {s}.", "Choose between {l}.", "Which label, {l}?",
)  # fmt: skip
ASK_YES = Wordings(
    "is it of a class",
    "Is this {l}? yes or no", "Would you label this {l}? Yes or no?", "{l}: yes or no?",
    "Does the label {l} fit? Answer yes or no.", "Is {l} the right label?", "Is it {l}?",
)  # fmt: skip
ASK_WORD = Wordings(
    "kind of a word",
    "Is {w} {k}?", "What is {w}: {k}?", "{w}: {k}?", "Which is it, {k}? {w}", "Is '{w}' {k}?",
    "Classify the word {w}: {s}.", "Word: {w}\nCategories: {s}", "Put {w} in one of: {s}",
    "{w} - {k}?", "Tell me if {w} is {k}.", "Would you call {w} {k}?",
    "To which of {s} belongs {w}?",
)  # fmt: skip


def _values(draw: Draw) -> dict[str, str]:
    thing, animal = wide.countable(draw), wide.countable(draw, "animal")
    plant, wear = wide.countable(draw, "plant"), wide.countable(draw, "clothing")
    return {
        "x": person(draw), "c": SLOTS["city"](draw).text, "n": str(draw.integer(2, 90)),
        "d": SLOTS["day"](draw).text, "t": SLOTS["time"](draw).text, "f": wide.noun(draw, "food",
        0),
        "f2": wide.noun(draw, "food", 0), "a": animal, "as_": wide.plural(animal),
        "v": wide.noun(draw, "vehicle", 0), "g": thing, "gs": wide.plural(thing),
        "m": wide.noun(draw, "instrument", 0), "p": plant, "ps": wide.plural(plant),
        "e": wide.noun(draw, "device", 0), "w": wear, "ws": wide.plural(wear),
    }  # fmt: skip


def group(draw: Draw) -> Labeled:
    """A sentence of one of several topics, wishes or moods."""
    shapes = draw.weighted(GROUPS, (5, 3, 2))
    names = draw.some(list(shapes), draw.integer(2, 5))
    right = names[0]
    values = _values(draw)
    text = capital(shapes[right](draw, **values))
    if shapes is GROUPS[0] and draw.chance(0.25):
        text += " " + capital(shapes[right](draw, **values))
    other = draw.chance(0.3)
    said = [draw.pick(OTHER_NAMES.get(name, (name,))) if other else name for name in names]
    return text, said, said[0]


def pair(draw: Draw) -> Labeled:
    """Spam or not, urgent or not, a fact or an opinion."""
    first, second, names = draw.pick(TWO)
    at = draw.integer(0, 1)
    said = list(draw.pick(names))
    return capital((first, second)[at](draw, **_values(draw))), said, said[at]


def sentence(draw: Draw) -> Labeled:
    """What form a sentence has: a question or a statement, its tense, its number."""
    form, noun = wide.deed(draw)
    who, kind = person(draw), draw.integer(0, 2)
    if kind == 0:
        texts = {"past": f"{who} {form.past} the {noun}.",
        "present": f"{who} {form.third} the {noun}.",
                 "future": f"{who} will {form.base} the {noun}."}  # fmt: skip
    elif kind == 1:
        texts = {"question": f"Did {who} {form.base} the {noun}?",
                 "statement": f"{who} {form.past} the {noun}.",
                 "command": f"{capital(form.base)} the {noun}!"}  # fmt: skip
    else:
        texts = {"active": f"{who} {form.past} the {noun}.",
                 "passive": f"The {noun} was {form.participle} by {who}."}  # fmt: skip
    if kind == 0 and (form.base == form.past or form.third == form.past):
        return sentence(draw)
    names = draw.some(list(texts), draw.integer(2, len(texts)))
    tense = kind == 0 and draw.chance(0.4)
    said = [f"{name} tense" if tense else name for name in names]
    return texts[names[0]], said, said[0]


def word(draw: Draw) -> list[Message]:
    """What kind of thing a word names: one of two or three kinds."""
    classes = draw.part(CLASSES)
    kinds = draw.some(classes, min(len(classes), draw.integer(2, 3)))
    item = draw.pick(CATEGORIES[kinds[0]])
    if any(item in CATEGORIES[kind] for kind in kinds[1:]):
        return word(draw)
    right = kinds[0]
    kinds = draw.shuffled(kinds)
    with_a = listing([f"{'an' if k[0] in 'aeiou' else 'a'} {k}" for k in kinds], "or")
    ask = ASK_WORD(draw, w=item, k=with_a, s=draw.pick((", ", " / ")).join(kinds))
    return exchange(capital(ask) if draw.chance(0.6) else ask, right)


def about_yes(draw: Draw) -> list[Message]:
    """Whether one class fits."""
    text, names, right = draw.pick((group, pair))(draw)
    asked = right if draw.chance(0.5) else draw.pick([name for name in names if name != right])
    ask = ASK_YES(draw, l=asked)
    return exchange(placed(draw, ask, text), "Yes." if asked == right else "No.")


def _codes(draw: Draw, names: list[str], right: str) -> tuple[str, str]:
    """The classes under letters or numbers: "A) food B) music"."""
    marks = draw.pick(("ABCDE", "12345", "abcde"))
    form = draw.pick(("{m}) {n}", "{m} = {n}", "{m}. {n}", "({m}) {n}", "{m}: {n}"))
    rows = [form.format(m=mark, n=name) for mark, name in zip(marks, names, strict=False)]
    kind = "number" if marks[0] == "1" else "letter"
    end = draw.pick((f"Answer with the {kind}.", f"Only the {kind}.", f"Which {kind}?"))
    return f"{draw.pick((' ', ', ')).join(rows)}. {end}", marks[names.index(right)]


def dialogue(draw: Draw) -> list[Message]:
    """A text and its class."""
    kind = draw.unit()
    if kind < 0.14:
        return word(draw)
    if kind < 0.26:
        return about_yes(draw)
    text, names, right = draw.weighted((group, pair, sentence), (6, 4, 2))(draw)
    names = draw.shuffled(names)
    if draw.chance(0.16):
        ask, answer = _codes(draw, names, right)
        return exchange(placed(draw, ask, text, keep=True), answer)
    said = draw.pick((", ", " / ", ", ", "/", " | ")).join(names)
    quote = draw.pick(("{}", "{}", "{}", '"{}"', "'{}'"))
    ask = ASK(draw, l=listing([quote.format(name) for name in names], "or"), s=said)
    keep = ask.startswith(tuple(names))
    if draw.chance(0.1):
        text = text.lower()
    return exchange(placed(draw, ask, text, keep=keep), right)


def document(draw: Draw) -> str:
    """Sentences of one kind, or of several with their classes after them."""
    if draw.chance(0.4):
        texts = [group(draw)[0] for _ in range(draw.integer(2, 4))]
        return " ".join([*texts, scene(draw).write(draw)])
    shapes, mark = draw.pick(GROUPS), draw.pick((" -> ", ": ", " | ", "\t", " = "))
    names = draw.some(list(shapes), draw.integer(2, 4))
    lines = []
    for _ in range(draw.integer(3, 7)):
        name = draw.pick(names)
        lines.append(f"{capital(shapes[name](draw, **_values(draw)))}{mark}{name}")
    return "\n".join(lines)
