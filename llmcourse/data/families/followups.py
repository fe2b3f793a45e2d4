"""After a story: who it was about, a title, shorter; how one goes on; a talk of two, a poem.

Part of `stories`; the story is one of `tales`, and the second turn is answered from it.
"""

from llmcourse.data import wide
from llmcourse.data.chat import Message, exchange, say
from llmcourse.data.draw import Draw
from llmcourse.data.families import tales, wishes
from llmcourse.data.families.wishforms import ASK_POEM, GO_ON, POEM, RETITLE
from llmcourse.data.grammar import Shapes, capital, with_article
from llmcourse.data.names import people
from llmcourse.data.phrasing import sloppy

_ASKED = (
    (Shapes("Who is the story about?", "Who is it about?", "Who is the hero?", "Who was in it?",
            "Who is the main character?", "What was the hero's name?", "Who was it about again?"),
     "who"),
    (Shapes("Give it a title.", "What could the title be?", "A title, please.", "Title?",
            "Find a title for it."), "title"),
    (Shapes("Make it shorter.", "Shorter, please.", "Too long. Shorter!", "Can you shorten it?",
            "Sum it up in one sentence.", "In one sentence?", "Summarize your story.",
            "Tell it in one sentence.", "What happened, in short?", "tldr?"), "short"),
    (Shapes("How did it end?", "What was the last sentence?", "Repeat the last sentence.",
            "How does it end?", "What happened at the end?"), "end"),
    (Shapes("What was the first sentence?", "How did it begin?", "Repeat the first sentence.",
            "How did it start?", "What happened first?"), "start"),
    (Shapes("Thanks!", "Nice story!", "Thank you, that was great.", "I liked it.", "Lovely!",
            "Great, thank you.", "That was fun, thanks."), "thanks"),
)  # fmt: skip
_TALK = Shapes(
    "(Write|Invent|Make up) a [short ]dialogue between {x} and {y} about {a o}[, please].",
    "(Write|Show me) a [short ]conversation of {x} and {y} about {a o}.",
    "{X} and {y} talk about {a o}. Write what they say.", "A dialogue: {x} and {y}, topic: {a o}.",
    "Let {x} and {y} talk about {a o}.", "dialogue {x} / {y} about {a o}",
)  # fmt: skip
_SPOKEN = Shapes(
    '"Do you have {a o}?" asked {x}. "Yes, here it is," said {y}.',
    '"Where is the {o}?" asked {x}. "I gave it to a friend," said {y}.',
    '"I need {a o}," said {x}. "You can have mine," said {y}.',
    '"Is this your {o}?" asked {x}. "Yes, thank you!" said {y}.',
)  # fmt: skip
_FIRST = Shapes(
    "(Write|Give me|Invent) the first sentence of a story about {w}[, please].",
    "How could a story about {w} (begin|start)?", "First sentence of a story about {w}?",
    "(Write|Give me) only the beginning of a story about {w}.", "Start a story about {w}.",
)  # fmt: skip


def talk_of_two(draw: Draw) -> list[Message]:
    """Two people talk about a thing."""
    x, y = people(draw, 2)
    if draw.chance(0.4):
        x, y = (f"the {role}" for role in draw.some(draw.part(wide.ROLES), 2))
    thing = wide.countable(draw)
    asked = (with_article(who[4:]) if who.startswith("the ") else who for who in (x, y))
    one, other = asked
    text = sloppy(draw, capital(_TALK(draw, x=one, y=other, o=thing)))
    return exchange(text, _SPOKEN(draw, x=x, y=y, o=thing))


def first_line(draw: Draw) -> list[Message]:
    """How a story could begin."""
    found, lines = tales.wish(draw)
    while found.first or len(lines) == 1:
        found, lines = tales.wish(draw)
    return exchange(sloppy(draw, _FIRST(draw, w=found.cast.wished.rstrip(","))), lines[0])


def asked_back(draw: Draw) -> list[Message]:
    """A story to order, and a question on it."""
    found, lines = tales.wish(draw)
    while f" {found.past}." not in " ".join(lines):
        found, lines = tales.wish(draw)
    asks, kind = draw.pick(_ASKED)
    answer = {
        "who": f"{capital(found.cast.name)}.", "title": tales.titled(found),
        "short": tales.gist(found), "end": lines[-1],
        "start": lines[0], "thanks": "You are welcome.",
    }[kind]  # fmt: skip
    first = exchange(sloppy(draw, wishes.asked(draw, found)), " ".join(lines))
    return [*first, say("user", sloppy(draw, asks(draw))), say("assistant", answer)]


def continued(draw: Draw) -> list[Message]:
    """The beginning of a story, and the rest of it; or its title."""
    found, lines = tales.wish(draw)
    if len(lines) < 3:
        return exchange(wishes.worded(draw, found), " ".join(lines))
    if draw.chance(0.2):
        return exchange(RETITLE(draw, t=" ".join(lines)), tales.titled(found))
    cut = draw.integer(1, min(3, len(lines) - 1))
    return exchange(GO_ON(draw, t=" ".join(lines[:cut])), " ".join(lines[cut:]))


def poem(draw: Draw) -> list[Message]:
    """Two lines that rhyme, about anything."""
    topic = draw.pick(tales.TOPICS) if draw.chance(0.5) else wide.noun(draw)
    return exchange(sloppy(draw, ASK_POEM(draw, x=topic)), POEM(draw, x=topic))
