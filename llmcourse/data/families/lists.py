"""Words of a kind together, and in sentences that only such words fit: plain text, no labels.

What belongs together can be learned here, also for the categories that are never classes with a
label: few-shot classification of those needs the kinds themselves.
"""

from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shapes, capital, with_article
from llmcourse.data.names import person
from llmcourse.data.phrasing import listing
from llmcourse.data.split import HELD_CATEGORIES
from llmcourse.data.words import CATEGORIES, plural

CONTEXTS: dict[str, Shapes] = {
    "animal": Shapes("A {w} ran across the field.", "The {w} was fed at the zoo.",
    "{n} saw a {w}."),
    "bird": Shapes("The {w} flew to its nest.", "A {w} sat on the branch.",
    "{n} heard a {w} sing."),
    "fish": Shapes("{n} caught a {w} in the river.", "The {w} swam away.", "We grilled the {w}."),
    "insect": Shapes("A {w} landed on the leaf.", "The {w} crawled away.",
    "{n} was stung by a {w}."),
    "fruit": Shapes("{n} peeled the {w}.", "The {w} was ripe and sweet.",
    "The {w} fell off the tree."),
    "vegetable": Shapes("{n} cut the {w} for the soup.", "The {w} grew in the garden."),
    "drink": Shapes("{n} drank a glass of {w}.", "Please pour some {w}.", "The {w} was cold."),
    "food": Shapes("{n} ate the {w} for lunch.", "The {w} tasted good.", "We cooked some {w}."),
    "vehicle": Shapes("{n} drove the {w} to town.", "The {w} stopped at the light."),
    "tool": Shapes("{n} fixed it with a {w}.", "The {w} is in the toolbox.", "Pass me the {w}."),
    "furniture": Shapes("{n} moved the {w} into the room.", "The {w} stands by the wall."),
    "color": Shapes("{n} painted the door {w}.", "The walls are {w}.", "I like {w} best."),
    "body part": Shapes("{n} hurt the left {w}.", "My {w} hurts.", "The doctor looked at the {w}."),
    "job": Shapes("{n} works as a {w}.", "The {w} went to work.", "{n} wants to be a {w}."),
    "country": Shapes("{n} traveled to {w}.", "The president of {w} spoke.", "{w} has many towns."),
    "city": Shapes("{n} lives in {w}.", "The train to {w} is late.",
    "The streets of {w} are busy."),
    "sport": Shapes("{n} plays {w} on Sunday.", "We watched {w} on television.",
    "The {w} club met."),
    "weather": Shapes("There will be {w} tomorrow.", "We stayed in because of the {w}."),
    "metal": Shapes("The ring is made of {w}.", "They dig for {w} in the mine.",
    "{w} can be melted."),
    "flower": Shapes("{n} picked a {w}.", "The {w} smells sweet.", "A {w} bloomed in the garden."),
    "tree": Shapes("The {w} lost its leaves.", "{n} sat under the {w}.", "They cut down the {w}."),
    "feeling": Shapes("{n} was full of {w}.", "It was a day of {w}.", "She felt {w} in her heart."),
    "shape": Shapes("{n} drew a {w}.", "The {w} has equal sides.", "Cut out a {w}."),
    "relative": Shapes("My {w} came to visit.", "{n} wrote to her {w}.", "His {w} is at home."),
    "month": Shapes("We met in {w}.", "{n} was born in {w}.", "In {w} it was cold."),
    "planet": Shapes("{w} goes around the sun.", "The telescope showed {w}.",
    "Nobody lives on {w}."),
    "building": Shapes("They built the {w} last year.", "The {w} has a new roof.",
    "{n} went into the {w}."),
    "number": Shapes("{n} counted to {w}.", "There were {w} of them.", "Add {w} more."),
    "language": Shapes("{n} speaks {w}.", "The book was written in {w}.",
    "We learn {w} at school."),
    "material": Shapes("The box is made of {w}.", "{n} bought some {w}.", "It was wrapped in {w}."),
    "school subject": Shapes("{n} has {w} on Monday.", "The {w} exam was hard.", "We study {w}."),
    "kitchen thing": Shapes("{n} washed the {w}.", "The {w} is in the sink.",
    "Cook it in the {w}."),
    "toy": Shapes("The child played with the {w}.", "{n} got a {w} for the birthday."),
    "clothing": Shapes("{n} put on the {w}.", "The {w} is too tight.", "{n} wears a {w}.",
    "{n} ironed"
                       " the {w}.", "The {w} was hung up to dry."),
    "instrument": Shapes("{n} plays the {w}.", "We heard the sound of the {w}.",
    "{n} tuned the {w}.",
                         "The {w} was out of tune.", "The band has a {w}."),
}  # fmt: skip
LIST = Shapes(
    "{K}: {t}.", "Some {ks}: {t}.", "{T} are {ks}.", "Here are some {ks}: {t}.", "{T}: all {ks}.",
    "There are many {ks}, such as {t}.", "{n} bought {t}.", "{T}.", "We talked about {t}.",
    "{n} likes {t}.", "{n} made a list: {t}.", "{ks} like {t}", "Not {t2}, but {t}.",
)  # fmt: skip
_HELD = tuple(sorted(HELD_CATEGORIES))
MASS = frozenset("clothing furniture weather food".split())


def document(draw: Draw) -> str:
    """Lists and sentences, each of words of one kind."""
    out = []
    for _ in range(draw.integer(2, 5)):
        kind = draw.pick(tuple(CATEGORIES))
        if draw.chance(0.4):
            kind = draw.pick(_HELD)
        words = CATEGORIES[kind]
        if draw.chance(0.5):
            some = draw.some(words, draw.integer(3, 6))
            other = draw.some(words, 2)
            kinds = kind if kind in MASS else plural(kind)
            text = LIST(draw, k=kind, ks=kinds, t=listing(some), t2=listing(other), n=person(draw))
            out.append(capital(text))
            continue
        for word in draw.some(words, draw.integer(1, 3)):
            text = CONTEXTS[kind](draw, w=word, n=person(draw))
            out.append(capital(text.replace(f" a {word}", f" {with_article(word)}")))
    return " ".join(out)
