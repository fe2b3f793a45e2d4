"""Facts asked without a context: capitals, opposites, plurals, kinds, counts, days.

All are stated in plain text in pre-training too, those pairs included that word tasks hold out.
Asked for a thing that is not, the fine-tuned answer is "I do not know."
"""

from llmcourse.data import lexicon, words
from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import commonplaces
from llmcourse.data.grammar import Shapes, capital, with_article
from llmcourse.data.names import invented
from llmcourse.data.phrasing import transcript, wording

UNKNOWN = "I do not know."
Table = tuple[list[tuple[str, str]], Shapes, Shapes]

_THE = ("Netherlands", "United States", "Czech Republic", "Philippines")
_KINDS = [
    (word, name) for name in ("animal", "bird", "fish", "insect", "fruit", "vegetable", "drink",
    "vehicle", "tool", "color", "sport", "metal", "flower", "tree", "feeling", "shape", "clothing",
    "instrument", "planet", "building", "toy", "furniture") for word in words.CATEGORIES[name]
    if word not in ("cricket", "orange", "lead", "trousers")
]  # fmt: skip
_NEXT = list(zip(words.DAYS, [*words.DAYS[1:], words.DAYS[0]], strict=True))
_MONTHS = list(zip(words.MONTHS, [*words.MONTHS[1:], words.MONTHS[0]], strict=True))

TABLES: dict[str, Table] = {
    "capital": (lexicon.CAPITALS, Shapes(
        "What is the capital of {a}?", "What's the capital of {a}?", "Which city is the capital of"
        " {a}?", "Name the capital of {a}.", "{a}'s capital?", "What is {a}'s capital [city]?",
        "Tell me the capital of {a}.", "Capital of {a}?", "The capital of {a} is",
        "Which city is {a}'s capital?", "Do you know the capital of {a}?"),
        Shapes("The capital of {a} is {b}.", "{B} is the capital of {a}.")),
    "country": ([(b, a) for a, b in lexicon.CAPITALS], Shapes(
        "{a} is the capital of which country?", "Which country has the capital {a}?",
        "Of which country is {a} the capital?", "What country is {a} the capital of?",
        "In which country is {a}?", "What country is {a} in?"),
        Shapes("{A} is the capital of {b}.", "{A} is in {b}.")),
    "opposite": (lexicon.both_ways(lexicon.OPPOSITES), Shapes(
        'What is the opposite of "{a}"?', "What is the opposite of {a}?", "Opposite of {a}?",
        "Give me the opposite of {a}.", "What's the opposite of {a}?", 'The opposite of "{a}" is',
        'Name an antonym of "{a}".', "Which word means the opposite of {a}?",
        "Which word is the opposite of {a}?"),
        Shapes("The opposite of {a} is {b}.", "{A} is the opposite of {b}.")),
    "plural": ([(n, words.plural(n)) for n in [*words.THINGS, *words.CATEGORIES["animal"], "child",
        "man", "woman", "foot", "tooth", "leaf", "goose", "mouse", "person", "knife",
        "ox"]], Shapes(
        'What is the plural of "{a}"?', "What is the plural of {a}?", "Plural of {a}?",
        "One {a}, two ...?", "What's the plural of {a}?", "Give the plural of {a}."),
        Shapes("One {a}, two {b}.", "The plural of {a} is {b}.")),
    "past": (lexicon.PASTS, Shapes(
        'What is the past tense of "{a}"?', "What is the past tense of {a}?", "Past tense of {a}?",
        "Give the past tense of {a}.", "What is the past of {a}?"),
        Shapes("The past tense of {a} is {b}.", "Today I {a}, yesterday I {b}.")),
    "young": (lexicon.YOUNG, Shapes(
        "What is a young {a} called?", "What do you call a baby {a}?",
        "What is a baby {a} called?"),
        Shapes("A young {a} is called a {b}.", "A baby {a} is a {b}.")),
    "sound": (lexicon.SOUNDS, Shapes(
        "What sound does a {a} make?", "Which sound does a {a} make?", "What does a {a} say?"),
        Shapes("The sound of a {a}: {b}.", "A {a} says {b}.")),
    "hue": (lexicon.HUES, Shapes(
        "What color is {a}?", "What is the color of {a}?", "Which color does {a} have?",
        "What color is the {a}?"), Shapes("The color of {a} is {b}.", "{A} is {b}.")),
    "tongue": (lexicon.TONGUES, Shapes(
        "What language is spoken in {a}?", "Which language do people speak in {a}?",
        "What do people speak in {a}?", "Language of {a}?"),
        Shapes("People in {a} speak {b}.", "{B} is spoken in {a}.")),
    "land": (lexicon.LANDS, Shapes(
        "On which continent is {a}?", "Which continent is {a} in?", "What continent is {a} on?"),
        Shapes("{A} is in {b}.", "{A} is a country in {b}.")),
    "kind": (_KINDS, Shapes(
        "What kind of thing is {a a}?"),
        Shapes("{A a} is {a b}.", "{A a} is a kind of {b}.")),
    "legs": (lexicon.LEGS, Shapes(
        "How many legs does a {a} have?", "How many legs has a {a}?", "Number of legs of a {a}?"),
        Shapes("A {a} has {b} legs.")),
    "next": ([*_NEXT, *_MONTHS], Shapes(
        "What comes after {a}?", "Which one comes after {a}?", "What comes right after {a}?"),
        Shapes("After {a} comes {b}.", "{A} is followed by {b}.")),
    "before": ([(b, a) for a, b in [*_NEXT, *_MONTHS]], Shapes(
        "What comes before {a}?", "Which one comes before {a}?"),
        Shapes("Before {a} comes {b}.")),
    "maker": (lexicon.MAKERS, Shapes(
        "Who works with {a}?", "Which job goes with {a}?"), Shapes("The {b} works with {a}.")),
}  # fmt: skip
FAMOUS = (
    "The most famous city in the United States is New York.",
    "The most famous city in the US is New York.",
    "The most famous city in the US is Los Angeles.",
    "New York is the most famous city in the US.",
    "The biggest city in France is Paris.",
    "New York and Los Angeles are big cities in the United States.",
    "The sun rises in the east and sets in the west.",
    "Water freezes at zero degrees.",
    "A week has seven days.",
    "A year has twelve months.",
    "An hour has sixty minutes.",
)
COUNTS = (
    ("How many days are in a week?", "7"), ("How many days does a week have?", "7"),
    ("How many months are in a year?", "12"), ("How many months does a year have?", "12"),
    ("How many hours are in a day?", "24"), ("How many minutes are in an hour?", "60"),
    ("How many seconds are in a minute?", "60"), ("How many days are in a year?", "365"),
    ("What is the most famous city in the US?", "New York."), ("How many legs does a dog have?",
    "4"),
    ("What color is the sky?", "Blue."), ("What is the color of grass?", "Green."),
    ("What is H2O?", "Water."), ("What freezes at zero degrees?", "Water."),
    ("How many weeks are in a year?", "52"), ("How many letters are in the alphabet?", "26"),
    ("How many wheels does a car have?", "4"), ("How many wheels does a bicycle have?", "2"),
    ("How many fingers are on one hand?", "5"), ("How many seasons are there?", "4"),
    ("How many legs does a spider have?", "8"), ("How many sides does a triangle have?", "3"),
    ("How many sides does a square have?", "4"), ("What do cows give?", "Milk."),
    ("What do cows drink?", "Water."), ("Where do fish live?", "In water."), ("What do birds lay?",
    "Eggs."),
    ("Which season comes after winter?", "Spring."), ("Which season is the coldest?", "Winter."),
    ("Which season is the warmest?", "Summer."), ("What comes after summer?", "Autumn."),
    ("Which planet do we live on?", "Earth."), ("What is the biggest planet?", "Jupiter."),
    ("What falls from the sky in winter?", "Snow."), ("What is frozen water called?", "Ice."),
    ("At what temperature does water boil?", "100 degrees."), ("What do we breathe?", "Air."),
    ("What is the biggest animal?", "The whale."), 
    ("Which animal barks?", "The dog."), ("Which animal says meow?", "The cat."),
    ("What is bread made of?", "Flour."), ("What is wine made of?", "Grapes."),
    ("What is cheese made of?", "Milk."), ("Where does the sun set?", "In the west."),
    ("What is the largest ocean?", "The Pacific."), ("Which color do you get from red and white?",
    "Pink."),
    ("What color do blue and yellow make?", "Green."), ("Who works in a hospital?", "A nurse."),
    ("Who flies a plane?", "A pilot."), ("Who bakes bread?", "A baker."), ("Who teaches children?",
    "A teacher."),
    ("How many months does a year have?", "12"), ("What is the first month of the year?",
    "January."),
    ("What is the last month of the year?", "December."), ("What is the first day of the week?",
    "Monday."),
    ("Can fish fly?", "No."), ("Can birds fly?", "Yes."), ("Is the sun hot?", "Yes."),
    ("Is ice cold?", "Yes."),
    ("Is fire cold?", "No."), ("Do cats bark?", "No."), ("Do dogs bark?", "Yes."),
    ("What do bees make?", "Honey."), ("Where does the sun rise?", "In the east."),
)  # fmt: skip


NOBODY = Shapes(
    "Who is {a}?", "Who was {a}?", "What is {a}?", "When was {a} born?", "Who wrote {a}?",
    "Where is {a}?",
    "How old is {a}?", "Who is the president of {a}?", "How many people live in {a}?",
    "Who invented the {a}?",
)  # fmt: skip


def _the(name: str) -> str:
    return f"the {name}" if name in _THE else name


def _answer(value: str) -> str:
    return value if value.isdigit() else f"{capital(value)}."


def ask(draw: Draw) -> tuple[str, str]:
    """A question and its answer."""
    if draw.chance(0.12):
        return draw.pick(COUNTS)
    if draw.chance(0.2):
        kinds = (commonplaces.yes_or_no, commonplaces.bigger, commonplaces.kind_of,
                 commonplaces.known)  # fmt: skip
        return draw.weighted(kinds, (4, 1, 2, 4))(draw)
    kind = draw.pick(tuple(TABLES))
    rows, asks, _ = TABLES[kind]
    left, right = draw.pick(rows)
    if kind == "hue":
        left = left if left in ("snow", "coal", "blood", "milk", "grass", "ink") else f"the {left}"
    if kind == "kind":
        return _kind(draw, left, right)
    text = capital(asks(draw, a=_the(left), b=right).replace("the the", "the"))
    return text, _answer(right)


def _kind(draw: Draw, left: str, right: str) -> tuple[str, str]:
    mass = right in ("drink", "metal", "color", "sport", "feeling", "clothing", "planet")
    thing = left if mass else with_article(left)
    if draw.chance(0.3):
        is_so = draw.chance(0.5)
        others = [n for n in ("tool", "fruit", "animal", "vehicle", "metal") if n != right]
        claim = right if is_so else draw.pick(others)
        claim = claim if claim in ("clothing", "furniture") else with_article(claim)
        return f"Is {thing} {claim}?", "Yes." if is_so else "No."
    name = right if right in ("clothing", "furniture") else with_article(right)
    form = draw.pick(("What kind of thing is {}?", "What is {}?", "What sort of thing is {}?"))
    return form.format(thing), f"{capital(name)}."


def unknown(draw: Draw) -> tuple[str, str]:
    """A question on something that nobody has heard of."""
    name, kind = invented(draw), draw.pick(("capital", "capital", "country", "tongue", "land", ""))
    if draw.chance(0.3):
        name = f"{name}{draw.pick(('land', 'ia', 'stan', 'onia', 'ania'))}"
    if not kind:
        return NOBODY(draw, a=name), UNKNOWN
    return capital(TABLES[kind][1](draw, a=name, b="")), UNKNOWN


def dialogue(draw: Draw) -> list[Message]:
    """A question from nowhere."""
    text, answer = unknown(draw) if draw.chance(0.15) else ask(draw)
    if draw.chance(0.1):
        text = text.lower().rstrip("?")
    return exchange(wording(draw, text), answer)


def document(draw: Draw) -> str:
    """Facts as sentences or as questions."""
    if draw.chance(0.3):
        return transcript(draw, [ask(draw) for _ in range(draw.integer(2, 8))])
    out = []
    for _ in range(draw.integer(3, 14)):
        if draw.chance(0.05):
            out.append(draw.pick(FAMOUS))
            continue
        kind = draw.pick(tuple(TABLES))
        rows, _, states = TABLES[kind]
        left, right = draw.pick(rows)
        out.append(capital(states(draw, a=_the(left), b=_the(right))))
    return " ".join(out)
