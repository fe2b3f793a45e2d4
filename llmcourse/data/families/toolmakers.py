"""Tools that are told apart by a word: an attribute that is looked up, a verb or its opposite.

Part of `toolkit`: several tools of one draw take the same arguments, so that the name must be
read. A tool for an entry takes what a whole note says.
"""

from collections.abc import Callable

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families import frames
from llmcourse.data.families.slots import SLOTS
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.names import invented

Arguments = dict[str, str | int]
Made = tuple[str, str, tuple[tuple[str, bool], ...], Callable[[Draw], tuple[str, Arguments, str]]]
"""Name, description, parameters with whether each is a number, and a use."""

SUBJECTS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("country", ("country", "place", "land"), """
population: how many people live in {x}|how many inhabitants does {x} have
currency: which money do they use in {x}|what do people pay with in {x}
flag: what does the flag of {x} look like|which colors are on the flag of {x}
area: how big is {x}|how large is {x}
language: what do people speak in {x}|which language is spoken in {x}
anthem: what do they sing as the anthem of {x}|play me the anthem of {x}
president: who rules {x}|who is the head of {x}
climate: how warm is it in {x} usually|what is the weather in {x} like over the year
holidays: when do they have days off in {x}|which days are free in {x}"""),
    ("city", ("city", "town", "place"), """
mayor: who runs {x}|who is the mayor of {x}
map: show me the streets of {x}|i need a map of {x}
museums: which museums are there in {x}|what can I look at in {x}
airport: where do planes land in {x}|which airport does {x} have
weather: is it raining in {x}|how warm is it in {x}
restaurants: where can I eat in {x}|who cooks well in {x}
time_zone: what time do they have in {x}|in which time zone is {x}
events: what is going on in {x}|what can I do in {x} tonight"""),
    ("person", ("name", "person", "user"), """
phone: what number do I call to reach {x}|how can I ring {x}
address: where does {x} live|where do I send a parcel for {x}
birthday: when was {x} born|when does {x} get a year older
email: how do I mail {x}|where can I write to {x}
age: how old is {x}|how many years old is {x}
salary: how much does {x} earn|what do we pay {x}
boss: who is above {x}|who tells {x} what to do
schedule: what does {x} do today|is {x} free today"""),
    ("thing", ("item", "product", "thing"), """
price: how much is {ax}|what do I pay for {ax}
stock: how many of the {x} are left|do we still have {ax}
weight: how heavy is the {x}|how many kilos has the {x}
color: in which color is the {x}|which color does the {x} have
size: how big is the {x}|will the {x} fit into my room
maker: who makes the {x}|who built the {x}
manual: how does the {x} work|how do I use the {x}
reviews: what do people say about the {x}|do people like the {x}"""),
)  # fmt: skip
_ROWS = tuple(
    (slot, keys, tuple((line.split(": ")[0], tuple(line.split(": ")[1].split("|")))
                       for line in text.strip().split("\n")))
    for slot, keys, text in SUBJECTS
)  # fmt: skip
GET = ("get", "get", "get", "find", "lookup", "show", "check", "read", "fetch", "tell", "query")
PLAIN = Shapes(
    "What is the {a} of {x}?", "Tell me the {a} of {x}.", "I (need|want) the {a} of {x}.",
    "{A} of {x}?", "{x}'s {a}, please.", "Look up the {a} of {x}.", "What's the {a} of {x}?",
)  # fmt: skip
TAIL = ("?", "?", "?", "? Look it up please.", "? Use the tool.", ", please?", "? Thanks!")


def looked_up(draw: Draw, n: int) -> list[Made]:
    """Tools that each tell another thing about the same."""
    slot, keys, lines = draw.pick(_ROWS)
    verb, key, bare = draw.pick(GET), draw.pick(keys), draw.chance(0.15)
    return [_looked_up(slot, "" if bare else verb, key, *line) for line in draw.some(lines, n)]


def _looked_up(slot: str, verb: str, key: str, about: str, asks: tuple[str, ...]) -> Made:
    def use(draw: Draw) -> tuple[str, Arguments, str]:
        found = SLOTS[slot](draw).text if slot != "thing" else wide.countable(draw)
        if draw.chance(0.45):
            the = f"the {found}" if slot == "thing" else found
            text = PLAIN(draw, a=about.replace("_", " "), x=the)
        else:
            ask = Shapes(draw.pick(asks).replace("{ax}", "{a x}"))(draw, x=found)
            text = capital(ask) + (draw.pick(TAIL) if not ask.startswith(("i ", "play", "show"))
                                   else ".")  # fmt: skip
        result = str(draw.integer(2, 900)) if draw.chance(0.4) else invented(draw)
        return text, {key: found}, result

    does = f"tells the {about.replace('_', ' ')} of a {key}"
    return f"{verb}_{about}" if verb else about, does, ((key, False),), use


OPPOSED: tuple[tuple[tuple[str, str, str], tuple[str, str, str], str, tuple[str, ...]], ...] = (
    (("turn_on", "turn on the {x}|switch on the {x}|switch the {x} on|i need the {x} on",
      "it is too dark|I am cold|I want to use it|we need it now"),
     ("turn_off", "turn off the {x}|switch off the {x}|switch the {x} off|I want the {x} off",
      "it is too bright|it is too loud|nobody uses it|we are leaving|save some power"),
     "device", ("device", "name", "machine")),
    (("open", "open the {x}|make the {x} open|please open up the {x}", "fresh air would be nice"
      "|somebody wants to come in|it is hot in here"),
     ("close", "close the {x}|shut the {x}", "it is cold in here|there is a draft|it is noisy"
      "|we are going home"), "rooms2", ("room", "place", "target")),
    (("lock", "lock the {x}|make sure the {x} is locked", "we are leaving|it is late"),
     ("unlock", "unlock the {x}|take the lock off the {x}", "I have to go in|a guest is here"),
     "place", ("place", "door", "building")),
    (("add", "add {ax}|put {ax} on it|I also need {ax}", "something is missing"),
     ("remove", "remove the {x}|take the {x} off it|I do not need the {x} any more", "it is too"
      " long"), "thing", ("item", "product", "entry")),
    (("start", "start the {x}|let the {x} run|get the {x} going", "I am ready|it is time"),
     ("stop", "stop the {x}|let the {x} rest|make the {x} stop", "that is enough|it is done"),
     "device", ("device", "machine", "name")),
    (("raise", "raise the {x}|move the {x} up|lift the {x}", "it is too low"),
     ("lower", "lower the {x}|move the {x} down|let the {x} down", "it is too high"),
     "thing", ("object", "thing", "part")),
    (("show", "show the {x}|let me see the {x}|display the {x}", "I cannot see it"),
     ("hide", "hide the {x}|make the {x} invisible|I do not want to see the {x}", "it is in the"
      " way"), "thing", ("object", "layer", "window")),
    (("buy", "buy {ax}|get me {ax}|I want to have {ax}", "we have none"),
     ("sell", "sell the {x}|get rid of the {x} for money", "we have too many"), "thing",
     ("item", "stock", "product")),
    (("lend_out", "lend the {x} to a friend|give the {x} out", "somebody needs it"),
     ("take_back", "take the {x} back|mark the {x} as returned", "it came back today"), "thing",
     ("item", "object", "book")),
)  # fmt: skip
STYLE = Shapes("{a}", "{a}", "{a}", "Please {a}", "(Can|Could) you {a}?", "{A}[, please]",
               "{W}, {a}", "{W}. {A}", "{W}, so {a}", "{A}, {w}")  # fmt: skip


def opposed(draw: Draw, n: int) -> list[Made]:
    """Tools with their opposites, in one list."""
    out: list[Made] = []
    for one, other, slot, keys in draw.some(OPPOSED, (n + 1) // 2):
        key = draw.pick(keys)
        end = f"_{key}" if draw.chance(0.5) or one[0] == "add" else ""
        out += [_opposed(row, slot, key, end) for row in draw.shuffled((one, other))]
    return draw.shuffled(out[:n])


def _opposed(row: tuple[str, str, str], slot: str, key: str, end: str) -> Made:
    name, asks, reasons = row

    def use(draw: Draw) -> tuple[str, Arguments, str]:
        found = wide.countable(draw) if slot == "thing" else str(SLOTS[slot](draw).value)
        ask = Shapes(draw.pick(asks.split("|")).replace("{ax}", "{a x}"))(draw, x=found)
        own = ask.lower().startswith("i ")
        text = capital(ask) if own else STYLE(draw, a=ask, w=draw.pick(reasons.split("|")))
        return (text if text[-1] in ".?" else f"{text}."), {key: found}, draw.pick(("ok", "done"))

    does = {"turn_on": "turns a device on", "turn_off": "turns a device off"}
    verb = name.replace("_", " ")
    return name + end, does.get(name, f"to {verb} a {key}"), ((key, False),), use


ENTRY = ("add", "save", "record", "create", "store", "log", "register", "book", "reserve", "enter")
PLEASE = Shapes("{t}", "{t}", "Please (save|note|enter|add|store) this: {t}", "Hi, {t}",
                "{t} (Please save it|Can you note that|Put that in|Thanks|Use the tool).",
                "(New entry|Note|For the records|For our list): {t}")  # fmt: skip


def entry(draw: Draw) -> Made | None:
    """A tool that takes what a note says, all of it."""
    frame, seed = draw.pick(frames.FRAMES), draw.integer(0, 1 << 30)
    form = frames.fill(draw, frame).form(Draw(seed))
    keys = draw.some(list(form), min(len(form), draw.integer(2, 4)))
    if len(keys) < 2:
        return None

    def use(draw: Draw) -> tuple[str, Arguments, str]:
        scene = frames.fill(draw, frame)
        found = scene.form(Draw(seed))
        text = scene.write(draw)
        text = PLEASE(draw, t=text if text[-1] in ".!?" else f"{text}.")
        return text, {key: found[key] for key in keys}, draw.pick(("ok", "saved", "done"))

    noun = draw.pick(("entry", "record", "note", "item", "row", wide.noun(draw).replace(" ", "_")))
    name = f"{draw.pick(ENTRY)}_{noun.replace('-', '_')}"
    kinds = tuple((key, isinstance(form[key], int)) for key in keys)
    return name, f"saves {' and '.join(keys[:2])} of a note", kinds, use
