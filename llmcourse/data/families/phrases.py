"""Words and short phrases about anything, for orders on words and for patterns by example."""

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.names import person


def _word(draw: Draw) -> str:
    kind = draw.unit()
    if kind < 0.2:
        return wide.pseudo(draw)
    if kind < 0.3:
        return draw.pick(wide.DOINGS).base.split(" ")[0]
    if kind < 0.45:
        return draw.one(wide.LOOKS)
    return wide.noun(draw, draw.pick(("thing", "food", "animal", "tool", "toy", "kitchen", None)))


def single(draw: Draw, longest: int = 12) -> str:
    while not (word := _word(draw)).isalpha() or not 3 <= len(word) <= longest:
        pass
    return word


SENTENCES = Shapes(
    "the {n} is made of {m}", "my {n} is {j}", "the {j} {n} {p} the {o}", "{x} {p} the {n}",
    "i like {ns}", "the {n} and the {o}", "{x} has {a n}", "good {d}", "{ns} are {j}",
    "we {p} {a n} at the {v}", "the {n} is in the {v}", "{x} and {y}", "{a j} {n}", "never mind the"
    " {n}", "do not touch the {n}", "hello {x}", "see you at the {v}", "i am {mood} today",
    "{ns} cannot {b}", "the {r} will {b} tomorrow", "where is the {n}", "happy {e}", "no {ns} today"
    , "all {ns} {b}", "{n}", "{j} {n}", "{n} {o}", "once upon a time", "thank you very much",
    "it is {mood} to {b}", "please close the {n}", "the {r} lost the {n} near the {v}",
    "a {n} a day", "{x} lives in {t}", "welcome to {t}", "long live the {r}", "{n} {o} {m}",
)  # fmt: skip


def phrase(draw: Draw) -> str:
    """Some words without a mark at the end, mostly small letters."""
    if draw.chance(0.15):
        return " ".join(single(draw) for _ in range(draw.integer(1, 6)))
    form, noun = draw.pick(wide.DOINGS), wide.countable(draw)
    text = SENTENCES(
        draw, n=noun, o=wide.noun(draw), m=draw.one(wide.MATERIALS), j=draw.one(wide.LOOKS),
        ns=wide.plural(noun), x=person(draw), y=person(draw), v=wide.venue(draw), b=form.base,
        p=draw.pick(wide.TRANSITIVE["thing"]).past, mood=draw.one(wide.MOODS),
        d=draw.pick(("night", "morning", "luck", "day")), r=wide.role(draw),
        e=draw.one(wide.EVENTS), t=draw.one(wide.TOWNS),
    )  # fmt: skip
    return capital(text) if draw.chance(0.3) else text
