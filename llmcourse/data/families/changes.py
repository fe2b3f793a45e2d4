"""What changes a count: verbs that add and verbs that take away, in every form a story needs.

A `Change` knows its sign and its number; how it is said varies: active, passive, by another
person, as a clause after "after". The checker has a lexicon of its own.
"""

from dataclasses import dataclass

from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shape, with_article
from llmcourse.data.words import EDIBLE, THINGS, in_words, plural

Forms = tuple[str, str, str]


def _forms(text: str) -> list[Forms]:
    rows = [row.strip().split("/") for row in text.replace("\n", ",").split(",") if row.strip()]
    return [(now, past, ing) for now, past, ing in rows]


GAIN = _forms("""buys/bought/buying, finds/found/finding, gets/got/getting, wins/won/winning
    picks up/picked up/picking up, collects/collected/collecting, receives/received/receiving
    makes/made/making, borrows/borrowed/borrowing, gathers/gathered/gathering
    orders/ordered/ordering, discovers/discovered/discovering, obtains/obtained/obtaining
    brings home/brought home/bringing home, inherits/inherited/inheriting
    acquires/acquired/acquiring, is given/was given/being given, is handed/was handed/being handed
    is sent/was sent/being sent, adds/added/adding, purchases/purchased/purchasing
    picks/picked/picking, earns/earned/earning, digs up/dug up/digging up""")
LOSS = _forms("""loses/lost/losing, sells/sold/selling, drops/dropped/dropping
    breaks/broke/breaking, gives away/gave away/giving away
    throws away/threw away/throwing away, donates/donated/donating, uses up/used up/using up
    hands out/handed out/handing out, uses/used/using, misplaces/misplaced/misplacing
    throws out/threw out/throwing out, returns/returned/returning
    leaves behind/left behind/leaving behind, wastes/wasted/wasting, ruins/ruined/ruining
    discards/discarded/discarding, gets rid of/got rid of/getting rid of
    trades away/traded away/trading away, crushes/crushed/crushing, burns/burned/burning
    is robbed of/was robbed of/being robbed of""")
EATEN = _forms("eats/ate/eating, swallows/swallowed/swallowing, cooks/cooked/cooking")
PAID = _forms(
    "spends/spent/spending, pays/paid/paying, loses/lost/losing, donates/donated/donating"
)
MONEY_IN = _forms("""earns/earned/earning, finds/found/finding, wins/won/winning, gets/got/getting
    is paid/was paid/being paid, makes/made/making, saves/saved/saving
    receives/received/receiving, borrows/borrowed/borrowing""")

TO_OTHER = _forms("""gives/gave/giving, hands/handed/handing, lends/lent/lending
    sends/sent/sending, passes/passed/passing, sells/sold/selling, mails/mailed/mailing
    brings/brought/bringing""")
FROM_OTHER = _forms("""gets/got/getting, receives/received/receiving, buys/bought/buying
    borrows/borrowed/borrowing, takes/took/taking, wins/won/winning, accepts/accepted/accepting""")
OTHER_EATS = _forms("eats/ate/eating, swallows/swallowed/swallowing, finishes/finished/finishing")
OTHER_TAKES = _forms("""takes/took/taking, steals/stole/stealing, borrows/borrowed/borrowing
    buys/bought/buying, grabs/grabbed/grabbing, wins/won/winning""")

_THIRD = (
    *("a friend", "the neighbor", "a boy", "a girl", "the teacher", "grandma", "grandpa"),
    *("an uncle", "a thief", "a stranger", "the coach", "a cousin", "a sister", "a brother"),
)
_KIN = (
    "mother father sister brother friend uncle aunt grandmother grandfather cousin neighbor teacher"
    " roommate boss dog"
).split()
MONEY = ("dollar", "euro", "coin", "pound", "dollar")
"""What is earned and spent and can be asked for as "how much money"."""


@dataclass(frozen=True)
class Change:
    """One change: its amount with sign, and ways to say it; `{w}` is who owns the count."""

    amount: int
    predicate: str | None
    """Follows the owner's name or pronoun; None where another person is the subject."""
    gerund: str | None
    sentence: str | None
    """Whole sentence, where the owner is not the subject."""
    cue: str
    """A few words with the number, as a worked answer repeats them."""


@dataclass(frozen=True)
class Telling:
    """How one story tells: tense, what is counted, numbers as words or digits."""

    past: bool
    thing: str
    words: bool
    owner: str
    pronouns: tuple[str, str, str]
    others: tuple[str, ...]

    def number(self, n: int) -> str:
        """The number as this story writes it."""
        return in_words(n) if self.words and n <= 100 else str(n)

    def counted(self, draw: Draw, n: int, *, more: bool = False) -> str:
        """The number, with or without what it counts."""
        noun = self.thing if n == 1 else plural(self.thing)
        kind = draw.integer(0, 5)
        number = self.number(n)
        if kind <= 1 or (self.thing in MONEY and kind <= 4):
            return f"{number} {noun}"
        if kind == 2 and more:
            return f"{number} more {noun}"
        if kind == 3 and more:
            return f"{number} more"
        if kind == 4 and not more:
            return (
                f"{number} of them" if draw.chance(0.7) else f"{number} of the {plural(self.thing)}"
            )
        return number if self.thing not in MONEY else f"{number} {noun}"


def other_person(draw: Draw, telling: Telling) -> str:
    """Somebody else in the story."""
    if telling.others and draw.chance(0.6):
        return draw.pick(telling.others)
    if draw.chance(0.4):
        return f"{telling.pronouns[2]} {draw.pick(_KIN)}"
    if telling.past and draw.chance(0.2):
        return draw.pick(
            (f"{telling.pronouns[2]} friends", "the children", "the guests", "the boys")
        )
    return draw.pick(_THIRD)


_AGAIN = Shape("[ at the (market|shop|fair|park|station|school)| in the (street|garden|yard)"
               "| on the way home| by mistake| for a friend]")  # fmt: skip


def _own(draw: Draw, telling: Telling, sign: int, n: int) -> Change:
    if telling.thing in MONEY:
        table = MONEY_IN if sign > 0 else PAID
    else:
        table = GAIN if sign > 0 else LOSS
        if sign < 0 and telling.thing in EDIBLE and draw.chance(0.4):
            table = EATEN
    forms = draw.pick(table)
    count = telling.counted(draw, n, more=sign > 0)
    verb = forms[telling.past]
    tail = _AGAIN(draw) if draw.chance(0.15) else ""
    if forms[0] in ("spends", "pays") and draw.chance(0.6):
        tail = f" {'on' if forms[0] == 'spends' else 'for'} {with_article(draw.pick(THINGS))}"
    head, _, particle = verb.partition(" ")
    if particle in ("up", "away", "out", "behind", "home") and draw.chance(0.25):
        predicate = f"{head} {count} {particle}"
    else:
        predicate = f"{verb} {count}"
    return Change(
        sign * n, predicate + tail, f"{forms[2]} {count}", None, f"{verb} {telling.number(n)}"
    )


def _with_other(draw: Draw, telling: Telling, sign: int, n: int) -> Change:
    other = other_person(draw, telling)
    count = telling.counted(draw, n, more=sign > 0)
    number = telling.number(n)
    _, them, _ = telling.pronouns
    whom = them if draw.chance(0.5) else telling.owner
    kind = draw.integer(0, 3)
    if kind == 0:
        forms = draw.pick(OTHER_TAKES if sign < 0 else TO_OTHER)
        verb = forms[telling.past]
        gift = f"{verb} {whom} {count}" if draw.chance(0.6) else f"{verb} {count} to {whom}"
        clear = forms[0] in ("takes", "steals") and draw.chance(0.4)
        if sign < 0 and telling.thing in EDIBLE and draw.chance(0.4):
            forms, clear = draw.pick(OTHER_EATS), True
            verb = forms[telling.past]
        if sign > 0 and forms[0] == "brings" and draw.chance(0.5):
            gift = f"{verb} {count}"
        text = gift if sign > 0 else f"{verb} {count}{'' if clear else f' from {whom}'}"
        return Change(sign * n, None, None, f"{other} {text}", f"{other} {verb} {number}")
    if sign > 0:
        if kind == 1:
            be = "was" if telling.past else "is"
            verb = f"{be} {draw.pick(('given', 'handed', 'sent', 'lent'))}"
            return Change(n, f"{verb} {count} by {other}", None, None, f"{verb} {number}")
        forms = draw.pick(FROM_OTHER)
        verb = forms[telling.past]
        gerund = f"{forms[2]} {count} from {other}"
        return Change(n, f"{verb} {count} from {other}", gerund, None, f"{verb} {number}")
    forms = draw.pick(TO_OTHER)
    verb = forms[telling.past]
    tail = f"{other} {count}" if draw.chance(0.4) else f"{count} to {other}"
    return Change(-n, f"{verb} {tail}", f"{forms[2]} {tail}", None, f"{verb} {number}")


def _by_itself(draw: Draw, telling: Telling, n: int) -> Change:
    things = plural(telling.thing) if n > 1 else telling.thing
    number = telling.number(n)
    be = ("was" if n == 1 else "were") if telling.past else ("is" if n == 1 else "are")
    verb = f"{be} {draw.pick(('stolen', 'lost', 'sold', 'given away', 'thrown away', 'broken'))}"
    count = draw.pick((number, f"{number} {things}", f"{number} of them"))
    return Change(-n, None, None, f"{count} {verb}", f"{number} {verb}")


def change(draw: Draw, telling: Telling, amount: int) -> Change:
    """One change of the count, said in one of many ways."""
    sign, n = (1, amount) if amount > 0 else (-1, -amount)
    kind = draw.unit()
    if kind < 0.5:
        return _own(draw, telling, sign, n)
    if kind < 0.94 or sign > 0 or telling.thing in MONEY:
        return _with_other(draw, telling, sign, n)
    return _by_itself(draw, telling, n)
