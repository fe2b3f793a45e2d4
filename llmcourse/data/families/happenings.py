"""Small events with roles: who did what to which thing, where, when, with whom.

Questions for each role, things that are moved and then looked for, and stories that `summaries`
sums up: who did the main thing, and how it ended.
"""

from dataclasses import dataclass

from llmcourse.data import wide
from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families.passages import UNSAID, prompt
from llmcourse.data.grammar import Shape, Shapes, Wordings, capital
from llmcourse.data.names import people, pronouns
from llmcourse.data.phrasing import sloppy
from llmcourse.data.split import Pool
from llmcourse.data.vocabulary import OBJECTS, ROLES
from llmcourse.data.vocabulary import VERBS as MORE_VERBS
from llmcourse.data.words import CITIES, COLORS, DAYS, FOODS, JOBS, THINGS

VERBS = (
    *((past, base) for base, past in MORE_VERBS),
    ("bought", "buy"), ("sold", "sell"), ("found", "find"), ("lost", "lose"), ("broke", "break"),
    ("fixed", "fix"), ("painted", "paint"), ("carried", "carry"), ("dropped", "drop"),
    ("brought", "bring"), ("saw", "see"), ("took", "take"), ("made", "make"), ("hid", "hide"),
    ("washed", "wash"), ("opened", "open"), ("borrowed", "borrow"), ("wanted", "want"),
    ("forgot", "forget"), ("ordered", "order"), ("ate", "eat"), ("cooked", "cook"),
    ("left", "leave"), ("drew", "draw"), ("used", "use"), ("stole", "steal"), ("cleaned", "clean"),
)  # fmt: skip
WHERE = (
    """
in the park,at the market,at the station,in the kitchen,at school,in the garden,on the beach
at the library,in the street,at the harbor,in the office,at the museum,in the barn,on the bus
at the airport,in a cafe,at the zoo,on the roof,in the cellar,by the river,near the bridge
""".strip()
    .replace("\n", ",")
    .split(",")
)
WHEN = (
    *(f"on {day}" for day in DAYS), "in the morning", "at noon", "in the evening", "yesterday",
    "last week", "at night", "before lunch", "after school", "in spring", "in winter", "at dawn",
)  # fmt: skip
SPOTS = "box drawer bag basket cupboard desk closet fridge suitcase bucket jar trunk".split()
ROOMS = "kitchen garden bedroom hall cellar attic bathroom office garage living~room".split()
ENDS = (
    "went home", "fell asleep", "was very happy", "felt sad", "called a friend", "missed the bus",
    "won a prize", "paid for it", "met an old friend", "had to wait", "started to laugh",
    "cleaned the house", "gave it away", "wrote a letter", "cooked dinner", "took a taxi",
    "lost the key", "got wet", "told everybody", "slept until noon", "went for a walk",
    "bought a ticket", "ran to the station", "made some tea", "sold everything", "broke a window",
)  # fmt: skip
MIDDLE = [Shape(text) for text in (
    "The weather was (nice|bad|cold|hot).", "It was raining.", "Many people were there.",
    "The shop was (crowded|closed|almost empty).", "It was (late|early|a holiday).",
    "A dog barked all the time.", "Somebody played music.", "It cost {n} dollars.",
    "There was a long line.", "Nobody (said anything|noticed).", "{She} met {other} there.",
    "It took {n} minutes.", "{She} was (tired|hungry|in a hurry).", "The sky was gray.",
    "{She} had planned it for weeks.", "The bus was late.", "{She} talked with {other}.",
)]  # fmt: skip


@dataclass(frozen=True)
class Event:
    """What somebody did."""

    who: str
    past: str
    verb: str
    thing: str
    where: str
    when: str
    company: str


def event(draw: Draw, name: str, other: str) -> Event:
    """An event that the name is the doer of."""
    if draw.chance(0.45):
        form, noun = wide.deed(draw)
        past, verb, known = form.past, form.base, f"the {noun}"
    else:
        past, verb, known = *draw.pick(VERBS), ""
    food = verb in ("eat", "cook", "order")
    color = f"{draw.pick(COLORS)} " if draw.chance(0.3) and not food else ""
    thing = known or (
        f"some {draw.pick(FOODS)}"
        if food
        else f"the {color}{draw.pick(draw.pick((THINGS, OBJECTS)))}"
    )
    return Event(
        name, past, verb, thing, draw.pick(WHERE) if draw.chance(0.75) else "",
        draw.pick(WHEN) if draw.chance(0.7) else "", other if draw.chance(0.3) else "",
    )  # fmt: skip


def said(draw: Draw, item: Event) -> str:
    """The event as a sentence."""
    parts = [item.who + (f", {_aside(draw)}," if draw.chance(0.12) else ""), item.past, item.thing]
    tail = [part for part in (item.where, f"with {item.company}" if item.company else "") if part]
    if item.when and draw.chance(0.35):
        return capital(f"{item.when}{draw.pick((', ', ' '))}{' '.join(parts + tail)}.")
    return capital(" ".join([*parts, *tail, item.when]).rstrip() + ".")


def _aside(draw: Draw) -> str:
    return draw.pick((f"who lives in {draw.pick(CITIES)}", f"the {draw.pick(JOBS)}",
                      f"who is {draw.integer(6, 80)}", "as always"))  # fmt: skip


def questions(item: Event) -> list[tuple[str, str]]:
    """Questions with answers for what the event says, and for one thing that it does not."""
    tail = f" {item.thing}"
    found = [(f"Who {item.past}{tail}?", f"{capital(item.who)}."),
             (f"What did {item.who} {item.verb}?", f"{capital(item.thing)}.")]  # fmt: skip
    where, when = (
        f"Where did {item.who} {item.verb}{tail}?",
        f"When did {item.who} {item.verb}{tail}?",
    )
    found.append((where, f"{capital(item.where)}." if item.where else UNSAID))
    found.append((when, f"{capital(item.when)}." if item.when else UNSAID))
    if item.company:
        found.append((f"With whom did {item.who} {item.verb}{tail}?", f"{capital(item.company)}."))
    return found


def reading(draw: Draw) -> tuple[str, str, str]:
    """A few events by different people, a question, the answer."""
    names = people(draw, draw.integer(2, 4))
    if draw.chance(0.3):
        names = [
            f"the {role}"
            for role in draw.some(draw.part(wide.ROLES) if draw.chance(0.5) else ROLES, len(names))
        ]
    events = [event(draw, name, names[-1]) for name in names[:-1]]
    things = {item.thing for item in events}
    if len(things) < len(events):
        return reading(draw)
    return (" ".join(said(draw, item) for item in events), *draw.pick(questions(draw.pick(events))))


_SHORT: Pool[str] = Pool("wide", (w for w in wide.OBJECTS.every if w.isalpha()))
PUT = Shapes(
    "{x} (put|placed|hid|left|laid) the {t} in the {s}.", "The {t} is in the {s}.",
    "The {t} was put in the {s}[ by {x}].", "In the {s} there is a {t}.",
    "{x} has the {t} in the {s}.", "You can find the {t} in the {s}.",
)  # fmt: skip
MOVE = Shapes(
    "(Then|Later|After that,) {x} (moved|took|carried|brought) the {t} to the {s}.",
    "{x} moved the {t} from the {r} to the {s}.", "Now the {t} is in the {s}.",
    "(Then|Later) the {t} was moved to the {s}.",
)  # fmt: skip


def places(draw: Draw) -> tuple[str, str, str]:
    """Things put somewhere and moved; where one is now."""
    names = people(draw, 2)
    known = THINGS if draw.chance(0.4) else draw.part(_SHORT)
    things = draw.some(known, draw.integer(1, 3))
    free = [spot.replace("~", " ") for spot in (*SPOTS, *ROOMS) if spot not in things]
    spots = draw.some(free, 6)
    where, lines = {}, []
    for thing in things:
        where[thing] = spots.pop()
        lines.append(PUT(draw, x=draw.pick(names), t=thing, s=where[thing]))
    for thing in draw.some(things, draw.integer(0, len(things))):
        old, where[thing] = where[thing], spots.pop()
        lines.append(MOVE(draw, x=draw.pick(names), t=thing, r=old, s=where[thing]))
    thing = draw.pick(things)
    ask = draw.pick((f"Where is the {thing}?", f"Where is the {thing} now?", f"In what is the"
                     f" {thing}?", f"Where can I find the {thing}?"))  # fmt: skip
    return " ".join(lines), ask, f"In the {where[thing]}."


SUMMARIZE = Wordings(
    "summarize",
    "Summarize in one sentence.", "Summarize this text.", "Summarize:", "Give a short summary.",
    "Summarize the text in one sentence.", "Write a one-sentence summary.", "Sum this up.",
    "What is this about? One sentence.", "Make it short.", "Summarize the following.", "TL;DR",
    "Shorten this to one sentence.", "Summarize this story.", "Please give me a summary.",
    "In one sentence, what happened?", "Condense this text.", "Summary?", "Summarize briefly.",
    "Tell me in one sentence what happened.", "Write a summary of this text.", "Give the gist.",
    "Can you summarize this?", "Summarise this.", "tl;dr", "tldr", "Summarise in one sentence.",
    "Make this shorter.", "Shorter please.", "Make a summary.", "short summary please",
    "Say this in short.",
    "Give me a one-sentence summary.", "Sum up the text.", "Summarize the text below.",
    "Key point?", "Summarize the passage.", "Put this in one sentence.",
)  # fmt: skip


def story(draw: Draw) -> tuple[str, str]:
    """A text of three to six sentences and its summary: the first event and the end."""
    name, other = people(draw, 2)
    item = event(draw, name, other)
    she = pronouns(name)[0]
    she = name if she == "they" else she
    end = draw.pick(ENDS)
    lines = [said(draw, item)]
    for shape in draw.some(MIDDLE, draw.integer(1, 4)):
        lines.append(shape(draw, n=draw.integer(2, 60), she=she, other=other))
    last = draw.pick(
        (
            "Then {x} {e}.",
            "In the end {x} {e}.",
            "After that, {x} {e}.",
            "{x} {e}.",
            "Finally {x} {e}.",
            "So {x} {e}.",
            "Later {x} {e}.",
            "At last, {x} {e}.",
        )
    )
    lines.append(capital(last.format(x=name if draw.chance(0.4) else she, e=end)))
    where = f" {item.where}" if item.where else ""
    return " ".join(lines), f"{name} {item.past} {item.thing}{where} and {end}."


def one(draw: Draw) -> tuple[str, str, str]:
    """A text, a question, the answer."""
    return places(draw) if draw.chance(0.4) else reading(draw)


def dialogue(draw: Draw) -> list[Message]:
    """A text with a question."""
    text, ask, answer = one(draw)
    if draw.chance(0.08):
        text, ask, answer = text.lower(), ask.lower(), capital(answer.lower())
    return exchange(prompt(draw, text, sloppy(draw, ask)), answer)


def document(draw: Draw) -> str:
    """Texts with questions, and texts alone."""
    if draw.chance(0.3):
        return story(draw)[0]
    text, ask, answer = one(draw)
    return f"{text}\nQ: {ask}\nA: {answer}"
