"""Puzzles with open deeds: who repaired it, who wanted it, which of two things was meant.

As in `winograd`, but the deed and its thing come from the wide lists, and names may be made up, so
that only what people do to each other for which reason can be learned.
"""

import re

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.pronouns import MET_MEN, MET_WOMEN, Puzzle
from llmcourse.data.grammar import Shape, Shapes, capital, with_article
from llmcourse.data.names import invented
from llmcourse.data.split import Pool

_ROWS = """
thanked {y}|was grateful to {y}|hugged {y}|sent a card to {y}~could not {v} the {n} alone|
  had gotten help with the {n}|had asked for help with the {n}~had helped to {v} the {n}|
  had offered to {v} the {n}|had been so kind about the {n}
asked {y} for help|asked {y} for advice|called {y} for help|turned to {y} for help~
  did not know how to {v} the {n}|could not {v} the {n} alone|had never tried to {v} a {n}~
  knew how to {v} {ns}|knew a lot about {ns}|was an expert on {ns}|had often done it with {ns}
taught {y} how to {v} {ns}|showed {y} how to {v} {ns}|explained to {y} how to {v} {ns}~
  was an expert on {ns}|knew a lot about {ns}|was a good teacher and knew {ns}~
  was a beginner with {ns}|wanted to learn about {ns}|had never tried to {v} a {n}
helped {y} with the {n}|offered {y} help with the {n}~had time to {v} the {n}|
  was good with {ns}|knew a lot about {ns}~could not {v} the {n} alone|
  was too weak to {v} the {n}|had trouble with the {n}|needed help to {v} the {n}
gave {y} the {n}|gave the {n} to {y}|handed {y} the {n}|handed the {n} to {y}~
  did not need the {n} anymore|had two of them|had no use for a {n}~needed a {n}|
  wanted to {v} the {n}|had asked for the {n}|had asked for a {n}
lent {y} a {n}|lent a {n} to {y}|shared a {n} with {y}~had two {ns}|had more than one {n}|
  had a second {n}~had forgotten the {n} at home|had left the {n} at home|had no {n}|
  had lost the {n}|needed a {n} for the day
borrowed a {n} from {y}|asked {y} for a {n}|begged {y} for a {n}~had lost the {n}|had no {n}|
  had left the {n} at home|needed a {n}~had two {ns}|had more than one {n}|
  owned many {ns}|never used the {n}
apologized to {y}|said sorry to {y}|wrote {y} a letter to say sorry~had broken the {n} of a friend|
  had lost the borrowed {n}|had damaged the {n}|had forgotten to bring back the {n}~
  was upset about the broken {n}|was still angry about the {n}|had lost a good {n} in the accident
scolded {y}|was angry with {y}|shouted at {y}|punished {y}~could not stand lies|
  was strict about such things|was furious about the {n}~had broken the {n}|had stolen the {n}|
  had lost the {n}|had lied about the {n}|had damaged the {n}
envied {y}|was jealous of {y}~had only an old {n}|had no {n}|could not afford a {n}~
  had a brand new {n}|had won a {n}|owned the best {n} in town|had gotten a {n} as a present
smiled at {y}|clapped for {y}|praised {y}|congratulated {y}~was proud of such a friend|
  liked the work with the {n}~had been brave about the {n}|had won a {n}|
  had done well with the {n}|had won the race with the {n}
waited an hour for {y}|waited a long time for {y}|had to wait for {y}~had arrived too early|
  was there too early with the {n}~was late|had missed the train|had to go back for the {n}|
  was still looking for the {n}|had missed the bus
drove {y} home|took {y} home|walked {y} home~had a car and some time|wanted to be helpful~
  was tired|had lost the bus ticket|had hurt a foot with the {n}|was too tired to carry the {n}
sold {y} the {n}|sold the {n} to {y}~did not need the {n} anymore|needed money for a new {n}~
  had been looking for a {n}|collected {ns}|had always wanted a {n}
bought a {n} from {y}|rented a {n} from {y}~had been looking for a {n}|had always wanted a {n}|
  collected {ns}~had a shop for {ns}|sold {ns}|had too many {ns}
phoned {y}|wrote to {y}|sent {y} a message~had a question about the {n}|
  wanted to ask about the {n}|had locked the {n} and lost the key~
  could answer any question about {ns}|had forgotten the {n} on the bus|had left the {n} behind
paid {y}|tipped {y}|rewarded {y}|gave {y} some money~was happy with the {n}|
  was glad to have the {n} back~had delivered the {n}|had brought back the {n}|
  had found the lost {n}|had worked all day on the {n}
comforted {y}|cheered {y} up|gave {y} a tissue~could not see a friend cry|felt sorry about the {n}~
  was crying about the {n}|was sad about the {n}|had lost the {n}|had broken the {n}
did not trust {y} with the {n}|did not let {y} touch the {n}~was very careful with {ns}|
  was worried about the {n}~had broken a {n} before|had once stolen a {n}|was clumsy
liked {y}|often visited {y}|loved to visit {y}~was lonely at home|had nobody else to talk to|
  felt bored at home~told funny stories about {ns}|was always so kind|baked good cakes|
  had a {n} to play with|gave out free {ns}
hid the {n} from {y}|locked the {n} away from {y}~wanted to keep the {n} safe|
  was worried about the {n}~would have broken the {n}|broke every {n}|stole such things
could not lift {y}|could not carry {y}|failed to pull up {y}~was too weak|had no strength left|
  was tired from work with the {n}~was too heavy|weighed too much|had put on weight
woke {y}|called {y} early in the morning~was up early|could not sleep|had heard a noise~
  had overslept|had to catch a train|was still asleep|had asked for it the night before
took the {n} away from {y}|took the {n} from {y}~needed the {n} now|wanted to have the {n} back~
  had played with the {n} too long|was about to break the {n}|was too young for a {n}
"""
_PARSED = [
    [[Shape(text) for text in part.split("|")] for part in line.split("~")]
    for line in _ROWS.strip().replace("\n  ", "").split("\n")
]
_DONE = Shapes(
    "{x} (thanked|paid|praised|hugged|rewarded|was grateful to) {y} (after|because) {he} had {p}"
    " the {n}[ for {him}]",
    "{x} (thanked|paid|praised|hugged|rewarded) {y} (after|when|because) {he} {d} the {n}"
    " for {him}",
)
_TAILS = Shapes(" because {t}", " because {t}", " because {t}", " since {t}", " as {t}",
                ", because {t}", ". The reason was that {t}")  # fmt: skip
_WHEN = Shapes("", "", "", "", "(Yesterday|One day|Last week|On Friday|At noon|This morning) ")
_SEXED = ("man", "woman", "ess", "king", "queen", "wife", "boy", "girl", "witness")
JOBS: Pool[str] = Pool("wide", (job for job in wide.JOBS.every if not job.endswith(_SEXED)))
_TITLES = {"she": ("Aunt", "Mrs.", "Grandma", "Ms."), "he": ("Uncle", "Mr.", "Grandpa", "Mr.")}
_HIS = {"she": "her", "he": "his"}
_KIN = {
    "she": "sister aunt mother grandmother daughter niece".split(),
    "he": "brother uncle father grandfather son nephew".split(),
}
_VERBS = tuple(
    form
    for form in wide.TRANSITIVE["tool"]
    if form.base
    in """fix carry paint wash clean repair pack move lift polish decorate sort restore varnish wrap
    replace design build scrub unpack unwrap bury""".split()
)


def pair(draw: Draw) -> tuple[tuple[str, str], str, str]:
    """Two people of one sex as a text names them, "he" or "she", and "him" or "her"."""
    word, him, pool = ("she", "her", MET_WOMEN) if draw.chance(0.5) else ("he", "him", MET_MEN)
    kind = draw.unit()
    if kind < 0.25:
        x, y = draw.some(draw.part(JOBS), 2)
        return (f"the {x}", f"the {y}"), word, him
    x, y = draw.some(draw.part(pool), 2)
    if kind < 0.33:
        x = f"the {draw.one(JOBS)}"
    elif kind < 0.42:
        y = f"{_HIS[word]} {draw.pick(_KIN[word])}"
    elif kind < 0.62:
        x, y = invented(draw), invented(draw) if draw.chance(0.6) else y
    elif kind < 0.7:
        x = f"{draw.pick(_TITLES[word])} {x}"
    elif kind < 0.78:
        y = f"{draw.pick(_TITLES[word])} {y}"
    return ((x, y), word, him) if x not in y and y not in x else pair(draw)


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|his|her) ", "", name)


def favors(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """One did another a favor or a wrong; the reason says who is meant."""
    parts = draw.pick(_PARSED)
    (x, y), word, _ = pair(draw)
    other_sex = word == "he" and draw.chance(0.15)
    noun = wide.countable(draw, draw.pick(("tool", "device", "toy", "instrument", "container")))
    values = {"y": y, "n": noun, "ns": wide.plural(noun), "v": draw.pick(_VERBS).base}
    did, one, other = (_articles(draw.pick(part)(draw, **values), noun) for part in parts)
    seed = draw.integer(0, 1 << 30)
    body = capital(f"{_WHEN(draw)}{x} {did}")
    words = (word, word)
    if other_sex and x[0] != "t" and "." not in x and x[:5] not in ("Uncle", "Grand"):
        x2 = draw.one(MET_WOMEN)
        if x2 not in y and y not in x2 and y in draw.part(MET_MEN):
            body, x, words = body.replace(x, x2, 1), x2, ("she", "he")
    first, second = (
        f"{body}{_TAILS(Draw(seed), t=f'{he} {said}')}."
        for he, said in zip(words, (one, other), strict=True)
    )
    return (
        Puzzle(first, _bare(x), _bare(y), one, "Who", words[0]),
        Puzzle(second, _bare(y), _bare(x), other, "Who", words[1]),
    )


def _articles(text: str, noun: str) -> str:
    return text.replace(f"a {noun}", with_article(noun))


def done_for(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """Somebody is thanked after a deed, or asks for one; who did it."""
    (x, y), word, him = pair(draw)
    if y.startswith(("his ", "her ")):
        return done_for(draw)
    verb, noun = draw.pick(_VERBS), wide.countable(draw, draw.pick(("tool", "device", "toy")))
    values = {"he": word, "him": him, "p": verb.participle, "d": verb.past, "n": noun}
    seed = draw.integer(0, 1 << 30)
    first, second = (
        f"{capital(_WHEN(Draw(seed)) + _DONE(Draw(seed), x=a, y=b, **values))}."
        for a, b in ((x, y), (y, x))
    )
    had = " had " in first and draw.chance(0.5)
    did = f"had {verb.participle} the {noun}" if had else f"{verb.past} the {noun}"
    x, y = _bare(x), _bare(y)
    return Puzzle(first, y, x, did, "Who", word), Puzzle(second, x, y, did, "Who", word)


_PLACED = Shapes(
    "The {x} was {p} and the {y} was {q}.", "The {x} was {p}, and the {y} was {q}.",
    "There was {a x} {p} and {a y} {q}.", "{w} had {a x} {p} and {a y} {q}.",
    "{w} bought {a x} and {a y}.", "{w} got {a x} and {a y}.", "{w} has {a x} and {a y}.",
)  # fmt: skip
_SHARED = """
cut share like taste finish start stop hear name burn smell try spoil prepare refuse tear stain dry
model alter own fear film save trust track free release lure crash race program adjust learn study
teach release load unload frighten scare calm
"""
"""Verbs that fit more kinds of things than the lists say."""
_FITTING = ("food", "drink", "clothing", "animal", "vehicle", "device", "instrument")


def _own_verbs() -> dict[str, list[wide.Verb]]:
    """What can be done to one kind of thing alone."""
    found = {}
    for kind in _FITTING:
        others = {v.base for k in (*_FITTING, "tool") if k != kind for v in wide.TRANSITIVE[k]}
        others |= set(_SHARED.split())
        found[kind] = [
            v for v in wide.TRANSITIVE[kind] if v.base not in others and " " not in v.base
        ]
    return found


_OWN = _own_verbs()


def fitting(draw: Draw) -> tuple[Puzzle, Puzzle]:
    """Two things of two kinds; what was done to "it" fits only one."""
    known = [k for k in _FITTING if any(map(wide.counted, draw.part(wide.NOUNS[k])))]
    kinds = draw.some(known, 2)
    x, y = (wide.countable(draw, kind, 0) for kind in kinds)
    if x in y or y in x:
        return fitting(draw)
    p, q = draw.some(draw.part(wide.SPOTS), 2)
    who = draw.one(MET_WOMEN) if draw.chance(0.5) else invented(draw)
    seed = draw.integer(0, 1 << 30)
    body = _PLACED(Draw(seed), x=x, y=y, p=p, q=q, w=who)
    verbs = [draw.pick(_OWN[kind]) for kind in kinds]
    plain = all(verb.base in verb.past and verb.past == verb.participle for verb in verbs)
    then = draw.pick(("", "Then ", "Later ", "In the end "))
    if plain and draw.chance(0.7):
        tails = [f" {then}{who} {verb.past} it." for verb in verbs]
        passive = draw.chance(0.4)
        asked = [f"was {v.past}" if passive else f"did {who} {v.base}" for v in verbs]
    else:
        past, base = draw.pick((("wanted", "want"), ("decided", "decide"), ("had", "have")))
        tails = [f" {then}{who} {past} to {verb.base} it." for verb in verbs]
        asked = [f"did {who} {base} to {verb.base}" for verb in verbs]
    first, second = (body + tail for tail in tails)
    return (
        Puzzle(first, x, y, asked[0], "What", "it"),
        Puzzle(second, y, x, asked[1], "What", "it"),
    )


ASK_DID = Shapes(
    "What {did}?", "What {did}?", "Which one {did}?", "Which of the two {did}?",
    "What {did}, {x} or {y}?", "{X} or {y}: what {did}?", "What {did} in this sentence?",
)  # fmt: skip
"""How a thing is asked for of which somebody is the subject: "did Ann drink"."""


KINDS = (favors, favors, favors, favors, done_for, done_for, fitting, fitting)
