"""A wider vocabulary of nouns, adjectives and verbs for texts about anything, ours, by hand.

`words` holds what tasks are about (categories, animals, things that are counted); these lists
make the texts around them varied. Nothing here is held out and nothing has a category.
"""


def _items(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.replace("\n", ",").split(",") if word.strip())


ROLES = _items("""
baker, teacher, doctor, farmer, nurse, pilot, painter, judge, plumber, lawyer, waiter, tailor
soldier, driver, cook, gardener, engineer, librarian, dentist, carpenter, writer, singer, actor
captain, mayor, king, queen, princess, prince, wizard, student, manager, customer, guest, thief
police officer, pirate, knight, robot, dragon, ghost, giant, witch, old man, old woman, young man
tall boy, little girl, stranger, neighbor, tourist, mechanic, hunter, fisherman, sailor, merchant
scientist, inventor, professor, director, secretary, president, coach, player, goalkeeper, dancer
musician, drummer, poet, reporter, detective, guard, prisoner, monk, priest, child, baby, twin
passenger, visitor, tenant, landlord, cashier, clerk, butcher, barber, shepherd, miller, blacksmith
clown, magician, astronaut, diver, climber, runner, cyclist, chef, owner, seller, buyer, winner
""")
RELATIVES = _items("""
mother, father, sister, brother, grandmother, grandfather, uncle, aunt, cousin, son, daughter, wife
husband, friend, best friend, neighbor, boss, teacher, coach, roommate, colleague, nephew, niece
""")
PETS = _items("dog, cat, horse, rabbit, hamster, goldfish, puppy, kitten, pony, turtle, cow")
OBJECTS = _items("""
lamp, table, chair, sofa, bed, desk, shelf, mirror, carpet, curtain, clock, watch, radio, television
computer, laptop, phone, camera, printer, keyboard, headphones, charger, fridge, oven, kettle
toaster, pan, pot, bowl, plate, cup, mug, glass, bottle, knife, fork, spoon, towel, soap, toothbrush
comb, suitcase, backpack, handbag, wallet, purse, umbrella, passport, ticket, map, letter, parcel
package, envelope, stamp, newspaper, magazine, novel, dictionary, notebook, pen, pencil, eraser
ruler, scissors, glue, hammer, saw, drill, ladder, bucket, broom, shovel, rope, nail, screw, candle
match, torch, lantern, basket, barrel, chest, treasure, coin, ring, necklace, bracelet, crown, sword
shield, arrow, flag, drum, guitar, piano, violin, flute, trumpet, ball, kite, doll, puzzle
chessboard
bicycle, scooter, car, truck, bus, train, boat, ship, plane, helicopter, tractor, wagon, sled, tent
blanket, pillow, mattress, coat, jacket, sweater, shirt, dress, skirt, hat, cap, scarf, glove, sock
shoe, boot, belt, tie, sunglasses, painting, statue, photo, poster, vase, flower, rose, tree, bench
fence, gate, door, window, roof, wall, stairs, elevator, engine, wheel, tire, battery, key, lock
box
bag, cookie, cake, pie, bread, cheese, soup, sandwich, salad, pizza, apple, pear, banana, egg, honey
jar of jam, cup of tea, bar of chocolate, bag of rice, bottle of milk, piece of paper, pair of shoes
report, essay, poem, song, speech, recipe, medicine, microscope, telescope, machine, tool, toy, gift
""")
VENUES = _items("""
museum, library, bakery, hotel, school, hospital, bank, zoo, park, swimming pool, gym, theater
cinema
train station, airport, market, shop, store, restaurant, cafe, church, castle, tower, bridge
factory
farm, office, garden, stadium, harbor, university, post office, pharmacy, bookshop, flower shop
toy store, mill, lighthouse, town hall, fire station, campsite, playground, ice rink, supermarket
""")
GROUPS = _items(
    "company, team, band, club, class, family, village, town, school, choir, crew, army"
)
EVENTS = _items("""
concert, meeting, party, wedding, festival, lecture, race, workshop, picnic, market, exam, game
match
show, film, class, trip, tour, exhibition, parade, conference, dinner, course, flight, ferry, lesson
""")
SPOTS = _items("""
box, drawer, bag, basket, cupboard, desk, closet, fridge, suitcase, bucket, jar, trunk, kitchen
garden
bedroom, hall, cellar, attic, bathroom, office, garage, living room, pocket, car, tent, barn, shed
safe
blue box, red box, top drawer, old chest, green bag, small room, big cupboard, black suitcase
""")
UNDER = _items("""
under the bed, under the sofa, on the table, on the shelf, behind the door, behind the couch, by the
window, next to the lamp, on the roof, near the river, under the tree, on the chair, in the sink
behind the house, in front of the house, on the desk, under the mat, between two books, on the floor
""".replace("by the\n", "by the "))  # fmt: skip
MATERIALS = _items("wood, glass, stone, paper, plastic, leather, rubber, cotton, wool, clay,"
" gold, silver,"
                   "iron, steel, silk, ice, straw, brick, marble, copper")  # fmt: skip
SEASONS = _items("spring, summer, autumn, winter")
SUBJECTS = _items("math, history, music, art, biology, physics, chemistry, geography, English,"
" French,"
                  "Spanish, sports, Latin, drawing, cooking")  # fmt: skip
ADJECTIVES = _items("""
big, small, old, new, young, tall, short, long, heavy, light, strong, weak, fast, slow, loud, quiet
bright, dark, warm, cold, hot, wet, dry, clean, dirty, empty, full, rich, poor, cheap, expensive
soft
hard, sweet, sour, fresh, broken, sharp, round, flat, deep, narrow, wide, thick, thin, friendly, shy
brave, clever, lazy, kind, angry, happy, sad, tired, hungry, thirsty, sick, busy, famous, strange
beautiful, ugly, simple, difficult, easy, safe, dangerous, rare, common, wooden, golden, wild
gentle
""")
REASONS = _items("""
the weather was bad, there was no wind, the road was closed, nobody wanted it, the roof was leaking
the price was too high, the battery was empty, it was too late, the old one was broken
money was short
the bridge was not safe, too many people came, the river was frozen, the key was lost
the heating failed
the doctor was ill, a storm was coming, the bus was late, the lights went out
the music was too loud
the water was dirty, the train was full, everybody was on vacation, there was a fire
it rained all day
the machine stopped, nobody was at home, the soup was cold, the door was locked
the tickets were gone
""")
VERBS = tuple(tuple(pair.split(":")) for pair in _items("""
buy:bought, sell:sold, find:found, lose:lost, break:broke, fix:fixed, paint:painted, carry:carried
drop:dropped, bring:brought, see:saw, take:took, make:made, hide:hid, wash:washed, open:opened
borrow:borrowed, want:wanted, forget:forgot, order:ordered, leave:left, draw:drew, use:used
steal:stole, clean:cleaned, build:built, repair:repaired, destroy:destroyed, discover:discovered
invent:invented, write:wrote, read:read, throw:threw, catch:caught, kick:kicked, push:pushed
pull:pulled, move:moved, lift:lifted, close:closed, lock:locked, pack:packed, send:sent, get:got
receive:received, return:returned, rent:rented, choose:chose, pick:picked, collect:collected
hold:held
keep:kept, need:needed, love:loved, like:liked, hate:hated, miss:missed, watch:watched
visit:visited
paint:painted, design:designed, copy:copied, test:tested, win:won, share:shared, show:showed
cut:cut
burn:burned, bury:buried, wrap:wrapped, decorate:decorated, photograph:photographed, check:checked
measure:measured, weigh:weighed, cover:covered, fill:filled, empty:emptied, turn on:turned on
turn off:turned off, pick up:picked up, put away:put away, throw away:threw away
give away:gave away
look for:looked for, ask for:asked for, pay for:paid for, wait for:waited for
take care of:took care of
"""))  # fmt: skip
"""Base form and past of what somebody can do with a thing."""
DOINGS = tuple(tuple(pair.split(":")) for pair in _items("""
sleep:slept, laugh:laughed, cry:cried, wait:waited, dance:danced, sing:sang, swim:swam, run:ran
fall:fell, work:worked, rest:rested, shout:shouted, smile:smiled, arrive:arrived
disappear:disappeared
get lost:got lost, get wet:got wet, fall asleep:fell asleep, go home:went home
stay at home:stayed at home
catch a cold:caught a cold, miss the train:missed the train, win the race:won the race
win a prize:won a prize, break a leg:broke a leg, make a mistake:made a mistake
say sorry:said sorry
tell a joke:told a joke, go for a walk:went for a walk, take a taxi:took a taxi
have lunch:had lunch
cook dinner:cooked dinner, write a letter:wrote a letter, call a friend:called a friend
find a job:found a job, move to a new house:moved to a new house, learn to swim:learned to swim
pass the exam:passed the exam, fail the test:failed the test, lose the game:lost the game
"""))  # fmt: skip
"""Base form and past of what somebody can do without a thing."""
TITLES = _items("Professor, Doctor, Captain, Mrs., Mr., Ms., King, Queen, Judge, Detective, Chef")
UNITS = _items("dollars, euros, coins, pounds, dollars, dollars")
