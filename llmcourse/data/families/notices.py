"""Short texts on places, things and events: when built, what color, who runs it, which way first.

Like `scraps`, with things and places as subjects.
"""

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.clauses import Ask, Snippet
from llmcourse.data.families.scraps import amount, clock, end, several, town
from llmcourse.data.grammar import capital, with_article
from llmcourse.data.names import person
from llmcourse.data.phrasing import listing


def place(draw: Draw) -> Snippet:
    """A building or a spot and some of its traits."""
    venue, home = wide.venue(draw), town(draw)
    name = f"the {venue}"
    first = f"{name} in {home}" if draw.chance(0.6) else name
    traits = draw.some(
        (_built, _painted, _keeper, _sells, _opens, _rooms, _stands), draw.integer(2, 3)
    )
    lines, asks, unsaid = [], [], []
    for i, trait in enumerate(traits):
        found, asked = trait(draw, first if i == 0 else "it", name)
        lines.append(capital(found))
        asks += asked
    for trait in (_built, _opens, _keeper):
        if trait not in traits:
            unsaid.append(trait(draw, name, name)[1][0][0])
    if first != name and _stands not in traits:
        asks.append((f"Where is {name}?", end(f"in {home}")))
    return Snippet(lines, asks, unsaid)


def _built(draw: Draw, it: str, name: str) -> tuple[str, list[Ask]]:
    year = draw.integer(1600, 2024)
    verb = draw.pick(("was built", "was opened", "was founded"))
    return f"{it} {verb} in {year}", [
        (f"When {verb.replace('was', 'was ' + name, 1)}?", f"In {year}."),
        (f"In what year {verb.replace('was', 'was ' + name, 1)}?", f"{year}."),
    ]


def _painted(draw: Draw, it: str, name: str) -> tuple[str, list[Ask]]:
    part = draw.pick(("door", "roof", "gate", "sign", "wall", "fence", "tower"))
    color = draw.one(wide.COLORS)
    if draw.chance(0.5):
        color = listing(draw.some(draw.part(wide.COLORS), 2))
        return f"{it} was painted {color}", [(f"What color is {name}?", end(color))]
    n = amount(draw, 2, 12)
    return (
        f"{it} has a {color} {part} and {n} windows",
        [
            (f"What color is the {part}?", end(color)),
            (f"Which color does the {part} have?", end(color)),
            (f"How many windows does {name} have?", end(n)),
            (f"What color is the {part} of {name}?", end(color)),
        ],
    )


def _keeper(draw: Draw, it: str, name: str) -> tuple[str, list[Ask]]:
    who, job = person(draw), wide.role(draw)
    third = draw.pick(("looks after", "owns", "runs", "cleans", "guards", "takes care of"))
    text = draw.pick(
        (
            f"a {draw.pick(('man', 'woman', 'person'))} named {who} {third} it",
            f"{who} {third} it",
            f"{with_article(job)} called {who} {third} it",
        )
    )
    text = f"{text.removesuffix(' it')} {it}"
    return text, [
        (f"Who {third} {name}?", end(who)),
        (f"Who {third} {name}?", end(who)),
        (f"What does {who} do?", end(f"{third} {name if it != 'it' else 'it'}")),
    ][: 2 + (it != "it")]


def _sells(draw: Draw, it: str, name: str) -> tuple[str, list[Ask]]:
    goods = [wide.plural(g) for g in several(draw, draw.integer(2, 3))]
    return f"{it} sells {listing(goods)}", [
        (f"What does {name} sell?", end(listing(goods))),
        (f"What can you buy at {name}?", end(listing(goods))),
        (f"What does {name} sell besides {listing(goods[:-1])}?", end(goods[-1])),
    ]


def _opens(draw: Draw, it: str, name: str) -> tuple[str, list[Ask]]:
    a, b = clock(draw), clock(draw)
    verb = draw.pick((("opens", "open"), ("closes", "close")))
    if draw.chance(0.4):
        return f"{it} opens at {a} and closes at {b}", [
            (f"When does {name} open?", f"At {a}."),
            (f"When does {name} close?", f"At {b}."),
        ]
    return f"{it} {verb[0]} at {a}", [
        (f"When does {name} {verb[1]}?", f"At {a}."),
        (f"What time does {name} {verb[1]}?", f"At {a}."),
    ]


def _rooms(draw: Draw, it: str, name: str) -> tuple[str, list[Ask]]:
    n, what = (
        amount(draw),
        draw.pick(
            (
                "rooms",
                "doors",
                "floors",
                "tables",
                "steps",
                "workers",
                "visitors",
                "beds",
                "lamps",
                "chairs",
                "employees",
                "trees",
            )
        ),
    )
    return f"{it} has {n} {what}", [
        (f"How many {what} does {name} have?", end(n)),
        (f"How many {what} are there?", end(n)),
    ]


def _stands(draw: Draw, it: str, name: str) -> tuple[str, list[Ask]]:
    near = draw.pick(("near", "next to", "behind", "opposite", "across from"))
    where = f"{near} the {wide.venue(draw)}"
    return f"{it} {draw.pick(('stands', 'is', 'lies'))} {where}", [
        (f"Where is {name}?", end(where)),
        (f"Where can I find {name}?", end(where)),
    ]


def described(draw: Draw) -> Snippet:
    """A thing's color, material, size and place; at times a thing nobody knows."""
    noun = wide.countable(draw, None, 0.3)
    color, stuff, spot = draw.one(wide.COLORS), draw.one(wide.MATERIALS), draw.one(wide.SPOTS)
    whose = person(draw)
    name = draw.pick((f"the {noun}", f"{whose}'s {noun}"))
    lines = draw.pick(
        (
            [f"{name} is {color} and made of {stuff}", f"it is {spot}"],
            [f"{name} is made of {stuff}", f"it is {color} and stands {spot}"],
            [f"{name} {spot} is {color}", f"it is made of {stuff}"],
        )
    )
    if "'s" in name:
        lines.append(f"{whose} uses it {draw.one(wide.OFTEN)}")
    return Snippet(
        [capital(line) for line in lines],
        [
            (f"What color is {name}?", end(color)),
            (f"What is {name} made of?", end(stuff)),
            (f"Where is {name}?", end(spot)),
            (f"Which color does {name} have?", end(color)),
            (f"Of what material is {name}?", end(stuff)),
            (f"What is {color}?", end(name)),
            (f"What is made of {stuff}?", end(name)),
        ],
        [f"How old is {name}?", f"How much did {name} cost?", f"Who made {name}?"],
    )


def creature(draw: Draw) -> Snippet:
    """A made-up animal, plant or thing and what is known of it."""
    word = wide.pseudo(draw)
    kind = draw.pick(
        ("animal", "bird", "fish", "plant", "tool", "fruit", "insect", "game", "dance")
    )
    home, food = f"the {wide.venue(draw)}", wide.plural(wide.countable(draw, "food"))
    look, n = draw.one(wide.LOOKS), amount(draw, 2, 30)
    many = f"{word}s" if word[-1] not in "sxh" else f"{word}es"
    lines = [f"{with_article(word)} is {with_article(f'{look} {kind}')}"]
    asks = [
        (f"What is {with_article(word)}?", end(with_article(f"{look} {kind}"))),
        (f"What kind of thing is {with_article(word)}?", end(with_article(f"{look} {kind}"))),
    ]
    if kind in ("animal", "bird", "fish", "insect"):
        lines.append(f"{many} live in {home} and eat {food}")
        asks += [(f"What do {many} eat?", end(food)), (f"Where do {many} live?", end(f"in {home}"))]
        lines.append(f"they can live for {n} years")
        asks.append((f"How long can {many} live?", f"For {n} years."))
    else:
        lines.append(f"it comes from {home} and weighs {n} kilos")
        asks += [
            (f"Where does the {word} come from?", end(f"from {home}")),
            (f"How much does the {word} weigh?", f"{capital(n)} kilos."),
        ]
    return Snippet([capital(line) for line in lines], asks * 2, [f"What color is the {word}?"])


def occasion(draw: Draw) -> Snippet:
    """An event: when, where, who comes, why it is off."""
    event, venue, when = f"the {draw.one(wide.EVENTS)}", wide.venue(draw), draw.one(wide.TIMES)
    who, n = person(draw), amount(draw, 3, 90)
    if draw.chance(0.4):
        return _off(draw, event, when)
    lines = [
        f"{event} was {when} {draw.pick(('at', 'in'))} the {venue}",
        draw.pick(
            (
                f"{n} people came and {who} gave a speech",
                f"{who} invited {n} guests",
                f"{who} planned it, and {n} people came",
            )
        ),
    ]
    people = "guests" if "guests" in lines[1] else "people"
    verb = "were invited" if people == "guests" else "came"
    at = "at" if " at the " + venue in lines[0] else "in"
    return Snippet(
        [capital(line) for line in lines],
        [
            (f"When was {event}?", end(when)),
            (f"Where was {event}?", end(f"{at} the {venue}")),
            (f"How many {people} {verb}?", end(n)),
            (f"Where did {event} take place?", end(f"{at} the {venue}")),
            (
                "Who gave a speech?"
                if "speech" in lines[1]
                else "Who invited the guests?"
                if "invited" in lines[1]
                else f"Who planned {event}?",
                end(who),
            ),
        ],
        [f"How long was {event}?", f"How much did {event} cost?"],
    )


def _off(draw: Draw, event: str, when: str) -> Snippet:
    """Why an event did not go as planned."""
    why = draw.one(wide.REASONS)
    verb = draw.pick(("was canceled", "was moved", "started late", "ended early", "was short"))
    base = {
        "was canceled": "was {} canceled",
        "was moved": "was {} moved",
        "was short": "was {} short",
        "started late": "did {} start late",
        "ended early": "did {} end early",
    }[verb]
    line = draw.pick((f"{event} {when} {verb} because {why}", f"because {why}, {event} {verb}"))
    return Snippet(
        [capital(line)],
        [(f"Why {base.format(event)}?", end(why)), (f"What {verb}?", end(event))],
        [f"Who came to {event}?"],
    )
