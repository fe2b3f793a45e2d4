"""Houses, shops, towns and the like with attributes, for reading passages and JSON."""

from llmcourse.data.draw import Draw
from llmcourse.data.names import invented, person
from llmcourse.data.records import Attribute, _attribute
from llmcourse.data.words import CITIES, COLORS, DAYS, FOODS, MONTHS

PLACES: tuple[Attribute, ...] = (
    _attribute(
        "color color paint", lambda draw: draw.pick(COLORS),
        ("{whose} is {v}", "{whose} is painted {v}", "{whose's} color is {v}",
         "{whose} was painted {v} (last year|recently)"),
        ("which is {v}", "painted {v}"),
        ("What color is {who}?", "What is the color of {who}?"),
    ),
    _attribute(
        "year year built opened founded", lambda draw: draw.integer(1650, 2024),
        ("{whose} was built in {v}", "{whose} opened in {v}", "{whose} dates from {v}",
         "{whose} was founded in {v}"),
        ("built in {v}", "which opened in {v}", "founded in {v}"),
        ("When was {who} (built|opened|founded)?", "(In what|What) year was {who} built?",
         "How old is {who}, from which year?"),
    ),
    _attribute(
        "owner owner manager boss", lambda draw: person(draw),
        ("{whose} belongs to {v}", "{whose} is owned by {v}", "{whose's} owner is {v}",
         "{whose} is run by {v}"),
        ("owned by {v}", "which belongs to {v}", "run by {v}"),
        ("Who (owns|runs) {who}?", "Who is the owner of {who}?", "Who does {who} belong to?"),
    ),
    _attribute(
        "city city location place", lambda draw: draw.pick(CITIES),
        ("{whose} is in {v}", "{whose} stands in {v}", "{whose} is located in {v}",
         "{whose} can be found in {v}", "{whose} lies in the center of {v}"),
        ("in {v}", "located in {v}", "which stands in {v}"),
        ("Where is {who}?", "(In which|Which) city is {who} in?", "Where can {who} be found?"),
    ),
    _attribute(
        "rooms rooms room_count", lambda draw: draw.integer(3, 90),
        ("{whose} has {v} rooms", "{whose} contains {v} rooms", "{whose} has {v} rooms in all"),
        ("which has {v} rooms", "with {v} rooms"),
        ("How many rooms does {who} have?", "How many rooms are there in {who}?"),
    ),
    _attribute(
        "opens day open_day closed", lambda draw: draw.pick(DAYS),
        ("{whose} is closed on {v}", "{whose} does not open on {v}", "{whose} stays shut on {v}"),
        ("closed on {v}",),
        ("(When|On which day) is {who} closed?", "Which day is {who} shut?"),
    ),
    _attribute(
        "price price cost entry ticket", lambda draw: draw.integer(2, 60),
        ("{whose} costs {v} dollars to enter", "A ticket for {whose} costs {v} dollars",
         "A visit to {whose} costs {v} dollars"),
        ("where a ticket costs {v} dollars",),
        ("How much (is|does) a ticket for {who} [cost]?", "What does a visit to {who} cost?"),
    ),
    _attribute(
        "serves dish food serves", lambda draw: draw.pick(FOODS),
        ("{whose} is famous for its {v}", "{whose} sells {v}", "{whose} serves {v}"),
        ("famous for its {v}",),
        ("What is {who} famous for?", "What does {who} (sell|serve)?"),
    ),
    _attribute(
        "festival festival month", lambda draw: draw.pick(MONTHS),
        ("{whose} has a festival in {v}", "{whose} holds a big party every {v}"),
        ("which has a festival in {v}",),
        ("When (is|does) {who} (have|hold) (a festival|its party)?",),
    ),
)  # fmt: skip

_KINDS = ("hotel", "museum", "cafe", "library", "theater", "castle", "school", "shop", "zoo")
_FIRST = "red blue green white old new little big north south".split()


def place(draw: Draw) -> str:
    """A name of a place, such as "the Velmora hotel" or "the old library"."""
    kind = draw.pick(_KINDS)
    name = draw.pick(_FIRST) if draw.chance(0.3) else invented(draw)
    return f"the {name} {kind}"
