"""Summaries: what happened first and how it ended, or what a text is about, without the details.

Events have a subject, a verb, a thing, and where, when and how it was; a summary keeps the first
three. Descriptions open with what they are about, and their summary is that. A headline is the
same without its period.
"""

from dataclasses import dataclass

from llmcourse.data import vocabulary as v
from llmcourse.data.chat import Message, exchange
from llmcourse.data.draw import Draw
from llmcourse.data.families import digests, gists, happenings, reading
from llmcourse.data.families.happenings import MIDDLE, SUMMARIZE, WHEN, WHERE
from llmcourse.data.grammar import Shapes, Wordings, capital, with_article
from llmcourse.data.names import MEN, WOMEN, invented, people, person
from llmcourse.data.phrasing import around, careless, listing
from llmcourse.data.words import CITIES, DAYS, MONTHS, THINGS

HEADLINE = Wordings(
    "headline", "Write a headline for this.", "Give me a headline.",
    "What would be a good headline?",
    "Headline?", "Write a title for this text.", "Find a title.",
    "Suggest a headline for this text.",
    "Headline please.", "Give this text a title.", "Write a short headline.",
    "Make a headline of this.",
)  # fmt: skip
ABOUT = Wordings(
    "about", "What is this text about?", "What is this about?", "What is the main idea?",
    "Main point?",
    "What happened?", "What is the main point of this text?", "Tell me what this is about.",
    "In short, what happened here?", "What is the key message?",
    "What is the text about, in one sentence?",
    "What's the story here?", "What is it about?", "Which is the main point?",
)  # fmt: skip
HOW = ("slowly", "quickly", "with a smile", "in a hurry", "very carefully", "without a word",
"by mistake",
       "after a long day", "with both hands", "for the first time", "in a strong wind",
       "once again",
       "with great care", "just in time", "in the rain", "because of the noise",
       "by accident")  # fmt: skip
DETAIL = Shapes(
    "It took (a long time|{n} minutes|two hours).", "There were many people.",
    "It cost {n} dollars.",
    "Nobody was hurt.", "The weather was (nice|bad|cold).", "It was a (long|hard|good|busy) day.",
    "The news came on {day}.", "Everybody talked about it.", "The police came quickly.",
    "It was the first time in {n} years.", "Some people were angry about it.",
    "{x} said that it was fine.",
    "Many children came to see it.", "The {r} looked everywhere.", "It was very loud.",
    "It rained all day.",
    "{x} was there too.", "There was coffee and cake.", "Photos of it were in the paper.",
    "The bus was late.",
    "{n} people helped.", "It began at {n} o'clock.", "Then the phone rang.",
    "The {r} was surprised.",
)  # fmt: skip


@dataclass(frozen=True)
class Clause:
    """What somebody did, with and without how, where and when."""

    who: str
    pronoun: str
    core: str
    full: str


def _who(draw: Draw) -> tuple[str, str]:
    kind = draw.unit()
    if kind < 0.4:
        name = person(draw)
        female = name in WOMEN.every or (name not in MEN.every and len(name) % 2)
        return name, "she" if female else "he"
    role = draw.pick(v.ROLES)
    if kind < 0.7:
        return f"the {role}", draw.pick(("he", "she"))
    if kind < 0.8:
        return f"{person(draw)}'s {draw.pick(v.RELATIVES)}", draw.pick(("he", "she"))
    if kind < 0.88:
        return f"{draw.pick(v.TITLES)} {person(draw)}", draw.pick(("he", "she"))
    if kind < 0.94:
        return f"the {draw.pick(v.GROUPS)}", "they"
    return f"my {draw.pick(v.RELATIVES)}", draw.pick(("he", "she"))


def _done(draw: Draw) -> str:
    """A predicate in the past."""
    if draw.chance(0.35):
        return draw.pick(v.DOINGS)[1]
    thing = draw.pick(v.OBJECTS)
    look = f"{draw.pick(v.ADJECTIVES)} " if draw.chance(0.25) else ""
    kind = draw.integer(0, 3)
    what = f"the {look}{thing}" if kind <= 1 else with_article(f"{look}{thing}")
    if kind == 3:
        what = listing([with_article(t) for t in draw.some(THINGS, draw.integer(2, 3))])
    return f"{draw.pick(v.VERBS)[1]} {what}"


def clause(draw: Draw, who: str = "", pronoun: str = "") -> Clause:
    """What somebody did."""
    if not who:
        who, pronoun = _who(draw)
    core = _done(draw)
    tail = [draw.pick(WHERE)] if draw.chance(0.45) else []
    tail += [draw.pick(HOW)] if draw.chance(0.2) else []
    when = draw.pick(WHEN) if draw.chance(0.5) else ""
    middle = f"{core} {' '.join(tail)}".rstrip()
    full = f"{middle} {when}".rstrip()
    return Clause(who, pronoun, core, full)


def _told(draw: Draw, item: Clause, subject: str = "") -> str:
    subject = subject or item.who
    return capital(f"{subject} {item.full}.")


def events(draw: Draw) -> tuple[str, str]:
    """First this, then some more, at the end that."""
    first = clause(draw)
    lines = [_told(draw, first)]
    for _ in range(draw.integer(1, 3)):
        x, r, n = person(draw), draw.pick(v.ROLES), draw.integer(2, 60)
        if draw.chance(0.5):
            lines.append(DETAIL(draw, x=x, r=r, n=n, day=draw.pick(DAYS)))
        else:
            lines.append(capital(draw.pick(MIDDLE)(draw, n=n, she=first.pronoun, other=x)))
    if draw.chance(0.7):
        last = clause(draw, first.who, first.pronoun)
        said = first.who if draw.chance(0.4) else first.pronoun
        answer = f"{first.who} {first.core} and {last.core}."
    else:
        last = clause(draw)
        said = last.who
        answer = f"{first.who} {first.core}, and {last.who} {last.core}."
    start = draw.pick(
        ("", "", "Then ", "In the end ", "After that, ", "Finally ", "Later ", "At last ")
    )
    lines.append(capital(f"{start}{said} {last.full}."))
    return " ".join(lines), capital(answer)


NEWS = Shapes(
    "A fire started in {place}", "There was an accident near {place}",
    "A {t} was stolen from {place}",
    "{Place} was closed", "{Place} has a new {r}", "{Place} got a new {t}",
    "A storm damaged {place}",
    "{x} became the new {r} of {place}", "{Place} will be sold", "The town will build {a v}",
    "{x} won the {e}", "The {e} was called off", "A {t} was found in {place}",
    "{Place} celebrates its birthday",
    "{x} opened {a v}", "The {g} decided to buy {a t}", "The {e} was a big success",
    "{Place} is looking for"
    " {a r}", "Visitors to {place} must pay more", "A {r} saved {a r2}", "The {r} lost the {t}",
    "The price of {ts} went up", "{x} wrote a book about {place}", "The {g} has {a t}",
    "{Place} needs help",
    "The {g} won the {e}", "{x} sold {place}", "The old {v} will be repaired",
    "The {v} has a new {t}",
)  # fmt: skip
MORE = Shapes(
    "It happened (on {day}|in {month}|last night|yesterday).", "The {r} {said} {quote}.",
    "It opened on {day}.",
    "It is the first one in {city}.", "About {n} people came.",
    "It (will cost|costs|cost) {n} dollars.",
    "Many people are (happy|sad|angry|surprised) about it.", "Nobody was hurt.",
    "The {r2} {said} {quote}.",
    "Work begins in {month}.", "It will take {n} months.", "The reason is not known.",
    "{x2} was there.",
    "People had waited for {n} years.", "There will be a party on {day}.", "More news will follow.",
    "Before that, there was nothing like it.", "The (town|mayor|owner) paid for it.",
    "It is {n} years old.",
)  # fmt: skip
QUOTES = ("that it was a good day", "that nobody had expected it", "that help is needed",
"that it was not safe",
          "that the plan is good", "thank you to everybody", "that more will come")  # fmt: skip


def news(draw: Draw) -> tuple[str, str]:
    """A piece of news: its first sentence without where and when it was."""
    venue = draw.pick(v.VENUES)
    place = draw.pick((f"the {venue}", f"the {venue}", f"the {invented(draw)} {venue}",
                       f"the {draw.pick(v.ADJECTIVES)} {venue}"))  # fmt: skip
    r, r2 = draw.some(v.ROLES, 2)
    values = {
        "place": place, "t": draw.pick(v.OBJECTS), "r": r, "r2": r2, "x": person(draw),
        "x2": person(draw),
        "v": draw.pick(v.VENUES), "e": draw.pick(v.EVENTS), "g": draw.pick(v.GROUPS),
        "ts": draw.pick(("bread", "milk", "tickets", "houses", "apples", "coffee", "books",
        "cars")),
        "day": draw.pick(DAYS), "month": draw.pick(MONTHS), "n": draw.integer(2, 90),
        "city": draw.pick(CITIES), "said": draw.pick(("said", "says", "told us")),
        "quote": draw.pick(QUOTES),
    }  # fmt: skip
    core = NEWS(draw, **values)
    because = f" because {draw.pick(v.REASONS)}" if draw.chance(0.25) and " was " in core else ""
    tail = draw.pick(("", f" on {values['day']}", f" in {values['city']}", f" in {values['month']}",
                      " last week", " yesterday",
                      f" in {values['city']} on {values['day']}"))  # fmt: skip
    first = f"{core}{because}{tail}." if draw.chance(0.5) else f"{core}{tail}{because}."
    more = [MORE(draw, **values) for _ in range(draw.integer(1, 3))]
    return " ".join([first, *dict.fromkeys(more)]), f"{core}{because}."


def lost_and_found(draw: Draw) -> tuple[str, str]:
    """Something was lost, looked for, and found or not."""
    x, y = people(draw, 2)
    she = "she" if x in WOMEN.every else "he" if x in MEN.every else x
    her = {"she": "her", "he": "his"}.get(she, "the")
    thing, kin = draw.pick(v.OBJECTS), draw.pick(v.RELATIVES)
    spot, day = draw.pick(v.UNDER), draw.pick(DAYS)
    finder = draw.pick((f"{her} {kin}", y, she))
    verb = draw.pick(("lost", "could not find", "forgot", "left", "was looking for"))
    lines = [
        f"{x} {verb} {her} {thing}{draw.pick((f' on {day}', ' yesterday', '', ' at school'))}."
    ]
    lines += draw.some((f"{capital(she)} searched the whole house.",
    f"{capital(she)} was very sad.",
                        f"{capital(she)} asked everybody.", "It was an important day.",
                        "Nobody had seen it.",
                        f"{capital(she)} searched for hours."), draw.integer(1, 2))  # fmt: skip
    lines.append(capital(f"{draw.pick(('', 'At last ', 'In the end '))}{finder} found it {spot}."))
    return " ".join(lines), f"{x} {verb} {her} {thing}, and {finder} found it {spot}."


MEETING = Shapes(
    "Meeting on {day}. {x} talked about the {t}. (We|The team) decided to {d}.",
    "The {g} met on {day}. {x} spoke about the {t}. They decided to {d}.",
    "On {day} there was a meeting about the {t}. {x} was there. In the end the {g} decided to {d}.",
    "Notes: {x} and {y} met on {day}. They discussed the {t}. Result: they will {d}.",
    "{x} called a meeting about the {t}. {y} was against it. At the end they decided to {d}.",
)  # fmt: skip


def meeting(draw: Draw) -> tuple[str, str]:
    """Notes of a meeting, and what was decided."""
    x, y = people(draw, 2)
    done, topic = draw.pick(v.VERBS)[0], draw.pick(("costs", "plan", "party", "trip", "roof",
    "new school",
                                                    "money", "garden", "prices",
                                                    "summer festival"))  # fmt: skip
    what = f"{done} {with_article(draw.pick(v.OBJECTS))}"
    if draw.chance(0.4):
        what = draw.pick(("look for a helper", "wait until spring", "meet again next week",
        "build a new school",
                          "raise the prices", "sell the old house", "stop the work",
                          "start on Monday"))  # fmt: skip
    text = MEETING(draw, day=draw.pick(DAYS), x=x, y=y, t=topic, g=draw.pick(v.GROUPS), d=what)
    return text, f"They talked about the {topic} and decided to {what}."


def described(draw: Draw) -> tuple[str, str]:
    """What is said of one thing: the first statement, which names it."""
    while True:
        found = reading.facts(draw)
        about = [fact for fact in found if fact.about == found[0].about]
        if len(about) > 1:
            break
    first = reading.sentence(draw, about[0])
    rest = [reading.sentence(draw, fact, pronoun=True) for fact in about[1:]]
    details = [DETAIL(draw, x=person(draw), r=draw.pick(v.ROLES), n=draw.integer(2, 60),
    day=draw.pick(DAYS))
               for _ in range(draw.integer(0, 2))]  # fmt: skip
    lines = [first, *rest]
    return " ".join([*(f"{line}." for line in lines), *details]), f"{first}."


KINDS = (
    events,
    events,
    events,
    news,
    news,
    news,
    happenings.story,
    lost_and_found,
    meeting,
    described,
)


def dialogue(draw: Draw) -> list[Message]:
    """A text and its summary, or its headline."""
    if draw.chance(0.6):
        return digests.dialogue(draw)
    text, answer = draw.pick(KINDS)(draw)
    kind = draw.unit()
    ask = (SUMMARIZE if kind < 0.75 else ABOUT if kind < 0.88 else HEADLINE)(draw)
    if kind >= 0.88:
        answer = answer.rstrip(".")
    text = careless(draw, text, 0.02)
    if text == text.lower():
        answer = capital(answer.lower())
    return exchange(around(draw, ask, text, ("Text", "Story", "Article", "News")), answer)


def document(draw: Draw) -> str:
    """Texts with headlines, or alone."""
    text, answer = gists.one(draw) if draw.chance(0.5) else draw.pick(KINDS)(draw)
    kind = draw.unit()
    if kind < 0.4:
        return f"{answer}\n{text}"
    return f"{text}\nIn short: {answer}" if kind < 0.6 else text
