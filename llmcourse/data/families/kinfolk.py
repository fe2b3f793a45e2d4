"""Short texts on somebody's family and animals: jobs, names, numbers; see `scraps`."""

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.clauses import Actor, Ask, Snippet
from llmcourse.data.families.scraps import amount, end, one_person, town
from llmcourse.data.grammar import capital, with_article
from llmcourse.data.names import MEN, PEOPLE, WOMEN, person, pronouns

_SHE = frozenset("sister mother aunt grandmother daughter niece wife".split())
_HIM = frozenset("brother father uncle grandfather son nephew".split())


def _work(draw: Draw, name: str) -> tuple[list[str], list[Ask], list[str]]:
    """Where somebody works, or as what."""
    home, venue, job = town(draw), wide.venue(draw), draw.one(wide.JOBS)
    if draw.chance(0.5):
        asked = (f"Where does {name} work?", end(f"in a {venue} in {home}"))
        return [f"{name} works in a {venue} in {home}"], [asked], [f"How old is {name}?"]
    asks = [
        (f"What is {name}'s job?", end(job)),
        (f"What does {name} do for a living?", end(job)),
        (f"In which town is {name} {with_article(job)}?", end(home)),
    ]
    unsaid = [f"How old is {name}?", f"Who is {name}'s boss?"]
    return [f"{name} is {with_article(job)} in {home}"], asks, unsaid


def family(draw: Draw) -> Snippet:
    """Somebody and their kin, their jobs and homes."""
    kin = draw.one(wide.COMPANY).replace("dog", "wife").replace("team", "wife")
    a, b = person(draw), person(draw)
    if draw.chance(0.75):
        b = draw.one(WOMEN if kin in _SHE else MEN if kin in _HIM else PEOPLE)
    while pronouns(a)[0] == "they" or a in b or b in a:
        a = person(draw)
    he, _, his = pronouns(a)
    other = draw.one(wide.JOBS)
    lines, asks, unsaid = _work(draw, a)
    while other in lines[0]:
        other = draw.one(wide.JOBS)
    lines.append(
        draw.pick(
            (
                f"{capital(his)} {kin} {b} is {with_article(other)}",
                f"{capital(his)} {kin}, {b}, is {with_article(other)}",
                f"{capital(his)} {kin} is called {b} and works as {with_article(other)}",
            )
        )
    )
    asks += [
        (f"What is {b}'s job?", end(other)),
        (f"What does {a}'s {kin} do?", end(other)),
        (f"Who is {b}?", end(f"{a}'s {kin}")),
        (f"What is the name of {a}'s {kin}?", end(b)),
        (f"What is {a}'s {kin} called?", end(b)),
        (f"Who is {with_article(other)}?", end(b)),
    ]
    if draw.chance(0.5):
        n = amount(draw, 2, 9)
        have = draw.pick(("children", "sons", "daughters", "cats", "bikes", "brothers"))
        lines.append(f"{capital(he)} has {n} {have}")
        asks += [(f"How many {have} does {a} have?", end(n))] * 2
    return Snippet(lines, asks, unsaid)


def pet(draw: Draw) -> Snippet:
    """Somebody's animals."""
    who, kind, name = one_person(draw), wide.countable(draw, "animal"), draw.one(wide.PETS)
    if draw.chance(0.5):
        return _herd(draw, who, kind)
    lines = [f"{who} has {with_article(kind)} {draw.pick(('called', 'named'))} {name}"]
    asks = [
        (f"What is {who}'s {kind} called?", end(name)),
        (f"What pet does {who} have?", end(with_article(kind))),
        (f"Who is {name}?", end(f"{who}'s {kind}")),
        (f"What kind of animal is {name}?", end(with_article(kind))),
        (f"Who has {with_article(kind)}?", end(who)),
    ]
    can, n = draw.pick(wide.DOINGS), amount(draw, 2, 15)
    asks += [(f"How old is {name}?", end(n)), (f"How old is the {kind}?", end(n))]
    lines.append(f"{name} is {n} years old" if draw.chance(0.6) else f"It is {n}")
    if draw.chance(0.3):
        lines.append(f"It can {can.base}")
        asks += [(f"What can {name} do?", end(can.base))] * 2
    return Snippet(
        [capital(line) for line in lines],
        asks,
        [f"How old is {who}?", f"What color is {name}?"],
    )


def _herd(draw: Draw, who: Actor, kind: str) -> Snippet:
    """Several animals and what is done with them."""
    n, where, verb = (
        amount(draw, 2, 12),
        draw.one(wide.SPOTS),
        draw.pick(wide.TRANSITIVE["animal"]),
    )
    many, often = wide.plural(kind), draw.one(wide.OFTEN)
    lines = [f"{who} keeps {n} {many} {where}", f"{capital(who.he)} {verb.third} them {often}"]
    return Snippet(
        [capital(line) for line in lines],
        [
            (f"How many {many} does {who} keep?", end(n)),
            (f"How many {many} are there?", end(n)),
            (f"Where does {who} keep the {many}?", end(where)),
            (f"Who keeps {many}?", end(who)),
            (f"What animals does {who} keep?", end(f"{n} {many}")),
            (f"How often does {who} {verb.base} the {many}?", end(often)),
            (f"When does {who} {verb.base} them?", end(often)),
        ],
        [f"What are the names of the {many}?"],
    )
