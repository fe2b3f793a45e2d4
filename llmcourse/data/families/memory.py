"""Recall over turns: the user tells about themselves, something else follows, then a question.

A fact that changes ("I moved to Oslo") replaces the one before; what was never said is not known.
"""

from llmcourse.data.chat import Message, say
from llmcourse.data.draw import Draw
from llmcourse.data.families import facts, problems
from llmcourse.data.grammar import Shapes, Wordings
from llmcourse.data.names import person
from llmcourse.data.phrasing import sloppy
from llmcourse.data.profiles import Profile, profile, statement
from llmcourse.data.words import CITIES

UNTOLD = "You have not told me."
MY: dict[str, Shapes] = {
    "name": Shapes("What is my name?", "What's my name?", "Do you remember my name?", "Who am I?",
                   "What did I say my name was?", "Tell me my name."),
    "age": Shapes("How old am I?", "What is my age?", "What did I say my age was?"),
    "city": Shapes("Where do I live?", "Which city do I live in?", "Where did I say I live?"),
    "job": Shapes("What is my job?", "What do I do for a living?", "What do I work as?"),
    "pet": Shapes("What pet do I have?", "What is my pet?", "Which animal do I have?"),
    "color": Shapes("What is my favorite color?", "Which color do I like?"),
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
NOTED = Shapes("I see.", "Good to know.", "Thank you for telling me.", "Noted.")
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


def _between(draw: Draw) -> list[Message]:
    if draw.chance(0.5):
        return facts.dialogue(draw)
    item = problems.plain(draw)
    return [say("user", item.story), say("assistant", item.answer)]


def dialogue(draw: Draw) -> list[Message]:
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
