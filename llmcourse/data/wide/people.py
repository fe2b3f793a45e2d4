"""Wide lists of people, places and events, ours, by hand. `wide` draws from them."""

ROLES = """
baker, teacher, doctor, farmer, nurse, pilot, painter, judge, plumber, lawyer, waiter, waitress
tailor, soldier, driver, cook, gardener, engineer, librarian, dentist, carpenter, writer, singer
actor, actress, captain, mayor, king, queen, princess, prince, wizard, student, manager
customer, guest, thief, police officer, pirate, knight, mechanic, hunter, fisherman, sailor
merchant, scientist, inventor, professor, director, secretary, president, coach, player
goalkeeper, dancer, musician, drummer, poet, reporter, detective, guard, prisoner, monk, priest
nun, twin, passenger, visitor, tenant, landlord, cashier, clerk, butcher, barber, hairdresser
shepherd, miller, blacksmith, clown, magician, astronaut, diver, climber, runner, cyclist, chef
owner, seller, buyer, winner, architect, accountant, banker, biologist, botanist, bookseller
bus driver, taxi driver, truck driver, train driver, flight attendant, firefighter, florist
jeweler, locksmith, electrician, builder, bricklayer, roofer, welder, miner, lumberjack
forester, ranger, zookeeper, vet, veterinarian, pharmacist, surgeon, psychologist, therapist
midwife, paramedic, optician, chemist, physicist, geologist, astronomer, mathematician
historian, philosopher, journalist, editor, publisher, translator, interpreter, photographer
designer, sculptor, potter, weaver, shoemaker, watchmaker, glassblower, violinist, pianist
guitarist, conductor, composer, choir leader, DJ, comedian, acrobat, juggler, stuntman, model
film director, producer, programmer, data analyst, game designer, web designer, technician
janitor, cleaner, housekeeper, butler, maid, nanny, babysitter, tutor, principal, lifeguard
swimmer, boxer, wrestler, skier, skater, surfer, rower, jockey, referee, umpire, trainer
gymnast, golfer, tennis player, chess player, mail carrier, letter carrier, courier, porter
doorman, receptionist, bellboy, tour guide, travel agent, real estate agent, salesperson
shopkeeper, grocer, fishmonger, beekeeper, vintner, cheesemaker, brewer, barista, bartender
dishwasher, caterer, pastry chef, ice cream seller, stallholder, beggar, bus conductor
toll collector, tax inspector, customs officer, soldier boy, general, admiral, sergeant, spy
ambassador, minister, senator, governor, bishop, rabbi, imam, witness, juror, notary, bailiff
apprentice, intern, assistant, volunteer, neighbor, tourist, stranger, hiker, camper, explorer
adventurer, fortune teller, street musician, puppeteer, collector, critic, investor, consultant
plasterer, sound engineer, cameraman, organist, tiler, glazier, upholsterer, chimney sweep
window cleaner, lighthouse keeper, night watchman, farmhand, cowboy, stable boy, milkmaid
goatherd, gamekeeper, falconer, seamstress, boy, girl, man, woman, old man, old woman, young man
young woman, little boy, little girl, child, baby, grandfather, grandmother, uncle, aunt, cousin
nephew, niece, friend, roommate, classmate, colleague, boss, employee, candidate
"""
FANTASY = """
dragon, robot, giant, witch, ghost, elf, dwarf, fairy, mermaid, unicorn, troll, vampire, alien
goblin, ogre
"""
PLACES = """
museum, library, bakery, hotel, school, hospital, bank, zoo, park, swimming pool, gym, theater
cinema, train station, airport, market, shop, store, restaurant, cafe, church, castle, tower
bridge, factory, farm, office, garden, stadium, harbor, university, post office, pharmacy
bookshop, flower shop, toy store, mill, lighthouse, town hall, fire station, campsite
playground, ice rink, supermarket, aquarium, art gallery, concert hall, opera house, circus
amusement park, water park, skate park, bowling alley, golf course, tennis court, football field
racetrack, ski slope, beach, lake, river, pond, waterfall, island, forest, meadow, valley, hill
mountain, volcano, desert, cave, canyon, jungle, swamp, cliff, bay, field, orchard, vineyard
greenhouse, barn, stable, henhouse, cellar, attic, kitchen, bathroom, bedroom, living room
dining room, hall, hallway, basement, garage, balcony, terrace, porch, yard, backyard, driveway
roof, staircase, laundry, classroom, schoolyard, gymnasium, cafeteria, canteen, auditorium
laboratory, lecture hall, dormitory, kindergarten, nursery, daycare center, music school
dance studio, recording studio, workshop, studio, warehouse, shipyard, dockyard, power plant
sawmill, brewery, dairy, quarry, mine, construction site, scrapyard, gas station, car wash
parking lot, parking garage, bus stop, bus station, subway station, taxi stand, ferry terminal
dock, pier, marina, border, checkpoint, police station, courthouse, prison, city hall, embassy
palace, parliament, court, barracks, monastery, temple, mosque, synagogue, cathedral, chapel
cemetery, graveyard, monument, fountain, square, market square, main street, alley, avenue
crossroads, roundabout, highway, tunnel, trail, footpath, mall, shopping center
department store, grocery store, corner shop, butcher shop, fish market, flea market
jewelry store, shoe store, clothing store, hardware store, pet shop, candy store
ice cream parlor, coffee shop, tea house, pizzeria, diner, steakhouse, food court, pub, bar
nightclub, inn, motel, hostel, guesthouse, resort, spa, sauna, hair salon, barber shop
nail salon, tattoo shop, laundromat, dry cleaner, repair shop, bike shop, car dealership, clinic
dentist's office, vet clinic, nursing home, waiting room, operating room, emergency room
maternity ward, planetarium, observatory, botanical garden, nature reserve, national park
picnic area, summer camp, scout camp, youth center, community center, senior center
library hall, reading room, archive, town square, village hall, cottage, cabin, farmhouse
mansion, villa, apartment, penthouse, igloo, tent, tree house, houseboat, ruin, windmill
watermill, well, dam, canal, reservoir, glacier, oasis, dune, reef, lagoon, coast, riverbank
clearing, grove, train, bus, ship, plane, elevator, lobby, reception, meeting room, boardroom
break room, server room, storage room, space station, moon base, control tower, runway, helipad
gate, ticket office, box office, backstage, stage, locker room
"""
EVENTS = """
concert, meeting, party, wedding, festival, lecture, race, workshop, picnic, market, exam, game
match, show, film, class, trip, tour, exhibition, parade, conference, dinner, course, flight
lesson, ferry ride, birthday party, garden party, graduation, funeral, baptism, opening, auction
fair, carnival, ball, dance, recital, rehearsal, play, musical, opera, ballet, puppet show
magic show, circus show, fashion show, talent show, quiz, spelling bee, chess tournament
marathon, relay race, boat race, horse race, bike race, swimming contest, baking contest
contest, competition, championship, final, semifinal, tournament, training, practice, tryout
interview, hearing, trial, election, debate, speech, press conference, book signing, reading
poetry evening, book club, choir practice, church service, open day, school trip, field trip
summer camp, sleepover, barbecue, brunch, lunch, breakfast, banquet, tea party, wine tasting
cooking class, yoga class, dance class, piano lesson, swimming lesson, driving test
spelling test, math test, checkup, operation, vaccination, haircut, appointment, delivery
launch, rocket launch, eclipse, fireworks show, bonfire, storm, power cut, fire drill
moving day, yard sale, bake sale, garage sale, job fair, science fair, flea market, harvest
sailing trip, hike, safari, cruise, road trip, camping trip, city tour, anniversary, reunion
family dinner, staff meeting, board meeting, webinar
"""
TOWNS = """
Dunmore, Ashby, Millbrook, Fairhaven, Oakdale, Riverton, Stonefield, Harwick, Brookside, Larkham
Westmere, Elmford, Thornbury, Greenvale, Saltmarsh, Highcliff, Maplewood, Cold Spring, Eastport
Silver Lake, Kingsley, Norwood, Pinehurst, Redhill, Wexcombe, Tarnsby, Holloway, Birchwood
Marlow, Hazelton, Lowmoor, Port Selby, Windermoor, Crowfield, Swanley
"""
STREETS = """
Oak Street, Mill Road, Park Avenue, High Street, Church Lane, River Road, Station Road
Elm Street, Hill Road, Maple Drive, Garden Lane, King Street, Queen's Road, Bridge Street
Lake View, Market Street, Cherry Lane, Rose Street, Pine Avenue, Harbor Road, School Lane
Main Street, Green Lane, Windmill Road, Forest Drive, Meadow Lane, Castle Street, Orchard Way
"""
PETS = """
Pepper, Rex, Luna, Bella, Coco, Milo, Biscuit, Shadow, Fluffy, Snowball, Ginger, Rocky
Buddy, Daisy, Whiskers, Patch, Smokey, Cookie, Ziggy, Nugget, Pickle, Mango, Domino, Oreo
Bubbles, Misty, Duke, Sparky, Waffles, Pumpkin, Marbles, Socks
"""
