"""Sentences by what they do: ask, order, greet, thank, complain, praise, tell.

Part of `patterns`, whose labels they are; the words in them are open.
"""

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.names import person
from llmcourse.data.words import DAYS

SPEECH: dict[str, Shapes] = {
    "question": Shapes(
        "when do you open?", "where is the {n}?", "who took the {n}?", "how much is the {n}?",
        "do you have {a n}?", "can I bring my {n}?", "is the {p} open on {d}?", "what is {a n}?",
        "why is the {n} so {l}?", "when does the {p} close?", "which {n} is yours?", "are you {x}?",
        "where can I find {a n}?", "how far is the {p}?", "who is {x}?", "does {x} like the {n}?",
    ),
    "order": Shapes(
        "close the {n}", "bring me the {n}", "put the {n} away", "go to the {p}", "wait for {x}",
        "clean the {n} now", "do not touch the {n}", "call {x}", "give the {n} to {x}", "be quiet",
        "open the {n}", "come to the {p} on {d}", "stop it", "take the {n} to the {p}",
    ),
    "greeting": Shapes(
        "hello {x}", "good morning, {x}", "hi there", "good evening", "hey {x}", "welcome, {x}",
        "nice to meet you, {x}", "hello everyone", "good afternoon, {x}", "hi {x}, how are you",
    ),
    "thanks": Shapes(
        "thank you for the {n}", "thanks a lot, {x}", "many thanks for your help", "thank you, {x}",
        "thanks for coming to the {p}", "I am so grateful for the {n}", "thanks for everything",
    ),
    "complaint": Shapes(
        "the {n} is broken", "the {n} never came", "my {f} was cold", "nobody answered the phone",
        "the {p} was dirty", "I waited two hours for the {n}", "they sent me the wrong {n}",
        "the {n} stopped working after a day", "{x} was rude to me", "I want my money back",
        "the {n} arrived late and damaged", "it is far too loud in the {p}", "the {n} is missing",
    ),
    "praise": Shapes(
        "the {n} is wonderful", "what a great {n}", "well done, {x}", "the {f} was delicious",
        "I love the {n}", "{x} did a great job", "best {p} in town", "the {n} works perfectly",
    ),
    "goodbye": Shapes(
        "goodbye, {x}", "see you on {d}", "bye {x}", "see you later", "until {d}", "take care, {x}",
        "have a good trip", "good night, {x}",
    ),
    "apology": Shapes(
        "I am sorry, {x}", "sorry about the {n}", "please forgive me", "I did not mean to break the"
        " {n}", "sorry for being late", "it was my fault", "I apologize for the {n}",
    ),
    "statement": Shapes(
        "the {n} is in the {p}", "{x} works at the {p}", "we have two {ns}", "{x} owns {a n}",
        "the {p} opens on {d}", "{d} is the day of the {e}", "{ns} are sold at the {p}",
    ),
}  # fmt: skip


def sentence(draw: Draw, kind: str) -> str:
    """A sentence that does this."""
    noun = wide.countable(draw)
    text = SPEECH[kind](
        draw, n=noun, ns=wide.plural(noun), p=wide.venue(draw), x=person(draw), d=draw.pick(DAYS),
        f=wide.noun(draw, "food"), l=draw.one(wide.LOOKS), e=draw.one(wide.EVENTS),
    )  # fmt: skip
    return capital(text) if draw.chance(0.8) else text
