"""Kinds of short texts beside deeds: prices, places, pets, routes, lists, owners, plans, notices.

Each function gives a `Snippet` with its questions; values come from the wide lists or are made up.
"""

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.clauses import Actor, Ask, Snippet, actor
from llmcourse.data.grammar import Shapes, capital, with_article
from llmcourse.data.names import person
from llmcourse.data.phrasing import listing
from llmcourse.data.words import in_words


def end(value: object) -> str:
    """A value as an answer."""
    return f"{capital(str(value))}."


def one_person(draw: Draw) -> Actor:
    """Somebody called by a pronoun, a name or a role."""
    while (who := actor(draw, alone=True)).he not in ("he", "she"):
        pass
    return who


def amount(draw: Draw, low: int = 2, high: int = 60) -> str:
    """A number in digits or words."""
    n = draw.integer(low, high)
    return in_words(n) if n < 21 and draw.chance(0.5) else str(n)


def clock(draw: Draw) -> str:
    """A time of day."""
    hour = draw.integer(1, 12)
    kind = draw.integer(0, 4)
    if kind == 0:
        return in_words(hour)
    if kind == 1:
        return f"{in_words(hour)} o'clock"
    if kind == 2:
        return f"{hour} {draw.pick(('am', 'pm', 'a.m', 'p.m'))}"
    return f"{hour}:{draw.pick(('00', '15', '30', '45', '10', '40'))}"


def town(draw: Draw) -> str:
    """A town, at times one that nobody knows."""
    return capital(wide.pseudo(draw)) if draw.chance(0.3) else draw.one(wide.TOWNS)


def several(draw: Draw, n: int, kind: str | None = None) -> list[str]:
    """`n` different nouns, none of them inside another."""
    found: list[str] = []
    while len(found) < n:
        word = wide.countable(draw, kind)
        if not any(word in other or other in word for other in found):
            found.append(word)
    return found


def habit(draw: Draw) -> Snippet:
    """What somebody does every so often."""
    who, (kind, verb) = one_person(draw), wide.kind_and_verb(draw)
    noun, often = wide.noun(draw, kind), draw.one(wide.OFTEN)
    why = f" because {draw.one(wide.REASONS)}" if draw.chance(0.1) else ""
    line = draw.pick(
        (
            f"{who} {verb.third} the {noun} {often}{why}",
            f"{often}{draw.pick((', ', ' '))}{who} {verb.third} the {noun}{why}",
        )
    )
    return Snippet(
        [capital(line)],
        [
            (f"How often does {who} {verb.base} the {noun}?", end(often)),
            (f"How often is the {noun} {verb.participle}?", end(often)),
            (f"When does {who} {verb.base} the {noun}?", end(often)),
            (f"Who {verb.third} the {noun}?", end(who)),
            (f"What does {who} {verb.base}?", end(f"the {noun}")),
        ],
        [f"Where does {who} {verb.base} the {noun}?"],
    )


def feeling(draw: Draw) -> Snippet:
    """How somebody felt and why."""
    who, mood, why = one_person(draw), draw.one(wide.MOODS), draw.one(wide.REASONS)
    verb = draw.pick(("was", "felt", "was very", "became", "was a little", "looked"))
    line = draw.pick(
        (
            f"{who} {verb} {mood} because {why}",
            f"because {why}, {who} {verb} {mood}",
            f"{why}, so {who} {verb} {mood}",
            f"{why}. That is why {who} {verb} {mood}",
            f"{who} {verb} {mood}, as {why}",
        )
    )
    return Snippet(
        [capital(line)],
        [
            (f"Why was {who} {mood}?", end(why)),
            (f"Why was {who} {mood}?", end(why)),
            (f"Who {verb} {mood}?", end(who)),
            (f"How did {who} feel?", end(mood)),
            (f"What made {who} {mood}?", end(why)),
        ],
        [f"Where was {who}?", f"How old is {who}?"],
    )


SHOPS = Shapes(
    "{who} (bought|packed|ordered|brought|found|needed|collected) {l}",
    "{who} (went to the {v} and|stopped at the {v} and) (bought|got|picked up) {l}",
    "for the {e}, {who} (bought|prepared|brought) {l}",
)


def shopping(draw: Draw) -> Snippet:
    """A list of things somebody got."""
    who, goods = one_person(draw), several(draw, draw.integer(2, 4), draw.pick(("food", None)))
    if draw.chance(0.4):
        goods = [f"{amount(draw, 2, 20)} {wide.plural(g)}" for g in goods]
    else:
        goods = [with_article(g) for g in goods]
    got = listing(goods)
    venue, event = wide.venue(draw), draw.one(wide.EVENTS)
    line = capital(SHOPS(draw, who=who, l=got, v=venue, e=event))
    verb = next(verb for verb in _BASE if f" {verb} " in line)
    asks: list[Ask] = [(f"What did {who} {_BASE[verb]}?", end(got))] * 2
    asks += [(f"Who {verb} {draw.pick(goods)}?", end(who))]
    if len(goods) > 2:
        asks.append(
            (f"What did {who} {_BASE[verb]} besides {listing(goods[:-1])}?", end(goods[-1]))
        )
        asks.append(
            (f"What else did {who} {_BASE[verb]} besides {listing(goods[1:])}?", end(goods[0]))
        )
    if goods[0][0].isdigit() or goods[0].split(" ")[0] not in ("a", "an"):
        chosen = draw.pick(goods)
        count, _, what = chosen.partition(" ")
        asks += [(f"How many {what} did {who} {_BASE[verb]}?", end(count))] * 3
    if f"the {venue} " in line:
        asks.append(
            (
                f"Where did {who} {'go' if 'went to the' in line else 'stop'}?",
                end(f"{'to' if 'went to the' in line else 'at'} the {venue}"),
            )
        )
    return Snippet([line], asks, [f"How much did {who} pay?", f"When did {who} do this?"])


_BASE = {
    "bought": "buy",
    "packed": "pack",
    "ordered": "order",
    "brought": "bring",
    "got": "get",
    "found": "find",
    "needed": "need",
    "collected": "collect",
    "prepared": "prepare",
    "picked up": "pick up",
}


def _amounts(draw: Draw, n: int) -> list[str]:
    found: list[str] = []
    while len(found) < n:
        new = amount(draw, 2, 40)
        if new not in found:
            found.append(new)
    return found


def prices(draw: Draw) -> Snippet:
    """What things cost."""
    shop = f"the {wide.venue(draw)}" if draw.chance(0.5) else f"{person(draw)}'s shop"
    goods = several(draw, draw.integer(2, 3))
    many = draw.chance(0.5)
    unit = draw.pick(("dollars", "dollars", "euros", "pounds", "coins", "cents"))
    numbers = _amounts(draw, len(goods))
    items = [wide.plural(g) if many else with_article(g) for g in goods]
    costs = "cost" if many else "costs"
    said = [
        f"{g} {costs} {n} {unit if i == 0 or draw.chance(0.5) else ''}".strip()
        for i, (g, n) in enumerate(zip(items, numbers, strict=True))
    ]
    at = draw.integer(0, len(goods) - 1)
    first = f"{shop} sells {listing([wide.plural(g) for g in goods])}"
    lines = [capital(first), capital(listing(said))]
    if draw.chance(0.3):
        lines = [capital(f"at {shop}, {listing(said)}")]
    price, good = f"{numbers[at]} {unit}", goods[at]
    price = price if price in listing(said) else numbers[at]
    one = with_article(good)
    return Snippet(
        lines,
        [
            (f"How much does {one} cost?", end(price)),
            (f"What does {one} cost?", end(price)),
            (f"What is the price of {one}?", end(price)),
            (f"What costs {price}?" if not many else f"What costs {price} each?", end(items[at])),
            (f"How much is {one}?", end(price)),
            (f"Tell me the price of {one}.", end(price)),
        ],
        [
            f"Who owns {shop}?",
            f"When does {shop} open?",
            f"How much does {with_article(several(draw, 1)[0] + ' stand')} cost?",
        ],
    )


GIVES = (
    ("gave", "give"),
    ("lent", "lend"),
    ("sold", "sell"),
    ("sent", "send"),
    ("showed", "show"),
    ("handed", "hand"),
    ("brought", "bring"),
    ("passed", "pass"),
    ("offered", "offer"),
    ("mailed", "mail"),
    ("threw", "throw"),
    ("promised", "promise"),
)


def giving(draw: Draw) -> Snippet:
    """Something goes from one to another."""
    a, b = actor(draw, alone=True), actor(draw, alone=True)
    while a.name in b.name or b.name in a.name:
        b = actor(draw, alone=True)
    past, base = draw.pick(GIVES)
    noun = wide.countable(draw)
    what = draw.pick((with_article(noun), f"the {noun}", f"{draw.one(wide.COLORS)} {noun}"))
    what = with_article(what) if what.split(" ")[0] not in ("a", "an", "the") else what
    tail = draw.pick(("", f" {draw.one(wide.TIMES)}", f" because {draw.one(wide.REASONS)}", ""))
    line = draw.pick((f"{a} {past} {b} {what}{tail}", f"{a} {past} {what} to {b}{tail}"))
    asks = [
        (f"Who {past} {b} the {noun}?", end(a)),
        (f"Who {past} the {noun}?", end(a)),
        (f"What did {a} {base} {b}?", end(what)),
        (f"Who did {a} {base} the {noun} to?", end(b)),
        (f"To whom did {a} {base} the {noun}?", end(b)),
    ]
    if past not in ("showed", "promised", "offered", "threw"):
        asks.append((f"Who got the {noun} from {a}?", end(b)))
    if past in ("gave", "lent", "handed", "passed"):
        asks.append(
            (
                draw.pick(
                    ("Who has the {} now?", "Who received the {}?", "Who got the {}?")
                ).format(noun),
                end(b),
            )
        )
    if tail.startswith(" because"):
        asks += [(f"Why did {a} {base} {b} {what}?", end(tail.removeprefix(" because ")))] * 3
    elif tail:
        asks += [(f"When did {a} {base} {b} the {noun}?", end(tail.strip()))] * 3
    return Snippet([capital(line)], asks, [f"Where did {a} {base} {b} the {noun}?"])
