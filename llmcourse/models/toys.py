"""The small world of words in which the toy translator is trained.

`translations` draws English sentences with their translation into Miru, an invented language
whose word order is far from English. It holds out word pairs, so that a model can be shown
sentences it has never seen. Nothing here trains, and this world is no claim about real language:
one grammar, 35 words a side.
"""

import re
from dataclasses import dataclass
from random import Random

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


def split_words(text: str) -> list[str]:
    """Words and punctuation marks, each a token of its own; capitals are kept."""
    return re.findall(r"\w+|[^\w\s]", text)
