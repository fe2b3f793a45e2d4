"""Texts on anything with their gist: the first statement, and the last if something happens in it.

People, places and institutions, things in general, notices, and stories of `tales`; the words
come from the wide lists. When and how things happened is left out of a gist. Part of `summaries`.
"""

import re
from collections.abc import Sequence

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.families import tales
from llmcourse.data.grammar import Shapes, capital, with_article
from llmcourse.data.names import MEN, WOMEN, people, person
from llmcourse.data.split import Pool
from llmcourse.data.words import DAYS, MONTHS

_DID = Shapes(
    "found a lost {animal}", "found {a thing}", "lost {his} {thing}", "bought {a look} {thing}",
    "wanted to learn the {music}", "wanted to {base} {a noun}", "learned to {skill}",
    "planted {plant} seeds", "planted {a plant}", "missed {his} (bus|train|flight)",
    "built {a thing} out of {stuff}", "opened a small {venue}", "moved to {town}",
    "got a letter from {other}", "started a new job (in|at) the {venue}", "broke {his} {thing}",
    "broke {his} (arm|leg|foot)", "adopted {a animal}", "made {food} for {other}", "won {a thing}",
    "forgot {his} {thing} (in|at) the {venue}", "went to the {venue}[ with {other}]",
    "helped {other} with {a thing}", "wrote a book about {things}", "sold {his} {thing}",
    "repaired {a look} {thing}", "gave {a thing} to {other}", "saved money for {a thing}",
    "{past} {a look} {noun}", "{past} {a noun}", "{past} the {noun}", "{past} the {look} {noun}",
    "saw {a animal} in the {venue}", "borrowed {a thing} from {other}", "cooked {food}",
    "took part in {a event}", "invited {other} to {a event}", "visited {other} in {town}",
    "painted the {venue}", "found a job as {a job}", "lost (a|the) {event}", "saved {a animal}",
    "met {other} at the {venue}", "heard a noise in the {venue}", "wanted to become {a job}",
    "decided to {base} the {noun}", "promised to {base} {a noun}", "forgot to {base} the {noun}",
    "tried to {base} the {noun}", "hoped to see {a animal}", "had to {base} the {noun}",
    "could not find {his} {thing}", "was late for (a|the) {event}", "took the wrong (bus|train)",
    "lived (by the lake|in {town}|near the {venue})", "worked as {a job}", "loved {things}",
    "was {a job} in {town}", "had {a animal}", "liked to {skill}", "was looking for {a thing}",
)  # fmt: skip
_THEN = Shapes(
    "It was {look} and {look2}.", "It went on {span}.", "{He} worked on it {often}.",
    "{He} asked {other2} for help.", "On the way {he} met {a job}.", "{He} {was} very {mood}.",
    "Some {animals} came close, so {he} put up a fence.", "{He} had waited {span}.",
    "There were {n} {things} in it.", "{Other2} did not like the idea.", "{Extra}.",
    "At first it was hard.", "{He} looked everywhere.", "{He} had no {thing2}.",
    "Nobody else knew about it.", "{He} thought about it {span}.", "It cost {n} dollars.",
    "There was {a look} {thing2} next to it.", "{He} told {other2} about it.", "It began to rain.",
    "The first one was too small.", "{He} read about it in a book.", "{He} {did} {how}.",
    "{Other2} gave {him} {a thing2}.", "One day it stopped working.", "{He} tried it {n} times.",
)  # fmt: skip
_LAST = Shapes(
    "found its owner", "{past2} {a noun2}", "{past2} the {noun2}", "{did}", "sold it to {other2}",
    "gave it to {other2}", "went home with {a thing2}", "won {a thing2}", "thanked {other2}",
    "found it under the {thing2}", "bought {a thing2}", "had lunch with {other2}",
    "took it back to the {venue}", "gave {other2} {a thing2}", "got a prize",
    "put it in the {box}", "told everybody about it", "called {other2}", "threw it away",
    "made {food} for everybody", "never went back to the {venue}", "became friends with {other2}",
)  # fmt: skip
_START = ("", "", "", "In the end ", "Then ", "The next day ", "At last ", "Later ", "Finally ",
          "On {day} ", "In {month} ", "So ", "A week later ", "That evening ")  # fmt: skip
_PLACE_DID = Shapes(
    "got {n} new {things}", "built a new {venue2}[ last year]", "closed for (a week|repairs)",
    "has a new {thing}", "opened again", "raised the price of {food}", "burned down",
    "hired {n} {jobs}", "bought {n} {things}", "lost power", "needs {n} new {jobs}",
    "will be closed", "celebrated its {n}0th birthday", "won a prize for its {food}",
    "changed its name", "was sold to {a job}", "started {a event} for children",
    "stopped selling {things}", "was full of {animals}", "planted {n} {plants}",
    "has {n} visitors a (day|week|year)", "invited everybody to {a event}",
    "gave all {things} away", "moved to {town}", "was painted {color}", "lost its {thing}",
)  # fmt: skip
_PLACE_MORE = Shapes(
    "The old one was {look} and {look2}.", "Workers needed {n} months to finish it.",
    "Most of them are for children.", "Its {thing2} had broken.", "It cost {n} dollars.",
    "{Other} is the head of it.", "Volunteers put a label on each of them.", "It is {n} years old.",
    "Many people from {town2} came to see it.", "Nobody knew the reason.", "{Extra}.",
    "{Other} said that it was a good idea.", "There are {n} {things2} too.", "It was in the news.",
    "Families can use it from {day}.", "Now people can come {often}.", "It opens at nine.",
    "The plans were made by {other}.", "It will take until {month}.", "Children pay nothing.",
)  # fmt: skip
_BROKE = Shapes(
    "stopped working", "broke down", "made a loud noise", "got stuck", "fell down", "caught fire",
    "did not start", "was too slow", "began to leak", "stood still",
)  # fmt: skip
_HAPPENED = Shapes(
    "it rained {span}", "it snowed in {town}", "there was a fire in the {venue}",
    "a storm hit {town}",
    "the lights went out in {town}", "there was an accident near the {venue}",
    "a {thing} fell on {street}", "{animals} ran through {town}", "it was very hot in {town}",
)  # fmt: skip
_FLOOR = Shapes("on floor {n}", "in the {venue}", "in the office", "of our neighbor", "at school",
                "in room {n}", "on {street}", "near the {venue}")  # fmt: skip
_HABIT = Shapes(
    "sleep a lot during the day", "live in large groups", "eat grass and leaves",
    "can see well in the dark", "are good swimmers", "build nests in tall trees", "like {food}",
    "need a lot of water", "are afraid of loud noises", "can live for {n} years", "sleep in winter",
    "are the best friends of {jobs}", "live near rivers", "hunt at night", "like the company of"
    " {animals2}", "eat {n} times a day", "travel far every year", "have a very good nose",
)  # fmt: skip
_USE = Shapes(
    "are useful for many things", "were invented in {town}", "are made of {stuff}",
    "are very popular in {town}", "are sold in every {venue}", "need to be cleaned {often}",
    "are cheaper than {things2}", "can break easily", "help {jobs} in their work",
    "have changed a lot over the years", "are getting more expensive", "need a lot of room",
    "are used by {jobs}", "make good gifts", "are hard to find",
)  # fmt: skip
_GENERAL = Shapes(
    "They are most active at (night|dawn|noon).", "That is why people like them.",
    "There are {n} kinds of them.", "Some of them are {look}.",
    "The biggest ones weigh {n} pounds.",
    "In {town2} there are {n} of them.", "That is when they are (best|quiet|busy).",
    "Many owners know this.", "You can see them at the {venue}.", "Children love them.",
    "Most people have seen one.", "A small one costs {n} dollars.", "They are often {color}.",
    "Long ago there were only {n} of them.", "{Other} has written about them.",
    "Many people do not know this.", "They can be {look} or {look2}.",
)  # fmt: skip
_NOTICE = Shapes(
    "the (meeting|{event}) on {day} is moved to {day2}", "the {venue} will be closed on {day}",
    "we need {n} {things} for the {event}", "the {event} starts at {n} o'clock",
    "there will be {a event} on {day}", "our {thing} is broken", "the {event} is called off",
    "all {jobs} get a day off on {day}", "{other} is our new {job}", "we are looking for {a job}",
    "somebody left {a look} {thing} in the {venue}", "the water will be turned off on {day}",
    "the price of {food} will go up in {month}", "please bring {a thing} on {day}",
    "I cannot come to the {event} on {day}", "our {venue} moves to {town} in {month}",
    "I lost my {thing} in the {venue}", "the train to {town} leaves {n} minutes later",
)  # fmt: skip
_NOTICE_MORE = Shapes(
    "{Reason}.", "Please tell the others.", "If you have questions, call {other2}.",
    "We are sorry about that.", "Bring {a thing2} if you can.", "There will be {food} and tea.",
    "Thank you for your help.", "It will take about {n} hours.", "{Other2} knows more about it.",
    "Write back by {day2}.", "Everything else stays the same.", "We hope to see you there.",
)  # fmt: skip
_SKILLS = "swim sing dance read cook paint ski skate surf knit draw juggle write climb".split()


def _values(draw: Draw) -> dict[str, object]:
    form, noun = wide.deed(draw)
    form2, noun2 = wide.deed(draw)
    look, look2 = draw.part(wide.LOOKS), draw.part(wide.LOOKS)
    things = [wide.countable(draw) for _ in range(3)]
    animal, animal2 = draw.some(wide.ANIMALS.train, 2)
    job, venue = draw.one(wide.ROLES), wide.venue(draw)
    other, other2 = people(draw, 2)
    town, town2 = draw.some(draw.part(wide.TOWNS), 2)
    day, day2 = draw.some(DAYS, 2)
    return {
        "past": form.past, "base": form.base, "noun": noun, "past2": form2.past, "noun2": noun2,
        "look": draw.pick(look), "look2": draw.pick(look2), "thing": things[0],
        "thing2": things[1], "things": wide.plural(things[2]), "things2": wide.plural(things[1]),
        "animal": animal, "animals": wide.plural(animal), "animals2": wide.plural(animal2),
        "job": job, "jobs": wide.plural(job), "venue": venue, "venue2": wide.venue(draw),
        "other": other, "other2": other2, "town": town, "town2": town2, "day": day, "day2": day2,
        "food": draw.one(wide.FOODS), "stuff": draw.one(wide.MATERIALS), "n": draw.integer(2, 60),
        "music": draw.one(wide.NOUNS["instrument"]), "plant": draw.one(wide.NOUNS["plant"]),
        "plants": wide.plural(draw.one(wide.NOUNS["plant"])), "event": draw.one(wide.EVENTS),
        "skill": draw.pick(_SKILLS), "did": draw.pick(wide.DOINGS).past,
        "how": draw.one(wide.HOW), "span": draw.one(wide.SPANS), "often": draw.one(wide.OFTEN),
        "mood": draw.one(wide.MOODS), "box": draw.one(wide.NOUNS["container"]),
        "extra": draw.one(wide.EXTRA), "color": draw.one(wide.COLORS), "month": draw.pick(MONTHS),
        "street": draw.one(wide.STREETS), "reason": capital(draw.one(wide.REASONS)),
    }  # fmt: skip


def _somebody(draw: Draw) -> tuple[str, tuple[str, str, str, str]]:
    """Who it is, and the pronouns with "was"."""
    she, he = ("she", "her", "her", "was"), ("he", "him", "his", "was")
    they = ("they", "them", "their", "were")
    kind, name = draw.unit(), person(draw)
    one = she if name in WOMEN.every else he if name in MEN.every else draw.pick((she, he))
    if kind < 0.5:
        return name, one
    if kind < 0.62:
        look = f"{draw.one(wide.MOODS)} " if draw.chance(0.3) else ""
        role = f"{look}{draw.one(wide.ROLES)}"
        return draw.pick((f"the {role}", with_article(role))), draw.pick((she, he))
    if kind < 0.72:
        kin = draw.pick(("sister", "brother", "friend", "son", "daughter", "dog", "mother"))
        return f"{name} and {one[2]} {kin}{draw.pick((' ' + person(draw), ''))}", they
    if kind < 0.8:
        return " and ".join(people(draw, 2)), they
    if kind < 0.88:
        title = draw.pick(("Ms.", "Mr.", "Mrs.", "Dr.", "Professor"))
        group = draw.pick(("'s class", "'s team", "'s family", ""))
        who = {"Ms.": she, "Mrs.": she}.get(title, he)
        return f"{title} {name}{group}", they if group else who
    if kind < 0.94:
        return f"my {draw.one(wide.COMPANY)}", draw.pick((she, he))
    return f"a small {draw.pick(wide.ANIMALS.train)}", ("it", "it", "its", "was")


def _told(draw: Draw, core: str, ways: Sequence[Pool[str]]) -> str:
    """The statement as it stands in the text, half of the time with when or how it was."""
    tail = f" {draw.one(draw.pick(ways))}" if draw.chance(0.5) else ""
    return f"{capital(core)}{tail}."


def _persons(draw: Draw) -> tuple[str, str]:
    who, (he, him, his, was) = _somebody(draw)
    values = _values(draw) | {"he": he, "him": him, "his": his, "was": was}
    did = _DID(draw, **values)
    did = re.sub(r"^was\b", was, did)
    lines = [_told(draw, f"{who} {did}", (wide.TIMES, wide.TIMES, wide.HOW))]
    lines += [capital(_THEN(draw, **values)) for _ in range(draw.integer(1, 3))]
    lead = f"{who} {did}"
    if draw.chance(0.15):
        return " ".join(dict.fromkeys(lines)), capital(f"{lead}.")
    last = _LAST(draw, **values)
    start = draw.pick(_START).format(month=draw.pick(MONTHS), day=draw.pick(DAYS))
    if draw.chance(0.85):
        lines.append(capital(f"{start}{he} {last}."))
        return " ".join(dict.fromkeys(lines)), capital(f"{lead} and {last}.")
    other = str(values["other"])
    lines.append(capital(f"{start}{other} {last}."))
    return " ".join(dict.fromkeys(lines)), capital(f"{lead}, and {other} {last}.")


def _places(draw: Draw) -> tuple[str, str]:
    values = _values(draw)
    venue, town, street = (str(values[key]) for key in ("venue", "town", "street"))
    broken = draw.chance(0.35)
    if broken:
        who = f"the {values['thing']} {_FLOOR(draw, **values)}"
        core, more = _BROKE(draw), ("Nobody could {base} the {noun}.", "Everybody had to wait.",
                                    "It was {look} and {look2}.")  # fmt: skip
        lines = [Shapes(*more)(draw, **values)]
    else:
        who = draw.pick((f"the {venue}", f"the {venue} in {town}", f"the {venue} on {street}",
                         f"the town of {town}", town, f"our {venue}"))  # fmt: skip
        core = _PLACE_DID(draw, **values)
        lines = [capital(_PLACE_MORE(draw, **values)) for _ in range(draw.integer(1, 3))]
    lead = f"{who} {core}"
    if not broken and draw.chance(0.25):
        lead, broken, lines = _HAPPENED(draw, **values), True, [capital(f"{values['extra']}.")]
    lines.insert(0, _told(draw, lead, (wide.TIMES,)))
    kind = draw.unit()
    if kind < (0.7 if broken else 0.2):
        fixer = draw.pick((str(values["other"]), f"a {draw.pick(('mechanic', 'worker', 'boy'))}"))
        last = draw.pick((f"found {with_article(str(values['thing2']))} inside", "fixed it",
        "put in a new part",
                          f"brought {with_article(str(values['thing2']))}"))  # fmt: skip
        lines.append(capital(f"{draw.pick(('Then ', 'At last ', ''))}{fixer} {last}."))
        return " ".join(dict.fromkeys(lines)), capital(f"{lead}, and {fixer} {last}.")
    return " ".join(dict.fromkeys(lines)), capital(f"{lead}.")


def _general(draw: Draw) -> tuple[str, str]:
    values = _values(draw)
    beast = draw.chance(0.5)
    who, habit = values["animals" if beast else "things"], (_HABIT if beast else _USE)
    lead = capital(f"{who} {habit(draw, **values)}.")
    lines = [capital(_GENERAL(draw, **values)) for _ in range(draw.integer(2, 4))]
    return " ".join(dict.fromkeys([lead, *lines])), lead


def _notice(draw: Draw) -> tuple[str, str]:
    values = _values(draw)
    lead = _NOTICE(draw, **values)
    lines = [capital(_NOTICE_MORE(draw, **values)) for _ in range(draw.integer(1, 3))]
    hello = draw.pick(("Dear all, ", "Hi team, ", f"Dear {person(draw)}, ", "Hello everybody, ",
                       "", "", "Attention: ", "News: "))  # fmt: skip
    bye = draw.pick(("", "", f" Best, {person(draw)}", f" {person(draw)}", " See you soon!"))
    first = f"{hello}{lead}." if hello.endswith(", ") else f"{hello}{capital(lead)}."
    return f"{first} {' '.join(dict.fromkeys(lines))}{bye}", capital(f"{lead}.")


def _chat(draw: Draw) -> tuple[str, str]:
    """Two people agree on something."""
    values = _values(draw)
    x, y = values["other"], values["other2"]
    act = Shapes("{base} the {noun}", "bring {a thing}", "come to the {event} on {day}",
                 "meet {x} at the {venue} on {day}", "pay for the {food}")(
        draw, **(values | {"x": "me"})
    )  # fmt: skip
    me = act.replace(" me ", f" {x} ")
    ask = draw.pick((f"Can you {act}?", f"Will you {act}?", f"{y}, could you {act}?"))
    hello = draw.pick(("", "Hi! ", "Hello. ", f"Hi {y}! "))
    kind = draw.chance(0.6)
    reply = draw.pick(("Yes, I will.", "Sure, I will do it.", "Of course I will!")) if kind else (
        draw.pick(("No, I will not.", "Sorry, I will not have time.", "I will not, sorry."))
    )  # fmt: skip
    joint = draw.pick(("\n", " "))
    text = f"{x}: {hello}{ask}{joint}{y}: {reply}"
    if draw.chance(0.5):
        text += f"{joint}{x}: {draw.pick(('Thanks!', 'Okay.', 'See you then.', 'Great.'))}"
    return text, f"{y} will{'' if kind else ' not'} {me}."


def _story(draw: Draw) -> tuple[str, str]:
    while True:
        found, lines = tales.wish(draw)
        text = " ".join(lines)
        if f" {found.past}." in text and not found.first and len(lines) > 2:
            return text, tales.gist(found)


def one(draw: Draw) -> tuple[str, str]:
    """A text and its gist."""
    kinds = (_persons, _places, _general, _notice, _story, _chat)
    return draw.weighted(kinds, (20, 10, 6, 4, 2, 1))(draw)
