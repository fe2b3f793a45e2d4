"""Recall over turns: the user tells about themselves, something else follows, then a question.

A fact that changes ("I moved to Oslo") replaces the one before; what was never said is not known.
"""

import re

from llmcourse.data.chat import Message, say
from llmcourse.data.draw import Draw
from llmcourse.data.families import facts, problems, reminders, talk
from llmcourse.data.grammar import Shapes, Wordings
from llmcourse.data.names import person
from llmcourse.data.phrasing import sloppy
from llmcourse.data.profiles import Profile, profile, statement
from llmcourse.data.relations import OF, VALUES, ask, state
from llmcourse.data.split import HELD_ANIMALS
from llmcourse.data.vocabulary import OBJECTS, PETS, RELATIVES
from llmcourse.data.words import CITIES

_HELD = re.compile("|".join(sorted(HELD_ANIMALS)), re.I)
UNTOLD = "You have not told me."
MY: dict[str, Shapes] = {
    "name": Shapes("What is my name?", "What's my name?", "Do you remember my name?", "Who am I?",
                   "What did I say my name was?", "Tell me my name.", "Can you tell me my name?",
                   "what's my name again?", "Say my name."),
    "age": Shapes("How old am I?", "What is my age?", "What did I say my age was?"),
    "city": Shapes("Where do I live?", "Which city do I live in?", "Where did I say I live?"),
    "job": Shapes("What is my job?", "What do I do for a living?", "What do I work as?"),
    "pet": Shapes("What pet do I have?", "What is my pet?", "Which animal do I have?"),
    "color": Shapes("What is my favorite color?", "Which color do I like?",
    "What color do I like best?",
                    "what was my favorite color again?"),
    "food": Shapes("What do I like to eat?", "What is my favorite food?"),
    "drink": Shapes("What do I drink?", "What is my favorite drink?"),
    "hobby": Shapes("What is my hobby?", "What do I enjoy doing?"),
    "instrument": Shapes("What instrument do I play?", "Which instrument do I play?"),
    "number": Shapes("What is my [lucky ]number?", "Which number is mine?"),
    "month": Shapes("When is my birthday?", "In which month was I born?"),
    "siblings": Shapes("How many siblings do I have?"),
}  # fmt: skip
NAME = Wordings(
    "my name", "My name is {name}.", "I am {name}.", "I'm {name}.", "Call me {name}.",
    "Hi, I'm {name}.", "Hello, my name is {name}.", "They call me {name}.", "This is {name}.",
    "{name} here.", "My friends call me {name}.", "Hey, it's {name}.",
)  # fmt: skip
HELLO = Shapes("Nice to meet you, {name}.", "Hello, {name}.")
NOTED = Shapes("I see.", "Good to know.", "Thank you for telling me.", "Noted.", "Nice.", "Okay.",
               "I will remember it.")  # fmt: skip
REMEMBER = Shapes("[Please ]remember: {text}", "[Please ]remember this: {text}", "{text}", "{text}")
CHANGED = Shapes("I (have moved|just moved|moved) to {city}.", "I now live in {city}.")


def _question(draw: Draw, who: Profile, topic: str) -> tuple[str, str]:
    text = sloppy(draw, MY[topic](draw))
    if topic == "name":
        return text, f"Your name is {who.name}."
    value = who.get(topic)
    return text, f"{value[0].upper()}{value[1:]}." if value else UNTOLD


def _tell(draw: Draw, who: Profile, *, named: bool) -> list[Message]:
    me = Profile(who.name, "I", "my", who.values)
    lines = [statement(draw, me, attribute, value) for attribute, value in who.values]
    name = NAME(draw, name=who.name)
    if draw.chance(0.5):
        text = " ".join([name, *lines] if named else lines)
        reply = HELLO(draw, name=who.name) if named else NOTED(draw)
        return [say("user", REMEMBER(draw, text=text)), say("assistant", reply)]
    turns = []
    if named:
        turns += [say("user", name), say("assistant", HELLO(draw, name=who.name))]
    for line in lines:
        turns += [say("user", REMEMBER(draw, text=line)), say("assistant", NOTED(draw))]
    return turns


def _unfit(turn: Message) -> bool:
    said = turn["content"]
    return turn["role"] not in ("user", "assistant") or bool(_HELD.search(said)) or len(said) > 300


def _between(draw: Draw) -> list[Message]:
    """Other talk; never about an animal that is held out here."""
    if draw.chance(0.6):
        turns = talk.dialogue(draw) if draw.chance(0.4) else facts.dialogue(draw)
        return _between(draw) if any(map(_unfit, turns)) else turns
    item = problems.plain(draw)
    return [say("user", item.story), say("assistant", item.worked)]


TELL_NAME = Shapes(
    "I have a {k} called {n}.", "My {k} is called {n}.", "My {k}'s name is {n}.",
    "I have a {k} named {n}.",
    "The name of my {k} is {n}.", "{n} is my {k}.", "My {k} {n} says hello.", "This is my {k} {n}.",
)  # fmt: skip
ASK_NAME = Shapes(
    "What is my {k} called?", "What is the name of my {k}?", "What's my {k}'s name?",
    "Do you remember what my"
    " {k} is called?", "What did I say my {k} is called?", "Tell me the name of my {k}.",
    "Who is my {k}?",
)  # fmt: skip
TELL_ANY = Shapes(
    "[Please ]remember the number {n}.", "The number is {n}.", "My number is {n}.",
    "Remember this: {n}.",
    "Keep the number {n} in mind.", "The magic number is {n}.", "I am thinking of the number {n}.",
    "Please note the number {n}.", "My code is {n}.", "My room number is {n}.",
)  # fmt: skip
ASK_ANY = Shapes(
    "What number did I tell you?", "Which number did I tell you?", "What was the number?",
    "What is the number?",
    "Tell me the number[ again].", "Do you remember the number?",
    "Which number should you remember?",
    "What was my number[ again]?", "what number was it?",
)  # fmt: skip
WORD = (
    Shapes("[Please ]remember the word {n}.", "The secret word is {n}.", "The word is {n}.",
           "Keep this word in mind: {n}."),
    Shapes("What word did I tell you?", "What was the word?", "What is the word?",
    "Tell me the word again."),
)  # fmt: skip


def _told_and_asked(draw: Draw) -> list[tuple[str, str, str]]:
    """Things said by somebody about what is theirs, each with a question and its answer."""
    found: list[tuple[str, str, str]] = []
    kins = draw.some((*RELATIVES, *PETS), 2)
    for kin in kins[: draw.integer(1, 2)]:
        kind = draw.unit()
        if kind < 0.35:
            name = person(draw)
            found.append((TELL_NAME(draw, k=kin, n=name), ASK_NAME(draw, k=kin), f"{name}."))
        else:
            relation = draw.pick(OF["pet" if kin in PETS else "person"])
            value = VALUES[relation.value](draw)
            if kin not in PETS and draw.chance(0.15):
                age = draw.integer(3, 80)
                found.append((f"My {kin} {person(draw)} is {age} and I am {age + 5}.",
                              f"How old is my {kin}?", f"{age}."))  # fmt: skip
                continue
            own = f"my {kin}"
            found.append((f"{state(draw, relation, own, value)}.", ask(draw, relation, own),
                          f"{value[0].upper()}{value[1:]}."))  # fmt: skip
    if draw.chance(0.35):
        n = str(draw.integer(2, 9999))
        found.append((TELL_ANY(draw, n=n), ASK_ANY(draw), f"{n}."))
    elif draw.chance(0.15):
        word = draw.pick(OBJECTS)
        found.append((WORD[0](draw, n=word), WORD[1](draw), f"{word[0].upper()}{word[1:]}."))
    return draw.shuffled(found)


def _of_mine(draw: Draw) -> list[Message]:
    """What belongs to the speaker, told in one turn or several, then asked for."""
    told = _told_and_asked(draw)
    turns: list[Message] = []
    hello = NAME(draw, name=person(draw)) if draw.chance(0.3) else ""
    if draw.chance(0.4):
        text = " ".join([hello, *(text for text, _, _ in told)]).strip()
        turns += [say("user", text), say("assistant", NOTED(draw))]
    else:
        for text, _, _ in told:
            text = text.rstrip(".") if draw.chance(0.15) else text
            turns += [say("user", text), say("assistant", NOTED(draw))]
    for _ in range(draw.weighted((0, 1, 2), (5, 4, 1))):
        turns += _between(draw)
    for _, asked, answer in draw.some(told, draw.integer(1, len(told))):
        turns += [say("user", sloppy(draw, asked)), say("assistant", answer)]
    return turns


def dialogue(draw: Draw) -> list[Message]:
    """What was told before, asked for now."""
    if draw.chance(0.55):
        return reminders.dialogue(draw, _between)
    kind = draw.unit()
    if kind < 0.42:
        return _of_mine(draw)
    if kind < 0.47:
        topic = draw.pick(tuple(MY))
        start = talk.greeting(draw) if draw.chance(0.6) else _between(draw)
        return [*start, say("user", sloppy(draw, MY[topic](draw))), say("assistant", UNTOLD)]
    return _about_me(draw)


def _about_me(draw: Draw) -> list[Message]:
    """Facts told, other talk, questions on the facts."""
    topics = [name for name in MY if name != "name"]
    who = profile(draw, draw.integer(1, 3), name=person(draw))
    who = Profile(who.name, who.pronoun, who.their,
                  tuple((a, v) for a, v in who.values if a.name in topics))  # fmt: skip
    named = draw.chance(0.7) or not who.values
    turns = _tell(draw, who, named=named)
    if who.get("city") and draw.chance(0.4):
        city = draw.pick(CITIES)
        turns += [say("user", CHANGED(draw, city=city)), say("assistant", NOTED(draw))]
        values = tuple((a, city if a.name == "city" else v) for a, v in who.values)
        who = Profile(who.name, who.pronoun, who.their, values)
    for _ in range(draw.weighted((0, 1, 2), (4, 4, 2))):
        turns += _between(draw)
    known = [attribute.name for attribute, _ in who.values] + (["name"] if named else [])
    for topic in draw.some(known, draw.integer(1, min(2, len(known)))):
        text, answer = _question(draw, who, topic)
        turns += [say("user", text), say("assistant", answer)]
    if draw.chance(0.12):
        topic = draw.pick([name for name in topics if name not in known])
        text, answer = _question(draw, who, topic)
        turns += [say("user", text), say("assistant", answer)]
    return turns
