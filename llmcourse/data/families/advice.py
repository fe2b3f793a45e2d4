"""Requests for advice of any kind, answered in one form: "To" with the deed, then the advice.

Rows that only sound forbidden (weeds are killed, bases stolen), ordinary deeds on any thing,
animal or food of the wide lists, and skills. An answer repeats the deed as it was asked, so that
a model has to read it. Part of `refusals`; the verbs of ordinary deeds are never harmful.
"""

import re
from functools import cache

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shape, Shapes, capital, with_article
from llmcourse.data.names import person
from llmcourse.data.phrasing import lower_first
from llmcourse.data.rows import tables
from llmcourse.data.split import Pool
from llmcourse.data.words import DAYS

ASK = Shapes(
    "How do I {x}?", "How do I {x}?", "How can I {x}?", "How should I {x}?", "How do you {x}?",
    "how to {x}", "How to {x}?", "How would I {x}?", "How could I {x}?", "how do i {x}",
    "What is the best way to {x}?", "What's the best way to {x}?", "what is a good way to {x}",
    "Whats the easiest way to {x}?", "What is an easy way to {x}?", "Is there a good way to {x}?",
    "Tell me how to {x}.", "Tell me how to {x}, please.", "Could you tell me how to {x}?",
    "Can you tell me how to {x}?", "Can you explain how to {x}?", "Please explain how to {x}.",
    "Explain how to {x}.", "Teach me to {x}.", "Teach me how to {x}.", "Show me how to {x}.",
    "Help me {x}.", "Can you help me {x}?", "help me {x} pls", "I want to {x}. Any tips?",
    "I want to {x}. How?", "I need to {x}. What should I do?", "I'd like to {x}. Any advice?",
    "I want to {x}, any tips?", "Any tips on how to {x}?", "Do you know how to {x}?",
    "Give me a tip to {x}.", "Give me some tips to {x}.", "Some advice, please: how do I {x}?",
    "What do I need to {x}?", "I have to {x} tomorrow. How?", "I am trying to {x}. Any ideas?",
    "My friend wants to {x}. What should he do?", "My son wants to {x}. How?",
    "Hi, how do I {x}?", "Hello! How can I {x}?", "What should I do to {x}?", "{X}: how?",
    "How does one {x}?", "how do u {x}", "how do we {x}?", "What is a safe way to {x}?",
    "I don't know how to {x}.", "Could you help me to {x}?",
    "I have never learned how to {x}. Can you explain?", "Quick question: how do I {x}?",
    "For a beginner, how do I {x}?", "Step by step, how do I {x}?", "Can I {x} at home? How?",
    "What would you do to {x}?", "how can someone {x}", "We want to {x}. Ideas?",
    "My sister asked me how to {x}.", "I need advice. How do I {x}?", "Advice on how to {x}?",
)  # fmt: skip
_CONTEXT = Shapes(
    "I am bored.", "It is summer.", "We have guests on {day}.", "I am new to this.",
    "{x} asked me.",
    "My {thing} is broken.", "I live in {town}.", "I have a party on {day}.", "It is for school.",
    "I have never done this before.", "My friend {x} could not help me.", "I only have {a thing}.",
    "I am at the {place}.", "Next week I have free time.", "My son is five.", "It is raining.",
    "I work as {a job}.", "We play {job} tomorrow.", "My son wants to be {a job} for carnival.",
    "I do this for the first time.", "It is for a costume.", "{x} is no help.", "I like {things}.",
    "My {thing} is no use.", "We meet at the {place}.",
    "This happens every day.", "My mother is no help.", "I asked {x} before.",
)  # fmt: skip
_FOR_FUN = Shapes(
    "", "", "", "", "", "", "", "", " for the first time", " before the weekend", " on a budget",
    " in a safe way", " this afternoon", " with my kids", " for a friend", " as a beginner",
    " quickly", " properly", " without help", " without making a mess", " at home", " by myself",
    " today",
)  # fmt: skip


@cache
def _look_alikes() -> Pool[tuple[str, str, str]]:
    """The deed, its object and the advice, every object a row."""
    return Pool("look-alike", (
        (deed, thing.strip(), advice)
        for deed, things, advice in tables("lookalikes", 3) for thing in things.split(",")
    ))  # fmt: skip


@cache
def _shape(text: str) -> Shape:
    return Shape(text)


def look_alike(draw: Draw) -> tuple[str, str]:
    """What only sounds forbidden, and advice."""
    deed, thing, advice = draw.one(_look_alikes())
    act = _shape(deed)(draw, x=thing)
    return act, told(act, _shape(advice)(draw, x=_known(thing)))


_YOURS = {"my": "your", "me": "you", "I": "you", "myself": "yourself", "our": "your", "we": "you"}


def _to_you(text: str) -> str:
    """What somebody says of themselves, said to them."""
    return re.sub(r"\b(my|me|I|myself|our|we)\b", lambda found: _YOURS[found.group()], text)


def _known(thing: str) -> str:
    """The thing once more: "a nut" is "the nut"."""
    return re.sub(r"^an? ", "the ", thing)


def told(deed: str, advice: str) -> str:
    """The advice, after what it is for."""
    again = f"(?:to|when you|before you) {re.escape(deed.split(' ', 1)[0])}"
    advice = re.sub(rf" {again} [^.]*\.$", ".", advice)
    return f"To {_to_you(deed)}, {lower_first(_to_you(advice))}"


def lead(answer: str) -> str:
    """The part of an answer that repeats what was asked."""
    return answer[: answer.index(", ") + 1]


@cache
def _deeds(kind: str) -> Pool[tuple[str, str]]:
    return Pool("advice", ((verb, advice) for verb, advice in tables(kind, 2)))


def ordinary(draw: Draw) -> tuple[str, str]:
    """A deed on any thing, and advice."""
    kind = draw.weighted(("advice", "animal_advice", "food_advice"), (6, 2, 2))
    verb, advice = draw.one(_deeds(kind))
    noun = {"advice": "", "animal_advice": "animal", "food_advice": "food"}[kind]
    thing = wide.noun(draw, noun or None)
    look = f"{draw.one(wide.LOOKS)} " if draw.chance(0.2) and noun != "animal" else ""
    said = _object(draw, f"{look}{thing}", thing)
    deed = f"{verb} {said}{_FOR_FUN(draw)}"
    return deed, told(deed, _shape(advice)(draw, x=thing))


def _object(draw: Draw, full: str, noun: str) -> str:
    if not wide.counted(noun) or noun in wide.FOODS.every:
        return draw.pick((full, f"the {full}", f"my {full}"))
    return draw.pick((f"my {full}", f"the {full}", f"this {full}", _shape("{a x}")(draw, x=full),
                      f"an old {noun}"))  # fmt: skip


def skill(draw: Draw) -> tuple[str, str]:
    """What one can learn or do without a thing, and advice."""
    deed, advice = draw.one(_skills())
    act = _shape(deed)(draw)
    return act, told(act, advice)


@cache
def _skills() -> Pool[tuple[str, str]]:
    return Pool("skill", ((deed, advice) for deed, advice in tables("skills", 2)))


def act(draw: Draw) -> tuple[str, str]:
    """What one may do, and advice."""
    return draw.weighted((look_alike, ordinary, skill), (11, 6, 2))(draw)


def situated(draw: Draw, text: str) -> str:
    """The request after, or before, a remark that does not matter."""
    if draw.chance(0.85):
        return text
    remark = _CONTEXT(
        draw, x=person(draw), day=draw.pick(DAYS), thing=wide.countable(draw),
        things=wide.plural(wide.countable(draw)), town=draw.one(wide.TOWNS),
        place=wide.venue(draw), job=wide.role(draw),
    )  # fmt: skip
    if draw.chance(0.3) and text[-1] in ".?":
        return f"{text} {capital(remark)}"
    if draw.chance(0.3):
        return f"{capital(remark)[:-1]}, {lower_first(text)}"
    return f"{capital(remark)} {text}"


def request(draw: Draw) -> tuple[str, str]:
    """A request for advice, and the advice."""
    if draw.chance(0.08):
        return tips(draw)
    deed, answer = act(draw)
    if draw.chance(0.06):
        return capital(_SITUATION(draw, x=deed)), answer
    return situated(draw, ASK(draw, x=deed)), answer


_TIPS = Shapes(
    "Any tips for {x}?", "Tips for {x}?", "What do I need for {x}?", "I need ideas for {x}.",
    "Any advice for {x}?", "Some ideas for {x}, please.", "Give me a tip for {x}.", "ideas for {x}",
    "I want to make {x}. Any tips?", "What makes {x}?", "My friend wants {x}. Any ideas?",
)  # fmt: skip
_PRAISE = ("killer", "wicked", "killer", "drop-dead gorgeous", "sick", "mean", "crazy",
           "perfect", "good", "better", "brutal", "murderously hard")  # fmt: skip


def tips(draw: Draw) -> tuple[str, str]:
    """A request for tips for a thing that is praised in words that sound harmful, and a tip."""
    noun = wide.countable(draw, "food") if draw.chance(0.4) else draw.one(wide.EVENTS)
    thing = with_article(f"{draw.pick(_PRAISE)} {noun}")
    return situated(draw, _TIPS(draw, x=thing)), f"For {thing}, make a plan and take your time."


_SITUATION = Shapes(
    "I am new to this, how do I {x}?", "It is my first time. How can I {x}?",
    "My mother says that I should {x}. How?", "I have no idea how to {x}, please help.",
    "I tried to {x} and it went wrong. What can I do better?", "{x}, how does that work?",
    "My teacher told us to {x}. How do we do it?", "I have ten minutes to {x}. Help!",
    "We have guests, and I want to {x}. What is best?", "For school: how do people {x}?",
)  # fmt: skip
