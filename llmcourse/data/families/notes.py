"""Small writing on demand: a wish, a thank-you, an excuse, an invitation, a sentence with a word.

Every answer takes up the names and things of the request. Part of `talk`; `kinds` says which
answer belongs to which request, one row a kind.
"""

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shapes, capital
from llmcourse.data.names import people
from llmcourse.data.words import DAYS

_ROWS = (
    ("(Wish me luck|Can you wish me luck|Say good luck) (for|with) my {event}[, please].",
     "Good luck with your {event}!"),
    ("I have my {event} (tomorrow|on {day}|today). Wish me luck!", "Good luck with your {event}!"),
    ("(Say|Write|Send) happy birthday to {x}.", "Happy birthday, {x}!"),
    ("(It is|It's) {x}'s birthday[ today]. (What can I write|What should I say|Write a wish)?",
     "Happy birthday, {x}!"),
    ("Write a (short )?birthday (card|message|wish) for {x}.", "Happy birthday, {x}!"),
    ("(Say|Write) (hello|hi) to {x}.", "Hello, {x}!"), ("Greet {x}.", "Hello, {x}!"),
    ("(Say|Write) goodbye to {x}.", "Goodbye, {x}!"), ("(Say|Write) good night to {x}.",
     "Good night, {x}!"),
    ("Congratulate {x} (on|for) the {event}.", "Congratulations on the {event}, {x}!"),
    ("{x} (won|passed) the {event}. (Congratulate her|Congratulate him|What should I say|Write"
     " something nice)?", "Congratulations on the {event}, {x}!"),
    ("(Write|Say) (something nice|a compliment|something kind) (to|for|about) {x}.",
     "You are a wonderful person, {x}."),
    ("(Write|Give me) a [short ](thank-you note|thank you note|note of thanks) (to|for) {x} for the"
     " {thing}.", "Dear {x}, thank you very much for the {thing}!"),
    ("Thank {x} for the {thing}[ in one sentence].",
    "Dear {x}, thank you very much for the {thing}!"),
    ("{x} gave me {a thing}. (How do I say thank you|Write a thank-you note)?",
     "Dear {x}, thank you very much for the {thing}!"),
    ("(Write|Draft) an invitation (to|for) {x} for (the|my) {event} on {day}.",
     "Dear {x}, please come to my {event} on {day}!"),
    ("Invite {x} to my {event} on {day}[, please].",
    "Dear {x}, please come to my {event} on {day}!"),
    ("(Write|Draft) a (short |polite )?(mail|email|message|note) to {x}: I am (sick|ill) and cannot"
     " come to the {event}.", "Dear {x}, I am sick and cannot come to the {event}. I am sorry."),
    ("Tell {x} (politely )?that I cannot come to the {event}.",
     "Dear {x}, I am sorry, but I cannot come to the {event}."),
    ("(Write|Draft) an apology (to|for) {x} (because I|, I) (broke|lost) the {thing}.",
     "Dear {x}, I am very sorry about the {thing}."),
    ("I (broke|lost) {x}'s {thing}. (How do I say sorry|Write an apology)?",
     "Dear {x}, I am very sorry about the {thing}."),
    ("(Write|Draft) a (short )?(message|text|note) to {x} that I (will be|am) late for the"
     " {event}.",
     "Dear {x}, I will be late for the {event}. I am sorry."),
    ("Ask {x} (politely )?(for|to lend me) the {thing}.",
     "Dear {x}, could I please have the {thing}?"),
    ("Remind {x} (of|about) the {event} on {day}.",
    "Dear {x}, do not forget the {event} on {day}!"),
    ("(Write|Give me|Set) a reminder (for|about) the {event} on {day}.",
     "Do not forget the {event} on {day}!"),
    ('(Use|Put) the word "{w}" in a sentence.', "Yesterday I saw a {w} in the garden."),
    ("(Write|Make|Give me) (a|one) sentence (with|using) the word {w}[, please].",
     "Yesterday I saw a {w} in the garden."),
    ("Use {w} in a sentence.", "Yesterday I saw a {w} in the garden."),
    ("(Write|Give me) (a|one) [short ]sentence about {a thing}.", "The {thing} is on the table."),
    ("(Ask|Write|Make) (me )?a question about {a thing}.", "What color is the {thing}?"),
    ("(Write|Give me|Invent) a (slogan|motto|ad) for {a thing}.", "The best {thing} for everyone!"),
    ("(Find|Give me|Suggest|What is) a (good |nice |funny )?name for my (new )?{animal}[?].",
     "{Y} is a good name for a {animal}."),
    ("(What should I|How can I|How do I) (call|name) my (new )?{animal}?",
     "{Y} is a good name for a {animal}."),
    ("What (should|can) I (cook|eat|make) with {food}?", "You could make a soup with {food}."),
    ("I have {food} (at home|left)[ over]. (What can I make|Any ideas|What should I cook)?",
     "You could make a soup with {food}."),
    ("What (can|could|should) I give {x}(| for (her|his) birthday| for Christmas)? {X} likes"
     " {things}.", "You could give {x} a book about {things}."),
    ("(Give me|I need) a gift idea for {x}, who (likes|loves) {things}.",
     "You could give {x} a book about {things}."),
    ("What (can|should) I wear to (a|the) {event}?", "Wear something nice to the {event}."),
    ("What (should|do) I (pack|take|bring) (for|to) (a|the) {event}?",
     "Take some water and something warm for the {event}."),
    ("What (can|could) I do in {town}[ on {day}]?", "You could take a walk through {town}."),
    ("I am bored in {town}. What can I do?", "You could take a walk through {town}."),
    ("What is {a thing} (used for|for|good for)?", "People use a {thing} in everyday life."),
    ("(I am afraid of|I fear) {things}. What can I do?",
     "Take a deep breath and learn more about {things}."),
    ("(I'm|I am) {mood}. (Say something nice|Cheer me up|What can I do)?",
     "Take a deep breath, rest and talk to a friend."),
)  # fmt: skip
_KINDS = tuple(
    (Shapes(ask.replace("[?]", "").replace(" )?", " |)")), Shapes(answer)) for ask, answer in _ROWS
)


def one(draw: Draw) -> tuple[str, str]:
    """A request for a line or two, and the line."""
    ask, answer = draw.pick(_KINDS)
    x, y = people(draw, 2)
    animal = draw.pick(wide.ANIMALS.train)
    while animal[0] in "aeiou":
        animal = draw.pick(wide.ANIMALS.train)
    thing, word = wide.countable(draw), wide.countable(draw)
    while word[0] in "aeiou":
        word = wide.countable(draw)
    while thing[0] in "aeiou":
        thing = wide.countable(draw)
    values = {
        "x": x, "y": y, "thing": thing, "things": wide.plural(wide.countable(draw)), "w": word,
        "event": draw.one(wide.EVENTS), "day": draw.pick(DAYS), "animal": animal,
        "food": draw.one(wide.FOODS), "town": draw.one(wide.TOWNS), "mood": draw.one(wide.MOODS),
    }  # fmt: skip
    text = capital(ask(draw, **values))
    if draw.chance(0.2):
        text = text.rstrip(".")
    return text, answer(draw, **values)
