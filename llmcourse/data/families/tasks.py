"""Word tasks by example: opposites, plurals, capitals and the like, from a few pairs.

An eighth of each task's pairs are never in such a list in training; the facts state them.
"""

from itertools import pairwise
from string import ascii_lowercase

from llmcourse.data import lexicon, velan, words
from llmcourse.data.chat import Message
from llmcourse.data.draw import Draw
from llmcourse.data.families import patterns
from llmcourse.data.families.fewshot import as_dialogue, as_document
from llmcourse.data.split import Pool

Pair = tuple[str, str]

_NOUNS = sorted({*words.THINGS, *words.CATEGORIES["animal"], *words.CATEGORIES["bird"], "child",
                 "man", "woman", "foot", "tooth", "leaf", "wolf", "knife", "box",
                 "baby"})  # fmt: skip
_PLAIN = sorted({*_NOUNS, *(left for left, _ in lexicon.OPPOSITES)})
_KINDS = [
    (word, name) for name, items in words.CATEGORIES.items() for word in items
    if name in ("animal", "fruit", "drink", "vehicle", "tool", "color", "job", "country", "sport",
                "furniture", "metal", "flower", "tree", "bird", "fish", "vegetable", "insect")
]  # fmt: skip


_FEELING = [(word, "positive") for word in lexicon.POSITIVE]
_FEELING += [(word, "negative") for word in lexicon.NEGATIVE]
_REGULAR = """
walk jump play talk help look work cook call open start end add ask clean climb count cover enter
fill finish follow guess kick knock land learn listen lift melt mix need order pack paint pick plant
point pull push rain reach rest return roll sail shout show sound start stay touch turn visit wait
warm wash watch wish
""".split()
_LASTING = """
walk jump play talk help look work cook call open go eat sleep read sing drink fly think buy sell
tell send find catch throw grow know draw teach feel
""".split()
_DOERS = "sing play work teach paint read help think speak catch farm build".split()
_UN = "happy kind fair safe lucky friendly known clear wise able tidy real".split()


def _pairs(text: str) -> list[Pair]:
    return [
        (left.strip(), right.strip())
        for left, _, right in (row.partition(":") for row in text.replace("\n", ",").split(","))
        if right
    ]


_HOMES = _pairs("""bee:hive, bird:nest, spider:web, dog:kennel, horse:stable, pig:sty, bear:cave
    cow:barn, hen:coop, ant:anthill, lion:den, wolf:den, fox:den, rabbit:burrow, king:castle
    plane:hangar, car:garage, fish:water, sheep:fold, monk:monastery, prisoner:cell, queen:palace
    wasp:nest, mole:hole, eagle:nest, ship:harbor, train:station, book:shelf, nun:convent""")
_SAME = _pairs("""big:large, small:little, happy:glad, fast:quick, smart:clever, begin:start
    end:finish, shut:close, gift:present, sick:ill, angry:mad, rich:wealthy, silent:quiet
    odd:strange, simple:easy, hard:difficult, road:street, house:home, talk:speak, look:watch
    jump:leap, hurry:rush, shout:yell, pretty:beautiful, correct:right, error:mistake, kid:child
    sad:unhappy
    rock:stone, boat:ship, buy:purchase, help:assist, choose:pick, tired:sleepy, huge:giant""")
_AT_WORK = _pairs("""teacher:school, doctor:hospital, nurse:hospital, baker:bakery, farmer:farm
    chef:kitchen, pilot:plane, sailor:ship, judge:court, librarian:library, waiter:restaurant
    actor:theater, mechanic:garage, scientist:laboratory, priest:church, cashier:shop
    student:university, gardener:garden, soldier:army, miner:mine, barber:salon, clerk:office
    banker:bank""")
_LISTS: dict[str, list[Pair]] = {
    "opposite": lexicon.both_ways(lexicon.OPPOSITES),
    "capital": lexicon.CAPITALS,
    "country": [(right, left) for left, right in lexicon.CAPITALS],
    "past": lexicon.PASTS,
    "plural": [(noun, words.plural(noun)) for noun in _NOUNS],
    "young": lexicon.YOUNG,
    "sound": lexicon.SOUNDS,
    "color of": lexicon.HUES,
    "language": lexicon.TONGUES,
    "continent": lexicon.LANDS,
    "maker": lexicon.MAKERS,
    "legs": lexicon.LEGS,
    "kind": _KINDS,
    "upper": [(word, word.upper()) for word in _PLAIN],
    "first letter": [(word, word[0]) for word in _PLAIN],
    "last letter": [(word, word[-1]) for word in _PLAIN],
    "length": [(word, str(len(word))) for word in _PLAIN],
    "number word": [(words.in_words(n), str(n)) for n in range(100)],
    "digits": [(str(n), words.in_words(n)) for n in range(100)],
    "title": [(word, word.capitalize()) for word in _PLAIN],
    "twice": [(word, f"{word} {word}") for word in _PLAIN],
    "spelled": [(word, "-".join(word)) for word in _PLAIN if len(word) < 7],
    "regular past": [(verb, f"{verb}ed") for verb in _REGULAR],
    "ing": [(verb, f"{verb}ing") for verb in _LASTING],
    "reversed": [(word, word[::-1]) for word in _PLAIN if len(word) < 6],
    "doer": [(verb, f"{verb}er") for verb in _DOERS],
    "un": [(word, f"un{word}") for word in _UN],
    "person and verb": [(verb, f"I {verb}") for verb in _LASTING],
    "article": [(word, words.with_a(word)) for word in _NOUNS],
    "the": [(word, f"the {word}") for word in _NOUNS],
    "exclaim": [(word, f"{word}!") for word in _PLAIN],
    "question mark": [(word, f"{word}?") for word in _PLAIN],
    "plus one word": [(words.in_words(n), words.in_words(n + 1)) for n in range(1, 60)],
    "parity": [(str(n), "odd" if n % 2 else "even") for n in range(1, 100)],
    "size": [(str(n), "big" if n > 50 else "small") for n in range(1, 101)],
    "vowel": [(x, "vowel" if x in "aeiou" else "consonant") for x in ascii_lowercase],
    "next letter": list(pairwise(ascii_lowercase)),
    "velan": [*velan.NOUNS.items(), *velan.ADJECTIVES.items()],
    "from velan": [(b, a) for a, b in [*velan.NOUNS.items(), *velan.ADJECTIVES.items()]],
    "feeling": _FEELING,
    "next day": list(zip(words.DAYS, [*words.DAYS[1:], words.DAYS[0]], strict=True)),
    "next month": list(zip(words.MONTHS, [*words.MONTHS[1:], words.MONTHS[0]], strict=True)),
    "home": _HOMES,
    "synonym": _SAME,
    "workplace": _AT_WORK,
    "comparative": [(a, a + "er") for a in "tall short fast slow old young hard soft high low long"
                    " rich poor strong weak deep sharp cheap dark loud warm cold".split()],
}  # fmt: skip
_RARE = frozenset(
    """
    raw cooked tight loose rise fall smooth rough brave cowardly polite rude sharp blunt lazy busy
    float sink fresh stale guilty innocent
    """.split()
)
"""Left sides of the opposites that are held out: not the ones that people ask for first."""
TASKS: dict[str, Pool[Pair]] = {
    name: Pool(f"pair {name}", pairs, one_in=12) for name, pairs in _LISTS.items()
} | {
    "opposite": Pool(
        "pair opposite",
        _LISTS["opposite"],
        held=[pair for pair in _LISTS["opposite"] if pair[0] in _RARE],
    )
}


def number_pairs(draw: Draw, shots: int) -> list[Pair]:
    """A rule on numbers: plus, minus or times one constant, or the next one."""
    kind, k = draw.integer(0, 6), draw.integer(1, 9)
    if kind >= 5:
        k = draw.integer(1, 3)
    numbers = draw.some(range(1, 40), shots + 1)
    if kind <= 1:
        return [(str(n), str(n + k)) for n in numbers]
    if kind == 2:
        return [(str(n + k), str(n)) for n in numbers]
    if kind == 3:
        return [(str(n), str(n * 2)) for n in numbers]
    if kind == 4:
        return [(str(n), str(n * 10)) for n in numbers]
    return [(str(n), str(n + k)) for n in draw.some(range(1, 12), min(shots + 1, 11))]


def pairs(draw: Draw, shots: int, task: str | None = None) -> list[Pair]:
    """Pairs of one task, one more than shots; a held-out draw ends with a held-out pair."""
    if task is None and draw.chance(0.15) and not draw.held:
        return number_pairs(draw, max(shots, 2))
    pool = TASKS[task or draw.pick(tuple(TASKS))]
    shown = draw.some(pool.train, min(shots + 1, len(pool.train)))
    if draw.held:
        shown[-1] = draw.pick(pool.held)
    return shown


COMMON = ("opposite", "opposite", "opposite", "opposite", "home", "synonym", "workplace", "capital",
          "capital", "plural", "past", "young", "kind", "number word",
          "first letter", "upper", "regular past", "comparative", "color of", "sound", "country",
          "language", "next day", "doer", "maker", "ing")  # fmt: skip
"""What people think of first."""


def dialogue(draw: Draw) -> list[Message]:
    """A few pairs and one to complete, of the lists here or of open words."""
    if draw.chance(0.5):
        return patterns.dialogue(draw)
    task = draw.pick(COMMON) if draw.chance(0.5) else None
    found = pairs(draw, draw.integer(1, 6) if draw.chance(0.5) else draw.integer(2, 4), task)
    return patterns.finish(draw, found) if draw.chance(0.6) else as_dialogue(draw, found)


def document(draw: Draw) -> str:
    """A list of pairs."""
    if draw.chance(0.4):
        return patterns.document(draw)
    return as_document(draw, pairs(draw, draw.integer(3, 12)))
