"""Short texts in which one thing follows another: routes, what breaks off, lost and found.

Like `scraps`; the order of events is what is asked for.
"""

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families.clauses import Snippet
from llmcourse.data.families.scraps import clock, end, one_person
from llmcourse.data.grammar import capital, with_article
from llmcourse.data.names import person
from llmcourse.data.phrasing import listing


def route(draw: Draw) -> Snippet:
    """Stops or steps in an order."""
    who, n = one_person(draw), draw.integer(2, 4)
    if draw.chance(0.4):
        return _stops(draw, n)
    deeds = [f"{v.past} the {noun}" for v, noun in (wide.deed(draw) for _ in range(3))]
    if len({d.split(" ")[0] for d in deeds}) < 3:
        return route(draw)
    he = who.he
    lines = draw.pick((
        (f"first {who} {deeds[0]}", f"then {he} {deeds[1]}", f"finally {he} {deeds[2]}"),
        (f"{who} {deeds[0]}", f"after that, {he} {deeds[1]}", f"in the end, {he} {deeds[2]}"),
    ))  # fmt: skip
    return Snippet(
        [capital(line) for line in lines],
        [
            (f"What did {who} do first?", end(f"{who} {deeds[0]}")),
            (f"What did {who} do last?", end(f"{he} {deeds[2]}")),
            (f"What did {who} do after {he} {deeds[0]}?", end(f"{he} {deeds[1]}")),
            (f"Who {deeds[0]}?", end(who)),
        ],
        [f"Why did {who} do this?"],
    )


def _stops(draw: Draw, n: int) -> Snippet:
    """Where something on wheels stops."""
    stops = draw.some(draw.part(wide.STREETS), min(n, len(draw.part(wide.STREETS)), 3))
    vehicle = wide.countable(draw, "vehicle", 0.02)
    time, driver = clock(draw), f"{draw.pick(('Mr.', 'Mrs.', 'Ms.'))} {person(draw)}"
    words = ("first at", "then at", "finally at", "last at")
    way = listing([f"{words[i]} {stop}" for i, stop in enumerate(stops)])
    return Snippet(
        [f"The {vehicle} leaves at {time}", f"It stops {way}", f"The driver is {driver}"],
        [
            (f"Where does the {vehicle} stop first?", end(f"at {stops[0]}")),
            (f"What is the first stop of the {vehicle}?", end(stops[0])),
            (
                f"Where does the {vehicle} stop after {stops[0]}?",
                end(f"at {stops[1 % len(stops)]}"),
            ),
            (f"When does the {vehicle} leave?", f"At {time}."),
            (f"Who drives the {vehicle}?", f"{driver}."),
            ("Who is the driver?", f"{driver}."),
        ][: 6 if len(stops) > 1 else 2],
        [f"How much does the {vehicle} cost?", f"How fast is the {vehicle}?"],
    )


GROUPS = "boys girls children twins players dancers farmers students workers friends kids campers"


CAUSES = (
    "a storm broke out", "it began to rain", "the bell rang", "a dog barked", "a car stopped",
    "it got dark",
    "the lights went out", "a bee stung somebody", "their mother called", "the ball broke",
    "the alarm rang", "it started to snow", "a bear appeared", "the teacher came",
    "dinner was ready",
)  # fmt: skip


def stopped(draw: Draw) -> Snippet:
    """Something that breaks off what was going on."""
    group = draw.pick((f"the {draw.pick(GROUPS.split())}", person(draw)))
    be, they = ("were", "they") if group.startswith("the ") else ("was", group)
    verb, where = draw.pick(wide.DOINGS), draw.one(wide.SPOTS)
    then = draw.pick(wide.DOINGS)
    cause = draw.pick(CAUSES) if draw.chance(0.7) else draw.one(wide.REASONS)
    joint = draw.pick((". Then ", ", but then ", " until ", " when ", ". Suddenly "))
    line = f"{group} {be} {verb.ing} {where}{joint}{cause}"
    line += draw.pick(
        (f", so {they} {then.past}", f" and {they} {then.past}", f". So {they} {then.past}")
    )
    line = ". ".join(capital(part) for part in line.split(". "))
    return Snippet(
        [capital(line)],
        [
            (f"Why did {group} stop {verb.ing}?", end(cause)),
            (f"Why did {group} stop?", end(cause)),
            (f"What {be} {group} doing?", end(verb.ing)),
            (f"What did {group} do then?", end(f"{they} {then.past}")),
            (f"Where {be} {group} {verb.ing}?", end(where)),
            (f"Who was {verb.ing}?", end(group)),
        ],
        [f"How old {'are' if be == 'were' else 'is'} {group}?"],
    )


def found_it(draw: Draw) -> Snippet:
    """Something lost and found again."""
    who, kin = one_person(draw), draw.one(wide.COMPANY)
    noun, lost, spot = wide.countable(draw), draw.one(wide.SPOTS), draw.one(wide.SPOTS)
    while lost == spot:
        spot = draw.one(wide.SPOTS)
    finder = draw.pick((f"{who.his} {kin}", f"{with_article(wide.role(draw))}", person(draw)))
    lines = [f"{who} lost {who.his} {noun} {lost}", f"{finder} found it {spot}"]
    return Snippet(
        [capital(line) for line in lines],
        [
            (f"Where was the {noun}?", end(spot)),
            (f"Where was the {noun} found?", end(spot)),
            (f"Who found the {noun}?", end(finder)),
            (f"Who lost the {noun}?", end(who)),
            (f"Where did {who} lose the {noun}?", end(lost)),
            (f"What did {who} lose?", end(f"{who.his} {noun}")),
        ],
        [f"When did {who} lose the {noun}?", f"What color is the {noun}?"],
    )
