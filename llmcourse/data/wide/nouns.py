"""Wide lists of nouns by kind, ours, by hand: what texts about anything are about.

`wide` draws from them. Words are lower case and singular; `wide.plural` makes plurals. Kinds say
which verbs fit (`wideverbs`), nothing else: no task labels a word by its kind here.
"""

NOUNS: dict[str, str] = {
    "food": """
bread, cheese, butter, rice, soup, pasta, pizza, cake, pie, salad, sandwich, burger, sausage
bacon, ham, steak, omelet, pancake, waffle, cookie, biscuit, muffin, bagel, croissant, donut
pretzel, cracker, yogurt, pudding, custard, jelly, honey, jam, syrup, chocolate, candy, toffee
caramel, ice cream, popcorn, nut, peanut, almond, walnut, cashew, raisin, apple, pear, plum
banana, cherry, grape, lemon, orange, peach, mango, melon, fig, kiwi, lime, apricot, papaya
pineapple, coconut, strawberry, raspberry, blueberry, blackberry, cranberry, watermelon
pomegranate, date, olive, avocado, tomato, carrot, potato, onion, cabbage, leek, spinach, pea
bean, turnip, radish, cucumber, pumpkin, celery, garlic, lettuce, broccoli, cauliflower, pepper
chili, corn, mushroom, beet, zucchini, eggplant, asparagus, artichoke, parsley, basil, noodle
dumpling, taco, burrito, curry, stew, risotto, lasagna, meatball, kebab, falafel, hummus, tofu
sushi, roll, porridge, oatmeal, cereal, granola, toast, egg, boiled egg, fried fish, salmon
tuna, shrimp, chicken, turkey, lamb chop, lentil, chickpea, tart, brownie, cupcake, cheesecake
gingerbread, marshmallow, lollipop, sorbet, scone, baguette, quiche, paella, goulash, gravy
ketchup, mustard, mayonnaise, pickle, sauce, cinnamon bun, birthday cake, apple pie
""",
    "drink": """
tea, coffee, milk, water, juice, lemonade, soda, cider, cocoa, hot chocolate, smoothie
milkshake, iced tea, green tea, orange juice, apple juice, tomato juice, mineral water, espresso
latte, punch, ginger ale, herbal tea, beer, wine
""",
    "animal": """
tiger, otter, camel, parrot, badger, giraffe, cat, dog, fox, bear, wolf, rabbit, deer, horse
cow, pig, goat, sheep, mouse, rat, squirrel, monkey, lion, leopard, panther, elephant, zebra
donkey, mule, beaver, mole, hedgehog, raccoon, skunk, weasel, moose, bison, buffalo, llama
alpaca, kangaroo, koala, panda, gorilla, baboon, chimpanzee, orangutan, lemur, hyena, jackal
lynx, puma, cheetah, jaguar, antelope, gazelle, hamster, guinea pig, gerbil, ferret, hen
rooster, chick, duck, duckling, goose, turkey, owl, crow, raven, eagle, hawk, falcon, vulture
sparrow, robin, pigeon, dove, swan, heron, stork, crane, flamingo, pelican, penguin, ostrich
emu, peacock, pheasant, woodpecker, kingfisher, swallow, seagull, hummingbird, canary, cockatoo
seal, walrus, sea lion, dolphin, whale, shark, octopus, squid, crab, lobster, shrimp, jellyfish
starfish, seahorse, salmon, trout, goldfish, carp, eel, lizard, gecko, iguana, chameleon
crocodile, alligator, turtle, tortoise, snake, python, cobra, frog, toad, newt, salamander
snail, slug, worm, spider, scorpion, ant, bee, wasp, fly, moth, butterfly, dragonfly, beetle
ladybug, grasshopper, cricket, mosquito, caterpillar, puppy, kitten, pony, foal, lamb, calf, ox
yak, boar, hare, chipmunk, bat, opossum, armadillo, anteater, sloth, porcupine, platypus, wombat
meerkat, mongoose, rhino, hippo, reindeer, elk, poodle, terrier, dachshund, beagle, collie
husky, tomcat, stallion, mare, bull
""",
    "clothing": """
shirt, coat, hat, sock, glove, scarf, dress, skirt, jacket, belt, shoe, boot, sweater, tie, cap
vest, cardigan, hoodie, raincoat, sandal, slipper, sneaker, blouse, T-shirt, uniform, suit
apron, mitten, shawl, cape, bow tie, swimsuit, bathrobe, costume, helmet, headband, wristband
wedding dress, tracksuit, poncho, kilt, kimono, nightgown, mask, wig
""",
    "tool": """
hammer, saw, drill, wrench, axe, shovel, rake, screwdriver, chisel, file, broom, mop, bucket
ladder, brush, paintbrush, sponge, rope, chain, hook, nail, screw, bolt, spade, hoe, wheelbarrow
tape measure, ruler, compass, magnifying glass, needle, thimble, crowbar, hatchet, pickaxe
trowel, sickle, pitchfork, fishing rod, net, whistle, stapler, hole punch, level, clamp, mallet
sander, toolbox, pump, hose, watering can, lawn mower, vacuum cleaner, flashlight, pocketknife
""",
    "vehicle": """
car, bus, train, truck, bicycle, boat, ship, plane, tram, taxi, van, scooter, ferry, tractor
motorcycle, helicopter, wagon, sled, canoe, kayak, sailboat, yacht, raft, submarine, rocket
spaceship, jeep, limousine, ambulance, fire truck, police car, bulldozer, crane truck
skateboard, tricycle, unicycle, stroller, cart, carriage, rowboat, minibus, camper
""",
    "furniture": """
table, chair, bed, sofa, desk, shelf, wardrobe, bench, stool, armchair, bookcase, dresser
nightstand, couch, crib, rocking chair, coffee table, workbench, mattress, hammock, mirror
carpet, rug, curtain, lamp, chandelier, cradle, fan
""",
    "container": """
box, bag, basket, bucket, jar, bottle, suitcase, backpack, drawer, chest, barrel, crate
envelope, wallet, purse, handbag, cupboard, cabinet, trunk, tin, can, carton, tub, pouch, sack
briefcase, safe, locker, lunchbox, pocket, tray, bowl, vase, bin, cooler, toy box, jewelry box
glove compartment, shopping bag, kettle, pot, teapot, mug, thermos
""",
    "device": """
radio, television, computer, laptop, phone, camera, printer, keyboard, charger, fridge, oven
toaster, dishwasher, washing machine, microwave, blender, mixer, heater, clock, alarm clock
watch, calculator, scanner, projector, speaker, microphone, telescope, microscope, thermometer
scale, tablet, drone, robot, remote control, headset, router, monitor, doorbell, freezer, dryer
hair dryer, sewing machine, typewriter, generator, battery, solar panel, engine, motor, stove
smoke alarm, coffee machine, iron, air conditioner, elevator, traffic light, streetlight
metal detector, lamp, lantern
""",
    "toy": """
doll, ball, kite, puzzle, yo-yo, teddy bear, marble, balloon, rattle, spinning top, toy car
toy train, building block, dollhouse, jigsaw puzzle, board game, chess set, deck of cards
frisbee, slingshot, jump rope, hula hoop, puppet, rubber duck, water gun, stuffed rabbit
model plane, snow globe, rocking horse, bubble wand, tin soldier, dice
""",
    "paper": """
book, letter, newspaper, magazine, notebook, diary, map, ticket, passport, photo, poster
postcard, card, novel, poem, report, essay, contract, recipe, receipt, menu, list, note, stamp
parcel, package, calendar, dictionary, atlas, comic, cookbook, textbook, manual, certificate
birthday card, invitation, document, form, check, bill, brochure, script, sketch, drawing
painting, blueprint, song, article, story, fairy tale, biography, screenplay, lecture, speech
message, email, homework, worksheet, exam paper, library card, sticker, bookmark, scrapbook
journal, catalog, guidebook, leaflet
""",
    "plant": """
tree, rose, tulip, daisy, lily, violet, poppy, orchid, daffodil, sunflower, iris, cactus, fern
ivy, moss, bush, hedge, oak, pine, birch, maple, willow, elm, cedar, beech, fir, palm
lemon tree, apple tree, cherry tree, lavender, mint, weed, vine, bamboo, clover, dandelion
carnation, seed, bouquet, wreath, bonsai, potted plant, tomato plant, grapevine, bulb
""",
    "instrument": """
violin, piano, guitar, flute, drum, trumpet, cello, harp, clarinet, organ, trombone, banjo
saxophone, accordion, oboe, harmonica, ukulele, tambourine, triangle, xylophone, bagpipe, tuba
recorder, bell, gong, mandolin, bass guitar, lute
""",
    "kitchen": """
pot, pan, spoon, fork, knife, plate, bowl, cup, kettle, glass, mug, ladle, grater, rolling pin
cutting board, whisk, teapot, saucer, pitcher, frying pan, corkscrew, can opener, baking sheet
colander, spatula, napkin, tablecloth, tray, dish, wine glass, teaspoon, peeler, lid, apron hook
oven mitt, salt shaker, pepper mill, candlestick, wooden spoon
""",
    "treasure": """
ring, necklace, bracelet, earring, crown, coin, gold coin, diamond, pearl, ruby, emerald
sapphire, medal, trophy, locket, brooch, tiara, statue, sculpture, vase, painting, sword, shield
silver spoon, goblet, candlestick, music box, pocket watch, watch chain, mask, figurine, amber
key, golden key, treasure map, scepter, old coin, antique clock, gem, jewel
""",
    "sport": """
ball, basketball, football, tennis racket, golf club, hockey stick, baseball bat, bat, puck
javelin, dumbbell, skateboard, snowboard, surfboard, ski, skate, goal, net, sled, boxing glove
swim ring, trampoline, treadmill, bow, arrow, dartboard, dart, rowing machine, yoga mat
starting block, punching bag, helmet, jersey, whistle, stopwatch, medal, trophy, bike
""",
    "thing": """
umbrella, key, lock, candle, match, pillow, blanket, towel, soap, toothbrush, toothpaste, comb
hairbrush, sunglasses, glasses case, pen, pencil, eraser, marker, crayon, scissors case
glue stick, paper clip, rubber band, string, button, zipper, ribbon, bow, thread, yarn, cushion
flag, banner, sign, bell, tent, sleeping bag, lighter, torch, stick, stone, rock, brick, tile
board, plank, pole, pipe, wire, cable, wheel, tire, pedal, bumper, windshield, anchor, oar, sail
lightbulb, plug, socket, switch, handle, doorknob, hinge, window, door, gate, fence, roof
chimney, wall, staircase, floor, ceiling, carpet, doormat, mailbox, trash can, flower pot
birdhouse, doghouse, fish tank, cage, leash, collar, saddle, horseshoe, bone, feather
egg carton, shell, seashell, leaf, twig, log, acorn, pine cone, snowball, snowman, sandcastle
puddle, ice cube, perfume, lipstick, razor, shampoo, bandage, pill, medicine, crutch, wheelchair
cast, first aid kit, stethoscope, test tube, magnet, lens, prism, globe, chalk, blackboard
whiteboard, easel, canvas, clay, statue, fountain, bench, swing, slide, seesaw, sandbox
scarecrow, well, windmill, wagon wheel, hay bale, beehive, nest, ornament, present, gift, wreath
firework, sparkler, mask, fan, hourglass, sundial, suit of armor, cannon, spear, drumstick
name tag, badge, lanyard, remote, USB stick, memory card, earphone, screen, cushion cover
bath mat, shower curtain, coat hanger, laundry basket, clothespin, ironing board, dustpan
light switch, thermostat, wallpaper, picture frame, album
""",
    "material": """
wood, glass, stone, paper, plastic, leather, rubber, cotton, wool, clay, gold, silver, iron
steel, silk, straw, brick, marble, copper, bronze, cardboard, concrete, sand, ice, wax, velvet
linen, felt, tin, bamboo, foam, porcelain, ivory
""",
}
"""Kinds and their words."""

PLURALS = {
    "mouse": "mice",
    "goose": "geese",
    "sheep": "sheep",
    "deer": "deer",
    "wolf": "wolves",
    "calf": "calves",
    "ox": "oxen",
    "bison": "bison",
    "moose": "moose",
    "salmon": "salmon",
    "trout": "trout",
    "shrimp": "shrimp",
    "reindeer": "reindeer",
    "foot": "feet",
    "tooth": "teeth",
    "child": "children",
    "man": "men",
    "woman": "women",
    "person": "people",
    "leaf": "leaves",
    "knife": "knives",
    "pocketknife": "pocketknives",
    "shelf": "shelves",
    "loaf": "loaves",
    "scarf": "scarves",
    "thief": "thieves",
    "wife": "wives",
    "half": "halves",
    "fish": "fish",
    "dice": "dice",
    "fried fish": "fried fish",
    "goldfish": "goldfish",
    "jellyfish": "jellyfish",
    "starfish": "starfish",
    "potato": "potatoes",
    "tomato": "tomatoes",
    "hero": "heroes",
    "mango": "mangoes",
    "mosquito": "mosquitoes",
    "cactus": "cacti",
    "deck of cards": "decks of cards",
    "suit of armor": "suits of armor",
    "buffalo": "buffalo",
    "elf": "elves",
    "dwarf": "dwarves",
    "bookcase": "bookcases",
    "squid": "squid",
    "carp": "carp",
    "platypus": "platypuses",
    "life": "lives",
    "bus": "buses",
    "minibus": "minibuses",
    "octopus": "octopuses",
    "elk": "elk",
    "quiz": "quizzes",
}

UNCOUNTED = frozenset("""
bread cheese butter rice soup pasta bacon ham yogurt custard honey jam syrup popcorn spinach
garlic lettuce broccoli cauliflower corn asparagus parsley basil hummus tofu sushi porridge
oatmeal cereal granola toast gingerbread gravy ketchup mustard mayonnaise celery stew curry
risotto lasagna paella goulash jelly chocolate candy pudding ice_cream tea coffee milk water
juice lemonade soda cider cocoa hot_chocolate iced_tea green_tea orange_juice apple_juice
tomato_juice mineral_water punch ginger_ale herbal_tea beer wine wood glass stone paper plastic
leather rubber cotton wool clay gold silver iron steel silk straw marble copper bronze cardboard
concrete sand ice wax velvet linen felt tin foam porcelain ivory soap toothpaste string thread
yarn chalk perfume shampoo medicine wallpaper homework moss ivy mint bamboo lavender amber sauce
""".split())  # fmt: skip
"""Words that do not stand after "a" and have no plural, "_" for a space."""
