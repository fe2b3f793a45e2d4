"""The two small worlds of words in which the toy models are trained.

`twins` draws sentences of the tiger's family, always two that differ in one adjective and so in
what "it" refers to; `translations` draws English sentences with their translation into Miru,
an invented language whose word order is far from English. Both hold out word pairs, so that a
model can be shown sentences it has never seen. Nothing here trains, and neither world is a
claim about real language: the grammar is a few dozen patterns over some two hundred words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

ANIMALS = (
    "tiger lion bear wolf fox deer rabbit cat dog horse goat camel monkey squirrel badger leopard "
    "panther mouse hare zebra donkey panda parrot frog snake lizard cow pig sheep hen"
).split()
PLACES = {
    "tree": "tall leafy hollow shaky",
    "cave": "damp deep narrow gloomy",
    "barn": "dusty gloomy drafty",
    "forest": "dense misty gloomy",
    "garden": "dusty leafy fenced",
    "tower": "tall narrow drafty crumbling",
    "tent": "leaky shaky drafty",
    "boat": "leaky shaky narrow",
    "hut": "dusty leaky crumbling",
    "valley": "deep misty rocky",
    "swamp": "muddy misty damp",
    "ditch": "deep muddy narrow",
    "bush": "leafy dense thorny",
    "burrow": "deep narrow damp",
    "house": "tall crumbling drafty",
    "canyon": "rocky deep narrow",
    "cellar": "damp gloomy flooded",
    "stable": "dusty flooded drafty",
    "meadow": "muddy misty fenced",
    "jungle": "dense damp thorny",
}
THINGS = {
    "plum": "ripe sour sweet",
    "pear": "ripe juicy sweet",
    "fish": "fresh salty",
    "nut": "crunchy salty",
    "bone": "crunchy broken",
    "basket": "woven broken",
    "ball": "bouncy broken",
    "carrot": "fresh sweet crunchy",
    "melon": "ripe juicy",
    "shoe": "woven shiny",
    "coin": "shiny lost",
    "key": "shiny lost",
}
FEELINGS = (
    "thirsty hungry tired sleepy scared angry lonely curious bored nervous cheerful ill".split()
)
SIZES = ("big", "small", "strange", "pretty")
MOVES = (
    "jumped out of|climbed out of|ran out of|crept out of|walked out of|came out of|leapt out of|"
    "slipped out of|hurried out of|ran away from|walked away from|jumped into|climbed into|"
    "ran into|crept into|hid in|slept in|rested in|waited in|left|avoided|liked|entered"
).split("|")
PURPOSES = (
    "to get a drink|to get some food|to find a friend|to find some shade|to look for water|"
    "to take a nap|to catch a fly|to see the moon|to have a rest|to hear the wind"
).split("|")
TIMES = "at night|in the morning|after the storm|before lunch|yesterday|last week|one day".split(
    "|"
)
TAKES = "found|dropped|carried|hid|stole|wanted".split("|")
REACTIONS = "stopped|turned around|went home|ran away|looked up|sat down".split("|")
ASIDES = "near|behind|beside|opposite".split("|")
SUITS = "suit|please|frighten|hold|stop".split("|")

# {A} animal, {P} place, {T} thing; {purpose} and {when} may be empty.
TWO_NOUNS = (
    "{A} {move} {P}{purpose}{when} because it was {adjective}.",
    "{A} {move} {P}{purpose} because it was {adjective}.",
    "{when}, {A} {move} {P}{purpose} because it was {adjective}.",
    "because it was {adjective}, {A} {move} {P}{purpose}.",
    "{A} {move} {P}{purpose}{when}. It was {adjective}.",
    "{P} did not {suit} {A}{when} because it was {adjective}.",
    "{P} was left by {A}{when} because it was {adjective}.",
    "{A} was seen in {P}{when} because it was {adjective}.",
    "{A} saw {P} and {react} because it was {adjective}.",
    "in {P} lived {A}. It was {adjective}.",
)
THREE_NOUNS = (
    "{A} {take} {T} in {P} because it was {adjective}.",
    "in {P}, {A} {take} {T}{when} because it was {adjective}.",
    "{T} was seen by {A} in {P} because it was {adjective}.",
    "because it was {adjective}, {A} {take} {T} in {P}.",
)


def is_held_out(animal: str, place: str) -> bool:
    """Whether this animal never meets this place in training: one in eight, with tiger and tree."""
    return (ANIMALS.index(animal) + 3 * list(PLACES).index(place)) % 8 == 0


@dataclass(frozen=True)
class Story:
    """One sentence, what its "it" refers to, and the other noun of its twin."""

    sentence: str
    adjective: str
    referent: str
    distractor: str

    @property
    def prompt(self) -> str:
        """The sentence and its question, up to the word before the answer."""
        return f"{self.sentence} What was {self.adjective}? The"


def twins(rng: Random, *, held_out: bool) -> tuple[Story, Story]:
    """Two stories alike but for one adjective, which moves the referent from one noun to another.

    Without `held_out` no held-out pair meets in the sentence; with it, the two main nouns are one.
    """
    animal, place, *others = _cast(rng, held_out)
    thing = rng.choice(list(THINGS))
    three = rng.random() < 0.2
    adjectives = {animal: FEELINGS, place: PLACES[place].split()}
    if three:
        adjectives[thing] = THINGS[thing].split()
    template = rng.choice(THREE_NOUNS if three else TWO_NOUNS)
    sentence = _fill(template, _Nouns(animal, place, thing, others), rng)
    first, second = rng.sample(list(adjectives), 2)
    return (
        _story(sentence, rng.choice(adjectives[first]), first, second),
        _story(sentence, rng.choice(adjectives[second]), second, first),
    )


def _cast(rng: Random, held_out: bool) -> tuple[str, str, str, str]:
    """The sentence's animal and place, and one more of each that is only mentioned."""
    while True:
        animals, places = rng.sample(ANIMALS, 2), rng.sample(list(PLACES), 2)
        met = [is_held_out(animal, place) for animal in animals for place in places]
        if met[0] if held_out else not any(met):
            return animals[0], places[0], animals[1], places[1]


@dataclass(frozen=True)
class _Nouns:
    animal: str
    place: str
    thing: str
    others: list[str]


def _story(sentence: str, adjective: str, referent: str, distractor: str) -> Story:
    text = sentence.replace("{adjective}", adjective)
    return Story(text, adjective, referent, distractor)


def _fill(template: str, nouns: _Nouns, rng: Random) -> str:
    others = rng.sample(nouns.others, 2)
    when = rng.choice(TIMES)
    fronted = template.startswith("{when}")
    text = template.format(
        A=_noun_phrase(nouns.animal, rng, others),
        P=_noun_phrase(nouns.place, rng, others),
        T=_noun_phrase(nouns.thing, rng, []),
        move=rng.choice(MOVES),
        purpose=rng.choice(["", " " + rng.choice(PURPOSES)]),
        when=when if fronted else rng.choice(["", " " + when]),
        take=rng.choice(TAKES),
        react=rng.choice(REACTIONS),
        suit=rng.choice(SUITS),
        adjective="{adjective}",
    )
    if others and template[1] in "APT" and rng.random() < 0.4:
        text = f"{rng.choice(ASIDES)} {_noun_phrase(others.pop(), rng, [])}, {text}"
    return text[0].upper() + text[1:]


def _noun_phrase(noun: str, rng: Random, others: list[str]) -> str:
    """An article and the noun, perhaps with a size and with another noun that it stands near."""
    size = rng.choice(SIZES) + " " if rng.random() < 0.2 else ""
    aside = ""
    if others and rng.random() < 0.4:
        aside = f" {rng.choice(ASIDES)} {_noun_phrase(others.pop(), rng, [])}"
    return f"{rng.choice(('the', 'a'))} {size}{noun}{aside}"


def split_words(text: str) -> list[str]:
    """Words and punctuation marks, each a token of its own; capitals are kept."""
    return re.findall(r"\w+|[^\w\s]", text)


def tiger_vocabulary() -> list[str]:
    """Every word that `twins` can say and its question, sorted; "<pad>" is the first."""
    frames = [re.sub(r"\{\w+\}", " ", frame) for frame in TWO_NOUNS + THREE_NOUNS]
    phrases: Iterable[str] = [
        *ANIMALS, *PLACES, *PLACES.values(), *THINGS, *THINGS.values(), *FEELINGS, *SIZES,
        *MOVES, *PURPOSES, *TIMES, *TAKES, *REACTIONS, *SUITS, *ASIDES, *frames, "the a What was ?",
    ]  # fmt: skip
    words = {word for phrase in phrases for word in split_words(phrase)}
    openers = {
        opener.split()[0].capitalize() for opener in ("the", "a", "in", "because", *TIMES, *ASIDES)
    }
    return ["<pad>", *sorted(words | openers)]


MIRU_NOUNS = {
    "cat": "kel", "dog": "bomu", "bird": "sirri", "horse": "takko", "girl": "lina",
    "boy": "dano", "king": "orrim", "farmer": "pelto", "fox": "vash", "whale": "umbo",
}  # fmt: skip
MIRU_ADJECTIVES = {
    "red": "rudo", "small": "mik", "young": "garan", "happy": "felu", "tired": "somni",
    "clever": "zepi", "gray": "harro", "tall": "altu",
}  # fmt: skip
MIRU_ALONE = {"sleeps": "dormak", "sings": "kantak", "waits": "vetak", "laughs": "hihak"}
MIRU_VERBS = {"sees": "videk", "follows": "sekvek", "helps": "aidek", "finds": "trovek"}
MIRU_TIMES = {"today": "nai", "often": "multo", "again": "ree"}
MIRU_ARTICLES = {"the": "lo", "a": "un", "this": "tio", "every": "chiu", "my": "mea", "our": "nuva"}


@dataclass(frozen=True)
class Translation:
    """An English sentence and its words in Miru."""

    english: str
    miru: list[str]


def translations(rng: Random, *, held_out: bool) -> Translation:
    """One sentence; "red cat" and one in eight of the other pairs of words are held out.

    Miru puts the time first, then the verb, then who and whom; within these the noun comes
    first, then its adjective, then its article: "the red cat sleeps today" becomes
    "nai dormak kel rudo lo" (today sleeps cat red the).
    """
    while True:
        subject, object_ = _miru_phrase(rng), _miru_phrase(rng)
        alone = rng.random() < 0.25
        verbs = MIRU_ALONE if alone else MIRU_VERBS
        verb = rng.choice(list(verbs))
        time = rng.choice([None, None, *MIRU_TIMES])
        phrases = [subject] if alone else [subject, object_]
        if any(_miru_held_out(*phrase) for phrase in phrases) == held_out:
            break
    english = [*_english(*subject), verb, *(() if alone else _english(*object_))]
    miru = [verbs[verb], *(word for phrase in phrases for word in _miru(*phrase))]
    if time:
        english, miru = [*english, time], [MIRU_TIMES[time], *miru]
    return Translation(" ".join(english), miru)


def miru_vocabularies() -> tuple[list[str], list[str]]:
    """All English words and all Miru words, sorted."""
    books = (MIRU_NOUNS, MIRU_ADJECTIVES, MIRU_ALONE, MIRU_VERBS, MIRU_TIMES, MIRU_ARTICLES)
    return sorted(w for book in books for w in book), sorted(w for b in books for w in b.values())


def _miru_phrase(rng: Random) -> tuple[str, str | None, str]:
    adjective = rng.choice([None, rng.choice(list(MIRU_ADJECTIVES))])
    return rng.choice(list(MIRU_ARTICLES)), adjective, rng.choice(list(MIRU_NOUNS))


def _miru_held_out(article: str, adjective: str | None, noun: str) -> bool:
    if adjective is None:
        return False
    return (list(MIRU_ADJECTIVES).index(adjective) + 3 * list(MIRU_NOUNS).index(noun)) % 8 == 0


def _english(article: str, adjective: str | None, noun: str) -> list[str]:
    return [article, *([adjective] if adjective else []), noun]


def _miru(article: str, adjective: str | None, noun: str) -> list[str]:
    words = [MIRU_ADJECTIVES[adjective]] if adjective else []
    return [MIRU_NOUNS[noun], *words, MIRU_ARTICLES[article]]
