"""What words can have in common, ours, by hand: one row a class for few-shot labels.

The classes cross each other: a word can be a pet, have fur and four legs. None has a name.
"""

KINDS = """
cat, dog, horse, cow, pig, goat, sheep, donkey, hen, duck, goose, rabbit
lion, bear, wolf, fox, elephant, zebra, leopard, hyena, monkey, gorilla, buffalo
whale, dolphin, shark, octopus, crab, seal, squid, lobster, salmon, jellyfish, tuna
owl, eagle, bee, bat, moth, butterfly, wasp, crow, dragonfly, swallow, mosquito
snake, lizard, crocodile, turtle, gecko, iguana, python, cobra, alligator, tortoise
puppy, kitten, calf, lamb, foal, chick, duckling, cub, fawn, piglet, tadpole
snail, worm, slug, spider, ant, beetle, caterpillar, centipede, cricket, ladybug
mouse, rat, hamster, squirrel, gerbil, mole, hedgehog, chipmunk, guinea pig, ferret
lemon, vinegar, lime, grapefruit, pickle, yogurt, sauerkraut, cranberry, rhubarb
honey, sugar, candy, syrup, chocolate, jam, caramel, cake, cookie, toffee, pudding
salt, pepper, cinnamon, mustard, basil, parsley, ginger, curry, oregano, thyme, paprika
ham, bacon, steak, sausage, chicken, turkey, beef, lamb chop, meatball, veal, salami
milk, butter, cheese, cream, yogurt, ice cream, custard, milkshake, whipped cream
bread, toast, bagel, bun, baguette, roll, croissant, pretzel, muffin, waffle, scone
walnut, almond, peanut, cashew, hazelnut, pistachio, chestnut, pecan, acorn, coconut
strawberry, raspberry, blueberry, blackberry, cranberry, gooseberry, cherry, grape
beer, wine, whiskey, champagne, rum, gin, cider, vodka, brandy, cocktail
car, bus, truck, van, taxi, tractor, ambulance, jeep, minibus, motorcycle, scooter
boat, ship, ferry, canoe, raft, yacht, kayak, submarine, sailboat, rowboat, barge
plane, helicopter, rocket, balloon, glider, drone, airship, jet, parachute, kite
train, tram, subway, monorail, locomotive, wagon, carriage, cable car, freight train
bed, pillow, blanket, mattress, sheet, quilt, cushion, hammock, cradle, sleeping bag
knife, scissors, axe, saw, razor, sword, dagger, chisel, sickle, cleaver, scalpel
lamp, candle, torch, lantern, flashlight, bulb, chandelier, headlight, spotlight, match
box, bag, basket, barrel, jar, bucket, crate, chest, bottle, suitcase, backpack
book, novel, magazine, newspaper, dictionary, diary, atlas, comic, catalog, brochure
pen, pencil, crayon, marker, chalk, brush, eraser, ruler, stapler, highlighter
clock, watch, calendar, timer, hourglass, alarm clock, stopwatch, sundial
phone, radio, laptop, camera, printer, tablet, television, computer, speaker, scanner
fridge, oven, toaster, kettle, blender, stove, dishwasher, microwave, freezer, mixer
soap, towel, toothbrush, comb, shampoo, sponge, mirror, razor, toothpaste, hairbrush
door, window, wall, roof, floor, ceiling, stairs, chimney, balcony, gate, corridor
kitchen, bedroom, bathroom, cellar, attic, hall, garage, living room, pantry, nursery
coin, bill, check, wallet, purse, bank, price, salary, debt, tax, loan, budget
letter, parcel, stamp, envelope, postcard, package, telegram, address, mailbox
doll, ball, puzzle, kite, teddy, marble, rattle, yo-yo, swing, seesaw, sandbox
chess, poker, checkers, dominoes, dice, cards, bingo, billiards, darts, backgammon
river, lake, sea, ocean, pond, stream, waterfall, bay, canal, lagoon, puddle, swamp
mountain, hill, cliff, valley, canyon, volcano, ridge, peak, slope, glacier
forest, meadow, desert, jungle, field, prairie, park, orchard, vineyard, moor
sun, moon, comet, galaxy, asteroid, meteor, satellite, nebula
rain, hail, drizzle, shower, dew, downpour, mist, sleet, snow, thunderstorm
fire, lava, oven, furnace, bonfire, flame, steam, sauna, desert, ember
ice, snow, frost, iceberg, snowman, icicle, freezer, glacier, popsicle, hailstone
wool, cotton, silk, linen, leather, velvet, denim, nylon, fur, felt, lace
wood, brick, concrete, glass, marble, granite, plaster, tile, bamboo, slate, cement
doctor, nurse, dentist, surgeon, pharmacist, vet, midwife, paramedic, therapist
baker, butcher, cook, waiter, chef, brewer, barista, bartender, grocer, miller
pilot, driver, captain, sailor, conductor, cyclist, skipper, courier, chauffeur
judge, lawyer, policeman, detective, guard, sheriff, soldier, general, spy, jailer
painter, writer, singer, actor, dancer, poet, sculptor, composer, comedian, novelist
king, queen, prince, princess, duke, emperor, knight, baron, countess, sultan
dragon, ghost, giant, witch, wizard, fairy, unicorn, vampire, elf, dwarf, mermaid
thief, pirate, robber, burglar, liar, smuggler, villain, crook, bandit, spy
mother, father, sister, brother, uncle, aunt, cousin, grandmother, nephew, niece
hospital, clinic, pharmacy, ambulance, bandage, syringe, pill, crutch, thermometer
school, teacher, pupil, lesson, exam, blackboard, homework, classroom, principal
church, temple, mosque, cathedral, chapel, monastery, synagogue, shrine, abbey
shop, market, supermarket, bakery, bookstore, mall, kiosk, boutique, pharmacy
run, walk, jump, swim, climb, crawl, dance, hop, march, skip, gallop, sprint
say, shout, whisper, talk, ask, answer, sing, murmur, yell, mumble, announce
eat, drink, chew, swallow, bite, taste, sip, lick, munch, nibble, devour
think, know, believe, remember, guess, doubt, forget, imagine, wonder, decide
break, crush, smash, destroy, tear, burn, crack, shatter, ruin, wreck, damage
build, repair, fix, construct, assemble, mend, restore, paint, weld, glue, invent
buy, sell, pay, borrow, lend, trade, spend, rent, order, earn, owe, invest
see, look, watch, stare, notice, observe, peek, glance, spot, gaze, spy
wash, clean, scrub, sweep, wipe, dust, rinse, polish, mop, vacuum, tidy
cook, bake, fry, boil, roast, grill, stir, chop, peel, knead, season
laugh, smile, giggle, grin, cheer, chuckle, rejoice, celebrate, applaud
cry, weep, sob, mourn, groan, sigh, wail, moan, whine, lament
big, huge, large, giant, enormous, tall, vast, massive, gigantic, immense
small, tiny, little, short, narrow, thin, slim, mini, miniature, minute
hot, warm, boiling, burning, scorching, heated, sunny, tropical, fiery
cold, icy, freezing, frozen, chilly, frosty, cool, snowy, wintry
happy, glad, cheerful, merry, joyful, pleased, delighted, proud, content
sad, unhappy, gloomy, lonely, upset, miserable, tearful, hopeless, grieving
angry, furious, mad, annoyed, cross, irritated, grumpy, enraged, bitter
afraid, scared, nervous, worried, frightened, anxious, timid, terrified
fast, quick, rapid, swift, speedy, hasty, prompt, hurried, instant
slow, lazy, sluggish, sleepy, late, tired, idle, delayed, drowsy
clever, smart, wise, bright, brilliant, intelligent, sharp, witty, skilled
rich, wealthy, expensive, golden, precious, costly, luxurious, royal
old, ancient, aged, antique, elderly, historic, outdated, retired, medieval
new, young, modern, fresh, recent, newborn, latest, unused, current
morning, evening, noon, night, midnight, dawn, dusk, afternoon, sunrise, sunset
spring, summer, autumn, winter, Christmas, Easter, vacation, holiday, weekend
second, minute, hour, day, week, month, year, decade, century, moment
always, never, often, sometimes, rarely, seldom, usually, daily, weekly, again
above, below, behind, under, beside, between, inside, near, over, across
meter, mile, inch, kilometer, foot, yard, centimeter, gram, liter, pound, ton
Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday
Africa, Asia, Europe, Australia, Antarctica, America
Paris, Rome, Berlin, Madrid, Vienna, Prague, Lisbon, Dublin, Warsaw, Athens
Tokyo, Beijing, Delhi, Bangkok, Seoul, Hanoi, Manila, Jakarta, Mumbai, Osaka
France, Spain, Italy, Poland, Greece, Norway, Sweden, Austria, Portugal, Ireland
Brazil, Peru, Chile, Mexico, Canada, Cuba, Argentina, Bolivia, Colombia
Kenya, Egypt, Ghana, Nigeria, Morocco, Ethiopia, Uganda, Senegal, Tunisia
"""
