"""The lexicon: nouns, places and categories that several families share, ours, by hand."""

from llmcourse.data.split import HELD_ANIMALS, HELD_CATEGORIES, Pool

ANIMALS: Pool[str] = Pool(
    "animal",
    """
    tiger otter camel parrot badger giraffe cat dog fox bear wolf rabbit deer horse cow pig goat
    sheep mouse rat squirrel monkey lion leopard panther elephant zebra donkey mule beaver mole
    hedgehog raccoon skunk weasel moose bison buffalo llama kangaroo koala panda gorilla baboon
    hyena jackal lynx puma cheetah antelope hamster ferret hen duck goose owl crow raven eagle hawk
    falcon sparrow robin pigeon swan heron stork crane penguin ostrich seal walrus lizard gecko
    turtle frog toad puppy kitten pony lamb calf ox yak boar hare chipmunk
    """.split(),
    held=HELD_ANIMALS,
)

CATEGORIES: dict[str, list[str]] = {
    name: [word.strip() for word in words.split(",")]
    for name, words in {
        "animal": "cat, dog, horse, cow, lion, bear, wolf, rabbit, mouse, goat, sheep, pig, fox, "
        "deer, monkey, elephant, zebra, otter, tiger, camel",
        "bird": "owl, eagle, sparrow, crow, hawk, robin, pigeon, swan, duck, goose, parrot, raven",
        "fish": "salmon, trout, tuna, cod, shark, herring, carp, sardine, eel, perch, pike",
        "insect": "ant, bee, wasp, fly, beetle, moth, butterfly, cricket, mosquito, termite",
        "fruit": "apple, pear, plum, banana, cherry, grape, lemon, orange, peach, mango, melon, "
        "fig, kiwi, lime, apricot, papaya",
        "vegetable": "carrot, potato, onion, cabbage, leek, spinach, pea, bean, turnip, radish, "
        "cucumber, pumpkin, celery, garlic",
        "drink": "tea, coffee, milk, water, juice, beer, wine, cocoa, lemonade, soda, cider",
        "food": "bread, cheese, rice, soup, pizza, pasta, cake, butter, egg, salad, pie, sausage",
        "vehicle": "car, bus, train, truck, bicycle, boat, ship, plane, tram, taxi, van, scooter, "
        "ferry, tractor",
        "tool": "hammer, saw, drill, wrench, axe, shovel, rake, screwdriver, pliers, chisel, file",
        "furniture": "table, chair, bed, sofa, desk, shelf, wardrobe, bench, stool, cupboard",
        "color": "red, blue, green, yellow, black, white, brown, pink, purple, gray, orange",
        "body part": "hand, foot, arm, leg, head, nose, ear, eye, knee, elbow, shoulder, finger",
        "job": "baker, teacher, doctor, farmer, nurse, pilot, painter, judge, plumber, lawyer, "
        "waiter, tailor, soldier, driver",
        "country": "France, Spain, Italy, Japan, China, India, Brazil, Egypt, Kenya, Peru, Chile, "
        "Canada, Norway, Poland",
        "city": "Paris, London, Rome, Berlin, Madrid, Oslo, Vienna, Tokyo, Cairo, Lima, Athens, "
        "Prague, Dublin, Warsaw",
        "sport": "tennis, football, golf, hockey, boxing, rowing, swimming, basketball, cricket, "
        "skiing, judo, rugby",
        "weather": "rain, snow, wind, fog, storm, hail, thunder, sunshine, frost, drizzle, sleet",
        "metal": "iron, gold, silver, copper, tin, lead, zinc, steel, nickel, bronze, platinum",
        "flower": "rose, tulip, daisy, lily, violet, poppy, orchid, daffodil, sunflower, iris",
        "tree": "oak, pine, birch, maple, willow, elm, cedar, beech, ash, fir, spruce, palm",
        "feeling": "joy, anger, fear, sadness, love, pride, shame, envy, hope, surprise, guilt",
        "shape": "circle, square, triangle, cube, sphere, cone, oval, rectangle, star, pyramid",
        "relative": "mother, father, sister, brother, uncle, aunt, cousin, grandmother, nephew",
        "month": "January, March, April, June, July, August, October, November, December",
        "planet": "Mars, Venus, Jupiter, Saturn, Mercury, Neptune, Uranus, Earth",
        "building": "house, church, school, castle, hospital, barn, tower, museum, hotel, factory",
        "number": "one, two, three, four, five, six, seven, eight, nine, ten, twelve, twenty",
        "language": "English, French, German, Spanish, Italian, Russian, Greek, Turkish, Arabic",
        "material": "wood, glass, stone, paper, plastic, leather, rubber, cotton, wool, clay",
        "school subject": "history, math, physics, chemistry, biology, geography, art, music",
        "kitchen thing": "pot, pan, spoon, fork, knife, plate, bowl, cup, kettle, oven, jar",
        "toy": "doll, ball, kite, puzzle, yo-yo, teddy, marble, balloon, rattle, robot",
        "clothing": "shirt, coat, hat, sock, glove, scarf, dress, skirt, jacket, belt, shoe, "
        "boot, sweater, trousers",
        "instrument": "violin, piano, guitar, flute, drum, trumpet, cello, harp, clarinet, organ, "
        "trombone, banjo",
    }.items()
}

CLASSES: Pool[str] = Pool("category", CATEGORIES, held=HELD_CATEGORIES)
"""Categories that label tasks may use."""

PLURALS = {
    "mouse": "mice", "goose": "geese", "sheep": "sheep", "deer": "deer", "wolf": "wolves",
    "calf": "calves", "foot": "feet", "tooth": "teeth", "child": "children", "man": "men",
    "woman": "women", "person": "people", "leaf": "leaves", "knife": "knives", "shelf": "shelves",
    "loaf": "loaves", "fish": "fish", "ox": "oxen", "potato": "potatoes", "tomato": "tomatoes",
    "scarf": "scarves", "hero": "heroes", "thief": "thieves", "wife": "wives", "half": "halves",
    "bison": "bison", "moose": "moose",
}  # fmt: skip


def plural(noun: str) -> str:
    """The noun for several of its kind; the last word of a compound takes the ending."""
    *before, last = noun.split(" ")
    if last in PLURALS:
        last = PLURALS[last]
    elif last.endswith(("s", "x", "ch", "sh", "z")):
        last += "es"
    elif last.endswith("y") and last[-2] not in "aeiou":
        last = last[:-1] + "ies"
    else:
        last += "s"
    return " ".join([*before, last])


THINGS = """
apple pear plum banana cherry orange lemon peach mango melon egg cookie cake muffin sandwich
pizza carrot potato onion tomato nut candy sweet book pen pencil notebook card stamp coin ticket
letter photo map postcard magazine ball marble toy doll kite balloon sticker puzzle block bead
button shell stone rock feather leaf flower rose tulip seed cup plate spoon fork bowl jar bottle
box bag basket key candle lamp chair brick nail screw battery shirt sock hat scarf glove badge
medal ring robot bike bag umbrella crayon brush ribbon bun pie biscuit chocolate
""".split()
"""Things that one can count and own."""

EDIBLE = frozenset(
    """
    apple pear plum banana cherry orange lemon peach mango melon egg cookie cake muffin sandwich
    pizza carrot tomato nut candy sweet bun pie biscuit chocolate
    """.split()
)

CITIES = """
Oslo Paris London Rome Berlin Madrid Vienna Tokyo Cairo Lima Athens Prague Dublin Warsaw Lisbon
Boston Chicago Dallas Denver Seattle Toronto Delhi Mumbai Lagos Nairobi Accra Seoul Hanoi Manila
Sydney Perth Geneva Zurich Milan Naples Porto Seville Lyon Nice Hamburg Munich Krakow Riga Tallinn
Helsinki Bergen Malmo Glasgow Leeds York Bath Cork Quito Bogota Havana Santiago Kyoto Osaka Dakar
""".split()

COLORS = """
red blue green yellow black white brown pink purple gray orange silver gold turquoise beige
""".split()

JOBS = """
baker teacher doctor farmer nurse pilot painter judge plumber lawyer waiter tailor soldier driver
cook gardener engineer librarian dentist carpenter writer singer actor photographer butcher clerk
sailor miner barber journalist programmer scientist architect mechanic electrician firefighter
""".split()

HOBBIES = """
chess painting swimming hiking fishing reading dancing singing cooking gardening knitting cycling
running skiing climbing sailing tennis photography pottery drawing baking yoga football rowing
""".split()

FOODS = """
pizza soup bread rice pasta cheese salad fish cake pancakes noodles curry beans sushi dumplings
apples pears bananas cherries chocolate popcorn porridge stew tacos waffles
""".split()

DRINKS = "tea coffee milk water juice cocoa lemonade cider soda".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = (
    "January February March April May June July August September October November December"
).split()

UNITS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
""".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number: int) -> str:
    """A number from 0 to 999 in words."""
    if number < 20:
        return UNITS[number]
    if number < 100:
        ten = TENS[number // 10 - 2]
        return f"{ten}-{UNITS[number % 10]}" if number % 10 else ten
    rest = f" and {in_words(number % 100)}" if number % 100 else ""
    return f"{UNITS[number // 100]} hundred{rest}"


def with_a(noun: str) -> str:
    """The noun after "a" or "an"."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
