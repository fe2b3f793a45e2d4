"""What everybody knows, asked for a yes or a no, for a kind, for the bigger one, or as a list.

Properties and sizes are small tables; kinds come from the wide lists. Part of `facts` and `talk`.
"""

from functools import cache

from llmcourse.data import wide
from llmcourse.data.draw import Draw
from llmcourse.data.grammar import Shape, Shapes, capital, with_article
from llmcourse.data.phrasing import listing
from llmcourse.data.rows import tables
from llmcourse.data.words import CATEGORIES, in_words, plural

_WHICH = {
    "cold": (
        "ice, snow, frost, a glacier, an ice cube, a snowman, ice cream, winter, the North"
        " Pole, a freezer",
        "fire, lava, the sun, a flame, an oven, summer, boiling water",
    ),
    "hot": (
        "fire, lava, the sun, a flame, boiling water, a hot oven, steam, a volcano, the desert",
        "ice, snow, frost, an ice cube, a snowman, winter, ice cream, a glacier",
    ),
    "sweet": (
        "sugar, honey, chocolate, candy, cake, a cookie, jam, syrup, a ripe banana, a donut",
        "salt, a lemon, vinegar, a stone, sea water, an onion, garlic, pepper",
    ),
    "sour": ("a lemon, vinegar, a lime, a pickle", "sugar, honey, chocolate, candy, bread, milk"),
    "round": (
        "a ball, a wheel, a coin, the moon, a ring, the sun, a plate, a marble, an orange",
        "a brick, a book, a ruler, a ladder, a pencil, a door, a box",
    ),
    "wet": ("water, rain, the sea, a river, a lake", "sand in the desert, a dry towel, dust, fire"),
    "heavy": (
        "a truck, an elephant, a ship, a house, a rock, a whale, a train",
        "a feather, a leaf, paper, a balloon, dust, a hair",
    ),
    "soft": (
        "a pillow, cotton, wool, a feather, a blanket, a kitten's fur",
        "a stone, a rock, iron, a brick, glass, a diamond, steel",
    ),
    "hard": (
        "a stone, a rock, iron, a brick, a diamond, steel",
        "a pillow, cotton, wool, a feather, butter, a blanket",
    ),
    "fast": (
        "a rocket, a race car, a cheetah, light, a plane, lightning",
        "a snail, a turtle, a tortoise, a slug",
    ),
    "slow": ("a snail, a turtle, a tortoise, a slug", "a rocket, a race car, a cheetah, light"),
    "alive": (
        "a dog, a tree, a flower, a bird, a fish, a baby",
        "a stone, a chair, a car, a pencil, a robot, a book",
    ),
    "dangerous": (
        "lava, poison, a volcano, a shark, a lion",
        "a pillow, a kitten, a spoon, a sock",
    ),
    "green": ("grass, a frog, a cucumber, spinach, a lime", "snow, coal, blood, milk, the sky"),
    "white": ("snow, milk, salt, a polar bear, sugar", "coal, grass, blood, a crow, the night"),
    "red": ("blood, a tomato, a strawberry, a fire truck", "snow, grass, coal, milk, a cucumber"),
    "yellow": ("a lemon, a banana, the sun, a canary", "snow, coal, grass, blood, a crow"),
    "black": ("coal, a crow, a panther, the night", "snow, milk, a lemon, grass, salt"),
    "big": (
        "an elephant, a whale, a ship, the sun, a house, a mountain",
        "an ant, a pea, a needle, a flea, a grain of sand",
    ),
    "small": ("an ant, a pea, a needle, a flea, a grain of sand", "a whale, the sun, a mountain"),
}
_CAN = {
    "fly": (
        "birds, eagles, owls, bees, planes, sparrows, bats, butterflies, ducks, helicopters",
        "dogs, cows, stones, trees, pigs, cars, snakes, horses, fish, elephants, penguins",
    ),
    "swim": (
        "fish, ducks, dolphins, whales, sharks, otters, frogs, penguins, seals",
        "stones, trees, cars, chairs, books, houses",
    ),
    "bark": ("dogs, puppies", "cats, cows, birds, fish, horses, trees"),
    "lay eggs": ("hens, birds, ducks, turtles, snakes, frogs", "dogs, cows, horses, cats, stones"),
    "speak": ("people, teachers, children, parents", "stones, chairs, trees, shoes, spoons"),
    "read": ("people, teachers, children", "stones, cows, fish, chairs, flowers"),
    "float on water": ("boats, corks, ducks, leaves", "stones, bricks, anchors, iron nails"),
    "burn": ("wood, paper, coal, candles", "stones, water, sand, ice"),
    "hop": ("frogs, rabbits, kangaroos", "snakes, fish, stones, whales"),
    "cut paper": ("scissors, sharp knives", "spoons, pillows, socks, balls"),
}
_HAVE = {
    "wings": ("birds, planes, bees, bats, eagles", "dogs, cats, cars, fish, horses, cows"),
    "four legs": (
        "dogs, cats, horses, cows, tables, lions",
        "birds, snakes, fish, people, spiders",
    ),
    "wheels": ("cars, bikes, trucks, buses, trains", "houses, boats, dogs, trees, shoes, horses"),
    "feathers": ("birds, ducks, hens, owls, parrots", "dogs, cats, fish, snakes, frogs, cows"),
    "leaves": ("trees, bushes, plants", "stones, cars, dogs, houses, clouds"),
    "teeth": ("dogs, sharks, people, lions, wolves", "stones, trees, chairs, clouds, worms"),
    "pages": ("books, magazines, notebooks", "cars, apples, dogs, shoes, chairs"),
    "a roof": ("houses, churches, barns, schools", "apples, dogs, spoons, rivers, shoes"),
}
_FACTS = """
the earth is round:y, the sun is a star:y, the moon is made of cheese:n, fish live in water:y
cows give milk:y, hens lay eggs:y, pigs lay eggs:n, a week has seven days:y, a week has eight days:n
a year has twelve months:y, a year has ten months:n, an hour has sixty minutes:y, snow is hot:n
water is wet:y, fire is cold:n, the sky is blue:y, grass is blue:n, a triangle has three sides:y
a square has five sides:n, Paris is in France:y, Paris is in Japan:n, Tokyo is in Japan:y
London is in England:y, Rome is in Italy:y, Rome is in Spain:n, Berlin is in Germany:y
bread is made of flour:y, bread is made of stone:n, the sun rises in the east:y, cats bark:n
the sun rises in the west:n, ice is frozen water:y, bees make honey:y, dogs make honey:n
people need water:y, plants need water:y, cars need water to drive:n, a spider has eight legs:y
a spider has six legs:n, an ant has six legs:y, a dog has five legs:n, snow is cold:y
a day has 24 hours:y, a day has 30 hours:n, a minute has sixty seconds:y, whales live in the sea:y
lions eat grass:n, cows eat grass:y, birds have feathers:y, gold is a metal:y, wood is a metal:n
a penguin is a bird:y, a whale is a fish:n, a bat is a bird:n, a tomato is an animal:n
two plus two is four:y, two plus two is five:n, five is bigger than three:y, ten is less than two:n
Monday comes after Sunday:y, Friday comes after Monday:n, July comes after June:y, May is a month:y
Tuesday is a month:n, Brazil is a country:y, Africa is a continent:y, Asia is a city:n
"""
_SIZES = (
    "flea, ant, bee, mouse, rat, rabbit, cat, fox, dog, wolf, pig, lion, horse, elephant, whale",
    "pea, cherry, plum, apple, melon, pumpkin",
    "coin, cup, bucket, bathtub, swimming pool, lake, ocean",
    "needle, pencil, broom, ladder, tree, tower",
    "skateboard, bike, car, truck, ship",
    "tent, hut, house, castle, city, country, continent",
)
_KINDS = {
    "animal": "an animal", "food": "a food", "drink": "a drink", "tool": "a tool", "toy": "a toy",
    "vehicle": "a vehicle", "instrument": "an instrument", "plant": "a plant",
    "furniture": "furniture", "clothing": "clothing",
}  # fmt: skip
_YES_NO = Shapes(
    "{q}?", "{q}?", "{q}?", "{q}? Yes or no?", "Answer with yes or no: {l}?",
    "answer with yes or no only: {l}?", "Yes or no: {l}?", "Yes or no? {q}?", "{l}? yes/no",
    "Only yes or no please: {l}?", "Just say yes or no. {q}?", "Tell me, {l}?", "Quick: {l}?",
    "Answer yes or no. {q}?", "{q}? (yes or no)", "Reply only with yes or no: {l}?",
)  # fmt: skip
_TRUE = Shapes(
    "Is it true that {f}?", "{F}. True or false?", "True or false: {f}.", "{F}. Is that true?",
    "{F}, right?", "Is this right: {f}?", "{F}. Is this correct?", "Check this: {f}. Is it true?",
    "Would you say that {f}?", "Do you agree that {f}?", "is it correct that {f}?",
)  # fmt: skip


def _list(draw: Draw, both: tuple[str, str]) -> tuple[str, bool]:
    yes = draw.chance(0.5)
    return draw.pick(both[0 if yes else 1].split(", ")), yes


def _said(yes: bool) -> str:
    return "Yes." if yes else "No."


def yes_or_no(draw: Draw) -> tuple[str, str]:
    """A question on what everybody knows."""
    kind = draw.integer(0, 5)
    if kind <= 1:
        quality = draw.pick(tuple(_WHICH))
        thing, yes = _list(draw, _WHICH[quality])
        ask = f"is {thing} {quality}"
    elif kind == 2:
        quality = draw.pick(tuple(_CAN))
        thing, yes = _list(draw, _CAN[quality])
        ask = f"can {thing} {quality}"
    elif kind == 3:
        quality = draw.pick(tuple(_HAVE))
        thing, yes = _list(draw, _HAVE[quality])
        ask = f"do {thing} have {quality}"
    else:
        fact, mark = draw.pick(wide.items(_FACTS)).split(":")
        text = _TRUE(draw, f=fact)
        if "rue or false" in text:
            return text, "True." if mark == "y" else "False."
        return text, _said(mark == "y")
    return _YES_NO(draw, q=capital(ask), l=ask), _said(yes)


@cache
def _known() -> tuple[tuple[Shape, str], ...]:
    return tuple((Shape(ask), answer) for ask, answer in tables("known", 2))


def known(draw: Draw) -> tuple[str, str]:
    """A question that a child can answer."""
    ask, answer = draw.pick(_known())
    return ask(draw), answer


def bigger(draw: Draw) -> tuple[str, str]:
    """Which of two things is bigger."""
    row = draw.pick(_SIZES).split(", ")
    i, j = sorted(draw.some(range(len(row)), 2))
    small, big = row[i], row[j]
    a, b = draw.shuffled([small, big])
    if draw.chance(0.4):
        word = draw.pick(("bigger", "smaller"))
        yes = (a == big) == (word == "bigger")
        return f"Is {with_article(a)} {word} than {with_article(b)}?", _said(yes)
    word = draw.pick(("bigger", "larger", "smaller"))
    ask = Shapes("Which is {w}, {a a} or {a b}?", "What is {w}: {a a} or {a b}?",
                 "{A a} or {a b}: which one is {w}?", "Which one is {w}, the {a} or the {b}?",
                 "Is {a a} or {a b} {w}?")  # fmt: skip
    found = small if word == "smaller" else big
    return ask(draw, w=word, a=a, b=b), f"{capital(with_article(found))}."


def kind_of(draw: Draw) -> tuple[str, str]:
    """What something is, or whether it is of a kind."""
    kind = draw.pick(tuple(_KINDS))
    word = draw.one(wide.NOUNS[kind])
    full = _KINDS[kind]
    thing = word if not wide.counted(word) or kind in ("food", "drink") else with_article(word)
    if draw.chance(0.5):
        asks = ("What is {t}?", "What kind of thing is {t}?", "what is {t}", "What sort of thing"
                " is {t}?", "{T}: what is that?", "Which category does {t} belong to?")  # fmt: skip
        return Shapes(*asks)(draw, t=thing), f"{capital(full)}."
    yes = draw.chance(0.5)
    other = draw.pick([k for k in ("vehicle", "animal", "instrument", "drink") if k != kind])
    claim = full if yes else _KINDS[other]
    claims = ("Is {t} {c}?", "is {t} {c}", "Would you call {t} {c}?", "Is {t} {c}? Yes or no?")
    return Shapes(*claims)(draw, t=thing, c=claim), _said(yes)


_LIST = Shapes(
    "List {n} {k}.", "Name {n} {k}.", "Give me {n} {k}.", "Tell me {n} {k}.", "{N} {k}, please.",
    "Can you name {n} {k}?", "list {n} {k}", "name {n} different {k}", "What are {n} {k}?",
    "Write down {n} {k}.", "I need {n} {k}.", "Could you list {n} {k}?", "Think of {n} {k}.",
    "Please give me a list of {n} {k}.", "Say {n} {k}.", "Make a list of {n} {k}.", "{n} {k}?",
    "Do you know {n} {k}?", "Mention {n} {k}.", "Give {n} examples of {k}.", "{N} {k}",
)  # fmt: skip


_NAMED = [kind for kind in CATEGORIES if kind not in ("furniture", "weather", "clothing")]


def listed(draw: Draw) -> tuple[str, str]:
    """Some things of a kind."""
    n = draw.weighted((1, 2, 3, 4, 5), (1, 3, 8, 3, 3))
    number = in_words(n) if draw.chance(0.6) else str(n)
    kind = draw.pick(_NAMED)
    name = kind if n == 1 else plural(kind)
    items = draw.some(CATEGORIES[kind], n)
    return _LIST(draw, n=number, k=name), f"{capital(listing(items))}."


_SUCH = {
    "animals that can fly": "an owl, a bat, an eagle, a bee, a duck, a crow, a butterfly",
    "animals that can swim": "a duck, a seal, a dolphin, a frog, a whale, a shark",
    "animals that live in the (sea|ocean)": "a whale, a shark, a dolphin, a crab, a seal",
    "animals that live on a farm": "a cow, a pig, a hen, a goat, a sheep, a horse",
    "animals with four legs": "a dog, a cat, a horse, a cow, a lion, a fox",
    "animals that lay eggs": "a hen, a duck, a turtle, a snake, a frog",
    "animals that live in Africa": "a lion, an elephant, a zebra, a giraffe, a hippo",
    "(pets|animals that people keep at home)": "a dog, a cat, a hamster, a rabbit, a goldfish",
    "(wild|dangerous) animals": "a lion, a bear, a wolf, a shark, a crocodile",
    "things that are (red|the color red)": "a tomato, a cherry, a rose, blood, a strawberry",
    "things that are (green|the color green)": "grass, a frog, a cucumber, a leaf, a lime",
    "things that are (yellow|the color yellow)": "a lemon, a banana, the sun, corn, butter",
    "things that are (white|the color white)": "snow, milk, salt, sugar, a swan",
    "things that are (cold|very cold)": "ice, snow, frost, ice cream, a glacier",
    "things that are (hot|very hot)": "fire, an oven, the sun, lava, boiling water",
    "things with wheels": "a car, a bike, a bus, a train, a truck",
    "things (you find|that are) in a kitchen": "a spoon, a pot, a plate, a fork, a stove",
    "things (you need|to take) for (school|class)": "a pen, a book, a bag, a ruler, a notebook",
    "things (you need|to take) (for|to) the beach": "a towel, water, a hat, a ball, sunscreen",
    "things (you can|to) eat for breakfast": "bread, eggs, cereal, porridge, fruit",
    "things (you can|to) drink": "water, tea, milk, juice, coffee",
    "things that can (burn|catch fire)": "wood, paper, coal, a candle, dry grass",
    "things (that are|made) of wood": "a table, a chair, a pencil, a door, a boat",
    "things that (can cut|are sharp)": "a knife, scissors, an axe, a saw, a razor",
    "things (you can|to) do (on a rainy day|at home)": "read, cook, paint, sleep, play chess",
}


@cache
def _such() -> tuple[tuple[Shape, tuple[str, ...]], ...]:
    return tuple((Shape(what), tuple(things.split(", "))) for what, things in _SUCH.items())


def such(draw: Draw) -> tuple[str, str]:
    """Some things of which something is true, or one with a given first letter."""
    if draw.chance(0.25):
        kind = draw.pick(_NAMED)
        word = draw.pick(CATEGORIES[kind])
        ask = Shapes("(Name|Tell me|Give me|Say) {a k} that (starts|begins) with {c}.",
                     "{A k} (with|that starts with) the letter {c}?",
                     "Which {k} (starts|begins) with {c}?")  # fmt: skip
        letter = word[0].upper() if draw.chance(0.6) else word[0].lower()
        return ask(draw, k=kind, c=letter), f"{capital(word)}."
    what, things = draw.pick(_such())
    n = draw.weighted((1, 2, 3, 4), (1, 5, 5, 1))
    number = in_words(n) if draw.chance(0.6) else str(n)
    name = what(draw)
    if n == 1:
        return _LIST(draw, n="some", k=name), f"{capital(listing(draw.some(things, 3)))}."
    return _LIST(draw, n=number, k=name), f"{capital(listing(draw.some(things, n)))}."


def one(draw: Draw) -> tuple[str, str]:
    """Any of these."""
    kinds = (yes_or_no, bigger, kind_of, listed, such, known)
    return draw.weighted(kinds, (8, 2, 4, 4, 3, 8))(draw)
